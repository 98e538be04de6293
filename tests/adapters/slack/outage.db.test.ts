import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time.ts';
import { crowding } from '../../support/crowding.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { untilQuiet, usable, warRooms } from '../../support/slack/burst.ts';
import type { ApiFault, FakeSlack } from '../../support/slack/fake-slack.ts';
import { createSlackTestApp, openFake, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { accountOf } from '../../support/slack/slack-sights.ts';

/** On a machine that has other things to do, what happens by itself takes its time. */
const PATIENTLY = { timeout: 15_000 };
const BUSY = crowding();

const PATIENCE_MS = 300;
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

const AWAY: readonly (readonly [string, ApiFault])[] = [
  ['drops every connection', { kind: 'drop' }],
  ['answers 503', { kind: 'status', status: 503 }],
  ['hangs', { kind: 'hang' }],
];

let app: SlackTestApp;
let slack: FakeSlack;
let clock: HandClock;
let dir: string;
afterEach(async () => {
  await app.close();
  await slack.close();
  rmSync(dir, { recursive: true, force: true });
});

/** `before`: what is wrong with Slack already when the program starts. */
const start = async (before?: ApiFault, tiers: number | 'off' = 'off'): Promise<void> => {
  dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-outage-'));
  clock = createHandClock(Date.parse('2026-12-01T02:00:00Z'));
  slack = await openFake({ transport: 'http', tiers }, clock);
  slack.outage(before);
  const outside = { slack, clock };
  app = await createSlackTestApp({ transport: 'http', dir, outside, patienceMs: PATIENCE_MS });
  app.app.dispatcher.run();
};

/** Lets time pass, with what the program does by itself at that moment. */
const later = (ms: number): void => clock.set(clock.now() + ms);

/** How often the heartbeat has asked, and was answered or gave up waiting. */
const timesAsked = (): number =>
  slack.calls.filter((call) => call.method === 'users.info' && call.endedMs > 0).length;

/** Time goes on until the heartbeat has asked this often: when it plans its next question nobody can see. */
const asked = async (times: number): Promise<void> => {
  await expect
    .poll(() => {
      if (timesAsked() < times) later(SECOND);
      return timesAsked();
    }, PATIENTLY)
    .toBeGreaterThanOrEqual(times);
  await expect
    .poll(() => slack.calls.some(({ outcome }) => outcome === 'under way'), PATIENTLY)
    .toBe(false);
};

const theOnlyRoom = () => {
  const rooms = warRooms(app);
  expect(rooms.map(({ name }) => name)).toEqual(['inc-20261201-01-system-failure']);
  expect(usable(app)).toHaveLength(1);
  return app.room();
};

const oncePerMessage = (room: string): void => {
  const texts = slack.messages(room).map(({ shown }) => shown);
  expect(new Set(texts).size).toBe(texts.length);
};

/** A declaration while Slack is away, and its room once Slack is back. */
const declaredMeanwhile = async (): Promise<void> => {
  const acked = await slack.slash(accountOf('wang'), 'C_DUTY', OPEN);
  expect(acked.status).toBe(200);
  // Not one call of Slack's was waited for.
  expect(acked.ms).toBeLessThan(PATIENCE_MS * BUSY);
  const told = JSON.stringify(acked.body);
  expect(told).toContain('INC-20261201-01');
  expect(told).toContain('暂时连不上');
  expect(told).toContain('会自动建立作战室并邀请您，不用重新发送');
  for (let second = 0; second < 30; second += 5) {
    await app.app.dispatcher.drain();
    later(5 * SECOND);
  }
  expect(warRooms(app)).toEqual([]);
  slack.outage(undefined);
  const back = clock.now();
  await untilQuiet(app);
  const { id, members } = theOnlyRoom();
  expect(members).toEqual(expect.arrayContaining(['wang', 'lin', 'chen', 'qian']));
  oncePerMessage(id);
  oncePerMessage('C_DUTY');
  const opened = (await app.timeline()).filter(({ type }) => type === 'room.opened');
  expect(opened).toHaveLength(1);
  // Faults.md: healed 30 s after the fault ended.
  expect((opened[0]?.occurredAt ?? 0) - back).toBeLessThanOrEqual(30 * SECOND);
  expect(slack.violations).toEqual([]);
};

describe.each(AWAY)('a Slack that %s for 30 s', (_, fault) => {
  it('while it runs: the command is acknowledged, the person told, the room comes with its return, once', async () => {
    await start();
    await asked(1);
    slack.outage(fault);
    // Nobody does anything in this minute; it is known all the same.
    later(MINUTE);
    await asked(2);
    later(4 * SECOND);
    await declaredMeanwhile();
    expect(usable(app)).toHaveLength(1);
  });

  it('when it starts: the first command is acknowledged at once, the person told, and the room comes, once', async () => {
    await start(fault);
    await declaredMeanwhile();
    expect(usable(app)).toHaveLength(1);
  });
});

describe('a Slack that answers', () => {
  it('is not said to be away', async () => {
    await start();
    await asked(1);
    later(MINUTE);
    await asked(2);
    const { body } = await slack.slash(accountOf('wang'), 'C_DUTY', OPEN);
    expect(JSON.stringify(body)).not.toContain('连不上');
    await app.settle();
    theOnlyRoom();
  });
});

/** What was reported in a room, in the order in which it is read there; the cards left out. */
const updatesIn = (room: string): readonly string[] =>
  slack
    .messages(room)
    .filter(({ pinned }) => !pinned)
    .flatMap(({ shown }) => /第\d+步/u.exec(shown)?.[0] ?? []);

describe('F-N2: Slack away for ten minutes, with 50 declarations and 200 updates inside', () => {
  it('has everything afterwards, once and in order, and the cards show how things stand now', async () => {
    await start(undefined, 1);
    const rooms = 4;
    for (let n = 0; n < rooms; n += 1) await slack.slash(accountOf('wang'), 'C_DUTY', OPEN);
    await untilQuiet(app);
    const before = warRooms(app).map(({ id }) => id);
    expect(before).toHaveLength(rooms);
    const calls = slack.calls.length;

    slack.outage({ kind: 'status', status: 503 });
    const statuses: number[] = [];
    const say = async (person: string, channel: string, line: string): Promise<void> => {
      const { status } = await slack.slash(accountOf(person), channel, line);
      statuses.push(status);
      await app.app.dispatcher.drain();
      later((10 * MINUTE) / 250);
    };
    for (let n = 1; n <= 50; n += 1) {
      await say('wang', 'C_DUTY', `open 系统故障 "第 ${n} 条线路不通" --regions 全国 --users 5000`);
      for (const room of before) await say('qian', room, `update "第${n}步"`);
    }
    expect(statuses).toEqual(Array.from({ length: 250 }, () => 200));
    expect(warRooms(app)).toHaveLength(rooms);
    const attempts = slack.calls.length - calls;

    slack.outage(undefined);
    await untilQuiet(app);
    expect(usable(app)).toHaveLength(rooms + 50);
    const steps = Array.from({ length: 50 }, (_, n) => `第${n + 1}步`);
    for (const room of before) {
      expect(updatesIn(room)).toEqual(steps);
      const [card] = slack.messages(room).filter(({ pinned }) => pinned);
      expect(card?.shown).toContain('第50步');
      // Edited for what happened before the outage, and once for all that happened in it.
      const edits = slack.calls.filter(
        ({ method, args, outcome }) =>
          method === 'chat.update' && args['ts'] === card?.ts && outcome === 'ok',
      );
      expect(edits.length).toBeLessThanOrEqual(4);
    }
    for (const { id } of warRooms(app).slice(rooms)) oncePerMessage(id);
    oncePerMessage('C_DUTY');
    expect(slack.violations).toEqual([]);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
    // Slack was not beaten while it was down.
    expect(attempts).toBeLessThan(600);
  }, 180_000);
});

describe('a card of unknown fate that is renewed before the next attempt', () => {
  it('is there once, and shows the newest state', async () => {
    await start();
    await slack.slash(accountOf('wang'), 'C_DUTY', OPEN);
    await untilQuiet(app);
    const { id } = app.room();
    const [card] = slack.messages(id).filter(({ pinned }) => pinned);
    if (card === undefined) throw new Error('no card');
    await slack.erase(slack.bot.userId, id, card.ts);

    // It is posted again, and the answer is lost; before the next attempt things change once more.
    slack.fail({ kind: 'lost-reply' }, { method: 'chat.postMessage' });
    await slack.slash(accountOf('wang'), id, 'metric connectRate=61');
    await app.app.dispatcher.drain();
    await slack.slash(accountOf('wang'), id, 'metric connectRate=62');
    await untilQuiet(app);
    const lost = slack.calls.filter(({ outcome }) => outcome === 'lost-reply');
    expect(lost.map(({ method }) => method)).toEqual(['chat.postMessage']);
    const cards = slack
      .messages(id)
      .filter(({ shown, deleted }) => !deleted && shown.includes('阶段：'));
    expect(cards.map(({ shown }) => /现 \d+%/u.exec(shown)?.[0])).toEqual(['现 62%']);
    expect(cards[0]?.pinned).toBe(true);
    expect(slack.violations).toEqual([]);
  });
});
