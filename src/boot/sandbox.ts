import path from 'node:path';
import type { VirtualClock } from '#app/clock.ts';
import { cardIdOf } from '#app/delivery.ts';
import { controlClock } from '#adapters/sandbox/clock-control.ts';
import { createSandbox } from '#adapters/index.ts';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { SECOND } from '#domain/time.ts';
import type { MessageRef } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import type { Checkpoint, Ids, Log } from '#ports/system.ts';
import type { App } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Rules } from './rules.ts';

export interface SandboxParts {
  readonly sandbox: Sandbox;
  readonly stop: () => void;
}

export interface SandboxNeeds {
  readonly config: Config;
  readonly rules: Rules;
  readonly clock: VirtualClock;
  readonly storage: Storage;
  readonly ids: Ids;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  /** The app is put together after its messengers. */
  readonly app: () => App;
}

const worldFile = ({ database }: Config): string => {
  const folder =
    database.engine === 'sqlite'
      ? path.dirname(database.url.reveal().replace(/^file:/u, ''))
      : './data';
  return path.join(folder, 'sandbox.db');
};

const approvalMessage = async (
  storage: Storage,
  incident: string,
  approval: string,
): Promise<MessageRef | undefined> => {
  const card = cardIdOf({ card: 'approval', approval }, incident, { kind: 'room' });
  const [message] = await storage.messagesOf(card);
  return message && { platform: message.platform, room: message.room, id: message.id };
};

/** The clock goes on from where it was: what the sandbox has seen must not lie in the future. */
const keepClock = ({ world }: Sandbox, clock: VirtualClock): (() => void) => {
  const before = Number(world.setting('clock') ?? 0);
  if (before > clock.now()) clock.advance(before - clock.now());
  const save = (): void => world.setSetting('clock', String(clock.now()));
  const saving = setInterval(save, SECOND).unref();
  return () => {
    clearInterval(saving);
    save();
  };
};

/** The messenger in the browser, with its clock and its world beside the database. */
export const openSandbox = (needs: SandboxNeeds): SandboxParts => {
  const { config, rules, clock, storage, ids, log, checkpoint, app } = needs;
  const sandbox = createSandbox({
    worldFile: worldFile(config),
    organisation: () => rules.current().organisation,
    clock,
    ids,
    log,
    checkpoint,
    timezone: config.timezone,
    locale: config.locale,
    clockControl: controlClock(clock),
    engine: { nextDue: () => app().scheduler.nextTick(), settled: () => app().settled() },
    approvalMessage: (incident, approval) => approvalMessage(storage, incident, approval),
  });
  const keep = keepClock(sandbox, clock);
  return {
    sandbox,
    stop: () => {
      keep();
      sandbox.close();
    },
  };
};
