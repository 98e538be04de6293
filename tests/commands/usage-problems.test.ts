import { describe, expect, it } from 'vitest';
import { english } from './context.ts';
import { problemOf } from './problem-of.ts';

describe('a line that cannot be understood is answered with the right one to copy (section 7.1)', () => {
  it('unknown verb: the line with the nearest verb', () => {
    expect(problemOf('grdae 重大 "x"')).toEqual({
      kind: 'unknown-verb',
      given: 'grdae',
      suggestion: 'grade 重大 "x"',
    });
    expect(problemOf('级定 重大')).toEqual({
      kind: 'unknown-verb',
      given: '级定',
      suggestion: '定级 重大',
    });
    expect(problemOf('定级重大 断网')).toEqual({
      kind: 'unknown-verb',
      given: '定级重大',
      suggestion: '定级 重大 断网',
    });
    expect(problemOf('你好')).toEqual({ kind: 'unknown-verb', given: '你好' });
    expect(problemOf('--help')).toMatchObject({ kind: 'unknown-verb' });
  });

  it('nothing at all', () => {
    for (const line of [
      '',
      '   ',
      '\u3000',
      '/incident',
      '/应急 ',
      '@应急助手 '.trim().slice(0, 0),
    ])
      expect(problemOf(line)).toEqual({ kind: 'empty' });
  });

  it.each([
    ['open 系统故障', 'open', '标题', 'open 系统故障 "标题…"'],
    ['open "CRM无法登录"', 'open', '场景', 'open 系统故障 "CRM无法登录"'],
    ['开启 "CRM无法登录" 范围=华东', 'open', '场景', '开启 系统故障 "CRM无法登录" 范围=华东'],
    ['grade "全国断网"', 'grade', '级别', 'grade 较大 "全国断网"'],
    ['清单 跳过 divert-online', 'task skip', '原因', '清单 跳过 divert-online "原因…"'],
    ['清单 新增 夜宵30份', 'task add', '时限', '清单 新增 夜宵30份 时限=30m 角色=技术支持组'],
    ['资料 https://m.example/1', 'link', '资料类型', '资料 doc https://m.example/1'],
    ['改进 新增 @钱多', 'action add', '改进措施', '改进 新增 "改进措施…" @钱多'],
    ['update --percent 50', 'update', '进展', 'update --percent 50 "进展…"'],
    ['update "" --percent 50', 'update', '进展', 'update "进展…" --percent 50'],
    ['update "x" --percent', 'update', '完成百分比', 'update "x" --percent 50'],
    ['close --force', 'close', '强制关闭的原因', 'close --force "强制关闭的原因…"'],
    ['announce withdraw A1', 'announce withdraw', '原因', 'announce withdraw A1 "原因…"'],
    [
      'announce withdraw --reason 错字',
      'announce withdraw',
      '公告编号',
      'announce withdraw --reason 错字 A1',
    ],
    ['表决 A1.v2', 'vote', '意见', '表决 A1.v2 approve'],
    ['交接 技术支持组', 'handover', '接手人', '交接 技术支持组 @姓名'],
    ['facts place=""', 'facts', '要素', 'facts place="" description=…'],
    ['会议 开始 ""', 'meeting start', '会议链接', '会议 开始 https://example.com ""'],
    ['metric --at 10:00', 'metric', '指标', 'metric --at 10:00 接通率=68'],
  ])('missing field: %s', (line, command, argument, corrected) => {
    expect(problemOf(line)).toMatchObject({
      kind: 'missing-argument',
      command,
      argument: { 'zh-CN': argument },
      corrected,
    });
  });

  it('missing field, in English', () => {
    expect(problemOf('task add "30 meals"', english)).toMatchObject({
      corrected: 'task add "30 meals" --due 30m --role techSupport',
    });
    expect(problemOf('reopen --reason', english)).toMatchObject({ kind: 'missing-argument' });
  });

  it.each([
    ['grade 特别大', '级别', '特别大', 'grade 较大'],
    ['grade criticl "x"', '级别', 'criticl', 'grade critical "x"'],
    ['定级 重大事', '级别', '重大事', '定级 重大'],
    ['open 系统古障 "x"', '场景', '系统古障', 'open 系统故障 "x"'],
    ['assign techSuport @钱多', '角色', 'techSuport', 'assign techSupport @钱多'],
    ['cadence 30', '间隔', '30', 'cadence 30m'],
    ['update "x" --percent 150', '完成百分比', '150', 'update "x" --percent 50'],
    ['metric conectRate=68', 'conectRate', 'conectRate', 'metric connectRate=68'],
    ['指标 接通率=很低', '接通率', '很低', '指标 接通率=68'],
    ['link doc notaurl', '链接', 'notaurl', 'link doc https://example.com'],
    ['open 系统故障 "x" --users many', '影响用户数', 'many', 'open 系统故障 "x" --users 100'],
    ['open 系统故障 "x" --rooms slak', '建群平台', 'slak', 'open 系统故障 "x" --rooms slack'],
    ['语言 法语', '语言', '法语', '语言 zh'],
  ])('wrong value: %s', (line, argument, given, corrected) => {
    expect(problemOf(line)).toMatchObject({
      kind: 'invalid-argument',
      argument: { 'zh-CN': argument },
      given,
      corrected,
    });
  });

  it('names the levels, scenarios and roles that there are, in the language of the person', () => {
    expect(problemOf('grade 特别大')).toMatchObject({ allowed: ['重大', '较大', '一般'] });
    expect(problemOf('grade huge', english)).toMatchObject({
      allowed: ['critical', 'major', 'general'],
    });
    expect(problemOf('open 天灾 "x"')).toMatchObject({
      allowed: expect.arrayContaining(['系统故障', '舆情事件']),
    });
    expect(problemOf('assign nobody @钱多', english)).toMatchObject({
      allowed: expect.arrayContaining(['techSupport', 'brandPr']),
    });
  });

  it('corrects everything of one kind at once', () => {
    expect(problemOf('task add x --due soon --role nobody')).toMatchObject({
      kind: 'invalid-argument',
      corrected: 'task add x --due 30m --role 技术支持组',
    });
  });
});
