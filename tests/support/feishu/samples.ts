import { createHandClock } from '../hand-clock.ts';
import { createFakeFeishu } from './create-fake-feishu.ts';
import type { FakeFeishuOptions } from './create-fake-feishu.ts';
import { isObject } from './json.ts';
import { createRawApp } from './raw-app.ts';

/** A small cast for tests of the fake itself. */
const PEOPLE = [
  { openId: 'ou_lin', name: '林悦', email: 'lin@example.com' },
  { openId: 'ou_su', name: '苏敏' },
  { openId: 'ou_far', name: '外人', outside: true },
];
const CHATS = [
  { id: 'oc_duty', name: '值守', members: ['ou_lin', 'ou_su'] },
  { id: 'oc_other', name: '别处', members: ['ou_lin'], bot: false },
];

export const MESSAGES = '/open-apis/im/v1/messages';
export const TO_DUTY = `${MESSAGES}?receive_id_type=chat_id`;
export const DUTY = '/open-apis/im/v1/chats/oc_duty';

const markdown = (content: string) => ({ tag: 'markdown', content });

/** A status card with a button; `elements` in place of its body. */
export const cardWith = (elements: readonly unknown[], title = '系统故障') => ({
  schema: '2.0',
  config: { update_multi: true },
  header: { title: { tag: 'plain_text', content: title }, template: 'red' },
  body: { elements },
});

export const CARD = cardWith([
  markdown('**指挥** <at id=ou_lin></at>\n```\n可转发\n```\n&#60;at id=all&#62;'),
  {
    tag: 'button',
    text: { tag: 'plain_text', content: '我来' },
    behaviors: [{ type: 'callback', value: { line: 'join' } }],
  },
]);

const choice = (content: string, value: string) => ({
  text: { tag: 'plain_text', content },
  value,
});

export const FORM_CARD = cardWith([
  {
    tag: 'form',
    name: 'form',
    elements: [
      { tag: 'input', name: 'title', required: true, max_length: 5 },
      { tag: 'picker_datetime', name: 'since' },
      {
        tag: 'select_static',
        name: 'level',
        initial_option: 'major',
        options: [choice('重大', 'major'), choice('一般', 'minor')],
      },
      {
        tag: 'button',
        name: 'submit',
        text: { tag: 'plain_text', content: '提交' },
        form_action_type: 'submit',
        behaviors: [{ type: 'callback', value: { form: 'open' } }],
      },
    ],
  },
]);

/** What is the app's own to name. */
const FREE = new Set(['value', 'form_value']);

/** The paths of all fields of a payload, those of the app's own values left out. */
export const keysOf = (value: unknown, at = ''): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => keysOf(one, `${at}[]`));
  if (!isObject(value)) return [at];
  return Object.entries(value).flatMap(([key, one]) =>
    FREE.has(key) ? [`${at}.${key}`] : keysOf(one, `${at}.${key}`),
  );
};

/** The body of a text message to the duty chat. */
export const said = (words: string, uuid?: string) => ({
  receive_id: 'oc_duty',
  msg_type: 'text',
  content: JSON.stringify({ text: words }),
  ...(uuid === undefined ? {} : { uuid }),
});

export const shownCard = (card: unknown) => ({
  receive_id: 'oc_duty',
  msg_type: 'interactive',
  content: JSON.stringify(card),
});

export const startFeishu = async (options: Partial<FakeFeishuOptions> = {}) =>
  createFakeFeishu({ people: PEOPLE, chats: CHATS, transport: 'websocket', ...options });

/** On a clock that the test moves, with an app that has no SDK. */
export const startByHand = async (options: Partial<FakeFeishuOptions> = {}) => {
  const clock = createHandClock(Date.parse('2026-12-01T02:00:00Z'));
  const feishu = await startFeishu({ clock, ...options });
  return { feishu, clock, app: await createRawApp(feishu) };
};
