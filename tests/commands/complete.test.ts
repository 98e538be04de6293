import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '#commands/complete.ts';
import type { ParseContext } from '#commands/request.ts';
import { english, inRoom, parse } from './context.ts';
import { inOutage } from './outage.ts';

const labels = (line: string, context: ParseContext = inRoom) =>
  complete(line, context).map(({ label }) => label);

describe('completion', () => {
  it('offers verbs in the language of the person, at most twelve, with what they do', () => {
    expect(labels('')).toHaveLength(12);
    expect(labels('')).toContain('开启');
    expect(labels('', english)).toContain('open');
    expect(complete('定', inRoom)).toEqual([
      { line: '定级 ', label: '定级', hint: '定级，或调整级别' },
    ]);
  });

  it('finds a verb by its word in the other language and in traditional characters', () => {
    expect(labels('gra')).toEqual(['定级']);
    expect(labels('復')).toEqual(['复盘']);
    expect(labels('定', english)).toEqual(['grade']);
  });

  it('offers sub-verbs', () => {
    expect(labels('公告 ')).toEqual(['起草', '修改', '已发', '撤回', '列表']);
    expect(labels('announce ', english)).toEqual(['draft', 'revise', 'sent', 'withdraw', 'list']);
    expect(labels('task d', english)).toEqual(['done']);
    expect(labels('清单 完')).toEqual(['完成']);
    expect(labels('时间线 ')).toContain('导出');
  });

  it('offers levels, scenarios and roles', () => {
    expect(labels('定级 ')).toEqual(expect.arrayContaining(['重大', '较大', '一般']));
    expect(labels('grade cr', english)).toEqual(['critical']);
    expect(labels('open sys', english)).toEqual(['system-failure']);
    expect(labels('分工 技')).toEqual(['技术支持组']);
  });

  it('offers what the incident has', () => {
    expect(labels('清单 完成 ', inOutage)).toEqual(
      expect.arrayContaining(['switch-backup', 'manual-recording']),
    );
    expect(labels('task done man', inOutage)).toEqual(['manual-recording']);
    expect(labels('清单 完成 人工', inOutage)).toEqual(['manual-recording']);
    expect(labels('公告 起草 ', inOutage).slice(0, 3)).toEqual([
      'initial',
      'resolved',
      'statement',
    ]);
    expect(labels('vote ', inOutage)).toContain('A1.v1');
  });

  it('offers keys that are not given yet, then their values', () => {
    expect(labels('开启 系统故障 "x" ')).toEqual(expect.arrayContaining(['范围=', '用户=']));
    expect(labels('开启 系统故障 "x" 用户=300 ')).not.toContain('用户=');
    expect(labels('open system-failure "x" --u', english)).toEqual(['users=']);
    expect(labels('announce draft resolved ', { ...inOutage, locale: 'en' })).toEqual(
      expect.arrayContaining(['impact=', 'cause=', 'recoveredAt=']),
    );
    expect(
      labels('announce draft resolved impact=x ', { ...inOutage, locale: 'en' }),
    ).not.toContain('impact=');
    expect(complete('open system-failure "x" level=', english)).toEqual([
      {
        line: 'open system-failure "x" level=critical ',
        label: 'level=critical',
        hint: 'Critical',
      },
      { line: 'open system-failure "x" level=major ', label: 'level=major', hint: 'Major' },
      { line: 'open system-failure "x" level=general ', label: 'level=general', hint: 'General' },
    ]);
    expect(labels('open system-failure "x" --level ', english)).toEqual([
      'critical',
      'major',
      'general',
    ]);
    expect(labels('指标 ')).toContain('接通率=');
  });

  it('offers people after @', () => {
    expect(labels('分工 技术支持组 @钱')).toEqual(['@钱多']);
    expect(labels('分工 技术支持组 @qi')).toEqual(['@钱多']);
    expect(labels('commander @').length).toBe(12);
  });

  it('keeps what was typed, and what it offers can be read', () => {
    const lines = ['定级 ', '分工 ', '预案 追加 ', '语言 ', '表决 A1.v1 '];
    const offered = lines.flatMap((line) => complete(line, inRoom).map((next) => ({ line, next })));
    expect(offered.filter(({ line, next }) => !next.line.startsWith(line))).toEqual([]);
    const unread = offered.filter(({ next }) => {
      const request = parse(next.line.replace(/=$/, '=x'));
      return request.kind === 'usage' && request.problem.kind === 'invalid-argument';
    });
    expect(unread).toEqual([]);
  });

  it('never throws and never offers more than twelve', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('公告 起草 "', '定级 重大 @', 'x y z ', '--', '清单 完成 a=', '@'),
        ),
        (line) => {
          expect(complete(line, inOutage).length).toBeLessThanOrEqual(12);
        },
      ),
    );
  });
});
