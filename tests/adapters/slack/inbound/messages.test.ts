import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import { IDENTITY } from '../../../support/slack/identity.ts';
import {
  eventOf,
  mentionOf,
  messageOf,
  PERSON,
  ROOM,
  sampleCard,
  sampleForm,
} from '../../../support/slack/inbound-samples.ts';

const BOT = IDENTITY.botUserId;
const TS = '1733018400.000700';
const PARENT = '1733018300.000100';

let hearing: HttpHearing;
beforeEach(async () => {
  hearing = await openHttpHearing();
});
afterEach(() => hearing.close());

const hear = async (event: Readonly<Record<string, unknown>>, more = {}) => {
  expect(await hearing.event(eventOf(event, more))).toMatchObject({ status: 200, body: undefined });
  expect(hearing.logged.filter(({ message }) => message.startsWith('could not'))).toEqual([]);
  return hearing.inbox.received;
};

describe('a mention', () => {
  it('is a command, with the message that carries it', async () => {
    const event = mentionOf(`<@${BOT}> update "恢复 &lt;50%&gt;"`, { ts: TS });
    expect(await hear(event, { event_id: 'Ev77' })).toEqual([
      {
        kind: 'command',
        receiptId: `gesture:${String(event['client_msg_id'])}`,
        who: { platform: 'slack', id: PERSON },
        where: { platform: 'slack', id: ROOM },
        line: 'update "恢复 <50%>"',
        message: { platform: 'slack', room: ROOM, id: TS },
      },
    ]);
  });

  it('without a client id has the receipt of its event', async () => {
    const event = mentionOf(`<@${BOT}> status`, { client_msg_id: undefined });
    expect(await hear(event, { event_id: 'Ev78' })).toMatchObject([{ receiptId: 'Ev78' }]);
  });

  it('F-E1: that comes twice with two ts has one receipt', async () => {
    const event = mentionOf(`<@${BOT}> status`);
    await hear({ ...event, ts: '1733018400.000701' });
    const received = await hear({ ...event, ts: '1733018400.000702' });
    expect(new Set(received.map(({ receiptId }) => receiptId)).size).toBe(1);
  });

  it.each([
    ['a bot', { bot_id: 'B0OTHER' }],
    ['ourselves', { app_id: IDENTITY.appId }],
    ['our account', { user: BOT }],
    ['nobody', { user: null }],
  ])('by %s is left alone', async (_name, more) => {
    expect(await hear(mentionOf(`<@${BOT}> status`, more))).toEqual([]);
  });

  it('is answered for the person alone, in the thread where it was said', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hear(mentionOf(`<@${BOT}> status`, { thread_ts: PARENT }));
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(1));
    expect(hearing.slack.calls[0]).toMatchObject({
      method: 'chat.postEphemeral',
      args: { channel: ROOM, user: PERSON, thread_ts: PARENT, text: '作战室已就位，已邀请 10 人' },
    });
  });

  it.each(['user_not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])(
    'is answered directly where Slack refuses that: %s',
    async (error) => {
      hearing.slack.refuse('chat.postEphemeral', error);
      hearing.inbox.answerWith(() => ({ card: sampleCard }));
      await hear(mentionOf(`<@${BOT}> status`));
      await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(3));
      expect(hearing.slack.calls.slice(1)).toMatchObject([
        { method: 'conversations.open', args: { users: PERSON } },
        { method: 'chat.postMessage', args: { channel: 'D0DIRECT' } },
      ]);
    },
  );

  it('that needs a form gets a button for it, because a mention can open none', async () => {
    hearing.inbox.answerWith(() => ({ form: { ...sampleForm, incident: 'INC-20261201-01' } }));
    await hear(mentionOf(`<@${BOT}> open`));
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(1));
    const { method, args } = hearing.slack.calls[0] ?? {};
    expect(method).toBe('chat.postEphemeral');
    const blocks = args?.['blocks'] as readonly { type: string; elements?: { value: string }[] }[];
    const buttons = blocks.flatMap(({ type, elements = [] }) =>
      type === 'actions' ? elements : [],
    );
    expect(buttons).toHaveLength(1);
    expect(JSON.parse(buttons[0]?.value ?? '')).toEqual({
      line: 'open',
      form: true,
      incident: 'INC-20261201-01',
    });
    expect(JSON.stringify(buttons)).toContain('打开表单');
  });
});

