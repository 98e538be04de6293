import { describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { plainText } from '#cards/plain-text.ts';
import { renderNotice } from '#cards/notice-card.ts';
import type { Notice } from '#domain/incident/notice.ts';
import { MINUTE } from '#domain/time.ts';
import type { Desk } from '../support/desk.ts';
import { local } from '../support/desk.ts';
import { busy, DAY, graded, person, viewAt } from './fixture.ts';
import { DEADLINES } from './notice-samples.ts';

const draw = (desk: Desk, notice: Notice, clock: string): Card =>
  renderNotice(notice, desk.incident, viewAt(clock));
const told = (desk: Desk, card: Notice['card']) => {
  const found = desk.told.filter(({ intent }) => intent.notice.card === card);
  return found.map(({ at, intent }) => ({ at, notice: intent.notice }));
};

const reminded = (kind: keyof typeof DEADLINES, desk = graded()): string =>
  plainText(draw(desk, { card: 'reminder', deadlines: [DEADLINES[kind]] }, '10:20'));

describe('reminder', () => {
  it('E1 one combined card names each item, its owner and what does it', () => {
    const desk = graded().at('10:08');
    const [first] = told(desk, 'reminder');
    if (first === undefined) throw new Error('no reminder');
    const text = plainText(draw(desk, first.notice, '10:08'));
    expect(text).toContain('10:09 前 启动备用服务器/切换备用线路 @钱多');
    expect(text).toContain('10:09 前 启用人工记录模式 @孙悦');
    expect(text).toContain('task done switch-backup');
    expect(text).toContain('task done manual-recording');
  });

  it('offers the act that completes the thing, not a bare tick', () => {
    expect(reminded('task')).toContain('announce draft');
    expect(reminded('task', busy())).toContain('announce sent A1 sms');
    expect(reminded('update')).toContain(': update]');
    expect(reminded('grade')).toContain('grade sev1');
    expect(reminded('approval')).toContain('vote P1.v1 approve');
    expect(reminded('promise')).toContain('announce draft --supersedes A1');
    expect(reminded('postmortemDraft')).toContain('postmortem show');
    expect(reminded('action')).toContain('action done AI-1');
  });

  it('calls the role where the roster has nobody', () => {
    const text = plainText(
      draw(graded(), { card: 'reminder', deadlines: [DEADLINES.grade] }, '10:20'),
    );
    expect(text).toContain('品牌/公关组');
  });
});

describe('breach and escalation', () => {
  const overdue = { deadline: DEADLINES.task, lateMs: 11 * MINUTE, afterRestart: true };

  it('E5 says how late, whom it calls, who was told, and that a restart delayed it', () => {
    const card = draw(
      graded(),
      { card: 'breach', overdue: [overdue], escalatedTo: [person('lin')] },
      '10:45',
    );
    const text = plainText(card);
    expect(card.tone).toBe('danger');
    expect(text).toContain('逾期 11 分（重启补发）');
    expect(text).toContain('@李娜');
    expect(text).toContain('已通知：@林悦');
    expect(text).toContain('ack announce');
  });

  it('S0-12 names the channels that are still missing', () => {
    const card = draw(busy(), { card: 'breach', overdue: [overdue], escalatedTo: [] }, '10:45');
    expect(plainText(card)).toContain('尚未发布：APP、短信');
    expect(plainText(card)).toContain('announce sent A1 sms');
    expect(plainText(card)).not.toContain('announce sent A1 website');
  });

  it('E5 shows the acknowledgement and, when its time has passed, that escalation resumes', () => {
    const acknowledged = { by: person('li'), reason: '法务确认措辞', eta: local(DAY, '11:00') };
    const notice: Notice = {
      card: 'escalation',
      overdue: [{ ...overdue, afterRestart: false, acknowledged }],
      escalatedTo: [person('zheng')],
      resumed: true,
    };
    const text = plainText(draw(graded(), notice, '11:00:30'));
    expect(text).toContain('李娜 已知悉：法务确认措辞，预计 11:00 完成');
    expect(text).toContain('已升级至：@郑远');
    expect(text).toContain('升级继续');
    expect(text).not.toContain('重启补发');
  });

  it('E5 tells a pause until the time that was given', () => {
    const text = plainText(
      draw(
        graded(),
        {
          card: 'acknowledged',
          deadline: DEADLINES.task,
          by: person('li'),
          reason: '法务确认措辞',
          eta: local(DAY, '11:00'),
        },
        '10:47',
      ),
    );
    expect(text).toContain('11:00 前不再升级');
  });

  it('S0-11 told once: done in time with how long it took, done late with how late', () => {
    const done = draw(
      busy(),
      { card: 'taskDone', task: 'switch-backup', by: person('qian'), lateMs: 0 },
      '10:41',
    );
    expect(plainText(done)).toContain('4 分 30 秒，按时');
    expect(done.tone).toBe('good');
    const late = draw(
      busy(),
      { card: 'taskDone', task: 'announce', by: person('li'), lateMs: 29 * MINUTE },
      '10:41',
    );
    expect(plainText(late)).toContain('逾期 29 分');
    expect(late.tone).toBe('warning');
  });
});

describe('other notices', () => {
  it('S0-09 says 触发条件已满足 with figure, limit and duration', () => {
    const notice: Notice = {
      card: 'triggerMet',
      metric: 'connectRate',
      op: 'lt',
      limit: 70,
      value: 66,
      sustainedForMs: 10 * MINUTE,
    };
    const text = plainText(draw(graded(), notice, '10:11'));
    expect(text).toContain('触发条件已满足');
    expect(text).toContain('接通率 66% < 70%，已持续 10 分');
  });

  it('E2 proposes the next level and points to what is open', () => {
    const notice: Notice = {
      card: 'triggerMet',
      metric: 'loadPct',
      op: 'gt',
      limit: 120,
      value: 126,
      sustainedForMs: 0,
      propose: 'sev2',
    };
    const text = plainText(draw(busy(), notice, '10:41'));
    expect(text).toContain('承载 126% > 120%');
    expect(text).toContain('grade sev2');
    expect(text).toContain('官网/APP/短信发布公告');
  });

  it('E1 says 可转入观察', () => {
    const card = draw(
      busy(),
      { card: 'recoverySuggested', metric: 'connectRate', limit: 90, value: 91 },
      '11:08',
    );
    expect(plainText(card)).toContain('可转入观察');
  });

  it('E2 counts standby answers: 9, 1, 2', () => {
    const card = draw(
      busy(),
      { card: 'standbySummary', accepted: 9, declined: 1, silent: 2 },
      '10:41',
    );
    expect(plainText(card)).toContain('9 到岗，1 不能，2 未回复');
    expect(card.title).toContain('9/12');
  });

  it('S0-20 counts live, also the answers of people nobody asked by name', () => {
    const desk = busy().by('standby03', { type: 'standbyReply', reply: 'accept' });
    const text = plainText(draw(desk, { card: 'standbyCounter' }, '10:41'));
    expect(text).toContain('2/12');
    expect(text).toContain('2 到岗，1 不能，9 未回复');
  });

  it('the call to standby staff tells nothing of a confidential incident', async () => {
    const { confidential } = await import('./fixture.ts');
    const text = plainText(draw(confidential(), { card: 'standbyAsk' }, '16:01'));
    expect(text).not.toContain('产品质量');
    expect(text).not.toContain('手环');
    expect(text).toContain('standby accept');
    expect(text).toContain('standby decline');
  });

  it('domain 7.10 sums up for who joins late: what, level, role, open items, wording', () => {
    const text = plainText(draw(busy(), { card: 'lateJoiner', person: person('zheng') }, '10:41'));
    for (const part of [
      '主交换节点无响应',
      '重大事件',
      '应急领导小组',
      '发布官方声明',
      '统一口径 W1',
    ])
      expect(text).toContain(part);
  });

  it('S0-10 gives a newly named role its duties and items', () => {
    const text = plainText(
      draw(busy(), { card: 'duties', role: 'brandPr', person: person('li') }, '10:41'),
    );
    expect(text).toContain('起草并发布对外公告');
    expect(text).toContain('task done announce');
  });

  it('domain 7.22 hands over open items, promises to customers and the next due time', () => {
    const notice: Notice = {
      card: 'handoverAsked',
      role: 'incidentCommander',
      from: person('lin'),
      to: person('chen'),
    };
    const text = plainText(draw(busy(), notice, '10:41'));
    for (const part of [
      '官网/APP/短信发布公告',
      '下次更新时间：11:00',
      '下次进展 11:04 前',
      'handover accept incidentCommander',
    ])
      expect(text).toContain(part);
  });

  it('E10 names who is out of reach', () => {
    const card = draw(
      busy(),
      { card: 'unreachable', messenger: 'slack', people: [person('chen'), person('qian')] },
      '10:41',
    );
    expect(plainText(card)).toContain('无法触达：陈波、钱多');
  });
});
