import { describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import { plainText } from '#cards/plain-text.ts';
import { renderNotice } from '#cards/notice-card.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { policyWith, shippedPolicy } from '../support/policy.ts';
import { opening, Desk } from '../support/desk.ts';
import {
  DAY,
  announced,
  busy,
  cancelled,
  closed,
  confidential,
  graded,
  opinion,
  outage,
  reopened,
  resolved,
  surge,
  viewAt,
} from './fixture.ts';

const status = (state: IncidentState, clock: string): Card =>
  renderNotice({ card: 'status' }, state, viewAt(clock));
const shown = (state: IncidentState, clock: string): string => plainText(status(state, clock));
const lines = (card: Card): readonly string[] =>
  card.elements.flatMap((element) =>
    element.kind === 'actions' ? element.buttons.map(({ line }) => line) : [],
  );

describe('status card', () => {
  it('S0-01 shows 响应, 处置, 处置(观察), 复盘 in turn', () => {
    expect(shown(outage().incident, '10:04')).toContain('阶段: 响应\n');
    expect(shown(graded().incident, '10:06')).toContain('阶段: 处置\n');
    expect(shown(resolved().incident, '11:09')).toContain('阶段: 处置(观察)\n');
    expect(shown(closed().incident, '12:09')).toContain('阶段: 复盘\n');
  });

  it('suggests a level with its reasons until somebody grades, then shows the level with its icon (E1)', () => {
    const before = shown(outage().incident, '10:04');
    expect(before).toContain('待定级，建议重大：全国、用户≥1000');
    const after = status(graded().incident, '10:06');
    expect(after.title).toBe('INC-20261201-01 系统故障 · 重大事件 🔴');
    expect(plainText(after)).not.toContain('待定级');
  });

  it('S0-35 names several regions as the reason', () => {
    const desk = new Desk(DAY, '09:00').by(
      'wang',
      opening('system-failure', 'CRM无法登录', { scope: { regions: ['华东', '华南'], users: 80 } }),
    );
    expect(shown(desk.incident, '09:00')).toContain('建议较大：多个地区（2 个）');
  });

  it('S0-05 lists the four groups with names, empty ones 待指派', () => {
    const desk = outage();
    const text = shown(desk.incident, '10:04');
    expect(text).toContain('应急指挥组: 林悦、陈波、苏敏');
    expect(text).toContain('现场处置组: 钱多、赵磊');
    expect(text).toContain('信息同步组: 孙悦、李娜');
    expect(text).toContain('后勤保障组: 周航、吴静');
    const nobody = policyWith({
      people: shippedPolicy.organisation.people.filter(
        ({ groups }) => !groups.includes('logistics'),
      ),
    });
    const card = renderNotice(
      { card: 'status' },
      desk.incident,
      viewAt('10:04', 'zh-CN', { policy: nobody }),
    );
    expect(plainText(card)).toContain('后勤保障组: 待指派');
  });

  it('S0-10 shows who was assigned, the lead marked, and the commander', () => {
    const text = shown(graded().incident, '10:06');
    expect(text).toContain('技术支持组: 钱多（负责）');
    expect(text).toContain('指挥长: 林悦');
    expect(text).toContain('统筹: 应急领导小组');
  });

  it('shows 待补 for what nobody has told', () => {
    expect(shown(outage().incident, '10:04')).toContain('初步原因: 待补');
  });

  it('gives date and zone of the start, apart from the beginning of the damage (domain 7.12)', () => {
    const text = shown(outage().incident, '10:04');
    expect(text).toContain('开始: 2026-12-01 10:04 UTC+8，王强 发起');
    expect(text).toContain('发生: 2026-12-01 10:00 UTC+8');
  });

  it('S0-47 shows the recovery target with the gap, and that it is reached at exactly 90', () => {
    expect(shown(busy().incident, '10:41')).toContain('接通率 ≥90%，现 68%，还差 22 个百分点');
    const reached = busy().by('wang', { type: 'metric', values: { connectRate: 90 } }).incident;
    expect(shown(reached, '10:41')).toContain('接通率 ≥90%，现 90%，已达到');
    const short = busy().by('wang', { type: 'metric', values: { connectRate: 89.9 } }).incident;
    expect(shown(short, '10:41')).toContain('还差 0.1 个百分点');
    expect(shown(graded().incident, '10:06')).toContain('接通率 ≥90%，无数据');
  });

  it('S0-49 shows the percentage of the last update as a bar, and when the next is due', () => {
    const card = status(busy().incident, '10:41');
    expect(card.elements).toContainEqual({ kind: 'progress', percent: 50, label: '已完成 50%' });
    const text = plainText(card);
    expect(text).toContain('最近进展: 10:34 钱多：系统故障已修复50%');
    expect(text).toContain('下次进展: 11:04 前');
    expect(shown(busy().incident, '11:05')).toContain('下次进展: 应于 11:04 前，已逾期');
  });

  it('domain 7.16 marks overdue, done late and open apart', () => {
    const card = status(busy().incident, '10:41');
    const marks = card.elements.flatMap((element) =>
      element.kind === 'list' ? element.items.map(({ mark }) => mark) : [],
    );
    expect(marks).toContain('overdue');
    expect(marks).toContain('open');
    expect(marks).toContain('late');
    const oneLate = status(announced().incident, '10:13').elements.flatMap((element) =>
      element.kind === 'list' ? element.items.filter(({ mark }) => mark === 'late') : [],
    );
    expect(oneLate.map(({ line }) => lineText(line))).toEqual([
      '启用人工记录模式 · 10:09 完成，逾期 30 秒',
    ]);
    const desk = graded().at('10:12').by('qian', { type: 'taskDone', task: 'switch-backup' });
    const late = plainText(renderNotice({ card: 'checklist' }, desk.incident, viewAt('10:13')));
    expect(late).toContain('△ 启动备用服务器/切换备用线路 · 钱多 10:12 完成，逾期 3 分');
    expect(late).toContain('✖ 10:09 启用人工记录模式 · 已逾期 · 孙悦');
    expect(late).toContain('□ 10:14 前 发布统一口径');
  });

  it('S0-07 shows links, the meeting and the wording in force', () => {
    const text = shown(busy().incident, '10:41');
    expect(text).toContain('文档 https://d.example/plan');
    expect(text).toContain('优先级：先恢复系统,再处理投诉');
    expect(text).toContain('统一口径: W1：系统出现故障');
    expect(text).toContain('预计恢复: 11:15');
  });

  it('shows announcements with their state: votes while pending, channels once published (S0-08)', () => {
    expect(shown(announced().incident, '10:13')).toContain('A1 v1 · 审批中 0/2');
    expect(shown(busy().incident, '10:41')).toContain('A1 v1 · 已发布：官网；待发布：APP、短信');
  });

  it('names a promise to customers as one to keep before its time', () => {
    const text = shown(announced().incident, '10:13');
    expect(text).not.toContain('承诺的更新时间已过');
  });

  it('keeps to twelve lines of lists, the rest counted', () => {
    for (const desk of [outage(), graded(), announced(), busy(), resolved()]) {
      const card = status(desk.incident, '10:41');
      const count = card.elements.reduce(
        (sum, element) => sum + (element.kind === 'list' ? element.items.length : 0),
        0,
      );
      expect(count).toBeLessThanOrEqual(12);
    }
    expect(shown(busy().incident, '10:41')).toMatch(/另有 \d+ 项/u);
  });

  it('offers in each phase what the phase allows', () => {
    expect(lines(status(outage().incident, '10:04'))).toEqual([
      'grade sev1',
      'grade sev2',
      'grade sev3',
      'task list',
      'facts',
      'join INC-20261201-01',
    ]);
    expect(lines(status(graded().incident, '10:06'))).toContain('resolve');
    expect(lines(status(resolved().incident, '11:09'))).toContain('close');
    expect(lines(status(closed().incident, '12:09'))).toContain('postmortem show');
  });

  it('E9 lists people with a role and no account in the messengers of the incident as 未绑定', () => {
    const desk = new Desk(DAY, '11:00').by(
      'wang',
      opening('system-failure', '呼叫系统异常', { messengers: ['slack'] }),
    );
    const nobodyIn = { ...desk.incident, joined: {} };
    expect(shown(nobodyIn, '11:00')).toContain('未绑定: 周航、吴静');
    const wuIn = { ...nobodyIn, joined: { wu: 1 } };
    expect(shown(wuIn, '11:00')).toContain('未绑定: 周航\n');
    expect(shown(outage().incident, '10:04')).not.toContain('未绑定');
  });

  it('says that a wording waits for approval, and that two playbooks run (E3)', () => {
    const text = shown(opinion().incident, '15:23');
    expect(text).toContain('统一口径: W2 审批中');
    expect(text).toContain('预案: 集中投诉、舆情事件');
  });

  it('E4 closes the book on a cancelled incident: no suggestion, no target, no buttons', () => {
    const card = status(cancelled().incident, '10:09');
    const text = plainText(card);
    expect(card.title).toBe('INC-20261201-01 系统故障 · 已撤销');
    expect(card.tone).toBe('muted');
    expect(text).not.toContain('建议');
    expect(text).not.toContain('恢复目标');
    expect(lines(card)).toEqual([]);
  });

  it('E2 shows the first and the latest estimate of users, and a dead IVR in words', () => {
    const { incident } = surge();
    expect(shown(incident, '00:20')).toContain('影响范围: 华东；用户 80 → 300');
    expect(shown(incident, '00:20')).toContain('A1 v1 · 已被取代');
  });

  it('E8 counts the episodes', () => {
    expect(shown(reopened().incident, '13:04')).toContain('轮次: 第 2 轮');
    expect(shown(closed().incident, '12:09')).not.toContain('轮次');
  });

  it('E11 marks a confidential incident and shows the name of the scheme for its level', () => {
    const card = status(confidential().incident, '16:01');
    expect(card.title).toContain('一级事件(严重)');
    expect(plainText(card)).toContain('保密事件');
  });

  it('says the same to an English reader (E9)', () => {
    const card = renderNotice({ card: 'status' }, busy().incident, viewAt('10:41', 'en'));
    const text = plainText(card);
    expect(card.title).toBe('INC-20261201-01 System failure · Critical 🔴');
    expect(text).toContain('Phase: Handling');
    expect(text).toContain('now 68%, 22 points to go');
    expect(text).toContain('Technical support: 钱多 (lead)');
  });
});
