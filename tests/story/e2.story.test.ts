import { afterEach, describe, expect, it } from 'vitest';
import { metrics } from '#domain/postmortem/metrics.ts';
import { shippedPolicy } from '../support/policy.ts';
import type { Seen } from '../support/sights.ts';
import { recorded } from './recorded.ts';
import { type Ground, type Story, tell, told } from './tell.ts';

// E2: a call surge on 双11 (2026-11-11), in Chinese; 陈波 and 钱多 have no account in Feishu.

const FEISHU: readonly Ground[] = ['sandbox', 'feishu websocket', 'feishu webhook'];
const DAY = '2026-11-11';

let story: Story;
afterEach(() => story.close());

const alertCards = (): readonly Seen[] =>
  story.messages('duty').filter(({ text }) => text.includes('预警 ALT-'));
const task = async (id: string) => (await story.state()).tasks.find((one) => one.id === id);
const isDone = async (id: string): Promise<void> =>
  expect(await task(id)).toMatchObject({ status: 'done', lateMs: 0 });
const due = async (id: string): Promise<string> =>
  new Date(((await task(id))?.dueAt ?? 0) + 8 * 3_600_000).toISOString().slice(11, 16);
const nextUpdateIs = (clock: string): void =>
  expect(story.status()).toMatch(new RegExp(`下次进展:? ${clock} 前`, 'u'));
const kindsOf = async (kind: string): Promise<readonly string[]> =>
  (await story.kinds()).filter((one) => one.endsWith(` ${kind}`));

/** 00:00 of the day before to 00:05: half as much again is no surge, 55 per cent more are. */
const surge = async ({ at, skipTo, monitor }: Story): Promise<void> => {
  await monitor({ callVolume: 600 });
  await at('00:05');
  await monitor({ callVolume: 600 });
  skipTo(`${DAY} 00:00`);
  await monitor({ callVolume: 900 });
  expect(alertCards()).toEqual([]);
  await at('00:05');
  await monitor({ callVolume: 930 });
  const [card, ...others] = alertCards();
  expect(others).toEqual([]);
  for (const word of ['ALT-20261111-01', '话务量激增', '55', '00:15'])
    expect(card?.text).toContain(word);
};

/** 00:09 and 00:10: verified, and graded 一般. */
const general = async ({ at, say, room }: Story): Promise<void> => {
  await at('00:09');
  const line = '核实 ALT-20261111-01 属实 范围=华东 用户=80 状态=接通率83%,等待95秒 原因=大促咨询';
  expect(told(await say('wang', 'duty', line))).toContain('INC-20261111-01');
  expect(room().name).toBe('【待定级】INC-20261111-01 话务量激增');
  expect(story.status()).toMatch(/建议一般/u);
  for (const [id, clock] of [
    ['call-standby', '00:19'],
    ['ivr-wait', '00:24'],
    ['simplify-flow', '00:24'],
    ['overflow-route', '00:39'],
  ] as const)
    expect(await due(id)).toBe(clock);

  await at('00:10');
  await say('zhao', 'room', '定级 一般 单区域大促咨询');
  expect(room().name).toBe('【一般】INC-20261111-01 话务量激增');
  expect(await due('adjust-shift')).toBe('00:25');
  expect(await due('adjust-routing')).toBe('00:25');
  nextUpdateIs('01:10');
  expect((await story.state()).cadence?.to).toBe('commandGroup');
  expect(story.find('command', '一般').text).toContain('INC-20261111-01');
  for (const person of ['lin', 'su']) expect(room().members).not.toContain(person);
};

const standby = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `standby${String(from + n).padStart(2, '0')}`);

/** 00:12 to 00:24: standby called and answering, the waiting notice, the duties of 一般. */
const working = async ({ at, say, press, dms }: Story): Promise<void> => {
  await at('00:12');
  await say('zhou', 'room', '备班 呼叫');
  const asked = standby(1, 12).filter((person) => dms(person).some(({ text }) => text !== ''));
  expect(asked).toHaveLength(12);
  await isDone('call-standby');
  await at('00:13');
  for (const person of standby(1, 6)) await press(person, 'dm', '到岗');
  await at('00:15');
  const drafted = await say('sun', 'room', '公告 起草 ivr-wait waitMinutes=8 workaround=公众号');
  expect(told(drafted)).toContain('A1');
  const { announcements } = await story.state();
  expect(announcements[0]).toMatchObject({ id: 'A1', status: 'approved' });
  expect(story.find('room', 'A1').text).toContain('预计等待约 8 分钟');
  await at('00:16');
  await say('sun', 'room', '公告 已发 A1 ivr');
  await isDone('ivr-wait');
  await at('00:17');
  for (const person of standby(7, 9)) await press(person, 'dm', '到岗');
  await at('00:18');
  await say('zhao', 'room', '清单 完成 simplify-flow');
  await isDone('simplify-flow');
  await at('00:20');
  await press('standby10', 'dm', '不能');
  expect(story.find('room', '9/12').text).toContain('备班');

  await at('00:22:00');
  expect(story.spoken.map((line) => line.slice(0, 8))).toEqual(['00:22:00']);
  const reminder = story.find('room', '提醒').text;
  for (const word of ['排班', '路由']) expect(reminder).toContain(word);
  const [summary] = await story.of('standby.summarised');
  expect(summary?.data).toEqual({ accepted: 9, declined: 1, silent: 2 });
  expect(await kindsOf('standby.summarised')).toEqual(['00:22:00 standby.summarised']);
  expect(story.texts('room').join()).toMatch(/9.*到岗.*1.*不能.*2.*未回复/su);
  await at('00:23');
  await say('zhao', 'room', '清单 完成 adjust-shift 增开20席');
  await at('00:24');
  await say('zhao', 'room', '清单 完成 adjust-routing');
  await isDone('adjust-shift');
  await isDone('adjust-routing');
};

