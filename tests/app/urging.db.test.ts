import { afterEach, describe, expect, it } from 'vitest';
import type { Loudness } from '#domain/effects.ts';
import { type AccountRef, DeliveryError, type Messenger } from '#ports/messenger.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const open: TestApp[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

interface Rung {
  readonly by: Loudness;
  readonly people: readonly string[];
}

/** The sandbox as a messenger that rings people and makes meetings; `permitted`: how loud it may be. */
const ringing = (permitted: Loudness = 'phone') => {
  const rung: Rung[] = [];
  let lost = 0;
  let mayMeet = true;
  const urge = async (
    _: unknown,
    people: readonly AccountRef[],
    asked: Loudness,
  ): ReturnType<Messenger['urge']> => {
    const by = permitted === 'app' ? 'app' : asked;
    rung.push({ by, people: people.map(({ id }) => id) });
    if (lost > 0) {
      lost -= 1;
      throw new DeliveryError('connection-reset', 'retry');
    }
    return { reached: people, failed: [], by };
  };
  return {
    rung,
    loseAnswer: () => (lost = 1),
    forbidMeetings: () => (mayMeet = false),
    through: (messenger: Messenger): Messenger => ({
      ...messenger,
      can: { ...messenger.can, urgent: true, meetings: true },
      urge,
      startMeeting: async ({ host }) =>
        mayMeet ? `https://meet.example/${host.person ?? host.id}` : undefined,
    }),
  };
};

const KEY = 'INC-20261201-01';
const running = async (bell: ReturnType<typeof ringing>): Promise<TestApp> => {
  const app = await createTestApp({ through: bell.through });
  open.push(app);
  await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东,华南 --users 300');
  await app.say('lin', 'room', 'grade 较大 "两地不可用"');
  await app.say('lin', 'room', 'assign techSupport 钱多');
  return app;
};
const urgedOf = async (app: TestApp) =>
  (await app.timeline(KEY)).filter(({ type }) => type === 'people.urged').map(({ data }) => data);

describe('people who let a deadline pass are called, louder with every step', () => {
  it('by a buzz at the breach, and by an SMS at the second step; the timeline says whom and how', async () => {
    const bell = ringing();
    const app = await running(bell);
    await app.at('10:04:30');
    expect(bell.rung).toEqual([]);

    await app.at('10:05:30');
    expect(bell.rung.length).toBeGreaterThan(0);
    expect(bell.rung.every(({ by }) => by === 'app')).toBe(true);
    expect(bell.rung.flatMap(({ people }) => people)).toContain('qian');

    const before = bell.rung.length;
    await app.at('10:11');
    // What has only just passed is still a buzz.
    const louder = bell.rung.slice(before).filter(({ by }) => by === 'sms');
    expect(louder.flatMap(({ people }) => people)).toContain('qian');
    const told = await urgedOf(app);
    expect(told).toHaveLength(bell.rung.length);
    expect(told[0]).toMatchObject({ messenger: 'sandbox', by: 'app', missed: [] });
    expect((await app.say('lin', 'room', 'timeline')).text).toContain('短信加急');
  });

  it('by what is left where more is not permitted, and the timeline says so', async () => {
    const bell = ringing('app');
    const app = await running(bell);
    await app.at('10:11');
    const told = await urgedOf(app);
    expect(told).toContainEqual(expect.objectContaining({ by: 'app', asked: 'sms' }));
    expect((await app.say('lin', 'room', 'timeline')).text).toContain(
      '短信加急没有权限或额度已用完，改用应用内加急',
    );
  });

  it('never twice by SMS because an answer was lost: the second time it is a buzz', async () => {
    const bell = ringing();
    const app = await running(bell);
    await app.at('10:09:30');
    const before = bell.rung.length;
    bell.loseAnswer();
    await app.at('10:12');
    const second = bell.rung.slice(before);
    const texted = second.filter(({ by }) => by === 'sms').flatMap(({ people }) => people);
    expect(second.some(({ by }) => by === 'app')).toBe(true);
    expect(texted.length).toBeGreaterThan(0);
    const repeated = second.filter(({ by }) => by === 'app').flatMap(({ people }) => people);
    expect(repeated).toEqual(expect.arrayContaining([texted[0]]));
    const told = await urgedOf(app);
    expect(told).toHaveLength(bell.rung.length - 1);
    expect(told).toContainEqual(
      expect.objectContaining({ by: 'app', asked: 'sms', doubted: true }),
    );
    const timeline = (await app.say('lin', 'room', 'timeline')).text;
    expect(timeline).toContain('无法确认短信加急是否已发出，改用应用内加急');
    expect(timeline).not.toContain('没有权限');
  });
});

describe('a meeting started without a link', () => {
  it('is made by the messenger, in the name of who started it, and its link told to everybody', async () => {
    const bell = ringing();
    const app = await running(bell);
    await app.say('lin', 'room', 'meeting start --priority "先恢复登录"');
    await app.settle();
    expect((await app.state(KEY)).meetings.at(-1)).toMatchObject({
      url: 'https://meet.example/lin',
      priority: '先恢复登录',
    });
    expect(
      app
        .messages(app.room().id)
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('会议已建好');
  });

  it('stays without one where the app may make none, and nobody is bothered', async () => {
    const bell = ringing();
    bell.forbidMeetings();
    const app = await running(bell);
    await app.say('lin', 'room', 'meeting start --priority "先恢复登录"');
    await app.settle();
    expect((await app.state(KEY)).meetings.at(-1)?.url).toBeUndefined();
    expect((await app.timeline(KEY)).map(({ type }) => type)).not.toContain('delivery.abandoned');
  });

  it('keeps the link that somebody gave by hand', async () => {
    const bell = ringing();
    const app = await running(bell);
    await app.say('lin', 'room', 'meeting start https://m.example/1 --priority "先恢复登录"');
    await app.settle();
    expect((await app.state(KEY)).meetings.at(-1)?.url).toBe('https://m.example/1');
  });
});
