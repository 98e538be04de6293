import { describe, expect, it } from 'vitest';
import { answerCard } from '#cards/answer-card.ts';
import {
  helpCard,
  helpVerbCard,
  internalErrorCard,
  storageTroubleCard,
  welcomeCard,
} from '#cards/help-cards.ts';
import { plainText } from '#cards/plain-text.ts';
import { playbookListCard, playbookShowCard } from '#cards/playbook-cards.ts';
import {
  actionListCard,
  announcementListCard,
  openIncidentsCard,
  standbyListCard,
  statusAnswer,
  taskListCard,
  whoamiCard,
  wordingCheckCard,
  wordingShowCard,
} from '#cards/query-cards.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { forbiddenIn } from '#domain/incident/text-check.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { shippedPolicy } from '../support/policy.ts';
import type { Desk } from '../support/desk.ts';
import { local } from '../support/desk.ts';
import {
  busy,
  closed,
  DAY,
  graded,
  INITIAL,
  outage,
  person,
  submittedTwice,
  viewAt,
} from './fixture.ts';

/** What the person is told for one command. */
const answer = (desk: Desk, who: string, intent: IncidentIntent, clock: string): string => {
  const before = desk.events.length;
  desk.at(clock).by(who, intent);
  const own = desk.events.slice(before).filter(({ via }) => via === 'sandbox');
  return plainText(answerCard(own, desk.incident, viewAt(clock)));
};

describe('answer card', () => {
  it('S0-11 tells how long a task took and that it was in time', () => {
    const text = answer(graded(), 'qian', { type: 'taskDone', task: 'switch-backup' }, '10:08:30');
    expect(text).toContain('已完成：启动备用服务器');
    expect(text).toContain('4 分 30 秒，按时');
  });

  it('tells how late a late one is', () => {
    const text = answer(graded(), 'qian', { type: 'taskDone', task: 'switch-backup' }, '10:12');
    expect(text).toContain('逾期 3 分');
  });

  it('E6 lists what is wrong with a draft and gives the line that mends it', () => {
    const desk = submittedTwice();
    const drafted = desk.of('announcement.drafted').slice(0, 1);
    const text = plainText(answerCard(drafted, desk.incident, viewAt('15:05')));
    expect(text).toContain('缺少预计恢复时间（eta）');
    expect(text).toContain('「不知道」');
    expect(text).toContain('我马上为您核实');
    expect(text).toContain('发现电话号码');
    expect(text).toContain('announce revise A1 eta="…" cause="…"');
    expect(text).toContain('暂未送审');
  });

  it('S0-51 tells that a clean draft is submitted, what it needs and by when', () => {
    const text = answer(
      graded(),
      'li',
      {
        type: 'announceDraft',
        template: 'initial',
        vars: INITIAL,
        promises: { eta: local(DAY, '11:15') },
        hold: false,
      },
      '10:13',
    );
    expect(text).toContain('公告 A1 v1 已提交审批');
    expect(text).toContain('需要 2 票，10:23 前决定');
  });

  it('S0-40 asks for the order of work when a meeting was started without', () => {
    const desk = submittedTwice();
    const text = answer(desk, 'lin', { type: 'meetingStart', url: 'https://m.example/2' }, '15:20');
    expect(text).toContain('处理优先级');
    expect(text).toContain('meeting start https://m.example/2 --priority "');
  });

  it('tells the next due time after an update', () => {
    const text = answer(graded(), 'qian', { type: 'update', text: '抢修中' }, '10:30');
    expect(text).toContain('进展 #1 已发布');
    expect(text).toContain('下次进展 11:00 前');
  });

  it('says so when nothing changed', () => {
    expect(plainText(answerCard([], graded().incident, viewAt('10:06')))).toContain('没有变化');
  });
});

