import { cardIdOf } from '#app/delivery.ts';
import { HOUR } from '#domain/time.ts';
import type { StoredEvent } from '#ports/storage.ts';
import type { TestStage } from '../test-app.ts';
import {
  type Delivered,
  type Gesture,
  type Repertoire,
  type Schedule,
  scheduleOf,
  VOTERS,
} from './gestures.ts';

/** What came of a storm of events, beside what people did. */
export interface Storm {
  readonly seed: number;
  readonly delivered: number;
  readonly gestures: number;
  /** Gestures without their effect. */
  readonly lost: readonly string[];
  /** Effects beyond one a gesture. */
  readonly doubled: readonly string[];
  /** Deliveries that were not answered 200. */
  readonly refused: readonly string[];
  readonly violations: readonly string[];
  readonly findings: readonly unknown[];
}

/** Where the gestures are made. */
export interface Ground {
  readonly key: string;
  readonly room: string;
  /** The messages that ask for each voter's vote. */
  readonly asking: readonly string[];
  readonly voters: readonly string[];
}

/** Tells the processes once more of what was done; gives what is wrong with the answer. */
export type Tell = (one: Delivered) => Promise<readonly string[]>;

/** A messenger that tells two processes of one app what people did. */
export interface StormMessenger {
  readonly repertoire: Repertoire;
  /** Starts both processes. */
  open(generation: string): Promise<readonly TestStage[]>;
  /** For processes that were started anew, too. */
  tell(gestures: readonly Gesture[], ground: Ground): Promise<Tell>;
  /** Ids of all war rooms. */
  rooms(): readonly string[];
  readonly violations: readonly string[];
  close(): Promise<void>;
}

/** What is written down by the `n`-th gesture. */
export const textOf = (n: number): string => `第 ${n} 条`;
export const editedTextOf = (n: number): string => `第 ${n} 条，改过`;
export const titleOf = (n: number): string => `第 ${n} 件事`;

const KEY = 'INC-20261201-01';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const voters = ['lin', 'chen', 'su'] as const;

const settleAll = async (apps: readonly TestStage[]): Promise<void> => {
  await Promise.all(apps.map((app) => app.app.dispatcher.drain()));
  await apps[0]?.settle();
};

/** An incident with a text for each voter to decide on. */
const prepare = async (app: TestStage): Promise<Ground> => {
  await app.say('wang', 'duty', OPEN);
  await app.say('lin', 'room', 'grade 重大 "全国不可用"');
  const asking: string[] = [];
  for (let n = 1; n <= VOTERS; n += 1) {
    await app.say(
      'li',
      'room',
      'announce draft initial impact=热线 cause=故障 eta=11:15 workaround=微信公众号 nextUpdate=11:00',
    );
    const card = cardIdOf({ card: 'approval', approval: `A${n}.v1` }, KEY, { kind: 'room' });
    asking.push((await app.storage.messagesOf(card))[0]?.id ?? '');
  }
  return { key: KEY, room: app.room(KEY).id, asking, voters };
};

const shortage = (wanted: readonly string[], found: readonly string[]): readonly string[] => {
  const left = new Map<string, number>();
  for (const one of found) left.set(one, (left.get(one) ?? 0) + 1);
  return wanted.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
};

/** One line for every effect that the gestures must have. */
const wantedOf = (gestures: readonly Gesture[]): readonly string[] =>
  gestures.flatMap((gesture, n) => {
    switch (gesture.does) {
      case 'note':
        return [`note ${textOf(n)}`];
      case 'update':
        return [`update ${textOf(n)}`, `said ${textOf(n)}`];
      case 'edit':
        return [`edit ${editedTextOf(gesture.of)}`];
      case 'delete':
        return ['delete'];
      case 'vote':
        return [`vote ${gesture.added ? 'cast' : 'retracted'} A${gesture.voter + 1}.v1`];
      case 'open':
        return [`open ${titleOf(n)}`, 'room'];
      case 'nothing':
        return [];
    }
  });

type Data = Readonly<Record<string, unknown>>;

const effectOf = ({ type, data }: StoredEvent): readonly string[] => {
  const { text, approval } = data as Data;
  switch (type) {
    case 'note.added':
      return [`note ${String(text)}`];
    case 'update.posted':
      return [`update ${String(text)}`];
    case 'note.corrected':
      return [`edit ${String(text)}`];
    case 'note.deleted':
      return ['delete'];
    case 'vote.cast':
      return [`vote cast ${String(approval)}`];
    case 'vote.retracted':
      return [`vote retracted ${String(approval)}`];
    case 'vote.ignored':
      return [`vote ignored ${String(approval)}`];
    default:
      return [];
  }
};

const SAID = /第 \d+ 条/u;

/** One line for every effect that is there, in the store and for people. */
const foundIn = async (
  app: TestStage,
  messenger: StormMessenger,
  ground: Ground,
): Promise<readonly string[]> => {
  const others = (await app.storage.incidents({ limit: 10_000 })).filter(({ key }) => key !== KEY);
  const rooms = messenger.rooms().filter((id) => id !== ground.room);
  const said = app.messages(ground.room).flatMap(({ text, pinned, title }) => {
    const update = pinned || !title.includes('进展') ? null : SAID.exec(text);
    return update === null ? [] : [`said ${update[0]}`];
  });
  return [
    ...(await app.timeline(KEY)).flatMap(effectOf),
    ...others.map(({ title }) => `open ${title}`),
    ...rooms.map(() => 'room'),
    ...said,
  ];
};

const sendWave = async (wave: readonly Delivered[], tell: Tell): Promise<readonly string[]> =>
  (await Promise.all(wave.map(tell))).flat();

/** How many waves come between two rounds of deliveries. */
const ROUND = 4;

const playStorm = async (schedule: Schedule, messenger: StormMessenger) => {
  let apps = await messenger.open('first-');
  try {
    const [first] = apps;
    if (first === undefined) throw new Error('no process');
    const ground = await prepare(first);
    const tell = await messenger.tell(schedule.gestures, ground);
    const refused: string[] = [];
    for (const [n, wave] of schedule.waves.entries()) {
      refused.push(...(await sendWave(wave, tell)));
      if (n % ROUND === 0) await settleAll(apps);
    }
    await settleAll(apps);
    for (const app of apps) await app.close();
    first.clock.set(first.clock.now() + 7 * HOUR);
    apps = await messenger.open('second-');
    for (let from = 0; from < schedule.late.length; from += 2 * ROUND)
      refused.push(...(await sendWave(schedule.late.slice(from, from + 2 * ROUND), tell)));
    await settleAll(apps);
    const [app] = apps;
    if (app === undefined) throw new Error('no process');
    const found = await foundIn(app, messenger, ground);
    return { refused, found, findings: await app.storage.verify() };
  } finally {
    for (const app of apps) await app.close();
  }
};

/** Tells two processes on one database `count` times of what people did, in disorder. Closes the messenger. */
export const eventStorm = async (
  messenger: StormMessenger,
  seed: number,
  count: number,
): Promise<Storm> => {
  const schedule = scheduleOf(seed, count, messenger.repertoire);
  try {
    const { refused, found, findings } = await playStorm(schedule, messenger);
    const wanted = wantedOf(schedule.gestures);
    return {
      seed,
      delivered: [...schedule.waves.flat(), ...schedule.late].length,
      gestures: schedule.gestures.length,
      lost: shortage(wanted, found),
      doubled: shortage(found, wanted),
      refused,
      violations: messenger.violations,
      findings,
    };
  } finally {
    await messenger.close();
  }
};
