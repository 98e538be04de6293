import type { Gesture } from '../events/gestures.ts';
import { type Ground, textOf, titleOf } from '../events/storm.ts';
import { accountOf } from './cast.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { eventOf, mentionOf, messageOf } from './inbound-samples.ts';

type Payload = Readonly<Record<string, unknown>>;
type Written = Extract<Gesture, { readonly way: string }>;

const START = 1_733_018_400_000;

const idsOf = (person: string) => ({ open_id: accountOf(person), union_id: `on_${person}` });

/** What Feishu tells of a gesture; the message that it is about is there. */
const createPayloads = (feishu: FakeFeishu, ground: Ground) => {
  const { key, room, asking, voters } = ground;
  const ids = new Map<number, string>();

  const envelope = (type: string, event: Payload): Payload =>
    eventOf(type, event, feishu.verificationToken);

  /** Said in a conversation, and told. */
  const said = async (
    n: number,
    person: string,
    text: string,
    { chat = room, mention = false, more = {} }: Said = {},
  ): Promise<Payload> => {
    const { id } = await feishu.say(accountOf(person), chat, text, { mention, untold: true });
    ids.set(n, id);
    const named = mention ? { mentions: [mentionOf(1, feishu.botOpenId, 'bot')] } : {};
    const message = { message_id: id, chat_id: chat, ...named, ...more };
    const who = { sender_id: idsOf(person) };
    return envelope(
      'im.message.receive_v1',
      messageOf(mention ? `@_user_1 ${text}` : text, message, who),
    );
  };

  const onCard = (n: number, person: string, value: Payload, form?: Payload): Payload =>
    envelope('card.action.trigger', {
      operator: { tenant_key: 'tenant', ...idsOf(person) },
      token: `c-${n}`,
      action: { tag: 'button', value, ...(form === undefined ? {} : { form_value: form }) },
      host: 'im_message',
      context: { open_message_id: asking[0], open_chat_id: room },
    });

  const written = (gesture: Written, n: number): Promise<Payload> => {
    const { does, way, person } = gesture;
    const line = `${does} "${textOf(n)}"`;
    switch (way) {
      case 'slash':
        return said(n, person, `/应急 ${line}`);
      case 'mention':
        return said(n, person, line, { mention: true });
      case 'thread': {
        const more = { root_id: asking[0], parent_id: asking[0] };
        return said(n, person, line, { mention: true, more });
      }
      case 'direct': {
        const chat = feishu.directChat(accountOf(person));
        return said(n, person, `${does} ${key} "${textOf(n)}"`, {
          chat,
          more: { chat_type: 'p2p' },
        });
      }
      case 'press':
        return Promise.resolve(onCard(n, person, { line, incident: key }));
      case 'form':
        return Promise.resolve(
          onCard(n, person, { form: does, incident: key, room }, { text: textOf(n) }),
        );
      case 'menu':
        return Promise.resolve(
          envelope('application.bot.menu_v6', {
            operator: { operator_name: person, operator_id: idsOf(person) },
            event_key: `${does} ${key} "${textOf(n)}"`,
            timestamp: START / 1_000 + n,
          }),
        );
    }
  };

  const reacted = (n: number, person: string, message: string, type: string, added: boolean) =>
    envelope(`im.message.reaction.${added ? 'created' : 'deleted'}_v1`, {
      message_id: message,
      reaction_type: { emoji_type: type },
      operator_type: 'user',
      user_id: idsOf(person),
      action_time: String(START + n),
    });

  const meaningless = async (n: number, what: number, person: string): Promise<Payload> => {
    const chat = await said(n, person, '大家好');
    if (what === 0) return chat;
    if (what === 1) return reacted(n, person, ids.get(n) ?? '', 'PARTY', true);
    const direct = feishu.directChat(accountOf(person));
    return envelope('im.chat.access_event.bot_p2p_chat_entered_v1', {
      chat_id: direct,
      operator_id: idsOf(person),
    });
  };

  return async (gesture: Gesture, n: number): Promise<Payload> => {
    switch (gesture.does) {
      case 'note':
      case 'update':
        return written(gesture, n);
      case 'delete':
        return envelope('im.message.recalled_v1', {
          message_id: ids.get(gesture.of),
          chat_id: room,
          recall_time: String(START + n),
          recall_type: 'message_owner',
        });
      case 'edit':
        throw new Error('Feishu tells of no edit');
      case 'vote':
        return reacted(
          n,
          voters[gesture.voter] ?? '',
          asking[gesture.voter] ?? '',
          'CheckMark',
          gesture.added,
        );
      case 'open':
        return said(n, 'wang', `/应急 open 系统故障 "${titleOf(n)}"`, { chat: 'oc_duty' });
      case 'nothing':
        return meaningless(n, gesture.what, gesture.person);
    }
  };
};

interface Said {
  readonly chat?: string;
  readonly mention?: boolean;
  readonly more?: Payload;
}

/** What Feishu tells of each gesture, the first time. */
export const payloadsOf = async (
  feishu: FakeFeishu,
  gestures: readonly Gesture[],
  ground: Ground,
): Promise<readonly Payload[]> => {
  const payloadOf = createPayloads(feishu, ground);
  const made: Payload[] = [];
  for (const [n, gesture] of gestures.entries()) made.push(await payloadOf(gesture, n));
  return made;
};

/** The same as another event: only the message's own id is the same. */
export const twinOf = (payload: Payload): Payload => {
  const { header, event } = payload as { readonly header: Payload; readonly event: Payload };
  return eventOf(String(header['event_type']), event, String(header['token']));
};
