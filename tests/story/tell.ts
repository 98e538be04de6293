import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoredEvent } from '#ports/storage.ts';
import { createFeishuTestApp, openFakeFeishu } from '../support/feishu/feishu-app.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { type Seen, type Told, withoutSign } from '../support/sights.ts';
import { createSlackTestApp, openFake } from '../support/slack/slack-app.ts';
import { createTestApp, type TestAppOptions, type TestStage } from '../support/test-app.ts';

/** Where a story can be played. `emulate` is a Slack that others wrote, behind the same strict front. */
export type Ground =
  | 'sandbox'
  | 'slack http'
  | 'slack socket'
  | 'slack emulate'
  | 'feishu websocket'
  | 'feishu webhook';
/** Where every story is played. */
export const GROUNDS: readonly Ground[] = [
  'sandbox',
  'slack http',
  'slack socket',
  'feishu websocket',
  'feishu webhook',
];
/** Where variations are played: how a gesture came in was seen in the story itself. */
export const VARIED: readonly Ground[] = ['sandbox', 'slack http'];

const TICK_MS = 30_000;
const HOURS_EAST = 8;

const clockOf = (instant: number): string =>
  new Date(instant + HOURS_EAST * 3_600_000).toISOString().slice(11, 19);
const dayOf = (instant: number): string =>
  new Date(instant + HOURS_EAST * 3_600_000).toISOString().slice(0, 10);

/** What the engine says by itself: reminders, overdue notices, second steps. */
const BY_ITSELF = /^(提醒|逾期|\d+ 项已逾期|再次升级)/u;

/** A script of domain 6 as it is played: every half minute is looked at, so that nothing is said unseen. */
export interface Story extends Omit<TestStage, 'app' | 'storage' | 'clock' | 'dir'> {
  readonly on: Ground;
  now(): number;
  /** A measured value that comes in now. */
  measured(metric: string, value: number): Promise<void>;
  /** What a monitor sends now, in one batch. */
  monitor(values: Readonly<Record<string, number>>): Promise<void>;
  /** Throws when the app did something that the messenger would have refused. */
  close(): Promise<void>;
  /** The process dies now and starts again at that time, on the same files. */
  stopUntil(time: string): Promise<void>;
  /** "10:08:00 提醒：…" of the war room, in order. */
  readonly spoken: readonly string[];
  /** Texts of the messages everyone sees there. */
  texts(where: string): readonly string[];
  /** The newest message there that contains this. */
  find(where: string, text: string): Seen;
  /** Kinds of event on the timeline, with their local times. */
  kinds(key?: string): Promise<readonly string[]>;
  of(type: string, key?: string): Promise<readonly StoredEvent[]>;
  /** The live status card as everyone sees it. */
  status(): string;
}

export const told = ({ text }: Told): string => text;

interface Stages {
  /** The app on its files; Slack and Feishu are always the same one, which outlives it. */
  open(start?: string): Promise<TestStage>;
  violations(): readonly string[];
  close(): Promise<void>;
}

const onFeishu = async (
  on: 'feishu websocket' | 'feishu webhook',
  options: TestAppOptions,
): Promise<Stages> => {
  const transport = on === 'feishu websocket' ? 'websocket' : 'webhook';
  const clock = createHandClock(Date.parse(options.start ?? '2026-12-01T02:00:00Z'));
  const feishu = await openFakeFeishu({ transport }, clock, options.policy);
  return {
    open: (start) => {
      if (start !== undefined) clock.set(Date.parse(start));
      return createFeishuTestApp({ ...options, transport, outside: { feishu, clock } });
    },
    violations: () => [...feishu.violations, ...feishu.denied],
    close: () => feishu.close(),
  };
};

const stagesOn = async (on: Ground, options: TestAppOptions): Promise<Stages> => {
  if (on === 'sandbox')
    return {
      open: (start) => createTestApp({ ...options, ...(start === undefined ? {} : { start }) }),
      violations: () => [],
      close: async () => {},
    };
  if (on === 'feishu websocket' || on === 'feishu webhook') return onFeishu(on, options);
  const transport = on === 'slack socket' ? 'socket' : 'http';
  const backend = on === 'slack emulate' ? 'emulate' : 'own';
  const clock = createHandClock(Date.parse(options.start ?? '2026-12-01T02:00:00Z'));
  const slack = await openFake({ transport, backend }, clock);
  return {
    open: (start) => {
      if (start !== undefined) clock.set(Date.parse(start));
      return createSlackTestApp({ ...options, transport, outside: { slack, clock } });
    },
    violations: () => slack.violations,
    close: () => slack.close(),
  };
};