describe('query cards', () => {
  it('E9 answers status and task list with the very cards of the room', () => {
    const { incident } = busy();
    const view = viewAt('10:41');
    expect(statusAnswer(incident, view)).toEqual(renderNotice({ card: 'status' }, incident, view));
    expect(taskListCard(incident, view)).toEqual(
      renderNotice({ card: 'checklist' }, incident, view),
    );
    expect(standbyListCard(incident, view)).toEqual(
      renderNotice({ card: 'standbyCounter' }, incident, view),
    );
  });

  it('S0-02 lists the six playbooks with ids, both names and version 1', () => {
    const text = plainText(playbookListCard(viewAt('10:00')));
    for (const { id, names } of Object.values(shippedPolicy.playbooks))
      expect(text).toContain(`${names['zh-CN']} ${names.en} · ${id} · 第 1 版`);
    expect(Object.keys(shippedPolicy.playbooks)).toHaveLength(6);
  });

  it('S0-06 shows the steps in due order with role and minutes', () => {
    const playbook = shippedPolicy.playbooks['system-failure'];
    if (playbook === undefined) throw new Error('no playbook');
    const text = plainText(playbookShowCard(playbook, viewAt('10:00')));
    const steps = [
      'switch',
      '启动备用服务器',
      '发布统一口径',
      '官网/APP/短信发布公告',
      '反馈故障进展',
      '发布恢复公告',
    ].slice(1);
    const places = steps.map((step) => text.indexOf(step));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).toContain('开启后 5 分内 · 启动备用服务器/切换备用线路 · 技术支持组');
  });

  it('S0-59 gives a better sentence for each forbidden one, kindly (E3)', () => {
    const checked = '这不是我们的责任,我不知道';
    const problems = forbiddenIn(checked, shippedPolicy, undefined);
    const text = plainText(wordingCheckCard(checked, problems, viewAt('15:24')));
    expect(problems).toHaveLength(2);
    expect(text).toContain('发现 2 处');
    expect(text).toContain('这件事由我来跟进');
    expect(plainText(wordingCheckCard('您好', [], viewAt('15:24')))).toContain('没有发现');
  });

  it('shows the wording in force with the old ones struck through', () => {
    const desk = busy().by('sun', { type: 'wordingSet', text: '系统仍在抢修', vars: {} });
    const card = wordingShowCard(desk.incident, viewAt('10:41'));
    expect(plainText(card)).toContain('系统仍在抢修');
    expect(plainText(card)).toContain('~ W1 系统出现故障');
    expect(plainText(wordingShowCard(outage().incident, viewAt('10:05')))).toContain(
      '还没有统一口径',
    );
  });

  it('lists announcements and action items with what can be done', () => {
    expect(plainText(announcementListCard(busy().incident, viewAt('10:41')))).toContain(
      'announce sent A1 sms',
    );
    const actions = plainText(actionListCard(closed().incident, viewAt('12:10')));
    expect(actions).toContain('AI-1 修复 · 固件升级，负责：钱多，截止 2026-12-15 18:00 UTC+8');
    expect(actions).toContain('action done AI-1');
  });

  it('S0-71 tells a person groups, accounts, departments and duties', () => {
    const who = {
      ...person('chen'),
      groups: ['commandGroup', 'deptHead'],
      accounts: [{ messenger: 'slack', account: 'U_CHEN' }],
    };
    const text = plainText(whoamiCard(who, viewAt('10:41'), busy().incident));
    for (const part of [
      '您是陈波',
      '应急指挥组、部门负责人',
      'slack：U_CHEN',
      '技术：负责人',
      'bind',
    ])
      expect(text).toContain(part);
  });

  it('lists open incidents to join; of a confidential one only key, level and phase', () => {
    const summary = {
      key: 'INC-20261201-01',
      title: '主交换节点无响应',
      scenario: 'system-failure',
      phase: 'active' as const,
      severity: 'sev1' as const,
      confidential: false,
      openedAt: local(DAY, '10:04'),
    };
    const secret = { ...summary, key: 'INC-20261201-02', title: '手环爆炸', confidential: true };
    const text = plainText(openIncidentsCard([summary, secret], viewAt('10:41')));
    expect(text).toContain(
      'INC-20261201-01 主交换节点无响应 · 重大 · 处置 · 2026-12-01 10:04 UTC+8',
    );
    expect(text).toContain('join INC-20261201-01');
    expect(text).not.toContain('手环');
    expect(text).not.toContain('join INC-20261201-02');
    expect(plainText(openIncidentsCard([], viewAt('10:41')))).toContain('没有进行中的事件');
  });
});

describe('help and trouble', () => {
  const topic = {
    verb: 'grade',
    title: '定级',
    usage: 'grade <级别> ["原因"]',
    summary: '给事件定级',
    example: 'grade 重大 "全国"',
  };

  it('domain 7.1 welcomes with five buttons for the common acts', () => {
    const card = welcomeCard(viewAt('10:00'));
    const buttons = card.elements.flatMap((element) =>
      element.kind === 'actions' ? element.buttons : [],
    );
    expect(buttons.map(({ line }) => line)).toEqual([
      'open',
      'status',
      'playbook list',
      'wording check',
      'help',
    ]);
  });

  it('lists commands by group, and one verb with an example to copy', () => {
    const text = plainText(
      helpCard([{ id: 'start', title: '开始与结束', topics: [topic] }], viewAt('10:00')),
    );
    expect(text).toContain('开始与结束');
    expect(text).toContain('定级 给事件定级 grade 重大 "全国"');
    const one = helpVerbCard([topic], viewAt('10:00'));
    expect(one.elements).toContainEqual({ kind: 'copy', label: '例子', text: topic.example });
  });

  it('says that nothing was recorded and gives the line again', () => {
    const text = plainText(storageTroubleCard(viewAt('10:00'), 'grade 重大'));
    expect(text).toContain('没有被记录');
    expect(text).toContain('grade 重大');
    expect(plainText(internalErrorCard(viewAt('10:00'), 'E-1'))).toContain('E-1');
  });
});
