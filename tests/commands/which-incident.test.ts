import { describe, expect, it } from 'vitest';
import { incidentKeyIn } from '#commands/parse-line.ts';
import { outside, parse } from './context.ts';
import { problemOf } from './problem-of.ts';

describe('which incident a line is about (section 7.5)', () => {
  const one = outside('INC-20261201-01');
  const two = outside('INC-20261201-01', 'INC-20261201-02');

  it('in a room: the one of the room, so no key', () => {
    expect(parse('grade 重大')).not.toHaveProperty('key');
    expect(parse('status')).toEqual({ kind: 'query', query: { type: 'status' } });
  });

  it('elsewhere: the only open one', () => {
    expect(parse('grade 重大', one)).toMatchObject({ kind: 'incident', key: 'INC-20261201-01' });
    expect(parse('状态', one)).toEqual({
      kind: 'query',
      query: { type: 'status' },
      key: 'INC-20261201-01',
    });
    expect(parse('update', one)).toEqual({
      kind: 'form',
      command: 'update',
      prefill: {},
      key: 'INC-20261201-01',
    });
  });

  it('elsewhere with several open: asks which, with one line each', () => {
    expect(problemOf('定级 重大 断网', two)).toEqual({
      kind: 'several-incidents',
      choices: [
        {
          key: 'INC-20261201-01',
          title: '事件 INC-20261201-01',
          corrected: '定级 INC-20261201-01 重大 断网',
        },
        {
          key: 'INC-20261201-02',
          title: '事件 INC-20261201-02',
          corrected: '定级 INC-20261201-02 重大 断网',
        },
      ],
    });
    expect(parse('定级 INC-20261201-02 重大 断网', two)).toMatchObject({
      kind: 'incident',
      key: 'INC-20261201-02',
      intent: { reason: '断网' },
    });
    expect(problemOf('task done x', two)).toMatchObject({
      choices: [{ corrected: 'task done INC-20261201-01 x' }, {}],
    });
    expect(problemOf('公告', two)).toMatchObject({ kind: 'several-incidents' });
  });

  it('elsewhere with none open: says how a key is written', () => {
    expect(problemOf('grade 重大', outside())).toEqual({
      kind: 'no-incident',
      corrected: 'grade INC-20261201-01 重大',
    });
  });

  it('a closed one must be named to be reopened', () => {
    expect(problemOf('reopen "again"', one)).toEqual({
      kind: 'no-incident',
      corrected: 'reopen INC-20261201-01 "again"',
    });
  });

  it.each([
    'grade INC-20261201-02 重大',
    'INC-20261201-02 grade 重大',
    'grade inc-20261201-02 重大',
    '定级 ＩＮＣ－２０２６１２０１－０２ 重大',
    'grade 重大 --incident INC-20261201-02',
    'grade --incident=INC-20261201-02 重大',
    'grade 重大 事件=INC-20261201-02',
    'grade incident=INC-20261201-02 重大',
  ])('%s names it', (line) => {
    expect(parse(line, two)).toEqual({
      kind: 'incident',
      intent: { type: 'grade', severity: 'sev1' },
      key: 'INC-20261201-02',
    });
    expect(incidentKeyIn(line)).toBe('INC-20261201-02');
  });

  it.each([
    'task INC-20261201-02 done x',
    'task done INC-20261201-02 x',
    'INC-20261201-02 task done x',
  ])('%s names it too', (line) => {
    expect(parse(line, two)).toEqual({
      kind: 'incident',
      intent: { type: 'taskDone', task: 'x' },
      key: 'INC-20261201-02',
    });
  });

  it('a key in a reason is part of the reason', () => {
    expect(parse('grade 重大 "同 INC-20261201-02 一样"', one)).toMatchObject({
      key: 'INC-20261201-01',
      intent: { reason: '同 INC-20261201-02 一样' },
    });
    expect(incidentKeyIn('note 见 INC-20261201-02')).toBeUndefined();
    expect(incidentKeyIn('open 系统故障 "x" --linked INC-20261201-02')).toBeUndefined();
    expect(incidentKeyIn('"')).toBeUndefined();
    expect(incidentKeyIn('note "见 INC-20261201-02"')).toBeUndefined();
  });

  it('takes a key for a word where no incident is needed', () => {
    expect(problemOf('open INC-20261201-02 "x"', two)).toMatchObject({
      kind: 'invalid-argument',
      given: 'INC-20261201-02',
    });
    expect(parse('language INC-20261201-02 en --room', two)).toMatchObject({
      kind: 'incident',
      key: 'INC-20261201-02',
    });
  });

  it('asks for no incident where none is needed', () => {
    for (const line of [
      'help',
      'whoami',
      'playbook list',
      'wording check "x"',
      'bind feishu ou_lin',
      'language en',
      'open 系统故障 "x"',
    ])
      expect(parse(line, outside()).kind).not.toBe('usage');
    expect(problemOf('language en --room', outside())).toMatchObject({ kind: 'no-incident' });
  });
});