/** 00:30 to 00:36: over its capacity, graded 较大, rerouted. */
const overloaded = async ({ at, say, monitor, room }: Story): Promise<void> => {
  await at('00:30');
  const before = story.texts('room').length;
  await monitor({ loadPct: 120 });
  expect(story.texts('room')).toHaveLength(before);
  await at('00:31');
  await monitor({ loadPct: 126 });
  expect(await kindsOf('trigger.met')).toEqual(['00:31:00 trigger.met']);
  const met = story.find('room', '触发条件已满足').text;
  expect(met).toMatch(/承载 126\s?%.*> ?120\s?%/u);
  expect(met).toContain('较大');
  expect(met).toContain('溢出路由');
  expect(alertCards()).toHaveLength(1);

  await at('00:33:00');
  await say('fang', 'room', '定级 较大 话务达承载126%');
  expect(room().name).toBe('【较大】INC-20261111-01 话务量激增');
  expect(await due('emergency-meeting')).toBe('01:03');
  expect(await due('reinforcement')).toBe('01:03');
  nextUpdateIs('01:03');
  for (const person of ['lin', 'su']) expect(room().members).toContain(person);
  expect(story.spoken.map((line) => line.slice(0, 8))).toEqual(['00:22:00', '00:33:00']);
  expect(story.find('room', '提醒').text).toContain('溢出路由');

  await at('00:36');
  expect(told(await say('fang', 'room', '清单 完成 overflow-route'))).toContain('请先确认');
  expect((await task('overflow-route'))?.status).toBe('open');
  await say('fang', 'room', '清单 完成 overflow-route 已确认权限与培训');
  await isDone('overflow-route');
};

/** 00:44 to 00:58: meeting, reinforcement, the first update. */
const commanded = async ({ at, say, dms }: Story): Promise<void> => {
  await at('00:44');
  const started = told(await say('lin', 'room', '会议 开始 https://m.example/2'));
  expect((await task('emergency-meeting'))?.status).toBe('open');
  expect([started, ...dms('lin').map(({ text }) => text)].join()).toContain('优先级');
  await at('00:45');
  await say('lin', 'room', '会议 开始 https://m.example/2 优先级=先保接通,再处理售后');
  await isDone('emergency-meeting');
  await at('00:52');
  await say('lin', 'room', '清单 完成 reinforcement 产品6人售后4人');
  await isDone('reinforcement');
  await at('00:57:00');
  expect(story.spoken.at(-1)).toMatch(/^00:57:00/u);
  await at('00:58');
  await say('zhao', 'room', '进展 排队降至40人');
  nextUpdateIs('01:28');
};

/** 01:10 to 01:52: the rate is back, watched, closed. */
const ending = async ({ at, say, monitor }: Story): Promise<void> => {
  for (let minute = 10; minute <= 21; minute += 1) {
    await at(`01:${minute}`);
    await monitor({ connectRate: 91 });
    if (minute === 20) expect(await kindsOf('recovery.suggested')).toEqual([]);
    if (minute !== 15) continue;
    await say('zhao', 'room', '进展 接通率91%');
    nextUpdateIs('01:45');
  }
  expect(await kindsOf('recovery.suggested')).toEqual(['01:21:00 recovery.suggested']);
  expect(story.find('room', '可转入观察').text).toContain('91');
  await at('01:22');
  await say('lin', 'room', '解除 排队清零');
  expect((await story.state()).phase).toBe('monitoring');
  await at('01:52');
  await say('lin', 'room', '关闭');
  expect((await story.state()).phase).toBe('closed');
  expect(story.find('room', '复盘').text).toContain('第 1 版');
};

const asserts = async (): Promise<void> => {
  const { state, events } = await recorded(story);
  expect(state.severityHistory.map(({ severity, at }) => [severity, at])).toEqual([
    ['sev3', Date.parse('2026-11-11T00:10:00+08:00')],
    ['sev2', Date.parse('2026-11-11T00:33:00+08:00')],
  ]);
  const figures = metrics(state, events);
  expect(figures).toMatchObject({
    lateItems: 0,
    maxima: { loadPct: 126 },
    standby: { called: 12, accepted: 9, declined: 1 },
  });
  expect(state.metrics['connectRate']).toMatchObject({ first: 83, last: 91, min: 83, max: 91 });
  expect(await story.of('deadline.breached')).toEqual([]);
  expect(story.spoken.map((line) => line.slice(0, 8))).toEqual([
    '00:22:00',
    '00:33:00',
    '00:57:00',
  ]);
  const review = told(await story.say('lin', 'room', '复盘 查看'));
  expect(review).toContain('83%');
};

describe.each(FEISHU)('E2: call surge on 双11, on %s', (on) => {
  it('S0-27, S0-39, S0-46, S0-47, S2-29, S2-30, S2-31: goes row by row as the script says, and says nothing it does not name', async () => {
    story = await tell({ start: '2026-11-09T16:00:00Z', policy: shippedPolicy }, on);
    await surge(story);
    await general(story);
    await working(story);
    await overloaded(story);
    await commanded(story);
    await ending(story);
    await asserts();

    await story.say('wang', 'room', 'language en');
    const english = told(await story.say('wang', 'room', '/incident status'));
    for (const word of ['INC-20261111-01', 'Call surge', '126%', '91%', '9/12'])
      expect(english).toContain(word);
    expect(english).not.toContain('承载');
  });
});
