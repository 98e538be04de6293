import type { Card } from '#cards/card.ts';
import type { Locale } from '#domain/locale.ts';
import type { Organisation } from '#domain/organisation/organisation.ts';
import type { Inbox, Messenger, MessageRef } from '#ports/messenger.ts';
import type { Checkpoint, Clock, Ids, Log } from '#ports/system.ts';
import type { Actions } from './actions.ts';
import type { ClockControl, Engine } from './clock-control.ts';
import type { Faults } from './faults.ts';
import type { Mount } from './http.ts';
import type { Player } from './player.ts';
import type { Script } from './script.ts';
import type { World } from './world.ts';
import { createActions } from './actions.ts';
import { createMount } from './http.ts';
import { fitCard } from './limits.ts';
import { createMessenger } from './messenger.ts';
import { createPlayer } from './player.ts';
import { SCRIPTS } from './scripts/scripts.ts';
import { syncStandingRooms } from './standing.ts';
import { openWorld } from './world.ts';

export interface SandboxOptions {
  /** Path of the file that holds the platform's own memory; `:memory:` keeps nothing. */
  readonly worldFile: string;
  readonly organisation: () => Organisation;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Time zone of the player's scripts and of the times shown; default Asia/Shanghai. */
  readonly timezone?: string;
  /** Language of people who have none of their own; default: the browser's. */
  readonly locale?: Locale;
  /** Absent: the page shows no clock bar and plays nothing. */
  readonly clockControl?: ClockControl;
  readonly engine?: Engine;
  /** Shortens a card to what this platform takes; default: to Slack's limits. */
  readonly fit?: (card: Card) => Card;
  /** What the player can show; default: the acceptance scripts. */
  readonly scripts?: readonly Script[];
  /** The message that shows an approval (`A1.v2`); by default found by what the cards say. */
  readonly approvalMessage?: (
    incident: string,
    approval: string,
  ) => Promise<MessageRef | undefined>;
  readonly checkpoint?: Checkpoint;
}

/** A whole messenger in the browser, on the same port as every other. */
export interface Sandbox extends Messenger {
  readonly routes: Mount;
  readonly world: World;
  readonly faults: Faults;
  /** What people do, without a browser: for tests and scripts. */
  readonly actions: Actions;
  readonly player: Player;
  /** Ends streams and closes the file. */
  close(): void;
}

// A reloaded organisation file is a new object; comparing it is enough to notice.
const synced = (world: World, read: () => Organisation): (() => Organisation) => {
  let known: Organisation | undefined;
  const organisation = (): Organisation => {
    const current = read();
    if (current !== known) syncStandingRooms(world, current);
    known = current;
    return current;
  };
  organisation();
  return organisation;
};

/** Opens the sandbox. Its standing channels are there at once; it hears people after `listen`. */
export const createSandbox = (options: SandboxOptions): Sandbox => {
  const world = openWorld(options.worldFile, options.clock, options.checkpoint);
  const organisation = synced(world, options.organisation);
  let inbox: Inbox | undefined;
  const { messenger, faults } = createMessenger({
    world,
    organisation,
    fit: options.fit ?? fitCard,
    setInbox: (next) => {
      inbox = next;
    },
  });
  const actions = createActions({ world, organisation, clock: options.clock, inbox: () => inbox });
  const timezone = options.timezone ?? 'Asia/Shanghai';
  const scripts = options.scripts ?? SCRIPTS;
  const parts = { ...options, world, actions, timezone, scripts };
  const player = createPlayer(parts);
  const mount = createMount({ ...parts, player, organisation });
  return {
    ...messenger,
    routes: mount.routes,
    world,
    faults,
    actions,
    player,
    close: () => {
      player.stop();
      mount.close();
      world.close();
    },
  };
};
