import { afterEach, describe, expect, it } from 'vitest';
import { openPair, type Pair, PAIRS, VARIED_PAIRS } from '../support/two-messengers/grounds.ts';
import { NAMES, type Side, type Stage } from '../support/two-messengers/side.ts';

let stage: Stage;
afterEach(() => stage.close());

const START = '2026-12-09T03:00:00Z';
const OPEN = 'open 系统故障 "呼叫系统异常" --users 2000 --regions 全国';

const titles = (side: Side): readonly string[] => side.messages('room').map(({ title }) => title);
const find = (side: Side, text: string) => {
  const found = side.messages('room').findLast((message) => message.text.includes(text));
  if (found === undefined)
    throw new Error(`nobody said “${text}” on ${side.name}: ${titles(side).join(' | ')}`);
  return found;
};
const status = (side: Side): string =>
  side.messages('room').find(({ pinned }) => pinned)?.text ?? '';
/** Nobody is told the same privately on both sides. */
const toldOnBothSides = ({ slack, feishu }: Stage, person: string): readonly string[] => {
  const there = new Set(feishu.dms(person).map(({ text }) => text));
  return slack
    .dms(person)
    .map(({ text }) => text)
    .filter((text) => there.has(text));
};
const remindersOf = (side: Side): readonly string[] =>
  titles(side).filter((title) => title.startsWith('提醒'));

/** What a text says line by line, without the marks, signs and addresses in which messengers differ. */
const factsIn = (text: string): readonly string[] =>
  text.split('\n').map((line) => line.replace(/ \(https?:[^)]*\)|[^\p{L}\p{N}]/gu, ''));
/** Times and announcements that a text names. */
const figures = (text: string) => text.match(/\d+:\d+|A\d+ v\d+/gu)?.toSorted();

const opened = async (on: Pair): Promise<Stage> => {
  stage = await openPair(on, { start: START, warRooms: ['slack', 'feishu'] });
  await stage.slack.say('wang', 'duty', OPEN);
  return stage;
};

/** 11:02 to 11:05: graded twice in one second, staffed, the first items, the wording. */
const untilWorded = async ({ slack, feishu, at, clock }: Stage) => {
  await at('11:02');
  await slack.say('lin', 'room', 'grade 重大');
  clock.set(clock.now() + 400);
  const asked = await feishu.say('su', 'room', '/应急 定级 较大 x');
  await at('11:03');
  await slack.say('lin', 'room', 'assign brandPr 李娜');
  await slack.say('lin', 'room', 'assign logistics 周航');
  await at('11:03:30');
  await slack.say('qian', 'room', 'task done switch-backup');
  await feishu.say('sun', 'room', 'task done manual-recording');
  await at('11:05');
  await feishu.say('sun', 'room', '口径 设置 eta=12:00 workaround=微信公众号');
  return asked;
};

const untilDrafted = async ({ feishu, at }: Stage): Promise<void> => {
  await at('11:06');
  await feishu.say(
    'li',
    'room',
    '公告 起草 initial impact="热线全国范围接入困难" cause="交换节点故障" eta=12:00 workaround=微信公众号 nextUpdate=11:50',
  );
};

