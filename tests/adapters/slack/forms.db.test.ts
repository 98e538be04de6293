import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Argument } from '#commands/argument.ts';
import type { Command } from '#commands/command.ts';
import { REGISTRY } from '#commands/registry.ts';
import type { Locale } from '#domain/locale.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { type Filling, FILLINGS } from '../../support/slack/form-fillings.ts';
import { submitOf } from '../../support/slack/inbound-samples.ts';
import { filled, untouched } from '../../support/slack/people/fields.ts';
import { interactionRequest, sendSigned } from '../../support/slack/requests.ts';
import {
  createSlackTestApp,
  type SlackTestApp,
  type SlackTransport,
} from '../../support/slack/slack-app.ts';
import { accountOf } from '../../support/slack/slack-sights.ts';

const KEY = 'INC-20261201-01';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const CHINESE = /\p{Script=Han}/u;

const COMMANDS = new Map<
  string,
  { readonly command: Command; readonly verb: (typeof REGISTRY)[number] }
>(REGISTRY.flatMap((verb) => verb.commands.map((command) => [command.id, { command, verb }])));
const isAsked = (command: Command): boolean =>
  command.formWhenBare === true || command.args.some(({ required }) => required);
/** The command and nothing else, as it is typed in a language. */
const bareLine = (id: string, locale: Locale): string => {
  const found = COMMANDS.get(id);
  return [found?.verb.words[locale][0], found?.command.sub?.[locale][0]].filter(Boolean).join(' ');
};

type Thing = Readonly<Record<string, unknown>>;
interface Input {
  readonly id: string;
  readonly label: string;
  readonly optional: boolean;
  readonly element: Thing;
}

let app: SlackTestApp;
let room: string;
const start = async (transport: SlackTransport): Promise<void> => {
  app = await createSlackTestApp({ transport, tiers: 'off' });
  await app.say('wang', 'duty', OPEN);
  room = app.room(KEY).id;
};

const inputsOf = (view: Thing): readonly Input[] =>
  (view['blocks'] as readonly Thing[])
    .filter(({ type }) => type === 'input')
    .map((block) => ({
      id: String(block['block_id']),
      label: String((block['label'] as Thing)['text']),
      optional: block['optional'] === true,
      element: block['element'] as Thing,
    }));

const openForm = async (person: string, id: string, locale: Locale = 'zh-CN') => {
  const user = accountOf(person);
  while (app.slack.modalOf(user) !== undefined) await app.slack.dismiss(user);
  const acked = await app.slack.slash(user, room, bareLine(id, locale));
  expect(acked).toMatchObject({ status: 200 });
  await vi.waitFor(() => expect(app.slack.modalOf(user)).toBeDefined());
  const modal = app.slack.modalOf(user);
  if (modal === undefined) throw new Error('no window');
  return { ...modal, inputs: inputsOf(modal.view) };
};
type Opened = Awaited<ReturnType<typeof openForm>>;

/** Sends the window with anything in it, also what Slack's own client would not send. */
const sendAnything = async (
  person: string,
  { id, view, inputs }: Opened,
  values: Filling['right'],
): Promise<Readonly<Record<string, string>>> => {
  const state = inputs.map(({ id: field, element }) => {
    const given = values[field];
    const value = given === undefined ? untouched(element) : filled(element, given);
    return [field, { [String(element['action_id'])]: { type: element['type'], ...value } }];
  });
  const sent = { ...view, id, state: { values: Object.fromEntries(state) as Thing } };
  const payload = { ...submitOf(sent), user: { id: accountOf(person) } };
  const { status, body } = await sendSigned(app.address, interactionRequest(payload));
  expect(status).toBe(200);
  return (JSON.parse(body) as { errors?: Readonly<Record<string, string>> }).errors ?? {};
};

const emptied = ({ inputs }: Opened): Filling['right'] =>
  Object.fromEntries(
    inputs
      .filter(({ element }) => element['type'] === 'plain_text_input')
      .map(({ id }) => [id, '']),
  );

const argumentOf = ({ command }: Filling, field: string): Argument | undefined =>
  COMMANDS.get(command)?.command.args.find(({ name }) => name === field.split('.')[0]);

/** Sends every text field with one character more than the command takes. */
const tooLong = async (filling: Filling, form: Opened): Promise<void> => {
  for (const { id, element } of form.inputs) {
    const limit = argumentOf(filling, id)?.maxLength;
    // Variables of another text than the one that is chosen are left alone.
    const isMeant = !id.startsWith('vars.') || id in filling.right;
    if (element['type'] !== 'plain_text_input' || limit === undefined || !isMeant) continue;
    const long = { ...filling.right, [id]: '长'.repeat(limit + 1) };
    const errors = await sendAnything(filling.as, form, long);
    expect(Object.keys(errors)).toContain(id);
    expect(errors[id]).toMatch(CHINESE);
  }
};

