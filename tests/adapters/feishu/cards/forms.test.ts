import { describe, expect, it } from 'vitest';
import { findPerson } from '#app/people-search.ts';
import type { Form, FormField } from '#cards/card.ts';
import { formFor, submitForm } from '#commands/forms.ts';
import { formOfLine } from '#commands/form-line.ts';
import { REGISTRY, findCommand } from '#commands/registry.ts';
import type { ParseContext } from '#commands/request.ts';
import { readCallback } from '#adapters/feishu/cards/callback.ts';
import { peopleIn, renderFieldErrors, renderForm } from '#adapters/feishu/cards/form.ts';
import { contextAt, english, inRoom, outside, policy } from '../../../commands/context.ts';
import { inOutage } from '../../../commands/outage.ts';
import { SCRIPT_LINES } from '../../../commands/script-lines.ts';
import { checkCard } from '../../../support/feishu/card-check.ts';
import { isObject, type CardObject } from '../../../support/feishu/card-facts.ts';
import { nodesWith, readCard, submitted } from './read-back.ts';

const SHANGHAI = 'Asia/Shanghai';
const ACCOUNTS = new Map(
  policy.organisation.people.flatMap(({ id, accounts }) =>
    accounts['feishu'] === undefined ? [] : [[id, accounts['feishu']] as const],
  ),
);
const CONTEXT = { accounts: ACCOUNTS, timezone: SHANGHAI, room: 'oc_war' };

const inFeishu = (context: ParseContext): ParseContext => ({
  ...context,
  platform: 'feishu',
  findPerson: (text) => findPerson(text, 'feishu', policy, new Map()),
});

const COMMANDS = REGISTRY.flatMap(({ commands }) => commands.map(({ id }) => id));
const PLACES: readonly (readonly [string, ParseContext])[] = [
  ['in a war room', inOutage],
  ['in a war room, in English', { ...english, ...inOutage, locale: 'en' }],
  ['outside', outside('INC-20261201-01', 'INC-20261201-02')],
  ['before anything happened', inRoom],
];

const fieldNames = (card: ReturnType<typeof renderForm>): readonly string[] =>
  nodesWith(card, 'form')
    .flatMap((form) => (Array.isArray(form['elements']) ? form['elements'] : []))
    .filter(isObject)
    .filter((node) => node['tag'] !== 'button' && typeof node['name'] === 'string')
    .map((node) => String(node['name']));

const nodeOf = (card: ReturnType<typeof renderForm>, name: string): CardObject | undefined =>
  ['input', 'select_static', 'select_person', 'multi_select_person', 'picker_datetime', 'checker']
    .flatMap((tag) => nodesWith(card, tag))
    .find((node) => node['name'] === name);

const field = (more: Partial<FormField>): FormField => ({
  id: 'x',
  label: '字段',
  kind: 'text',
  required: false,
  ...more,
});
const formOf = (...fields: readonly FormField[]): Form => ({
  command: 'note',
  title: '记录',
  submit: '提交',
  fields,
});
const drawn = (one: Partial<FormField>, context: object = CONTEXT): CardObject => {
  const card = renderForm(formOf(field(one)), { ...CONTEXT, ...context });
  expect(checkCard(card)).toEqual([]);
  const node = nodeOf(card, 'x');
  if (node === undefined) throw new Error('no such field');
  return node;
};

describe('every form of the registry', () => {
  it.each(
    PLACES.flatMap(([place, context]) => COMMANDS.map((id) => [id, place, context] as const)),
  )('%s, asked for %s, is a card that Feishu takes, with every field', (id, _, context) => {
    const form = formFor(id, context, {});
    const card = renderForm(form, CONTEXT);
    expect(checkCard(card)).toEqual([]);
    expect(fieldNames(card)).toEqual(form.fields.map((one) => one.id));
    const errors = Object.fromEntries(form.fields.map((one) => [one.id, '请填写这一项']));
    const again = renderFieldErrors(form, errors, {}, CONTEXT);
    expect(checkCard(again)).toEqual([]);
    expect(readCard(again).text.match(/请填写这一项/gu)?.length ?? 0).toBe(form.fields.length);
  });
});

/** A form also asks for what the core would refuse without. */
const isWhole = (line: string): boolean => {
  const form = formOfLine(line, inFeishu(inRoom));
  if (form.kind !== 'form') return false;
  const args = findCommand(form.command)?.command.args ?? [];
  return args.every(({ name, wanted }) => !wanted || form.prefill[name] !== undefined);
};