describe.each(PAIRS)('E9, people half in Slack, half in Feishu, on %s', (on) => {
  it('opens a room in each, for everyone wherever there is an account', async () => {
    const { slack, feishu } = await opened(on);
    expect(slack.room().name.toUpperCase()).toContain('INC-20261209-01');
    expect(feishu.room().name).toContain('INC-20261209-01');
    expect(slack.room().members).toEqual(expect.arrayContaining(['lin', 'qian', 'chen', 'wang']));
    expect(slack.room().members).not.toContain('zhou');
    expect(feishu.room().members).toEqual(expect.arrayContaining(['lin', 'zhou', 'wang']));
    expect(feishu.room().members).not.toContain('qian');
    expect((await stage.state()).unreachable).toEqual([]);
  });

  it('goes row by row as the script says', async () => {
    const { slack, feishu, at, clock } = await opened(on);
    const asked = await untilWorded(stage);
    expect(asked.text).toContain('林悦刚刚定级为重大,仍要改为较大吗?');
    expect((await stage.state()).severityHistory.map(({ severity }) => severity)).toEqual(['sev1']);
    expect((await feishu.press('su', 'room', '保持重大')).text).toContain('已是重大');
    expect((await slack.say('lin', 'room', 'grade 重大')).text).toContain('已是重大');
    expect((await stage.state()).severityHistory).toHaveLength(1);

    const { roles } = await stage.state();
    expect(roles['brandPr']?.people.map(({ id }) => id)).toEqual(['li']);
    expect(roles['logistics']?.people.map(({ id }) => id)).toEqual(['zhou']);
    expect(find(feishu, '已完成：启动备用服务器').text).toContain('来自 Slack');
    expect(find(slack, '已完成：启动备用服务器').text).not.toContain('来自');
    expect(find(slack, '已完成：启用人工记录模式').text).toContain('来自 飞书');
    expect(find(feishu, '已完成：启用人工记录模式').text).not.toContain('来自');
    expect(find(slack, '统一口径 W1').text).toContain('来自 飞书');
    expect(find(feishu, '统一口径 W1').text).not.toContain('来自');

    await untilDrafted(stage);
    for (const side of [slack, feishu]) expect(find(side, '审批公告 A1 v1').text).toContain('0/2');
    await at('11:08');
    await slack.react('lin', 'A1.v1', 'white_check_mark');
    await at('11:09');
    await feishu.react('lin', 'A1.v1', 'THUMBSUP');
    for (const side of [slack, feishu]) expect(find(side, '审批公告 A1 v1').text).toContain('1/2');
    expect(await stage.of('vote.cast')).toHaveLength(1);
    expect([...remindersOf(slack), ...remindersOf(feishu)]).toEqual([]);
    await at('11:10');
    await feishu.react('su', 'A1.v1', 'OK');
    for (const side of [slack, feishu]) {
      expect(find(side, '公告 A1 v1 已通过').text).toContain('林悦');
      expect(find(side, '公告 A1 v1 已通过').text).toContain('苏敏');
    }

    await at('11:12');
    await feishu.say('li', 'room', '公告 已发 A1 website');
    await feishu.say('li', 'room', '公告 已发 A1 app');
    await at('11:13');
    await feishu.say('li', 'room', '公告 已发 A1 sms');
    for (const side of [slack, feishu]) find(side, '已完成：官网/APP/短信发布公告');

    await at('11:15');
    await feishu.say('li', 'room', '资料 evidence https://e.example/9');
    const link = find(slack, 'https://e.example/9').text;
    expect(link).toContain('李娜');
    expect(link).toContain('来自 飞书');

    await at('11:18');
    const relayed = await slack.say('zhao', 'room', 'relay "请产品准备退款口径"');
    expect(relayed.text).toContain('已转述');
    const carried = find(feishu, '请产品准备退款口径').text;
    expect(carried).toContain('赵磊');
    expect(carried).toContain('来自 Slack');
    const bots = slack.messages('room').filter(({ author }) => author !== 'zhao');
    expect(bots.filter(({ text }) => text.includes('退款口径'))).toEqual([]);

    await at('11:19');
    await slack.chat('zhao', 'room', '先喝口水');
    expect(
      feishu
        .messages('room')
        .map(({ text }) => text)
        .join(),
    ).not.toContain('先喝口水');
    expect(JSON.stringify(await stage.timeline())).not.toContain('先喝口水');

    await at('11:20');
    const inFeishu = (await feishu.say('zhou', 'room', 'status')).text;
    const inSlack = (await slack.say('wang', 'room', '/incident status')).text;
    for (const fact of factsIn(inSlack)) expect(factsIn(inFeishu)).toContain(fact);
    await feishu.say('zhou', 'dm', 'language en');
    const inEnglish = (await feishu.say('zhou', 'room', 'status')).text;
    expect(inEnglish).toContain('Phase');
    expect(figures(inEnglish)).toEqual(figures(inSlack));

    await at('11:22');
    await feishu.say('sun', 'room', '清单 完成 divert-online');
    expect((await stage.state()).tasks.find(({ id }) => id === 'divert-online')?.status).toBe(
      'done',
    );

    await at('11:25');
    const said = await slack.mention('qian', 'room', 'update "已恢复一半" --percent 50');
    expect(find(feishu, '已恢复一半').text).toContain('来自 Slack');
    clock.set(clock.now() + 60_000);
    const updates = titles(feishu).filter((title) => title.startsWith('进展'));
    await slack.editMention('qian', 'room', said, 'update "已恢复三成" --percent 50');
    expect(await stage.of('update.corrected')).toMatchObject([
      { via: 'slack', data: { text: '已恢复三成', was: '已恢复一半' } },
    ]);
    expect(await stage.of('update.posted')).toMatchObject([{ data: { text: '已恢复一半' } }]);
    expect(find(feishu, '已恢复三成').text).toContain('已更正');
    expect(find(feishu, '已恢复三成').text).toContain('50%');
    expect(titles(feishu).filter((title) => title.startsWith('进展'))).toHaveLength(updates.length);
    expect(feishu.messages('room').some(({ text }) => text.includes('已恢复一半'))).toBe(false);
  });

  it('keeps one timeline, in the order things happened, each entry once and marked S or F', async () => {
    const { slack, feishu, at } = await opened(on);
    await untilWorded(stage);
    await untilDrafted(stage);
    await at('11:08');
    await slack.react('lin', 'A1.v1', 'white_check_mark');
    await feishu.react('su', 'A1.v1', 'OK');

    const shown = [];
    for (const page of [1, 2, 3])
      shown.unshift(...(await slack.say('lin', 'room', `timeline page=${page}`)).text.split('\n'));
    const lines = shown.filter((line) => /^\d\d:\d\d /u.test(line));
    const clocks = lines.map((line) => line.slice(0, 5));
    expect(clocks.slice(0, 10)).toEqual(clocks.slice(0, 10).toSorted());
    expect(
      lines.find((line) => line.includes('启用人工记录模式') && line.includes('孙悦')),
    ).toMatch(/^11:03 F /u);
    expect(lines.find((line) => line.includes('启动备用服务器') && line.includes('钱多'))).toMatch(
      /^11:03 S /u,
    );
    const events = (await stage.timeline()).map(({ type, occurredAt, data, actor }) =>
      JSON.stringify([type, occurredAt, data, actor]),
    );
    expect(new Set(events).size).toBe(events.length);
  });

  it('tells a person who is in both privately once, in the messenger used last', async () => {
    const { slack, feishu, at } = await opened(on);
    await untilWorded(stage);
    await at('11:06');
    expect(feishu.dms('zhou').some(({ text }) => text.includes('后勤保障组'))).toBe(true);
    // 李娜 has done nothing yet; 林悦 acted in Slack, 孙悦 in Feishu.
    await slack.say('lin', 'room', 'assign communications 孙悦');
    await slack.say('lin', 'room', 'assign onsiteResponse 林悦');
    expect(feishu.dms('sun').some(({ text }) => text.includes('您的职责'))).toBe(true);
    expect(slack.dms('sun').filter(({ text }) => text.includes('您的职责'))).toEqual([]);
    expect(slack.dms('lin').some(({ text }) => text.includes('您的职责'))).toBe(true);
    for (const person of ['lin', 'su', 'sun', 'li', 'zhao', 'wang', 'fang', 'zheng'])
      expect(toldOnBothSides(stage, person)).toEqual([]);
  });

  it.each(NAMES)('takes a command that %s delivers twice once', async (name) => {
    await opened(on);
    const side = stage[name];
    await side.sayTwice('zhao', 'room', 'note "切换失败一次"');
    expect(await stage.of('note.added')).toHaveLength(1);
    for (const each of NAMES)
      expect(titles(stage[each]).filter((title) => title === '记录')).toHaveLength(1);
  });

  it('says who has no account anywhere, and asks which of two who are called the same', async () => {
    stage = await openPair(on, {
      start: START,
      people: (people) => [
        ...people.map((person) => (person.id === 'qian' ? { ...person, accounts: {} } : person)),
        {
          id: 'li2',
          name: '李娜',
          title: '客服',
          groups: ['frontline'],
          accounts: { feishu: 'ou_li2' },
        },
      ],
    });
    const { slack, feishu } = stage;
    await slack.say('wang', 'duty', OPEN);
    for (const side of [slack, feishu]) expect(factsIn(status(side))).toContain('未绑定钱多');
    const asked = await slack.say('lin', 'room', 'assign brandPr 李娜');
    expect(asked.text).toContain('不止一位');
    expect((await stage.state()).roles['brandPr']).toBeUndefined();
  });
});

describe.each(VARIED_PAIRS)('variations of E9 on %s', (on) => {
  it('grades again when the one who was asked insists', async () => {
    const { feishu } = await opened(on);
    await untilWorded(stage);
    await feishu.say('su', 'room', '/应急 定级 较大 仅华东');
    await feishu.press('su', 'room', '改为较大');
    expect((await stage.state()).severity).toBe('sev2');
    for (const side of NAMES.map((name) => stage[name])) expect(status(side)).toContain('较大');
  });

  it('says nothing of where it came from while there is one room only', async () => {
    stage = await openPair(on, { start: START, warRooms: ['slack'] });
    await stage.slack.say('wang', 'duty', OPEN);
    await stage.feishu.say('sun', 'dm', 'task done manual-recording');
    expect(find(stage.slack, '已完成：启用人工记录模式').text).not.toContain('来自');
    const refused = await stage.slack.say('zhao', 'room', 'relay "请产品准备"');
    expect(refused.text).toContain('没有作战室');
    expect(await stage.of('chat.relayed')).toEqual([]);
  });
});
