import { quote } from '#commands/quotes.ts';
import { describe, expect, it } from 'vitest';
import { parse } from './context.ts';
import { inOutage } from './outage.ts';
import { problemOf } from './problem-of.ts';

describe('more that a line can say', () => {
  it('confirms a grading that was questioned (E9)', () => {
    expect(parse('grade 较大 x --confirm')).toEqual({
      kind: 'incident',
      intent: { type: 'grade', severity: 'sev2', reason: 'x', confirmed: true },
    });
  });

  it('takes flags by name, in a list, behind --flags and on their own', () => {
    for (const flags of [
      '--flags batchQuality,safetyHazard',
      '--flags batchQuality safetyHazard',
      '--batchQuality --safetyHazard',
      '情形=批量质量,安全隐患',
      '--flags 批量质量、安全隐患',
    ])
      expect(parse(`open 产品质量 "x" ${flags}`)).toMatchObject({
        kind: 'open',
        intent: { flags: ['batchQuality', 'safetyHazard'] },
      });
  });

  it('opens with everything known at once (S1-10, S4-21)', () => {
    expect(
      parse(
        '开启 系统故障 "CRM无法登录" 级别=较大 原因=升级失败 状态="接通率68%，等待150秒" 时间=9点半 群=飞书 工单=202612017 关联=INC-20261130-02 标记=部分故障',
      ),
    ).toEqual({
      kind: 'open',
      intent: {
        type: 'open',
        scenario: 'system-failure',
        title: 'CRM无法登录',
        severity: 'sev2',
        scope: {},
        flags: ['partialOutage'],
        cause: '升级失败',
        status: '接通率68%，等待150秒',
        metrics: { connectRate: 68, waitSeconds: 150 },
        startedAt: Date.parse('2026-12-01T09:30:00+08:00'),
        messengers: ['feishu'],
        fromTicket: '202612017',
        linkedTo: 'INC-20261130-02',
      },
    });
  });

  it('separates the dimensions of a figure from the figure (S2-27)', () => {
    expect(parse('指标 接通率=68 地区=华东 渠道=电话 --at 10:00')).toEqual({
      kind: 'incident',
      intent: {
        type: 'metric',
        values: { connectRate: 68 },
        dims: { region: '华东', channel: '电话' },
        at: Date.parse('2026-12-01T10:00:00+08:00'),
      },
    });
  });

  it('records facts under their names, with the scope apart (S1-12)', () => {
    expect(parse('要素 地点=上海 范围=华东 用户=数百 措施=已停用 批次=B7')).toEqual({
      kind: 'incident',
      intent: {
        type: 'facts',
        facts: { place: '上海', actionsTaken: '已停用', batch: 'B7' },
        scope: { regions: ['华东'], users: 101 },
        flags: [],
      },
    });
  });

  it('promises nothing by a text that is no time', () => {
    expect(parse('announce draft initial eta=今晚 nextUpdate=11:00')).toMatchObject({
      intent: {
        vars: { eta: '今晚' },
        promises: { nextUpdate: Date.parse('2026-12-01T11:00:00+08:00') },
      },
    });
  });

  it('joins a day and a clock that a space separates', () => {
    expect(parse('note 重启 --at 11-30 14:26')).toMatchObject({
      intent: { text: '重启', at: Date.parse('2026-11-30T14:26:00+08:00') },
    });
    expect(parse('ack announce "x" --eta 明天 9:00')).toMatchObject({
      intent: { eta: Date.parse('2026-12-02T09:00:00+08:00') },
    });
    expect(parse('announce draft initial eta=明天 9:00 cause=x')).toMatchObject({
      intent: { vars: { eta: '明天 9:00', cause: 'x' } },
    });
  });

  it('hands over with a note, and without naming the role', () => {
    expect(parse('handover techSupport @赵磊 夜班接手')).toMatchObject({
      intent: { type: 'handover', role: 'techSupport', to: { id: 'zhao' }, note: '夜班接手' },
    });
    expect(parse('handover @赵磊 "夜班接手"')).toMatchObject({
      intent: { type: 'handover', role: '', to: { id: 'zhao' }, note: '夜班接手' },
    });
    expect(parse('交接 @赵磊 夜班接手')).toMatchObject({ intent: { role: '', note: '夜班接手' } });
    expect(parse('handover accept 技术支持组')).toEqual({
      kind: 'incident',
      intent: { type: 'acceptHandover', role: 'techSupport' },
    });
  });

  it('votes on the newest version when only the text is named', () => {
    expect(parse('vote a1 approve', inOutage)).toEqual({
      kind: 'incident',
      intent: { type: 'vote', approval: 'A1.v1', choice: 'approve', cast: true },
    });
    expect(parse('表决 A1.v2 驳回 没有技术确认')).toEqual({
      kind: 'incident',
      intent: {
        type: 'vote',
        approval: 'A1.v2',
        choice: 'reject',
        cast: true,
        reason: '没有技术确认',
      },
    });
  });

  it('finds an item of the checklist by its title', () => {
    expect(parse('清单 完成 启用人工记录模式', inOutage)).toMatchObject({
      intent: { task: 'manual-recording' },
    });
    expect(parse('清单 完成 人工记录', inOutage)).toMatchObject({
      intent: { task: 'manual-recording' },
    });
    expect(problemOf('清单 完成 switch-bakup 好了', inOutage)).toMatchObject({
      kind: 'invalid-argument',
      corrected: '清单 完成 switch-backup 好了',
    });
    expect(parse('清单 完成 no-such-item', inOutage)).toMatchObject({
      kind: 'incident',
      intent: { task: 'no-such-item' },
    });
  });

  it('binds accounts and sets languages', () => {
    expect(parse('绑定 飞书 ou_lin @林悦')).toEqual({
      kind: 'organisation',
      intent: {
        type: 'bind',
        messenger: 'feishu',
        account: 'ou_lin',
        person: { id: 'lin', name: '林悦' },
      },
    });
    expect(parse('语言 英文')).toEqual({
      kind: 'organisation',
      intent: { type: 'setLocale', locale: 'en' },
    });
    expect(parse('language zh --room')).toEqual({
      kind: 'incident',
      intent: { type: 'setRoomLocale', locale: 'zh-CN' },
    });
  });

  it('counts the period of an item to a clock time', () => {
    expect(parse('task add "夜宵" --due 11:04 --role 后勤')).toMatchObject({
      intent: { dueMs: 3_600_000 },
    });
  });

  it.each(['<at user_id="all">所有人</at> 请看', '@所有人 请看', '<@U1> x'])(
    'F-S3: a text in quotation marks is that text, though it begins like a mention: %s',
    (title) => {
      expect(parse(`task add ${quote(title)} --due 1h --role 后勤`)).toMatchObject({
        intent: { title },
      });
    },
  );
});
