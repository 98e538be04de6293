import { describe, expect, it } from 'vitest';
import { contextAt, english, parse } from './context.ts';
import { inOutage } from './outage.ts';
import { problemOf } from './problem-of.ts';

describe('slips of the pen are answered with the right line to copy (section 7.1)', () => {
  it.each([
    ['update "x" --percnt 50', 'percnt', 'percent', 'update "x" --percent 50'],
    ['update "x" mesure=重启', 'mesure', 'measure', 'update "x" measure=重启'],
    [
      'meeting start https://m.example/1 prioritty=先恢复',
      'prioritty',
      'priority',
      'meeting start https://m.example/1 priority=先恢复',
    ],
    [
      'announce draft initial --supercedes A1',
      'supercedes',
      'supersedes',
      'announce draft initial --supersedes A1',
    ],
    [
      'announce draft initial nextUpdat=11:00',
      'nextUpdat',
      'nextUpdate',
      'announce draft initial nextUpdate=11:00',
    ],
    [
      'task add "x" --due 1h --role 法务 --colour red',
      'colour',
      undefined,
      'task add "x" --due 1h --role 法务',
    ],
    ['status please', 'please', undefined, 'status'],
    ['commander @林悦 @苏敏', '@苏敏', undefined, 'commander @林悦'],
  ])('unknown option: %s', (line, given, suggestion, corrected) => {
    expect(problemOf(line)).toEqual({
      kind: 'unknown-option',
      given,
      corrected,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  });

  it.each([
    ['清单 完程 switch-backup', 'task', '完程', undefined],
    ['task dne switch-backup', 'task', 'dne', 'task done switch-backup'],
    ['改进 "固件升级" @钱多', 'action', '固件升级', '改进 新增 "固件升级" @钱多'],
    ['方案 "停售" 步骤=停售', 'plan', '停售', '方案 提出 "停售" 步骤=停售'],
    ['会议 https://m.example/2', 'meeting', 'https://m.example/2', '会议 开始 https://m.example/2'],
    ['预案 系统故障', 'playbook', '系统故障', '预案 查看 系统故障'],
    ['公告 initial 影响=x', 'announce', 'initial', '公告 起草 initial 影响=x'],
    ['口径 "新口径"', 'wording', '新口径', '口径 设置 "新口径"'],
  ])('unknown sub-verb: %s', (line, command, given, corrected) => {
    const problem = problemOf(line);
    expect(problem).toMatchObject({
      kind: 'unknown-subverb',
      command,
      given,
      ...(corrected === undefined ? {} : { corrected }),
    });
    expect('corrected' in problem).toBe(corrected !== undefined);
  });

  it('knows the sub-verbs in the language of the person', () => {
    expect(problemOf('task frob')).toMatchObject({ known: ['列表', '完成', '跳过', '新增'] });
    expect(problemOf('task frob', english)).toMatchObject({
      known: ['list', 'done', 'skip', 'add'],
    });
  });

  it('guesses the sub-verb from what the incident knows', () => {
    expect(problemOf('清单 switch-backup', inOutage)).toMatchObject({
      kind: 'unknown-subverb',
      corrected: '清单 完成 switch-backup',
    });
    expect(problemOf('announce A1 eta=12:00', inOutage)).toMatchObject({
      corrected: 'announce 修改 A1 eta=12:00',
    });
  });

  it.each([
    ['grade 重大 "全国接通率68%', 'grade 重大 "全国接通率68%"'],
    ['grade 重大 “全国接通率68%', 'grade 重大 “全国接通率68%”'],
    ['grade 重大 「全国', 'grade 重大 「全国」'],
    ['update "系统故障已修复 --percent 50', 'update "系统故障已修复" --percent 50'],
    [
      'announce draft initial impact="热线 cause=故障',
      'announce draft initial impact="热线" cause=故障',
    ],
    ['update "a\\', 'update "a\\\\"'],
  ])('unbalanced quote: %s', (line, corrected) => {
    expect(problemOf(line)).toEqual({ kind: 'unbalanced-quote', corrected });
    expect(parse(corrected).kind).toBe('incident');
  });

  it.each([
    ['open 系统故障 TEXT', 200, '标题'],
    ['task add TEXT --due 1h --role 法务', 200, '事项'],
    ['update TEXT', 5_000, '进展'],
    ['note TEXT', 5_000, '内容'],
    ['wording set TEXT', 5_000, '口径'],
    ['resolve TEXT', 1_000, '原因'],
    ['task done x TEXT', 1_000, '说明'],
    ['announce draft initial impact=TEXT', 1_000, 'impact'],
    ['facts place=TEXT', 1_000, 'place'],
  ])('too long: %s has room for %i characters', (line, limit, argument) => {
    const just = line.replace('TEXT', '火'.repeat(limit));
    const over = line.replace('TEXT', `${'火'.repeat(limit - 1)}🔥🔥`);
    expect(parse(just).kind).not.toBe('usage');
    expect(parse(over)).toMatchObject({
      kind: 'usage',
      line: over,
      problem: { kind: 'too-long', length: limit + 1, limit, argument: { 'zh-CN': argument } },
    });
  });

  it('too long as a whole: 12,000 characters', () => {
    expect(problemOf(`facts ${'a=b '.repeat(4_000)}`)).toEqual({
      kind: 'too-long',
      argument: { 'zh-CN': '整条命令', en: 'The whole command' },
      length: 6 + 4 * 4_000 - 1,
      limit: 12_000,
    });
  });

  it('an unreadable time', () => {
    expect(problemOf('ack announce "x" --eta 尽快')).toEqual({
      kind: 'time-unreadable',
      given: '尽快',
      corrected: 'ack announce "x" --eta 10:35',
    });
    expect(problemOf('note "x" --at 25:00')).toEqual({
      kind: 'time-unreadable',
      given: '25:00',
      corrected: 'note "x" --at 09:54',
    });
  });

  it('a time that is over', () => {
    expect(problemOf('ack announce "x" --eta 09:30')).toEqual({
      kind: 'time-in-past',
      given: '09:30',
      corrected: 'ack announce "x" --eta 10:35',
    });
    expect(problemOf('action add "x" @钱多 --due 2020-01-01')).toEqual({
      kind: 'time-in-past',
      given: '2020-01-01',
      corrected: 'action add "x" @钱多 --due 2026-12-02',
    });
    expect(problemOf('公告 起草 initial 预计=9:30 下次更新=9:40')).toEqual({
      kind: 'time-in-past',
      given: '9:30',
      corrected: '公告 起草 initial 预计=10:35 下次更新=10:35',
    });
    expect(problemOf('task add x --due 9:00 --role 法务')).toMatchObject({ kind: 'time-in-past' });
    expect(
      problemOf('ack announce "x" --eta 23:40', contextAt('2026-12-01', '23:50')),
    ).toMatchObject({ corrected: 'ack announce "x" --eta 明天00:20' });
  });

  it('a date far back is no problem for a note', () => {
    expect(parse('note "x" --at 2020-01-01')).toMatchObject({
      kind: 'incident',
      intent: { at: Date.parse('2020-01-01T00:00:00+08:00') },
    });
  });

  it('unknown person, or two of one name: a rejection that names them (E9)', () => {
    expect(parse('assign legal @何')).toEqual({
      kind: 'rejected',
      rejection: { code: 'person-not-found', given: '何', similar: [] },
    });
    expect(parse('commander @')).toMatchObject({
      rejection: { code: 'person-not-found', given: '@' },
    });
    expect(parse('分工 法务 张伟')).toMatchObject({
      kind: 'rejected',
      rejection: {
        code: 'person-ambiguous',
        given: '张伟',
        candidates: [{ id: 'twin1' }, { id: 'twin2' }],
      },
    });
    expect(parse('assign brandPr <@U_LI>')).toMatchObject({
      kind: 'incident',
      intent: { people: [{ id: 'li' }] },
    });
    expect(parse('assign brandPr @李娜、@苏敏 ＠赵磊')).toMatchObject({
      intent: { people: [{ id: 'li' }, { id: 'su' }, { id: 'zhao' }] },
    });
  });
});
