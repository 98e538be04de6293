import { describe, expect, it } from 'vitest';
import { plainText } from '#cards/plain-text.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { usageCard } from '#cards/usage-card.ts';
import type { Rejection } from '#domain/rejection.ts';
import { local } from '../support/desk.ts';
import { DAY, person, viewAt } from './fixture.ts';
import { REJECTIONS, USAGE } from './refusal-samples.ts';

const said = (rejection: Rejection, line?: string): string =>
  plainText(rejectionCard(rejection, viewAt('11:02'), line === undefined ? {} : { line }));

describe('rejection card', () => {
  it('E9 asks in so many words before a level is changed that somebody has just set', () => {
    const card = rejectionCard(
      { code: 'graded-just-now', severity: 'sev1', by: person('lin'), wanted: 'sev2' },
      viewAt('11:02'),
      { line: '定级 较大 x' },
    );
    const text = plainText(card);
    expect(text).toContain('林悦刚刚定级为重大,仍要改为较大吗?');
    const lines = card.elements.flatMap((element) =>
      element.kind === 'actions' ? element.buttons : [],
    );
    expect(lines.map(({ line }) => line)).toEqual(['定级 较大 x --confirm', 'grade 重大']);
  });

  it('E9 acknowledges the same level quietly', () => {
    const card = rejectionCard(
      { code: 'already-graded', severity: 'sev1', by: person('lin'), at: local(DAY, '11:02') },
      viewAt('11:02'),
    );
    expect(card.tone).toBe('neutral');
    expect(plainText(card)).toContain('已是重大，林悦 于 11:02 定级');
  });

  it('gives the typed line with what was missing', () => {
    expect(said({ code: 'reason-missing', verb: 'grade' }, 'grade 较大')).toContain(
      'grade 较大 "原因"',
    );
    expect(
      said({ code: 'task-not-found', given: 'anounce', open: ['announce'] }, 'task done anounce'),
    ).toContain('task done announce');
    expect(
      said(
        { code: 'person-not-found', given: '钱', similar: [person('qian')] },
        'assign techSupport 钱',
      ),
    ).toContain('assign techSupport 钱多');
  });

  it('replaces whole words only', () => {
    const text = said(
      { code: 'person-not-found', given: 'a', similar: [person('qian')] },
      'assign techSupport a',
    );
    expect(text).toContain('assign techSupport 钱多');
  });

  it('says what has to come first, and is quiet where it is already so', () => {
    expect(said({ code: 'wrong-phase', phase: 'triage', verb: 'resolve' })).toContain(
      'grade 较大 "',
    );
    expect(said({ code: 'wrong-phase', phase: 'active', verb: 'close' })).toContain('resolve "');
    expect(said({ code: 'wrong-phase', phase: 'closed', verb: 'update' })).toContain('reopen "');
    const twice = rejectionCard(
      { code: 'wrong-phase', phase: 'monitoring', verb: 'resolve' },
      viewAt('11:10'),
    );
    expect(twice.tone).toBe('neutral');
    expect(plainText(twice)).toContain('事件已经处于「处置(观察)」');
  });

  it('S1-14 names 证据 and how to add it (E11)', () => {
    const text = said({
      code: 'facts-missing',
      task: 'evidence',
      missing: ['evidence', 'symptom'],
    });
    expect(text).toContain('证据');
    expect(text).toContain('link evidence https://');
    expect(text).toContain('facts symptom=');
  });

  it('S3-17 gives the line that confirms a precondition (E2)', () => {
    const text = said({
      code: 'precondition-unconfirmed',
      task: 'overflow-route',
      zh: '外包权限与话术培训已就绪',
      en: 'x',
    });
    expect(text).toContain('task done overflow-route "已确认：外包权限与话术培训已就绪"');
  });

  it('S0-45 lists the open tasks and how to close all the same', () => {
    const text = said({ code: 'tasks-open', tasks: ['announce'] });
    expect(text).toContain('announce');
    expect(text).toContain('close --force "');
  });

  it('S0-21 proposes the contact of the department', () => {
    expect(said({ code: 'nobody-named', role: 'product', suggestion: person('zhao') })).toContain(
      'assign product 赵磊',
    );
  });

  it('E8 offers a new incident when it is too late to reopen', () => {
    expect(
      said({ code: 'reopen-window-passed', closedAt: local(DAY, '12:09'), hours: 72 }),
    ).toContain('超过 72 小时');
  });

  it('never scolds and never ends without a next step where there is one', () => {
    const HARD = /错误|不正确|非法|无效|失败|禁止|必须/u;
    for (const rejection of Object.values(REJECTIONS).flat())
      expect(said(rejection)).not.toMatch(HARD);
  });
});

describe('usage card', () => {
  it('shows what was typed and the line to copy', () => {
    const text = plainText(
      usageCard(
        { kind: 'unknown-verb', given: 'grad', suggestion: 'grade 较大' },
        viewAt('11:02'),
        'grad 较大',
      ),
    );
    expect(text).toContain('grad 较大');
    expect(text).toContain('grade 较大');
  });

  it('has a line to copy or buttons for every problem but a text that is too long', () => {
    for (const problem of Object.values(USAGE).flat()) {
      const card = usageCard(problem, viewAt('11:02'), 'x');
      const helps = card.elements.some(({ kind }) => kind === 'copy' || kind === 'actions');
      expect({ kind: problem.kind, helps }).toEqual({
        kind: problem.kind,
        helps: problem.kind !== 'too-long',
      });
    }
  });

  it('domain 7.5 asks which incident is meant', () => {
    const [problem] = USAGE['several-incidents'];
    if (problem === undefined) throw new Error('no sample');
    const text = plainText(usageCard(problem, viewAt('11:02'), 'grade 较大'));
    expect(text).toContain('[INC-20261201-02 App无法登录: grade INC-20261201-02 sev2]');
  });
});
