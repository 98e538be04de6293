import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time.ts';
import { accountOf } from '../../support/feishu/cast.ts';
import type { FakeFeishu, FeishuChat } from '../../support/feishu/fake-feishu.ts';
import {
  createFeishuTestApp,
  type FeishuTestApp,
  openFakeFeishu,
} from '../../support/feishu/feishu-app.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { untilQuiet } from '../../support/outside/burst.ts';
import type { ApiFault } from '../../support/slack/fake-slack.ts';

const PATIENCE_MS = 300;
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const AWAY: readonly (readonly [string, ApiFault])[] = [
  ['drops every connection', { kind: 'drop' }],
  ['answers 503', { kind: 'status', status: 503 }],
  ['hangs', { kind: 'hang' }],
];

let app: FeishuTestApp;
let feishu: FakeFeishu;
let clock: HandClock;
let dir: string;
afterEach(async () => {
  await app.close();
  await feishu.close();
  rmSync(dir, { recursive: true, force: true });
});

const start = async (fake: Parameters<typeof openFakeFeishu>[0]['fake'] = {}): Promise<void> => {
  dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-outage-'));
  clock = createHandClock(Date.parse('2026-12-01T02:00:00Z'));
  feishu = await openFakeFeishu({ transport: 'webhook', fake }, clock);
  const outside = { feishu, clock };
  app = await createFeishuTestApp({ transport: 'webhook', dir, outside, patienceMs: PATIENCE_MS });
};

const later = (ms: number): void => clock.set(clock.now() + ms);
const say = async (person: string, chat: string, line: string): Promise<number> =>
  (await feishu.say(accountOf(person), chat, `/应急 ${line}`)).acked?.status ?? 0;

const warRooms = (): readonly FeishuChat[] =>
  feishu.chats().filter(({ name }) => name.includes('INC-'));
/** The status card is the top notice, and nothing of ours is there twice. */
const isUsable = ({ id, members }: FeishuChat): boolean => {
  const messages = feishu.messages(id);
  const own = messages.filter(({ sender }) => sender === feishu.appId).map(({ shown }) => shown);
  return (
    members.length > 5 &&
    messages.filter(({ topNotice }) => topNotice).length === 1 &&
    new Set(own).size === own.length
  );
};

describe.each(AWAY)('a Feishu that %s for 30 s', (_, fault) => {
  it('acknowledges a declaration all the same, and has its room after that, once', async () => {
    await start({ limits: 'off' });
    feishu.outage(fault);
    expect(await say('wang', 'oc_duty', OPEN)).toBe(200);
    for (let second = 0; second < 30; second += 5) {
      await app.app.dispatcher.drain();
      later(5 * SECOND);
    }
    expect(warRooms()).toEqual([]);
    feishu.outage(undefined);
    const back = clock.now();
    await untilQuiet(app, feishu);
    expect(warRooms().map(isUsable)).toEqual([true]);
    const opened = (await app.timeline()).filter(({ type }) => type === 'room.opened');
    expect(opened).toHaveLength(1);
    // Faults.md: healed 30 s after the fault ended.
    expect((opened[0]?.occurredAt ?? 0) - back).toBeLessThanOrEqual(30 * SECOND);
    expect(feishu.violations).toEqual([]);
  });
});

const STEP = /第\d+步/u;
/** What was reported in a room, in the order in which it is read there; commands and live cards left out. */
const updatesIn = (room: string): readonly string[] =>
  feishu
    .messages(room)
    .filter(({ sender, topNotice }) => sender === feishu.appId && !topNotice)
    .flatMap(({ shown }) => STEP.exec(shown)?.[0] ?? []);

describe('F-N2: Feishu away for ten minutes, with 50 declarations and 200 updates inside', () => {
  it('has everything afterwards, once and in order, and the cards show how things stand now', async () => {
    await start();
    const rooms = 4;
    for (let n = 0; n < rooms; n += 1) await say('wang', 'oc_duty', OPEN);
    await untilQuiet(app, feishu);
    const before = warRooms().map(({ id }) => id);
    expect(before).toHaveLength(rooms);
    const calls = feishu.calls.length;

    feishu.outage({ kind: 'status', status: 503 });
    const statuses: number[] = [];
    const meanwhile = async (person: string, chat: string, line: string): Promise<void> => {
      statuses.push(await say(person, chat, line));
      await app.app.dispatcher.drain();
      later((10 * MINUTE) / 250);
    };
    for (let n = 1; n <= 50; n += 1) {
      await meanwhile(
        'wang',
        'oc_duty',
        `open 系统故障 "第 ${n} 条线路不通" --regions 全国 --users 5000`,
      );
      for (const room of before) await meanwhile('qian', room, `update "第${n}步"`);
    }
    expect(statuses).toEqual(Array.from({ length: 250 }, () => 200));
    expect(warRooms()).toHaveLength(rooms);
    // Feishu was not beaten while it was down; two calls each are the private answers to the commands.
    const attempts = feishu.calls
      .slice(calls)
      .filter(({ path: at }) => !at.includes('/ephemeral/'));
    expect(attempts.length).toBeLessThan(1_000);

    feishu.outage(undefined);
    await untilQuiet(app, feishu);
    expect(warRooms().filter(isUsable)).toHaveLength(rooms + 50);
    const steps = Array.from({ length: 50 }, (_, n) => `第${n + 1}步`);
    for (const room of before) {
      expect(updatesIn(room)).toEqual(steps);
      const card = feishu.messages(room).find(({ topNotice }) => topNotice);
      expect(card?.shown).toContain('第50步');
      // Edited for what happened before the outage, and once for all that happened in it.
      expect(card?.edited).toBeLessThanOrEqual(4);
    }
    expect(feishu.violations).toEqual([]);
    expect((await app.storage.outboxDepth()).pending).toBe(0);
  }, 180_000);
});