/** Sends a form with everything wrong that can be, and finds it open and untouched afterwards. */
const tryOne = async (filling: Filling): Promise<void> => {
  const { command, as, right, wrong = {} } = filling;
  const form = await openForm(as, command);
  const unset = form.inputs.filter(({ optional, element }) => {
    // A picker that is set already is not empty.
    return !optional && Object.values(untouched(element)).every((value) => value === null);
  });
  if (COMMANDS.get(command)?.command.formWhenBare === true || unset.length > 0) {
    const none = Object.keys(await sendAnything(as, form, emptied(form)));
    // Where any field would do, the first one says so.
    const wanted = COMMANDS.get(command)?.command.formWhenBare
      ? [form.inputs[0]?.id]
      : unset.map(({ id }) => id);
    expect(none).toEqual(expect.arrayContaining(wanted));
  }
  await tooLong(filling, form);
  for (const [field, value] of Object.entries(wrong)) {
    const errors = await sendAnything(as, form, { ...right, [field]: value });
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(CHINESE);
  }
  expect(app.slack.modalOf(accountOf(as))?.id).toBe(form.id);
};

describe('every command that needs something', () => {
  it('is tried', () => {
    const needing = [...COMMANDS.values()].filter(({ command }) => isAsked(command));
    const tried = new Set(FILLINGS.map(({ command }) => command));
    expect(needing.map(({ command }) => command.id).filter((id) => !tried.has(id))).toEqual([
      'open',
    ]);
  });
});

describe('over http, each form', () => {
  beforeAll(() => start('http'));
  afterAll(() => closeClean(app));

  const asked = FILLINGS.filter(({ command }) => {
    const found = COMMANDS.get(command);
    return found !== undefined && isAsked(found.command);
  });

  it.each(FILLINGS)(
    '$command by $as: what is missing, too long or wrong is said at its field, and mended it is taken',
    async (filling) => {
      const { command, as, right, asks } = filling;
      if (!asked.includes(filling)) {
        await app.say(
          as,
          room,
          `${bareLine(command, 'zh-CN')} 原因 ${command === 'close' ? '强制=演练' : ''}`,
        );
        return;
      }
      const before = (await app.timeline(KEY)).length;
      await tryOne(filling);
      expect((await app.timeline(KEY)).length).toBe(before);
      const acked = await app.slack.submit(accountOf(as), right);
      expect(acked).toMatchObject({ status: 200 });
      expect(acked.body).not.toMatchObject({ response_action: 'errors' });
      await app.settle();
      const after = (await app.timeline(KEY)).length;
      expect([after > before, acked.body]).toEqual([asks !== true, acked.body]);
    },
  );

  it('of a declaration is answered at its fields, and opens an incident once it is right', async () => {
    const form = await openForm('wang', 'open');
    const right = { scenario: 'system-failure', title: '支付也打不通' };
    expect(Object.keys(await sendAnything('wang', form, {}))).toEqual(['scenario', 'title']);
    expect(
      Object.keys(await sendAnything('wang', form, { ...right, title: '长'.repeat(201) })),
    ).toEqual(['title']);
    expect(Object.keys(await sendAnything('wang', form, { ...right, users: '很多' }))).toEqual([
      'users',
    ]);
    expect(await app.storage.incidents({ limit: 10 })).toHaveLength(1);
    await app.slack.submit('U_WANG', right);
    await app.settle();
    expect(await app.storage.incidents({ limit: 10 })).toHaveLength(2);
  });
});

describe.each<SlackTransport>(['http', 'socket'])('in English, over %s', (transport) => {
  beforeAll(async () => {
    await start(transport);
    await app.say('lin', 'duty', 'language en');
    await app.say('lin', room, 'grade critical "nationwide"');
    await app.say(
      'li',
      room,
      'announce draft initial impact=x cause=y eta=11:15 workaround=z nextUpdate=11:00',
    );
  });
  afterAll(() => closeClean(app));

  it.each(
    [...COMMANDS.values()]
      .filter(({ command }) => isAsked(command))
      .map(({ command }) => command.id),
  )('the form of %s is in English, and closes', async (id) => {
    const { view, inputs } = await openForm('lin', id, 'en');
    for (const key of ['title', 'submit', 'close'])
      expect(String((view[key] as Thing)['text'])).not.toMatch(CHINESE);
    for (const { label } of inputs) expect(label).not.toMatch(CHINESE);
  });

  it('what is wrong is said in English', async () => {
    await openForm('lin', 'cadence', 'en');
    const acked = await app.slack.submit('U_LIN', { period: 'ages' });
    expect(acked.body).toMatchObject({ response_action: 'errors' });
    const { period = '' } = app.slack.modalOf('U_LIN')?.errors ?? {};
    expect(period).toMatch(/[a-z]/u);
    expect(period).not.toMatch(CHINESE);
    await app.slack.submit('U_LIN', { period: '2h' });
    expect((await app.timeline(KEY)).map(({ type }) => type)).toContain('cadence.changed');
  });
});
