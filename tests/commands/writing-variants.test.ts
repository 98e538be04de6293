import { Converter } from 'opencc-js/cn2t';
import { describe, expect, it } from 'vitest';
import { parse } from './context.ts';

const traditional = Converter({ from: 'cn', to: 't' });
const taiwan = Converter({ from: 'cn', to: 'twp' });
/** Full-width letters, digits and punctuation, as a Chinese input method writes them. */
const fullWidth = (line: string): string =>
  line
    .replace(/[!-~]/g, (half) => String.fromCharCode(half.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000');

/** No free text in these: every word is looked up. */
const LINES = [
  '定级 重大',
  '定级 一般事件',
  'grade critical',
  '清单 完成 switch-backup',
  '任务 列表',
  '备班 呼叫 12',
  '备班 到岗',
  '节奏 30分钟',
  'cadence 24h',
  '分工 技术支持组',
  '分工 后勤保障组',
  '公告 列表',
  '公告 已发 A1 短信',
  '预案 查看 舆情事件',
  '预案 追加 话务量激增',
  '指标 接通率=68% 等待=150s',
  '语言 英文',
  '表决 A1.v2 通过',
  '复盘 查看',
  '加入 INC-20261201-01',
  '时间线 导出 csv',
  '会议 结束',
  '状态',
  '口径 冻结',
  '帮助 公告',
  '改进 完成 AI-1',
] as const;

describe('the same line, written otherwise', () => {
  it.each(LINES)('%s in traditional characters means the same (section 7.2)', (line) => {
    expect(parse(traditional(line))).toStrictEqual(parse(line));
    expect(parse(line).kind).not.toBe('usage');
  });

  it.each(LINES)('%s in full-width characters means the same (section 7.2)', (line) => {
    expect(parse(fullWidth(line))).toStrictEqual(parse(line));
    expect(parse(fullWidth(traditional(line)))).toStrictEqual(parse(line));
  });

  it('keeps traditional characters and full-width punctuation of free text', () => {
    expect(parse('進展 系統已恢復，請放心！')).toEqual({
      kind: 'incident',
      intent: { type: 'update', text: '系統已恢復，請放心！' },
    });
    expect(parse('開啟 系統故障 “CRM無法登入” 範圍＝華東、華南　用戶＝３００')).toEqual({
      kind: 'open',
      intent: {
        type: 'open',
        scenario: 'system-failure',
        title: 'CRM無法登入',
        scope: { regions: ['華東', '華南'], users: 300 },
        flags: [],
      },
    });
  });

  it('reads words of Taiwan too', () => {
    expect(parse(taiwan('公告 起草 initial'))).toStrictEqual(parse('公告 起草 initial'));
  });

  it.each([
    ['"全国 接通率"'],
    ['“全国 接通率”'],
    ['「全国 接通率」'],
    ['『全国 接通率』'],
    ["'全国 接通率'"],
    ['‘全国 接通率’'],
    ['＂全国 接通率＂'],
    ['“全国 接通率"'],
    ['”全国 接通率“'],
    ['全国 接通率'],
  ])('takes %s as one reason', (reason) => {
    expect(parse(`定级 重大 ${reason}`)).toEqual({
      kind: 'incident',
      intent: { type: 'grade', severity: 'sev1', reason: '全国 接通率' },
    });
  });

  it.each([
    '用户=300',
    '用户＝300',
    '用户：300',
    '用户:300',
    '--用户 300',
    '--用户=300',
    '——用户 300',
    '—用户 300',
    '用户 = 300',
    '用户= 300',
    'users=300',
    '--users 300',
    '--USERS=３００',
    '人数=300',
  ])('takes %s as a number of customers', (option) => {
    expect(parse(`开启 系统故障 "x" ${option}`)).toMatchObject({
      kind: 'open',
      intent: { scope: { users: 300 } },
    });
  });

  it('takes next-update, next_update and 下次更新 for nextUpdate', () => {
    const wanted = parse('announce draft initial nextUpdate=11:00');
    for (const key of ['next-update', 'next_update', 'NEXTUPDATE', '下次更新', '下次更新时间'])
      expect(parse(`announce draft initial ${key}=11:00`)).toStrictEqual(wanted);
  });

  it.each([
    '进展：接通率91%',
    '进展: 接通率91%',
    '/进展 接通率91%',
    '/应急 进展 接通率91%',
    '/incident update 接通率91%',
    '@应急助手 进展 接通率91%',
    '  进展   接通率91%  ',
  ])('reads “%s” as an update', (line) => {
    expect(parse(line)).toEqual({
      kind: 'incident',
      intent: { type: 'update', text: '接通率91%' },
    });
  });

  it('leaves addresses, equations and colons in prose alone', () => {
    for (const prose of [
      '见 https://m.example/?a=b&c=d',
      '负荷 a=b',
      '他说:"不行"',
      '结论：已恢复',
      '排队 = 40人',
      "it's back",
      '12:30 恢复',
      '切换中——请稍候',
    ])
      expect(parse(`进展 ${prose}`)).toEqual({
        kind: 'incident',
        intent: { type: 'update', text: prose },
      });
  });

  it('keeps the lines of a longer text', () => {
    expect(parse('进展 第一行\n第二行  有空格')).toEqual({
      kind: 'incident',
      intent: { type: 'update', text: '第一行\n第二行  有空格' },
    });
  });

  it('takes escaped quotes inside a quotation', () => {
    expect(parse('update "he said \\"no\\"" --percent 50')).toEqual({
      kind: 'incident',
      intent: { type: 'update', text: 'he said "no"', percent: 50 },
    });
  });
});