export const tell = async (
  options: Omit<TestAppOptions, 'dir'>,
  on: Ground = 'sandbox',
): Promise<Story> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'story-'));
  const stages = await stagesOn(on, { ...options, dir });
  let app = await stages.open();
  const spoken: string[] = [];
  const seen = new Set<string>();

  const listen = (): void => {
    let room: readonly Seen[] = [];
    try {
      room = app.messages('room');
    } catch {
      return; // no room yet
    }
    for (const { id, title: shown } of room) {
      if (seen.has(id)) continue;
      seen.add(id);
      const title = withoutSign(shown);
      if (BY_ITSELF.test(title)) spoken.push(`${clockOf(app.clock.now())} ${title}`);
    }
  };

  const target = (time: string): number => {
    const [day, clock] = time.includes(' ') ? time.split(' ') : [dayOf(app.clock.now()), time];
    const full = clock?.split(':').length === 2 ? `${clock}:00` : clock;
    return Date.parse(`${day}T${full}+08:00`);
  };

  const at = async (time: string): Promise<void> => {
    const until = target(time);
    for (
      let tick = (Math.floor(app.clock.now() / TICK_MS) + 1) * TICK_MS;
      tick < until;
      tick += TICK_MS
    ) {
      await app.at(`${dayOf(tick)} ${clockOf(tick)}`);
      listen();
    }
    await app.at(time);
    listen();
  };

  const monitor: Story['monitor'] = async (values) => {
    const now = new Date(app.clock.now()).toISOString();
    const samples = Object.entries(values).map(([metric, value]) => ({ metric, value, at: now }));
    const taken = await app.app.ingest.samples(samples);
    if (!('accepted' in taken) || taken.accepted !== samples.length)
      throw new Error(`not taken: ${JSON.stringify(values)}: ${JSON.stringify(taken)}`);
    await app.settle();
  };

  const texts = (where: string) => app.messages(where).map(({ text }) => text);
  const timeline = (key?: string) => app.timeline(key);
  return {
    on,
    now: () => app.clock.now(),
    measured: (metric, value) => monitor({ [metric]: value }),
    monitor,
    at,
    stopUntil: async (time) => {
      const start = new Date(target(time)).toISOString();
      await app.close();
      app = await stages.open(start);
      await app.app.scheduler.sweepToTick();
      await app.settle();
      listen();
    },
    skipTo: (time) => app.skipTo(time),
    say: (...args) => app.say(...args),
    chat: (...args) => app.chat(...args),
    react: async (person, approval, emoji, added) => {
      const known = Object.values((await app.state()).approvals);
      const newest = known.findLast(({ ref, id }) => ref === approval || id === approval);
      await app.react(person, newest?.id ?? approval, emoji, added);
    },
    press: (...args) => app.press(...args),
    fill: (...args) => app.fill(...args),
    messages: (where) => app.messages(where),
    dms: (person) => app.dms(person),
    room: (key) => app.room(key),
    timeline,
    state: (key) => app.state(key),
    settle: () => app.settle(),
    close: async () => {
      await app.close();
      const found = stages.violations();
      await stages.close();
      rmSync(dir, { recursive: true, force: true });
      if (found.length > 0) throw new Error(`refused by the messenger:\n${found.join('\n')}`);
    },
    spoken,
    texts,
    find: (where, text) => {
      const found = app.messages(where).findLast((message) => message.text.includes(text));
      if (found === undefined)
        throw new Error(`nobody said “${text}” in ${where}:\n${texts(where).join('\n---\n')}`);
      return found;
    },
    kinds: async (key) =>
      (await timeline(key)).map(({ occurredAt, type }) => `${clockOf(occurredAt)} ${type}`),
    of: async (type, key) => (await timeline(key)).filter((event) => event.type === type),
    status: () => {
      const card = app.messages('room').find(({ pinned }) => pinned);
      if (card === undefined) throw new Error('no status card is pinned');
      return card.text;
    },
  };
};
