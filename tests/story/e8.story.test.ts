import { afterEach, describe, expect, it } from 'vitest';
import { metrics } from '#domain/postmortem/metrics.ts';
import { MINUTE } from '#domain/time.ts';
import { playE1 } from './play-e1.ts';
import { recorded } from './recorded.ts';
import { GROUNDS, tell, told, type Story, VARIED } from './tell.ts';

let story: Story;
afterEach(() => story.close());

const alertCard = (): string =>
  story.texts('duty').find((text) => text.includes('预警 ALT-20261201-02')) ?? '';

/** E1 whole, and what was typed into its postmortem at 12:40. */
const untilEdited = async (played: Story): Promise<void> => {
  await playE1.alerted(played);
  await played.at('12:40');
  await played.say('lin', 'room', 'postmortem edit rootCause "主交换节点固件缺陷"');
  await played.say('lin', 'room', 'action add "固件升级" @钱多 --due 2026-12-15');
};

describe.each(GROUNDS)('E8: a closed incident reopened, on %s', (on) => {
  it('goes row by row as the script says, and says nothing it does not name', async () => {
    story = await tell({ start: '2026-12-01T02:00:00Z' }, on);
    const { say, at, react } = story;
    await untilEdited(story);
    expect((await story.state()).actions[0]).toMatchObject({ id: 'AI-1', owner: { id: 'qian' } });
    const before = story.spoken.length;
    const room = story.room().id;

    await at('13:00');
    await story.monitor({ connectRate: 74 });
    expect(alertCard()).toContain('INC-20261201-01 属同一场景');
    for (const button of ['重开 INC-20261201-01', '误报'])
      await story.press('wang', 'duty', button);
    await at('13:04');
    await say('wang', 'duty', 'reopen INC-20261201-01 "接通率再次跌至74%"');
    expect(alertCard()).toContain('已重开事件 INC-20261201-01');
    let state = await story.state();
    expect(state).toMatchObject({ phase: 'active', severity: 'sev1' });
    expect(state.episodes).toHaveLength(2);
    expect(story.room().id).toBe(room);
    expect(state.postmortem.status).toBe('superseded');
    const due = (item: string) => {
      const task = state.tasks.findLast((one) => one.item === item);
      return task && new Date(task.dueAt + 8 * 3_600_000).toISOString().slice(11, 16);
    };
    expect(due('switch-backup')).toBe('13:09');
    expect(due('executive-meeting')).toBe('14:04');
    expect(state.tasks.findLast(({ item }) => item === 'notify-tech-ops')?.status).toBe('done');

    await at('13:05');
    await say('qian', 'room', 'task done switch-backup');
    await at('13:07');
    await say('sun', 'room', 'task done manual-recording');
    await at('13:08');
    await say('sun', 'room', 'wording set eta=14:00 workaround=微信公众号');

    await at('13:20');
    const refused = told(await say('li', 'room', 'grade 较大 "仅华东"'));
    expect(refused).toContain('应急指挥组');
    await at('13:20:30');
    expect(told(await say('lin', 'room', 'grade 较大'))).toContain('原因');
    expect((await story.state()).severity).toBe('sev1');
    await say('lin', 'room', 'grade 较大 "仅华东受影响"');
    state = await story.state();
    expect(state.severity).toBe('sev2');
    const superseded = state.tasks
      .filter(({ status }) => status === 'superseded')
      .map(({ item }) => item);
    expect(superseded.toSorted()).toEqual([
      'company-resources',
      'executive-meeting',
      'official-statement',
      'online-offline',
    ]);
    expect(state.tasks.find(({ id }) => id === 'emergency-meeting')?.dueAt).toBe(
      Date.parse('2026-12-01T05:50:30Z'),
    );

    await at('13:23');
    await say(
      'li',
      'room',
      'announce draft initial impact="华东接入困难" cause="交换节点故障" eta=14:00 workaround=微信公众号 nextUpdate=14:00',
    );
    await react('chen', 'A4', 'white_check_mark');
    await at('13:25');
    await say('sun', 'room', 'task done divert-online');
    for (const [clock, channel] of [
      ['13:25', 'website'],
      ['13:26', 'app'],
      ['13:27', 'sms'],
    ] as const) {
      await at(clock);
      await say('li', 'room', `announce sent A4 ${channel}`);
    }
    expect((await story.state()).tasks.findLast(({ item }) => item === 'announce')?.status).toBe(
      'done',
    );
    await at('13:34');
    await say('qian', 'room', 'update "华东备用线路已接管"');
    await at('13:35');
    await say('lin', 'room', 'meeting start https://m.example/8 --priority "先保华东"');
    await say('lin', 'room', 'task done reinforcement');
    await at('13:40');
    await say('lin', 'room', 'resolve "备用节点接管"');
    expect(
      (await story.state()).tasks.findLast(({ item }) => item === 'recovery-notice')?.dueAt,
    ).toBe(Date.parse('2026-12-01T06:10:00Z'));
    await at('13:50');
    await say(
      'li',
      'room',
      'announce draft resolved impact=热线 cause=交换节点故障 recoveredAt=13:40',
    );
    await react('lin', 'A5', 'white_check_mark');
    await at('13:55');
    await say('li', 'room', 'announce sent A5 website');
    await at('14:10');
    await say('lin', 'room', 'close');

    expect(story.spoken.slice(before)).toEqual([]);
    const { state: closed, events } = await recorded(story);
    expect(closed.postmortem).toMatchObject({ version: 2, status: 'draft' });
    expect(closed.postmortem.human['rootCause']?.text).toBe('主交换节点固件缺陷');
    expect(closed.actions.map(({ id }) => id)).toEqual(['AI-1']);
    expect(metrics(closed, events)).toMatchObject({
      timeToResolveMs: 101 * MINUTE,
      reopenCount: 1,
      lateItems: 0,
    });
    const document = told(await story.say('lin', 'room', 'postmortem show'));
    expect(document).toMatch(/v2|第 2 版/u);
  });
});

describe.each(VARIED)('E8: variations, on %s', (on) => {
  it('variation: 73 hours after closing it is refused, with a new linked incident offered', async () => {
    story = await tell({ start: '2026-12-01T02:04:00Z' }, on);
    await playE1.whole(story);
    story.skipTo('2026-12-04 13:09');
    const refused = told(await story.say('wang', 'duty', 'reopen INC-20261201-01 "又断了"'));
    expect(refused).toContain('72');
    expect(refused).toContain('open');
    expect((await story.state()).phase).toBe('closed');
  });

  it('variation: who took no part cannot reopen, a duty operator can', async () => {
    story = await tell({ start: '2026-12-01T02:04:00Z' }, on);
    await playE1.whole(story);
    await story.at('12:30');
    await story.say('he', 'dm', 'reopen INC-20261201-01 "我看到又断了"');
    expect((await story.state()).phase).toBe('closed');
    await story.say('wang', 'duty', 'reopen INC-20261201-01 "又断了"');
    expect((await story.state()).phase).toBe('active');
  });
});