describe('a direct message', () => {
  const direct = { channel: 'D0PERSON', channel_type: 'im' };

  it('is a command', async () => {
    expect(await hear(messageOf('status', { ...direct, ts: TS }))).toMatchObject([
      {
        kind: 'command',
        line: 'status',
        where: { platform: 'slack', id: 'D0PERSON' },
        message: { platform: 'slack', room: 'D0PERSON', id: TS },
      },
    ]);
  });

  it('that names the bot means the rest', async () => {
    expect(await hear(messageOf(`<@${BOT}> status`, direct))).toMatchObject([{ line: 'status' }]);
  });

  it('with a file is one as well', async () => {
    const event = messageOf('update "x"', { ...direct, subtype: 'file_share' });
    expect(await hear(event)).toMatchObject([{ kind: 'command', line: 'update "x"' }]);
  });

  it('is answered in the conversation', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hear(messageOf('status', direct));
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(1));
    expect(hearing.slack.calls[0]).toMatchObject({
      method: 'chat.postMessage',
      args: { channel: 'D0PERSON', unfurl_links: false, unfurl_media: false },
    });
  });
});

describe('a message in a room', () => {
  it('is a reply in a thread of the bot', async () => {
    const event = messageOf('原因：金额写错', {
      ts: TS,
      thread_ts: PARENT,
      parent_user_id: BOT,
    });
    expect(await hear(event)).toEqual([
      {
        kind: 'reply',
        receiptId: `gesture:${String(event['client_msg_id'])}`,
        who: { platform: 'slack', id: PERSON },
        where: { platform: 'slack', id: ROOM },
        to: { platform: 'slack', room: ROOM, id: PARENT },
        text: '原因：金额写错',
        message: { platform: 'slack', room: ROOM, id: TS },
      },
    ]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['said to everyone', {}],
    ['in a thread of somebody', { thread_ts: PARENT, parent_user_id: 'U0OTHER' }],
    ['that heads a thread', { ts: TS, thread_ts: TS, parent_user_id: BOT }],
    ['of a bot', { bot_id: 'B0OTHER', thread_ts: PARENT, parent_user_id: BOT }],
    ['of ours', { user: BOT, thread_ts: PARENT, parent_user_id: BOT }],
    ['that is a notice', { subtype: 'channel_join', channel_type: 'im' }],
    ['that is hidden', { subtype: 'message_replied' }],
  ])('%s is left alone', async (_name, more) => {
    expect(await hear(messageOf('hello', more))).toEqual([]);
  });

  it('that names the bot is left to the mention, which comes as well', async () => {
    const more = { thread_ts: PARENT, parent_user_id: BOT };
    expect(await hear(messageOf(`<@${BOT}> status`, more))).toEqual([]);
  });
});

const change = (now: object, before: object, more: object = {}) => ({
  type: 'message',
  subtype: 'message_changed',
  channel: ROOM,
  channel_type: 'group',
  hidden: true,
  ts: '1733018401.000100',
  message: { type: 'message', user: PERSON, ts: TS, ...now },
  previous_message: { type: 'message', user: PERSON, ts: TS, ...before },
  ...more,
});

describe('a message that changes', () => {
  it('is edited where its text is another one', async () => {
    const event = change({ text: 'b &amp; c', edited: { user: PERSON, ts: '1.1' } }, { text: 'a' });
    expect(await hear(event, { event_id: 'Ev80' })).toEqual([
      {
        kind: 'edited',
        receiptId: 'Ev80',
        who: { platform: 'slack', id: PERSON },
        where: { platform: 'slack', id: ROOM },
        message: { platform: 'slack', room: ROOM, id: TS },
        text: 'b & c',
        at: 1_733_018_401_000,
      },
    ]);
  });

  it.each([
    ['by a preview of its link', { text: 'a', attachments: [{}] }, { text: 'a' }],
    ['of a bot', { text: 'b', bot_id: 'B0OTHER' }, { text: 'a' }],
    ['of ours', { text: 'b', user: BOT }, { text: 'a' }],
    ['without a text', {}, { text: 'a' }],
  ])('%s is left alone', async (_name, now, before) => {
    expect(await hear(change(now, before))).toEqual([]);
  });

  it('is deleted where only a tombstone is left in its thread', async () => {
    const event = change(
      { subtype: 'tombstone', text: 'This message was deleted.' },
      { text: 'a' },
    );
    expect(await hear(event)).toMatchObject([
      { kind: 'deleted', message: { platform: 'slack', room: ROOM, id: TS } },
    ]);
  });

  it('is deleted', async () => {
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      channel: ROOM,
      deleted_ts: TS,
      previous_message: { type: 'message', user: PERSON, ts: TS, text: 'a' },
    };
    expect(await hear(event, { event_id: 'Ev81' })).toMatchObject([
      {
        kind: 'deleted',
        receiptId: 'Ev81',
        who: { platform: 'slack', id: PERSON },
        message: { platform: 'slack', room: ROOM, id: TS },
      },
    ]);
  });
});
