import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cardIdOf } from '#app/delivery.ts';
import { HOUR } from '#domain/time.ts';
import type { StoredEvent } from '#ports/storage.ts';
import { createHandClock } from '../hand-clock.ts';
import { warRooms } from './burst.ts';
import {
  editedTextOf,
  type Ground,
  payloadsOf,
  requestOf,
  textOf,
  titleOf,
} from './gesture-requests.ts';
import { type Delivered, type Gesture, type Schedule, scheduleOf, VOTERS } from './gestures.ts';
import { sendSigned } from './requests.ts';
import { createSlackTestApp, openFake, type SlackTestApp } from './slack-app.ts';

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

const KEY = 'INC-20261201-01';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const voters = ['lin', 'chen', 'su'] as const;
const PROCESSES = ['a', 'b'] as const;
const RETRIES = 3;

/** Two processes on one app and one database. */
const openPair = async (
  generation: string,
  common: Pick<Parameters<typeof createSlackTestApp>[0], 'dir' | 'databaseUrl' | 'outside'>,
): Promise<readonly SlackTestApp[]> => {
  const made: SlackTestApp[] = [];
  for (const name of PROCESSES)
    made.push(
      await createSlackTestApp({ ...common, transport: 'http', process: `${generation}${name}` }),
    );
  return made;
};

const settleAll = async (apps: readonly SlackTestApp[]): Promise<void> => {
  await Promise.all(apps.map((app) => app.app.dispatcher.drain()));
  await apps[0]?.settle();
};

/** An incident with a text for each voter to decide on. */
const prepare = async (app: SlackTestApp): Promise<Ground> => {
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
  const { slack } = app;
  const room = app.room(KEY).id;
  return { key: KEY, room, bot: slack.bot.userId, direct: slack.directChannel, asking, voters };
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

/** One line for every effect that is there, in the store and in Slack. */
const foundIn = async (app: SlackTestApp, ground: Ground): Promise<readonly string[]> => {
  const others = (await app.storage.incidents({ limit: 10_000 })).filter(({ key }) => key !== KEY);
  const rooms = warRooms(app).filter(({ id }) => id !== ground.room);
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

const sendWave = async (
  apps: readonly SlackTestApp[],
  wave: readonly Delivered[],
  payloads: readonly Data[],
): Promise<readonly string[]> => {
  const answers = await Promise.all(
    wave.map(async (one) => {
      const payload = payloads[one.gesture] ?? {};
      const address = apps[one.process]?.address ?? '';
      const request = requestOf(payload, one);
      // Slack sends an event three times more that is not acknowledged.
      for (let retry = 0; ; retry += 1) {
        const { status } = await sendSigned(address, request, one.copy + retry);
        if (status === 200) return [];
        if (status !== 503 || retry === RETRIES) return [`${status}: ${JSON.stringify(payload)}`];
      }
    }),
  );
  return answers.flat();
};

/** How many waves come between two rounds of deliveries. */
const ROUND = 4;

const playStorm = async (
  schedule: Schedule,
  open: (generation: string) => Promise<readonly SlackTestApp[]>,
) => {
  let apps = await open('first-');
  try {
    const [first] = apps;
    if (first === undefined) throw new Error('no process');
    const ground = await prepare(first);
    const payloads = payloadsOf(schedule.gestures, ground);
    const refused: string[] = [];
    for (const [n, wave] of schedule.waves.entries()) {
      refused.push(...(await sendWave(apps, wave, payloads)));
      if (n % ROUND === 0) await settleAll(apps);
    }
    await settleAll(apps);
    for (const app of apps) await app.close();
    first.clock.set(first.clock.now() + 7 * HOUR);
    apps = await open('second-');
    for (let from = 0; from < schedule.late.length; from += 2 * ROUND)
      refused.push(
        ...(await sendWave(apps, schedule.late.slice(from, from + 2 * ROUND), payloads)),
      );
    await settleAll(apps);
    const [app] = apps;
    if (app === undefined) throw new Error('no process');
    return { refused, found: await foundIn(app, ground), findings: await app.storage.verify() };
  } finally {
    for (const app of apps) await app.close();
  }
};

/** Tells two processes on one database `count` times of what people did, in disorder. */
export const eventStorm = async (
  seed: number,
  count: number,
  databaseUrl?: string,
): Promise<Storm> => {
  const schedule = scheduleOf(seed, count);
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-storm-'));
  const clock = createHandClock(Date.parse('2026-12-01T02:04:00Z'));
  const slack = await openFake({ transport: 'http', tiers: 'off' }, clock);
  const database = databaseUrl === undefined ? {} : { databaseUrl };
  try {
    const { refused, found, findings } = await playStorm(schedule, (generation) =>
      openPair(generation, { dir, outside: { slack, clock }, ...database }),
    );
    const wanted = wantedOf(schedule.gestures);
    return {
      seed,
      delivered: [...schedule.waves.flat(), ...schedule.late].length,
      gestures: schedule.gestures.length,
      lost: shortage(wanted, found),
      doubled: shortage(found, wanted),
      refused,
      violations: slack.violations,
      findings,
    };
  } finally {
    await slack.close();
    rmSync(dir, { recursive: true, force: true });
  }
};