describe('a form that is submitted as it is shown', () => {
  // Mentions of the scripts are Slack's; names and words are everybody's.
  const complete = SCRIPT_LINES.filter(
    ({ line, means }) => isWhole(line) && means.kind !== 'query' && !line.includes('<@'),
  );

  it('covers most of the scripts', () => {
    expect(complete.length).toBeGreaterThan(60);
  });

  it.each(complete)('$script $line: means the same', ({ line, day, clock, means }) => {
    const context = inFeishu(contextAt(day, clock));
    const asked = formOfLine(line, context);
    if (asked.kind !== 'form') throw new Error('no form');
    const card = renderForm(formFor(asked.command, context, asked.prefill), CONTEXT);
    expect(checkCard(card)).toEqual([]);
    const back = readCallback(submitted(card), SHANGHAI);
    if (back?.kind !== 'submit') throw new Error('not read');
    expect(back).toMatchObject({ command: asked.command, room: 'oc_war' });
    const request = submitForm(back.command, back.values, context);
    expect(asked.key === undefined ? request : { ...request, key: asked.key }).toStrictEqual(means);
  });

  it('means the same when it was refused once and sent again', () => {
    const context = inFeishu(contextAt('2026-12-01', '10:06'));
    const form = formFor('assign', context, { role: 'techSupport', people: 'lin,su' });
    const values = { role: 'techSupport', people: 'ou_lin,ou_su' };
    const again = renderFieldErrors(form, { role: '没有看懂' }, values, CONTEXT);
    const back = readCallback(submitted(again), SHANGHAI);
    expect(back).toMatchObject({ kind: 'submit', values });
  });
});

describe('a field of a form', () => {
  it('is a box for text, with what the platform holds at most', () => {
    const node = drawn({ maxLength: 5_000, value: '字'.repeat(3_000), placeholder: '一句话' });
    expect(node).toMatchObject({ tag: 'input', max_length: 1_000, label_position: 'top' });
    expect(node['default_value']).toBe(`${'字'.repeat(999)}…`);
    expect(drawn({ kind: 'multiline' })).toMatchObject({ input_type: 'multiline_text' });
  });

  it('must be filled in where the command wants it', () => {
    expect(drawn({ required: true })).toMatchObject({
      required: true,
      label: { content: '字段 *' },
    });
    expect(drawn({})['required']).toBeUndefined();
  });

  it('offers every choice once, and the one that is set', () => {
    const options = [
      { value: 'a', label: '甲' },
      { value: 'a', label: '甲甲' },
      { value: '', label: '无' },
      { value: 'b', label: '' },
    ];
    expect(drawn({ kind: 'choice', options, value: 'c' })).toMatchObject({
      tag: 'select_static',
      initial_option: 'c',
      options: [
        { value: 'a', text: { content: '甲' } },
        { value: 'b', text: { content: 'b' } },
        { value: 'c', text: { content: 'c' } },
      ],
    });
  });

  it('is a box where there is nothing to choose from, or far too much', () => {
    expect(drawn({ kind: 'choice', options: [] })).toMatchObject({ tag: 'input' });
    const options = Array.from({ length: 300 }, (_, n) => ({ value: `v${n}`, label: `项${n}` }));
    expect(drawn({ kind: 'choice', options, value: 'v7' })).toMatchObject({
      tag: 'input',
      default_value: 'v7',
    });
  });

  it('picks people by their accounts', () => {
    expect(drawn({ kind: 'person', value: 'lin' })).toMatchObject({
      tag: 'select_person',
      initial_option: 'ou_lin',
    });
    expect(drawn({ kind: 'people', value: 'lin,ou_su，lin' })).toMatchObject({
      tag: 'multi_select_person',
      selected_values: ['ou_lin', 'ou_su'],
    });
  });

  it('offers whom it is told to offer, and who is set already', () => {
    const offered = ['ou_su', 'all', 'ou_zhao'];
    expect(drawn({ kind: 'person', value: 'lin' }, { offered })['options']).toEqual([
      { value: 'ou_lin' },
      { value: 'ou_su' },
      { value: 'ou_zhao' },
    ]);
    expect(drawn({ kind: 'person' })['options']).toBeUndefined();
  });

  it.each([
    ['somebody who has no account here', { value: 'chen' }, {}],
    ['two where one is wanted', { value: 'lin,su' }, {}],
    ['nobody, outside of groups', {}, { room: undefined }],
  ])('takes a name for a person where the picker would show %s', (_, more, context) => {
    const given = { ...CONTEXT, ...context };
    const { room, ...rest } = given;
    const card = renderForm(
      formOf(field({ kind: 'person', ...more })),
      room === undefined ? rest : { ...rest, room },
    );
    expect(checkCard(card)).toEqual([]);
    expect(nodeOf(card, 'x')).toMatchObject({
      tag: 'input',
      ...('value' in more ? { default_value: more.value } : {}),
    });
  });

  it.each(['2026-12-15T09:00', '2026-12-15 09:00', '2026-12-15 09:00 +0800'])(
    'sets the picker of a time to %s',
    (value) => {
      expect(drawn({ kind: 'datetime', value })).toMatchObject({
        tag: 'picker_datetime',
        initial_datetime: '2026-12-15 09:00',
      });
    },
  );

  it('shows a time that no picker can show as it was typed', () => {
    expect(drawn({ kind: 'datetime', value: '明天九点' })).toMatchObject({
      tag: 'input',
      default_value: '明天九点',
    });
  });

  it('is ticked or not', () => {
    expect(drawn({ kind: 'checkbox', value: 'true' })).toMatchObject({ checked: true });
    expect(drawn({ kind: 'checkbox' })).toMatchObject({ tag: 'checker', checked: false });
  });
});

