import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldErrors, readModal, renderModal } from '#adapters/slack/blocks/modal.ts';
import type { Form, FormField } from '#cards/card.ts';
import { formOfLine } from '#commands/form-line.ts';
import { formFor, submitForm } from '#commands/forms.ts';
import { REGISTRY } from '#commands/registry.ts';
import { commandLine } from '../../../commands/any-line.ts';
import { contextAt, english, inRoom, outside, policy } from '../../../commands/context.ts';
import { inOutage } from '../../../commands/outage.ts';
import { SCRIPT_LINES } from '../../../commands/script-lines.ts';
import { objectsIn, shownText, viewProblems } from './check-blocks.ts';
import { inputsOf, sent } from './fill-modal.ts';

const TIMEZONE = 'Asia/Shanghai';
/** Accounts as Slack gives them; those of the sample organisation are none. */
const accounts = new Map(policy.organisation.people.map(({ id }) => [id, `U0${id.toUpperCase()}`]));
const context = { room: 'C1', timezone: TIMEZONE, accounts };

/** Finds people by the accounts above, as the app does by those of the organisation. */
const findPerson: typeof inRoom.findPerson = (text) => {
  const account = /^<@(?<id>\w+)>$/u.exec(text)?.groups?.['id'];
  const person = [...accounts].find(([, id]) => id === account)?.[0];
  return inRoom.findPerson(person ?? text);
};

const ids = REGISTRY.flatMap(({ commands }) => commands.map(({ id }) => id));

const formOf = (fields: readonly FormField[], more: Partial<Form> = {}): Form => ({
  command: 'note',
  title: '记录',
  submit: '提交',
  fields,
  ...more,
});

const field = (more: Partial<FormField>): FormField => ({
  id: 'text',
  label: '内容',
  kind: 'text',
  required: true,
  ...more,
});

const inputOf = (more: Partial<FormField>) =>
  inputsOf(renderModal(formOf([field(more)]), context))[0];
const elementOf = (more: Partial<FormField>) => inputOf(more)?.element;

/** What is read from a form that was sent as it was shown. */
const readBack = (more: Partial<FormField>) =>
  readModal(sent(renderModal(formOf([field(more)]), context)), TIMEZONE)?.values;

describe.each(['zh-CN', 'en'] as const)('every form there is, in %s', (locale) => {
  it.each(ids)('%s is a window that Slack takes', (id) => {
    for (const where of [inRoom, inOutage, outside('INC-20261201-01', 'INC-20261201-02')]) {
      const form = formFor(id, { ...where, locale }, {});
      const view = renderModal(form, context);
      expect(viewProblems(view)).toEqual([]);
      expect(inputsOf(view).map(({ block_id }) => block_id)).toEqual(
        form.fields.map((asked) => asked.id),
      );
      expect(inputsOf(view).map(({ optional }) => optional === true)).toEqual(
        form.fields.map(({ required, kind }) => !required || kind === 'checkbox'),
      );
    }
  });
});

describe('a form comes back as it was filled in', () => {
  const whole = SCRIPT_LINES.filter(({ line, means }) => {
    const form = formOfLine(line, inRoom);
    return form.kind === 'form' && means.kind !== 'query' && means.kind !== 'form';
  });

  it.each(whole)('$script $line: sent from Slack as shown, it means the same', (script) => {
    const asked = { ...contextAt(script.day, script.clock), findPerson };
    const form = formOfLine(script.line, asked);
    if (form.kind !== 'form') throw new Error('no form');
    const shown = formFor(form.command, asked, form.prefill);
    const expected = submitForm(
      form.command,
      Object.fromEntries(
        shown.fields.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value]])),
      ),
      asked,
    );
    const read = readModal(sent(renderModal(shown, context)), TIMEZONE);
    expect(read).toMatchObject({ command: form.command, room: 'C1' });
    expect(submitForm(form.command, read?.values ?? {}, asked)).toStrictEqual(expected);
  });

  it('for any line that can be read', () => {
    const asked = { ...inRoom, findPerson };
    let same = 0;
    fc.assert(
      fc.property(commandLine, (line) => {
        const form = formOfLine(line, asked);
        if (form.kind !== 'form') return;
        const shown = formFor(form.command, asked, form.prefill);
        const view = renderModal(shown, context);
        expect(viewProblems(view)).toEqual([]);
        const values = Object.fromEntries(
          shown.fields.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value]])),
        );
        const read = readModal(sent(view), TIMEZONE);
        expect(submitForm(form.command, read?.values ?? {}, asked)).toEqual(
          submitForm(form.command, values, asked),
        );
        same += 1;
      }),
      { numRuns: 600 },
    );
    expect(same).toBeGreaterThan(100);
  });
});

