import { afterEach, describe, expect, it } from 'vitest';
import { GROUNDS, tell, told, type Story } from './tell.ts';

let story: Story;
afterEach(() => story.close());

const clock = (instant: number | undefined): string =>
  new Date((instant ?? 0) + 8 * 3_600_000).toISOString().slice(11, 16);

describe.each(GROUNDS)('E11: product safety, after-sales scheme, confidential, on %s', (on) => {
  it('goes step by step as the script says, and says nothing it does not name', async () => {
    story = await tell({ start: '2026-12-11T08:00:00Z' }, on);
    const { say, at, react } = story;
    await say(
      'zhao',
      'duty',
      'open 安全隐患 "手环电池爆炸伤人" --level 一级 --users 1 --regions 上海',
    );
    let state = await story.state();
    expect(state).toMatchObject({ phase: 'active', severity: 'sev1', confidential: true });
    expect(story.status()).toContain('一级事件(严重)');
    const call = story
      .dms('zheng')
      .map(({ text }) => text)
      .join();
    for (const word of ['时间', '地点', '涉及客户', '问题描述', '已采取措施', '待补'])
      expect(call).toContain(word);
    const due = (id: string) => clock(state.tasks.find((task) => task.id === id)?.dueAt);
    expect(Object.fromEntries(state.tasks.map(({ id }) => [id, due(id)]))).toEqual({
      'report-up': '16:05',
      'first-response': '16:15',
      'stop-use-notice': '16:30',
      evidence: '17:00',
      'cause-analysis': '18:00',
      plan: '18:00',
    });
    const feed = story.texts('feed').join();
    expect(feed).toContain('一级事件(严重)');
    expect(feed).not.toContain('爆炸');

    await at('16:03');
    await say(
      'zhao',
      'room',
      'facts time=15:50 place=上海 customers=1 description="手环电池爆炸，手部灼伤" actionsTaken=已停用并就医 impact=可能同批次',
    );
    expect((await story.state()).tasks.find(({ id }) => id === 'report-up')?.status).toBe('done');
    await at('16:10');
    await say('sun', 'room', 'task done first-response');
    await at('16:20');
    await say(
      'li',
      'room',
      'announce draft stop-use product=手环X2 risk=电池过热 action=停止使用 contact=400热线 nextUpdate=20:00',
    );
    expect(story.find('room', 'A1').text).toContain('0/2');
    await at('16:22');
    await react('lin', 'A1', 'white_check_mark');
    await at('16:23');
    await react('su', 'A1', 'white_check_mark');
    await at('16:23:30');
    await say('su', 'room', 'announce sent A1 website');
    expect((await story.state()).tasks.find(({ id }) => id === 'stop-use-notice')?.status).toBe(
      'done',
    );
    await say('zhao', 'room', 'update "已联系用户并安排就医"');

    await at('16:40');
    await say(
      'zhao',
      'room',
      'facts symptom=电池鼓包爆裂 scope=同批次500台 duration=20分钟 demand=医疗与赔偿',
    );
    await say('zhao', 'room', 'update "正在取证"');
    await at('16:47');
    const refused = told(await say('zhao', 'room', 'task done evidence'));
    expect(refused).toContain('证据');
    await at('16:47:30');
    await say('zhao', 'room', 'link evidence https://files.example/e1');
    await say('zhao', 'room', 'task done evidence');
    expect((await story.state()).tasks.find(({ id }) => id === 'evidence')).toMatchObject({
      status: 'done',
      lateMs: 0,
    });

    await at('17:00');
    await say('zhao', 'room', 'update "样品已送检"');
    await at('17:20');
    await say('zhao', 'room', 'update "方案拟定中"');
    const incomplete = told(
      await say(
        'zhao',
        'room',
        'plan propose "停售并免费更换" steps="停售;通知用户;更换" due=18:30 owner=@方晴',
      ),
    );
    expect(incomplete).toContain('资源');
    expect((await story.state()).plans).toEqual([]);
    await at('17:22');
    await say(
      'zhao',
      'room',
      'plan propose "停售并免费更换" steps="停售;通知用户;更换" resources="仓库与售后20人" due=18:30 owner=@方晴',
    );
    expect(story.find('room', 'P1').text).toContain('应急领导小组');
    await at('17:25');
    await react('chen', 'P1', 'white_check_mark');
    expect((await story.of('vote.ignored')).map(({ data }) => data)).toEqual([
      { approval: 'P1.v1', choice: 'approve', reason: 'not-eligible' },
    ]);
    await at('17:28');
    await react('zheng', 'P1', 'white_check_mark');
    state = await story.state();
    expect(state.plans[0]?.status).toBe('approved');
    expect(due('plan')).toBe('18:00');
    expect(due('tell-customers')).toBe('18:28');
    await at('17:30');
    await say('zhao', 'room', 'task done cause-analysis "电芯供应商批次问题"');
    await at('17:40');
    await say('zhao', 'room', 'update "方案已批准，开始执行"');

    const stranger = told(await say('zhou', 'dm', 'timeline INC-20261211-01'));
    expect(stranger).not.toContain('灼伤');
    expect(stranger).toMatch(/保密|参与/u);
    expect(story.texts('feed').join()).not.toContain('样品已送检');
    expect(story.spoken).toEqual([]);
  });
});
