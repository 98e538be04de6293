import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallback } from '#adapters/feishu/cards/callback.ts';

const SHANGHAI = 'Asia/Shanghai';

const documented = (name: string): Record<string, unknown> => {
  const file = new URL(`../../../fixtures/feishu/callbacks/${name}.json`, import.meta.url);
  const { event } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly event: { readonly action: Record<string, unknown> };
  };
  return event.action;
};

const submit = (formValue: unknown, more: object = {}) => ({
  tag: 'button',
  value: { form: 'open', ...more },
  form_value: formValue,
});

const valuesOf = (formValue: unknown, timezone = SHANGHAI) => {
  const back = readCallback(submit(formValue), timezone);
  return back?.kind === 'submit' ? back.values : undefined;
};

const read = (value: unknown) => readCallback({ tag: 'button', value }, SHANGHAI);

describe('a card callback', () => {
  it('reads the values of every field as the platform documents them', () => {
    const action = documented('card.action.trigger.request');
    expect(readCallback({ ...action, value: { form: 'open' } }, SHANGHAI)).toEqual({
      kind: 'submit',
      command: 'open',
      values: {
        'field name1': 'selectDemo1,selectDemo2',
        'field name2': 'value2',
        DatePicker_bpqdq5puvn4: '2024-04-01 +0800',
        DateTimePicker_ihz2d7a74i: '2024-04-29 07:07',
        Input_lf4fmxwfrd9: '1234',
        PersonSelect_2ejys7ype7m: expect.stringMatching(/^ou_/u),
        Select_a2d5b7l3zd: '1',
        TimePicker_7ecsf6xkqsq: '00:00 +0800',
      },
    });
  });

  it.each(['card.action.trigger.request', 'component.button.8', 'component.input.6'])(
    'of another app (%s) is not ours',
    (name) => {
      expect(readCallback(documented(name), SHANGHAI)).toBeUndefined();
    },
  );

  it('tells a press, the press that opens a form, and a submitted form apart', () => {
    expect(read({ line: 'close' })).toEqual({ kind: 'press', line: 'close', form: false });
    expect(read({ line: 'close', form: true, incident: 'INC-1' })).toEqual({
      kind: 'press',
      line: 'close',
      form: true,
      incident: 'INC-1',
    });
    expect(read({ form: 'close' })).toEqual({ kind: 'submit', command: 'close', values: {} });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['no value', { tag: 'button' }],
    ['a value that is a text', { value: '{"line":"close"}' }],
    ['an empty line', { value: { line: '' } }],
    ['a line that is no text', { value: { line: ['close'] } }],
    ['an endless line', { value: { line: 'x'.repeat(6_001) } }],
    ['a room that is a path', submit({}, { room: 'oc_1/../chats' })],
    ['a room of elsewhere', submit({}, { room: 'C123' })],
    ['form values that are a list', submit(['x'])],
  ])('with %s is not ours', (_, action) => {
    expect(readCallback(action, SHANGHAI)).toBeUndefined();
  });

  it('leaves out what was not filled in, and what no field of a card sends', () => {
    expect(
      valuesOf({ a: '', b: false, c: [], d: { x: 1 }, e: 7, f: null, g: true, h: '甲' }),
    ).toEqual({ g: 'true', h: '甲' });
  });

  it('keeps the offset of a time that was picked in another zone', () => {
    expect(valuesOf({ at: '2024-04-29 07:07 +0800' })).toEqual({ at: '2024-04-29 07:07' });
    expect(valuesOf({ at: '2024-04-29 07:07 +0900' })).toEqual({ at: '2024-04-29 07:07 +0900' });
  });

  it('keeps the offset in the hour that a clock shows twice', () => {
    const berlin = 'Europe/Berlin';
    expect(valuesOf({ at: '2026-10-25 02:30 +0200' }, berlin)).toEqual({ at: '2026-10-25 02:30' });
    expect(valuesOf({ at: '2026-10-25 02:30 +0100' }, berlin)).toEqual({
      at: '2026-10-25 02:30 +0100',
    });
  });

  it('leaves a day that is none to the command', () => {
    expect(valuesOf({ at: '2026-02-31 07:07 +0800' })).toEqual({ at: '2026-02-31 07:07 +0800' });
  });

  it('reads no more fields than any form has', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, 'x']));
    expect(Object.keys(valuesOf(many) ?? {})).toHaveLength(200);
  });

  it('is read or refused, whatever it is', () => {
    const value = fc.oneof(
      fc.anything(),
      fc.record({ line: fc.anything(), form: fc.anything(), incident: fc.anything() }),
      fc.record({ form: fc.string(), room: fc.anything(), about: fc.anything() }),
      fc.record({ line: fc.string() }),
    );
    let seen = 0;
    fc.assert(
      fc.property(fc.record({ value, form_value: fc.anything() }), (action) => {
        const back = readCallback(action, SHANGHAI);
        if (back === undefined) return;
        seen += 1;
        const texts = back.kind === 'submit' ? Object.values(back.values) : [back.line];
        expect(texts.filter((text) => typeof text !== 'string' || text === '')).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