const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `选项 ${n}` }));

describe('fields', () => {
  it('offers few required choices as radio buttons, others as a list, and many in groups', () => {
    const kind = (count: number, required: boolean) =>
      elementOf({ kind: 'choice', options: options(count), required })?.type;
    expect(kind(6, true)).toBe('radio_buttons');
    expect(kind(6, false)).toBe('static_select');
    expect(kind(7, true)).toBe('static_select');
    const many = renderModal(formOf([field({ kind: 'choice', options: options(250) })]), context);
    expect(viewProblems(many)).toEqual([]);
    expect(objectsIn(many).filter(({ value }) => String(value).startsWith('v'))).toHaveLength(250);
  });

  it('keeps a choice that is too long for Slack, as text', () => {
    const value = '很大'.repeat(100);
    expect(readBack({ kind: 'choice', value, options: [{ value, label: value }] })).toEqual({
      text: value,
    });
    expect(elementOf({ kind: 'choice', options: [] })?.type).toBe('plain_text_input');
  });

  it('shows people who have an account in a picker, and what was typed for others as text', () => {
    expect(elementOf({ kind: 'person', value: 'lin' })).toMatchObject({
      type: 'users_select',
      initial_user: 'U0LIN',
    });
    expect(elementOf({ kind: 'person', value: '<@U123|lin>' })).toMatchObject({
      initial_user: 'U123',
    });
    expect(elementOf({ kind: 'person', value: '无此人' })).toMatchObject({
      type: 'plain_text_input',
      initial_value: '无此人',
    });
    expect(elementOf({ kind: 'people', value: 'lin,chen' })).toMatchObject({
      type: 'multi_users_select',
      initial_users: ['U0LIN', 'U0CHEN'],
    });
    expect(elementOf({ kind: 'people', value: 'lin,无此人' })).toMatchObject({
      initial_value: 'lin,无此人',
    });
    expect(readBack({ kind: 'people', value: 'lin,chen' })).toEqual({
      text: '<@U0LIN>,<@U0CHEN>',
    });
  });

  it('picks a time in the zone of the organisation, and gives it back exactly', () => {
    expect(elementOf({ kind: 'datetime', value: '2026-12-15T09:00' })).toMatchObject({
      type: 'datetimepicker',
      initial_date_time: Date.parse('2026-12-15T09:00:00+08:00') / 1_000,
    });
    expect(readBack({ kind: 'datetime', value: '2026-12-15T09:00' })).toEqual({
      text: '2026-12-15T09:00+08:00',
    });
    expect(readBack({ kind: 'datetime', value: '某时' })).toEqual({ text: '某时' });
    expect(readBack({ kind: 'datetime', value: '2026-13-45T09:00' })).toEqual({
      text: '2026-13-45T09:00',
    });
  });

  it.each([
    ['68', { text: '68' }],
    ['-3.5', { text: '-3.5' }],
    ['很低', { text: '很低' }],
    [undefined, {}],
  ])('keeps the number %s', (value, values) => {
    expect(readBack({ kind: 'number', ...(value === undefined ? {} : { value }) })).toEqual(values);
  });

  it.each([
    ['true', { text: 'true' }],
    ['yes', { text: 'true' }],
    ['no', {}],
    [undefined, {}],
  ])('ticks a box for %s, which need not be ticked', (value, values) => {
    const more = { kind: 'checkbox', ...(value === undefined ? {} : { value }) } as const;
    expect(readBack(more)).toEqual(values);
    expect(inputOf(more)?.optional).toBe(true);
  });

  it('F-S4: cuts a prefilled text that is too long, says so and shows the rest', () => {
    const value = `${'字'.repeat(3_000)}${'尾'.repeat(2_000)}`;
    const view = renderModal(
      formOf([field({ kind: 'multiline', value, maxLength: 5_000 })]),
      context,
    );
    expect(viewProblems(view)).toEqual([]);
    expect(inputsOf(view)[0]?.element).toMatchObject({ initial_value: '字'.repeat(3_000) });
    expect(shownText(view.blocks)).toContain('原文共 5000 个字，这里放得下前 3000 个');
    expect(shownText(view.blocks)).toContain('尾'.repeat(2_000));
  });

  it('takes a text that is within its limit as people count, though not as Slack does', () => {
    const value = '😀'.repeat(150);
    expect(readBack({ value, maxLength: 200 })).toEqual({ text: value });
  });

  it('keeps the lines of a text', () => {
    expect(elementOf({ value: '一\n二' })).toMatchObject({
      multiline: true,
      initial_value: '一\n二',
    });
  });

  it('gives hints, but not how to type a time that is picked', () => {
    expect(inputOf({ hint: '可不填' })?.hint).toMatchObject({ text: '可不填' });
    expect(inputOf({ kind: 'datetime', hint: '如 11:15' })?.hint).toBeUndefined();
    expect(inputOf({ kind: 'datetime', hint: '如 11:15', value: '某时' })?.hint).toBeDefined();
  });
});

