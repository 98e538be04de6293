import { describe, expect, it } from 'vitest';
import { plainText } from '#cards/plain-text.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { roomNames } from '#cards/room-name.ts';
import { shippedPolicy } from '../support/policy.ts';
import { opening, Desk } from '../support/desk.ts';
import {
  DAY,
  announced,
  closed,
  confidential,
  graded,
  outage,
  person,
  resolved,
  viewAt,
} from './fixture.ts';

describe('feed and report', () => {
  it('a confidential incident shows level and phase only in the feed', () => {
    const card = renderNotice({ card: 'feedStatus' }, confidential().incident, viewAt('16:01'));
    const text = plainText(card);
    expect(text).toContain('一级事件(严重)');
    expect(text).not.toContain('手环');
    expect(text).not.toContain('产品质量');
    expect(text).not.toContain('join');
  });

  it('S0-34 and S1-12: ten facts, 待补 where missing, and the duty operator is asked for them', () => {
    const desk = outage();
    const before = plainText(renderNotice({ card: 'report' }, desk.incident, viewAt('10:04')));
    expect(before).toContain('事件类型: 系统故障');
    expect(before).toContain('影响范围: 全国；用户 5000');
    expect(before).toContain('初步原因: 待补');
    expect(before.match(/待补/gu)?.length).toBe(6);
    expect(before).toContain('@王强 请补充：初步原因、地点');
    desk.by('wang', {
      type: 'facts',
      facts: {
        place: '上海',
        customers: '1',
        description: '无法呼入',
        cause: '交换节点故障',
        actionsTaken: '切换',
        impact: '全量',
      },
      scope: {},
      flags: [],
    });
    const after = plainText(renderNotice({ card: 'report' }, desk.incident, viewAt('10:04')));
    expect(after).not.toContain('待补');
    expect(after).toContain('要素已齐');
  });

  it('S1-11 calls executives with the six facts', () => {
    const text = plainText(
      renderNotice({ card: 'executiveCall', severity: 'sev1' }, outage().incident, viewAt('10:05')),
    );
    for (const label of ['时间', '地点', '涉及客户', '问题描述', '已采取措施', '初步判断影响'])
      expect(text).toContain(`${label}: `);
  });
});

const checklist = (desk: Desk, clock: string): string =>
  plainText(renderNotice({ card: 'checklist' }, desk.incident, viewAt(clock)));

describe('checklist card', () => {
  it('S1-13 gives every line a clock time and an owner (E1)', () => {
    const text = checklist(outage(), '10:04');
    expect(text).toContain('10:09 前 启动备用服务器/切换备用线路 · 钱多');
    expect(text).toContain('10:14 前 发布统一口径 · 孙悦、李娜');
    expect(text).toContain('11:04 前 反馈故障进展 · 钱多');
    expect(text).toContain('task done switch-backup');
    expect(text).toContain('自动确认');
  });

  it('S0-19 shows owner and switch steps of resources', () => {
    expect(checklist(outage(), '10:04')).toContain(
      '备用服务器B（钱多）：登录控制台→切换流量→试拨验证',
    );
  });

  it('says how long a finished item took: 4 分 30 秒，按时', () => {
    expect(checklist(announced(), '10:13')).toContain('用时 4 分 30 秒，按时');
  });

  it('names preconditions and the facts an item waits for', () => {
    const crowded = new Desk(DAY, '10:00').by('wang', opening('call-surge', '大促咨询'));
    expect(checklist(crowded, '10:01')).toContain('先确认：外包权限与话术培训已就绪');
    expect(checklist(confidential(), '16:01')).toContain(
      '还需要：现象、范围、持续时间、诉求、证据',
    );
  });
});

const display = (desk: Desk): string => roomNames(desk.incident, shippedPolicy).display;

describe('room names', () => {
  it('ASCII: lower case, scenario id, at most 80 characters', () => {
    const { ascii } = roomNames(outage().incident, shippedPolicy);
    expect(ascii).toBe('inc-20261201-01-system-failure');
    const long = { ...outage().incident, key: `INC-${'9'.repeat(90)}` };
    expect(roomNames(long, shippedPolicy).ascii.length).toBeLessThanOrEqual(80);
  });

  it('display: 待定级 before grading, the level after, 观察 and 已关闭 later', () => {
    expect(display(outage())).toBe('【待定级】INC-20261201-01 系统故障');
    expect(display(graded())).toBe('【重大】INC-20261201-01 系统故障');
    expect(display(resolved())).toBe('【重大·观察】INC-20261201-01 系统故障');
    expect(display(closed())).toBe('【重大·已关闭】INC-20261201-01 系统故障');
    expect(display(confidential())).toBe('【一级事件(严重)】INC-20261201-01 产品质量/安全隐患');
  });

  it('the topic holds the title and at most 250 characters, never half a character', () => {
    expect(roomNames(outage().incident, shippedPolicy).topic).toContain('主交换节点无响应');
    const long = { ...outage().incident, title: '😀'.repeat(200) };
    const { topic } = roomNames(long, shippedPolicy);
    expect(topic.length).toBeLessThanOrEqual(250);
    expect(topic.isWellFormed()).toBe(true);
  });

  it('is read from the languages of the room', () => {
    expect(roomNames(graded('en').incident, shippedPolicy).display).toBe(
      '[Critical] INC-20261201-01 System failure',
    );
  });

  it('names people by their present account', () => {
    expect(person('lin').name).toBe('林悦');
  });
});
