import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time.ts';
import { declareAtOnce, doneAt, refusals, untilQuiet, usable } from '../../support/slack/burst.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';

let app: SlackTestApp;
afterEach(() => app.close());

const start = async (tiers: number): Promise<void> => {
  app = await createSlackTestApp({ transport: 'http', tiers });
};

const titlesOf = (room: string): readonly string[] =>
  app.slack
    .messages(room)
    .filter(({ user }) => user === app.slack.bot.userId)
    .map(({ title }) => title);

/** Rooms that came more than this after the command. */
const LONG: number = 4 * SECOND;

/** Whoever waits longer and was not told so before the room was there. */
const untold = async (reporters: readonly string[]): Promise<readonly string[]> => {
  const incidents = await app.storage.incidents({ limit: 100 });
  const missing: string[] = [];
  for (const { key } of incidents) {
    const events = await app.timeline(key);
    const [opened] = events;
    const delayed = events.find(({ type }) => type === 'room.delayed');
    const room = events.find(({ type }) => type === 'room.opened');
    if (opened === undefined || room === undefined) missing.push(`${key} has no room`);
    else if (room.occurredAt - opened.occurredAt > LONG) {
      const person = opened.actor.id;
      const told = app.dms(person).find(({ text }) => text.includes('稍后') && text.includes(key));
      const inTime = told !== undefined && Number(told.id) * SECOND < room.occurredAt;
      if (!inTime || delayed === undefined || !reporters.includes(person)) missing.push(key);
    }
  }
  return missing;
};

describe('20 incidents declared within 10 s', () => {
  it('end with 20 usable rooms, each with its people and its pinned card, and without a single 429', async () => {
    await start(1);
    const { answered } = await declareAtOnce(app, 20);
    await untilQuiet(app);
    expect(answered).toEqual(Array.from({ length: 20 }, () => 200));
    const rooms = usable(app);
    expect(rooms).toHaveLength(20);
    for (const { id } of rooms) expect(new Set(titlesOf(id)).size).toBe(titlesOf(id).length);
    expect(app.slack.limited).toEqual([]);
    expect(app.slack.violations).toEqual([]);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  });
});

describe('F-N3: more incidents than Slack lets rooms be made', () => {
  it.each([30, 60])(
    '%i: all usable within the floor and a tenth, without a 429, and who waits is told',
    async (count) => {
      await start(1);
      const { began, answered, reporters } = await declareAtOnce(app, count);
      await untilQuiet(app);
      const { calls, limited, violations } = app.slack;
      const ready = doneAt(calls, 'conversations.create', 'conversations.invite', 'pins.add');
      const floor = (count - 20) * 3 * SECOND;
      process.stdout.write(
        `F-N3: ${count} rooms in ${(ready - began) / SECOND} s, floor ${floor / SECOND} s\n`,
      );
      expect(answered.every((status) => status === 200)).toBe(true);
      expect(usable(app)).toHaveLength(count);
      expect(ready - began).toBeLessThanOrEqual(floor * 1.1);
      expect(limited).toEqual([]);
      expect(violations).toEqual([]);
      expect(await untold(reporters)).toEqual([]);
    },
  );

  it.each([30, 60])(
    '%i, and Slack allows half of what it publishes: learned from one 429, not from many',
    async (count) => {
      await start(0.5);
      const { began } = await declareAtOnce(app, count);
      await untilQuiet(app);
      const { calls, violations } = app.slack;
      const ready = doneAt(calls, 'conversations.create', 'conversations.invite', 'pins.add');
      const floor = (count - 10) * 6 * SECOND;
      process.stdout.write(
        `F-N3 at half the rate: ${count} rooms in ${(ready - began) / SECOND} s, floor ${floor / SECOND} s, ${app.slack.limited.length} × 429\n`,
      );
      expect(usable(app)).toHaveLength(count);
      expect(ready - began).toBeLessThanOrEqual(floor * 1.1);
      // Called again only after the time that Slack named.
      expect(violations).toEqual([]);
      expect(app.slack.limited.length).toBeGreaterThan(0);
      for (const times of refusals(calls).values())
        for (const [n, at] of times.entries())
          expect(at - (times[n - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(MINUTE);
    },
  );
});