describe('the window', () => {
  it.each([
    ['提交', '取消'],
    ['Send', 'Cancel'],
  ])('is closed in the language of its %s', (submit, close) => {
    expect(renderModal(formOf([], { submit }), context).close).toMatchObject({ text: close });
  });

  it('has a title of whole words, with the whole title on top where it is longer', () => {
    const view = renderModal(
      formOf([], { title: 'Grade the incident, or change its level', submit: 'Send' }),
      context,
    );
    expect(view.title.text).toBe('Grade the incident, or…');
    expect(view.blocks[0]).toMatchObject({
      type: 'header',
      text: { text: 'Grade the incident, or change its level' },
    });
    expect(renderModal(formOf([]), context).title.text).toBe('记录');
  });

  it('carries command, incident, room and what the form is about', () => {
    const form = formOf([field({})], { incident: 'INC-20261201-01', about: '{"m":1}' });
    const view = renderModal(form, context);
    const touched = { text: { value: '切换失败一次' } };
    expect(readModal(sent(view, touched), TIMEZONE)).toEqual({
      command: 'note',
      incident: 'INC-20261201-01',
      about: '{"m":1}',
      room: 'C1',
      values: { text: '切换失败一次' },
    });
  });

  it('offers the buttons of the form, for its incident', () => {
    const actions = [{ label: '加入', line: 'join INC-20261201-01', style: 'default' as const }];
    const view = renderModal(formOf([field({})], { actions, intro: [['正在处理']] }), context);
    expect(view.blocks.map(({ type }) => type)).toEqual(['rich_text', 'actions', 'input']);
  });

  it('F-S4: stays within what Slack takes with a hundred fields full of text', () => {
    const fields = Array.from({ length: 100 }, (_, n) =>
      field({ id: `f${n}`, value: '长'.repeat(100_000), required: n >= 90, kind: 'multiline' }),
    );
    const view = renderModal(
      formOf(fields, { about: 'x'.repeat(5_000), title: '题'.repeat(5_000) }),
      context,
    );
    expect(viewProblems(view)).toEqual([]);
    expect(inputsOf(view).filter(({ optional }) => optional !== true)).toHaveLength(10);
    expect(shownText(view.blocks)).toContain('另有 55 项放不下，请用命令填写。');
  });

  it('tells what is wrong by the ids of its blocks', () => {
    const view = renderModal(formOf([field({ id: 'vars.eta' })]), context);
    const errors = fieldErrors({ 'vars.eta': '请填写这一项' });
    expect(Object.keys(errors)).toEqual(inputsOf(view).map(({ block_id }) => block_id));
  });
});

it('speaks English in an English form', () => {
  const form = formFor('open', english, {});
  const view = renderModal(form, context);
  expect(view.submit).toMatchObject({ text: 'Open the incident' });
  expect(view.close).toMatchObject({ text: 'Cancel' });
});
