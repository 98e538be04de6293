import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aboutIncident } from '#commands/about-incident.ts';
import { formOfLine } from '#commands/form-line.ts';
import { formFor, submitForm } from '#commands/forms.ts';
import { parseLine } from '#commands/parse-line.ts';
import { findCommand } from '#commands/registry.ts';
import type { Act } from '#commands/request.ts';

import { commandLine } from './any-line.ts';
import { contextAt, inRoom, outside } from './context.ts';
import { inOutage } from './outage.ts';
import { SCRIPT_LINES } from './script-lines.ts';

/** A form also asks for what the core would refuse without. */
const isWhole = (line: string): boolean => {
  const form = formOfLine(line, inRoom);
  if (form.kind !== 'form') return false;
  const args = findCommand(form.command)?.command.args ?? [];
  return args.every(({ name, wanted }) => !wanted || form.prefill[name] !== undefined);
};

describe('a form and a line say the same', () => {
  const complete = SCRIPT_LINES.filter(
    ({ line, means }) => isWhole(line) && means.kind !== 'query',
  );

  it('covers most of the scripts', () => {
    expect(complete.length).toBeGreaterThan(60);
  });

  it.each(complete)(
    '$script $line: its form, sent as filled in, means the same',
    ({ line, day, clock, means }) => {
      const context = contextAt(day, clock);
      const form = formOfLine(line, context);
      if (form.kind !== 'form') throw new Error('no form');
      const request = submitForm(form.command, form.prefill, context);
      expect(form.key === undefined ? request : { ...request, key: form.key }).toStrictEqual(means);
    },
  );

  it.each(complete)(
    '$script $line: its form, sent as it is shown, means the same',
    ({ line, day, clock, means }) => {
      const context = contextAt(day, clock);
      const form = formOfLine(line, context);
      if (form.kind !== 'form') throw new Error('no form');
      const shown = formFor(form.command, context, form.prefill).fields.flatMap(({ id, value }) =>
        value === undefined ? [] : [[id, value]],
      );
      const request = submitForm(form.command, Object.fromEntries(shown), context);
      expect(form.key === undefined ? request : { ...request, key: form.key }).toStrictEqual(means);
    },
  );

  it('for any line that can be read', () => {
    let same = 0;
    fc.assert(
      fc.property(commandLine, (line) => {
        const means = parseLine(line, inRoom);
        const form = formOfLine(line, inRoom);
        if (
          form.kind !== 'form' ||
          !['incident', 'organisation', 'ticket', 'ticketAdd'].includes(means.kind)
        )
          return;
        const request = submitForm(form.command, form.prefill, inRoom);
        if ('fieldErrors' in request) return;
        same += 1;
        expect(aboutIncident(request as Act, form.key)).toEqual(means);
      }),
      { numRuns: 1_500 },
    );
    expect(same).toBeGreaterThan(100);
  });

  it('opens the form of a button with what its line says already', () => {
    expect(formOfLine('task skip switch-backup', inOutage)).toEqual({
      kind: 'form',
      command: 'task skip',
      prefill: { task: 'switch-backup' },
    });
    expect(formOfLine('close', inOutage)).toEqual({ kind: 'form', command: 'close', prefill: {} });
    expect(formOfLine('wording set', inOutage)).toEqual({
      kind: 'form',
      command: 'wording set',
      prefill: {},
    });
    expect(formOfLine('announce draft initial 预计=11:15', inOutage)).toEqual({
      kind: 'form',
      command: 'announce draft',
      prefill: { template: 'initial', 'vars.eta': '11:15' },
    });
    expect(formOfLine('reopen INC-20261201-01', outside())).toEqual({
      kind: 'form',
      command: 'reopen',
      prefill: {},
      key: 'INC-20261201-01',
    });
    expect(formOfLine('nonsense', inRoom)).toMatchObject({ kind: 'usage' });
  });
});