describe('a form', () => {
  it('brings back what it is about, and whom it needs to know', () => {
    const form: Form = {
      ...formOf(field({ id: 'who', kind: 'people', value: 'lin,su' })),
      intro: [['问 ', { mention: 'zhao', name: '赵磊' }]],
      incident: 'INC-20261201-01',
      about: 'om_1',
      actions: [{ label: '加入', line: 'join INC-20261201-01', style: 'default' }],
    };
    expect(peopleIn(form)).toEqual(['zhao', 'lin', 'su']);
    const card = renderForm(form, CONTEXT);
    expect(checkCard(card)).toEqual([]);
    expect(readCallback(submitted(card), SHANGHAI)).toEqual({
      kind: 'submit',
      command: 'note',
      values: { who: 'ou_lin,ou_su' },
      incident: 'INC-20261201-01',
      about: 'om_1',
      room: 'oc_war',
    });
    expect(card.body.elements.map(({ tag }) => tag)).toEqual(['markdown', 'button', 'form']);
  });

  it('shows again what was typed and what is wrong, also with what is no field of it', () => {
    const form = formOf(
      field({ id: 'a', value: '旧' }),
      field({ id: 'b', value: '旧' }),
      field({ id: 'c', kind: 'checkbox', value: 'true' }),
    );
    const errors = { a: '太长', elsewhere: '不能这样填写' };
    const card = renderFieldErrors(form, errors, { a: '新' }, CONTEXT);
    expect(checkCard(card)).toEqual([]);
    expect(nodeOf(card, 'a')).toMatchObject({ default_value: '新' });
    expect(nodeOf(card, 'b')?.['default_value']).toBeUndefined();
    expect(nodeOf(card, 'c')).toMatchObject({ checked: false });
    expect(readCard(card).text).toMatch(/⚠️ 不能这样填写\n新\n字段\n⚠️ 太长/u);
    expect(card.header).toMatchObject({ template: 'orange' });
  });

  it('with more fields than a card holds keeps those that must be filled in', () => {
    const fields = Array.from({ length: 150 }, (_, n) =>
      field({ id: `f${n}`, required: n % 10 === 9, hint: '提示', placeholder: '例子' }),
    );
    const card = renderForm(formOf(...fields), CONTEXT);
    expect(checkCard(card)).toEqual([]);
    const names = fieldNames(card);
    expect(names.length).toBeGreaterThan(80);
    const wanted = fields.filter(({ required }) => required).map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(wanted));
  });

  it('asks for each value once', () => {
    const card = renderForm(formOf(field({}), field({ kind: 'checkbox' })), CONTEXT);
    expect(checkCard(card)).toEqual([]);
    expect(fieldNames(card)).toEqual(['x']);
  });
});
