import type { Card, Form } from '#cards/card.ts';
import { renderModal } from '#adapters/slack/blocks/modal.ts';
import { IDENTITY } from './identity.ts';

type Payload = Readonly<Record<string, unknown>>;

export const PERSON = 'U0PERSON';
export const ROOM = 'C0ROOM';
const { appId, botUserId, teamId } = IDENTITY;

/** Numbers what must not be the same twice. */
let count = 0;
const fresh = (): number => (count += 1);
export const freshTrigger = (): string => `${1_000 + fresh()}.2222.abcdef`;
export const freshTs = (): string => `1733018400.${String(100_000 + fresh())}`;

/** An event in its envelope. */
export const eventOf = (event: Payload, more: Payload = {}): Payload => ({
  token: 'verification',
  team_id: teamId,
  context_team_id: teamId,
  context_enterprise_id: null,
  api_app_id: appId,
  type: 'event_callback',
  event_id: `Ev${fresh()}`,
  event_time: 1_733_018_400,
  authorizations: [
    {
      enterprise_id: null,
      team_id: teamId,
      user_id: botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
  event_context: '4-abc',
  ...more,
  event: { event_ts: '1733018400.000200', ...event },
});

export const messageOf = (text: string, more: Payload = {}): Payload => {
  const ts = freshTs();
  return {
    type: 'message',
    channel: ROOM,
    channel_type: 'group',
    user: PERSON,
    team: teamId,
    text,
    ts,
    client_msg_id: `client-${fresh()}`,
    ...more,
  };
};

export const mentionOf = (text: string, more: Payload = {}): Payload => {
  const { channel_type: _, ...message } = messageOf(text, more);
  return { ...message, type: 'app_mention' };
};

export const slashOf = (text: string, more: Payload = {}): Payload => ({
  token: 'verification',
  team_id: teamId,
  team_domain: 'fenghuo',
  channel_id: ROOM,
  channel_name: 'privategroup',
  user_id: PERSON,
  user_name: 'person',
  command: '/incident',
  text,
  api_app_id: appId,
  is_enterprise_install: 'false',
  trigger_id: freshTrigger(),
  ...more,
});

const interaction = (type: string): Payload => ({
  type,
  token: 'verification',
  api_app_id: appId,
  team: { id: teamId, domain: 'fenghuo' },
  enterprise: null,
  is_enterprise_install: false,
  user: { id: PERSON, username: 'person', name: 'person', team_id: teamId },
  trigger_id: freshTrigger(),
});

export const buttonOf = (value: Payload): Payload => ({
  type: 'button',
  action_id: 'fenghuo:press:0',
  block_id: 'b1',
  action_ts: '1733018400.000300',
  text: { type: 'plain_text', text: 'Press' },
  value: JSON.stringify(value),
});

export const pressOf = (action: Payload, more: Payload = {}): Payload => ({
  ...interaction('block_actions'),
  container: {
    type: 'message',
    message_ts: '1733018400.000100',
    channel_id: ROOM,
    is_ephemeral: false,
  },
  channel: { id: ROOM, name: 'privategroup' },
  message: { type: 'message', ts: '1733018400.000100' },
  state: { values: {} },
  actions: [action],
  ...more,
});

/** A window as Slack sends it back. */
export const viewOf = (
  form: Form,
  values: Readonly<Record<string, string>> = {},
  room: string | undefined = ROOM,
): Payload => {
  const context = { timezone: 'Asia/Shanghai', accounts: new Map<string, string>() };
  const view = renderModal(form, room === undefined ? context : { ...context, room });
  const state = Object.entries(values).map(([id, value]) => [
    id,
    { value: { type: 'plain_text_input', value } },
  ]);
  return {
    ...view,
    id: 'V0WINDOW',
    team_id: teamId,
    state: { values: Object.fromEntries(state) },
    hash: '1733018400.abc',
    previous_view_id: null,
    root_view_id: 'V0WINDOW',
    app_id: appId,
    bot_id: IDENTITY.botId,
  };
};

export const submitOf = (view: Payload): Payload => ({
  ...interaction('view_submission'),
  view,
  response_urls: [],
});

export const shortcutOf = (callback: string, text: string, more: Payload = {}): Payload => ({
  ...interaction('message_action'),
  callback_id: callback,
  action_ts: '1733018400.000400',
  message_ts: '1733018399.000100',
  channel: { id: ROOM, name: 'privategroup' },
  message: { type: 'message', user: 'U0OTHER', ts: '1733018399.000100', text },
  ...more,
});

export const sampleCard: Card = {
  title: '作战室已就位',
  tone: 'good',
  fallback: '作战室已就位，已邀请 10 人',
  elements: [{ kind: 'text', lines: [['已邀请 10 人。']] }],
};

export const sampleForm: Form = {
  command: 'open',
  title: '开启事件',
  submit: '开启',
  fields: [
    { id: 'scenario', label: '场景', kind: 'text', required: true },
    { id: 'title', label: '标题', kind: 'text', required: true },
  ],
};
