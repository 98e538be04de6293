import { cardIdOf } from '#app/delivery.ts';
import { silentLog } from '#app/log.ts';
import { loadRecord, rebuildProjections } from '#app/rebuild.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { MINUTE, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import { openStorage } from '#store/open-storage.ts';
import { databaseFile, type FileApp, openFileApp } from './crash-app.ts';
import { runFolder } from './crash-run.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createSeverable } from './severed.ts';

const START = Date.parse('2026-12-01T10:00:00+08:00');

/** The whole program on files, as the model's commands use it. */
export interface Program {
  readonly dir: string;
  readonly clock: HandClock;
  running: FileApp;
  kill: () => Promise<void>;
}

interface Process {
  readonly running: FileApp;
  /** Ends it between two instants; what the database has accepted is still written. */
  readonly kill: () => Promise<void>;
}

const open = async (dir: string, clock: HandClock): Promise<Process> => {
  const line = createSeverable();
  const storage = await openStorage({ url: `file:${databaseFile(dir)}`, log: silentLog });
  const running = await openFileApp({
    dir,
    clock,
    storage: line.wrap(storage),
    between: (messenger) => line.wrap(messenger),
  });
  await running.app.start();
  const kill = async (): Promise<void> => {
    line.sever();
    await storage.close();
    running.sandbox.close();
  };
  return { running, kill };
};

export const startProgram = async (): Promise<Program> => {
  const dir = runFolder();
  const clock = createHandClock(START);
  return { dir, clock, ...(await open(dir, clock)) };
};

/** Everything due is handled and delivered, retries of the next minutes too. */
export const settle = async ({ running, clock }: Program): Promise<void> => {
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await running.app.settled();
    const { nextDue } = await running.storage.outboxDepth();
    if (nextDue === undefined || nextDue > clock.now() + 2 * MINUTE) return;
    clock.set(Math.max(nextDue, clock.now() + 1));
  }
  throw new Error('it never comes to rest');
};

/** The program is gone from one moment to the next, with deliveries on their way; another one opens its files. */
export const crash = async (program: Program): Promise<void> => {
  await program.kill();
  Object.assign(program, await open(program.dir, program.clock));
};

/** The messenger refuses some calls, and takes some without saying so. */
export const outage = ({ running }: Program, times: number): void => {
  const refused = new DeliveryError('unavailable', 'retry');
  running.sandbox.faults.fail('post', times, refused);
  running.sandbox.faults.fail('update', times, refused);
  running.sandbox.faults.loseReply('openRoom', 1);
  running.sandbox.faults.loseReply('whisper', 1);
  running.sandbox.faults.loseReply('decorate', 1);
};

export const say = async (
  { running }: Program,
  line: {
    readonly as: string;
    readonly room: string;
    readonly line: string;
    readonly receiptId: string;
  },
): Promise<void> => {
  const { as, receiptId, room } = line;
  await running.sandbox.actions.say({ as, receiptId }, { room, text: `/${line.line}` });
};

export const roomOf = ({ running }: Program, key: string): string =>
  running.sandbox.world.roomOfIncident(key)?.id ?? '';

export const react = async (
  { running }: Program,
  vote: {
    readonly as: string;
    readonly key: string;
    readonly cast: boolean;
    readonly receiptId: string;
  },
): Promise<void> => {
  const { as, key, cast, receiptId } = vote;
  const card = cardIdOf({ card: 'approval', approval: 'A1.v1' }, key, { kind: 'room' });
  const [posted] = await running.storage.messagesOf(card);
  if (posted === undefined) throw new Error(`no card asks for votes in ${key}`);
  const what = { message: posted.id, emoji: 'white_check_mark', added: cast };
  await running.sandbox.actions.react({ as, receiptId }, what);
};

export const stateOf = async ({ running }: Program, key: string): Promise<IncidentState> => {
  const state = await running.app.loadIncident(key);
  if (state === undefined) throw new Error(`${key} is lost`);
  return state;
};

/** The state as the stored events alone tell it. */
export const recordedState = async (
  { running }: Program,
  key: string,
): Promise<IncidentState | undefined> => (await loadRecord(running.storage, key))?.state;

export const versionsOf = async ({ running }: Program): Promise<readonly string[]> => {
  const streams = await running.storage.streams('INC-');
  return Promise.all(
    streams.map(async (key) => `${key} ${(await running.storage.load(key)).head.version}`),
  );
};

/** What is wrong when all has come to rest; nothing may be. */
export const problemsIn = async (program: Program): Promise<readonly unknown[]> => {
  const { running, clock } = program;
  clock.set(clock.now() + SECOND);
  await settle(program);
  const { pending } = await running.storage.outboxDepth();
  const { findings } = await rebuildProjections(running.storage, running.policy);
  const rooms = running.sandbox.world.rooms().flatMap(({ incident }) => incident ?? []);
  return [
    ...(pending === 0 ? [] : [`${pending} deliveries are left`]),
    ...(await running.storage.verify()),
    ...findings,
    ...rooms.filter((key, n) => rooms.indexOf(key) !== n).map((key) => `two rooms for ${key}`),
  ];
};
