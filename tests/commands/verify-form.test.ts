import { describe, expect, it } from 'vitest';
import { formOfLine } from '#commands/form-line.ts';
import { formFor, submitForm } from '#commands/forms.ts';
import { outside } from './context.ts';

/** The fields that a button's form asks for; required ones with a star. */
const asked = (line: string): readonly string[] => {
  const request = formOfLine(line, outside());
  if (request.kind !== 'form') throw new Error(`${line} opens no form`);
  const { fields } = formFor(request.command, outside(), request.prefill);
  return fields.map(({ id, required }) => `${id}${required ? '*' : ''}`);
};

const FACTS = ['regions', 'users', 'status', 'cause', 'scenario'];

describe('S0-33: the form of a verification', () => {
  it.each(['verify ALT-20261201-01 dismiss', '核实 ALT-20261201-01 误报'])(
    'asks for the reason of a false alarm and for nothing that only a real one has: %s',
    (line) => {
      expect(asked(line)).toEqual(['alert*', 'decision*', 'reason*']);
    },
  );

  it('asks for what the report needs when the alert is real', () => {
    expect(asked('verify ALT-20261201-01 confirm')).toEqual(['alert*', 'decision*', ...FACTS]);
  });

  it('asks for all of it while nothing is decided', () => {
    expect(asked('verify ALT-20261201-01')).toEqual(['alert*', 'decision*', 'reason', ...FACTS]);
  });

  it('stays open when a false alarm has no reason', () => {
    const alert = { alert: 'ALT-20261201-01' };
    expect(submitForm('verify', { ...alert, decision: 'dismiss' }, outside())).toEqual({
      fieldErrors: { reason: '请填写这一项' },
    });
    expect(submitForm('verify', { ...alert, decision: 'confirm' }, outside())).toMatchObject({
      kind: 'alert',
    });
  });
});
