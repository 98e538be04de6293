import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainText } from '#cards/plain-text.ts';
import type { StoredEvent } from '#ports/storage.ts';
import {
  createTestApp,
  type Seen,
  type TestApp,
  type TestAppOptions,
  type Told,
} from '../support/test-app.ts';

const TICK_MS = 30_000;
const HOURS_EAST = 8;

const clockOf = (instant: number): string =>
  new Date(instant + HOURS_EAST * 3_600_000).toISOString().slice(11, 19);
const dayOf = (instant: number): string =>
  new Date(instant + HOURS_EAST * 3_600_000).toISOString().slice(0, 10);

/** What the engine says by itself: reminders, overdue notices, second steps. */
const BY_ITSELF = /^(?:\[?INC-\d{8}-\d{2}\]?\s*)?(?:⏰|🔴)?\s*(提醒|逾期|\d+ 项已逾期|再次升级)/u;

/** A script of domain 6 as it is played: every half minute is looked at, so that nothing is said unseen. */
export interface Story
  extends Omit<TestApp, 'at' | 'app' | 'sandbox' | 'storage' | 'clock' | 'dir'> {
  now(): number;
  at(time: string): Promise<void>;
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

export const told = ({ card, text }: Told): string => (card === undefined ? text : plainText(card));

export const tell = async (options: TestAppOptions): Promise<Story> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'story-'));
  let app = await createTestApp({ ...options, dir });
  const spoken: string[] = [];
  const seen = new Set<string>();

  const listen = (): void => {
    let room: readonly Seen[] = [];
    try {
      room = app.messages('room');
    } catch {
      return; // no room yet
    }
    for (const { id, card } of room) {
      if (seen.has(id)) continue;
      seen.add(id);
      if (card !== undefined && BY_ITSELF.test(card.title))
        spoken.push(`${clockOf(app.clock.now())} ${card.title}`);
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

  const texts = (where: string) => app.messages(where).map(({ text }) => text);
  const timeline = (key?: string) => app.timeline(key);
  return {
    now: () => app.clock.now(),
    at,
    stopUntil: async (time) => {
      const start = new Date(target(time)).toISOString();
      await app.close();
      app = await createTestApp({ ...options, dir, start });
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
    submit: (...args) => app.submit(...args),
    messages: (where) => app.messages(where),
    dms: (person) => app.dms(person),
    room: (key) => app.room(key),
    timeline,
    state: (key) => app.state(key),
    settle: () => app.settle(),
    close: async () => {
      await app.close();
      rmSync(dir, { recursive: true, force: true });
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
