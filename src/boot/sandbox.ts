import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { VirtualClock } from '#app/clock.ts';
import { cardIdOf } from '#app/delivery.ts';
import { controlClock } from '#adapters/sandbox/clock-control.ts';
// Not by the list of messengers: it would load the packages of all the others.
import { createSandbox, type Sandbox } from '#adapters/sandbox/sandbox.ts';
import { SECOND } from '#domain/time.ts';
import type { MessageRef } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import type { Config } from '../config.ts';
import type { MessengerNeeds, OpenedMessenger } from './messengers.ts';

const worldFile = ({ database }: Config): string => {
  const folder =
    database.engine === 'sqlite'
      ? path.dirname(database.url.reveal().replace(/^file:/u, ''))
      : './data';
  // SQLite has made its folder by now; beside PostgreSQL nobody has.
  mkdirSync(folder, { recursive: true });
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

/** The messenger in the browser, with its world beside the database, and its clock where that may be moved. */
export const openSandbox = (needs: MessengerNeeds): OpenedMessenger => {
  const { config, rules, clock, virtual, storage, ids, log, checkpoint, app } = needs;
  const sandbox = createSandbox({
    worldFile: worldFile(config),
    organisation: () => rules.current().organisation,
    clock,
    ids,
    log,
    checkpoint,
    timezone: config.timezone,
    locale: config.locale,
    ...(virtual === undefined ? {} : { clockControl: controlClock(virtual) }),
    engine: { nextDue: () => app().scheduler.nextTick(), settled: () => app().settled() },
    approvalMessage: (incident, approval) => approvalMessage(storage, incident, approval),
  });
  const keep = virtual === undefined ? () => {} : keepClock(sandbox, virtual);
  return {
    messenger: sandbox,
    mounts: [sandbox.routes],
    stop: () => {
      keep();
      sandbox.close();
    },
  };
};
