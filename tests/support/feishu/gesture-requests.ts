import type { Gesture } from '../events/gestures.ts';
import { type Ground, textOf, titleOf } from '../events/storm.ts';
import { accountOf } from './cast.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { eventOf, mentionOf, messageOf } from './inbound-samples.ts';

type Payload = Readonly<Record<string, unknown>>;
type Written = Extract<Gesture, { readonly way: string }>;

/** Where the gestures are made, and the messages that were written on the way. */
interface Stage {
  readonly feishu: FakeFeishu;
  readonly ground: Ground;
  /** By the place of the gesture among all. */
  readonly ids: Map<number, string>;
}

/** The `n`-th gesture, and who makes it. */
interface Made {
  readonly n: number;
  readonly person: string;
}

const START = 1_733_018_400_000;

const idsOf = (person: string) => ({ open_id: accountOf(person), union_id: `on_${person}` });

const envelope = ({ feishu }: Stage, type: string, event: Payload): Payload =>
  eventOf(type, event, feishu.verificationToken);

/** Said in a conversation (the war room, unless told otherwise), and told. */
const said = async (
  stage: Stage,
  { n, person }: Made,
  text: string,
  options: { readonly chat?: string; readonly mention?: boolean; readonly more?: Payload } = {},
): Promise<Payload> => {
  const { feishu, ground, ids } = stage;
  const { chat = ground.room, mention = false, more = {} } = options;
  const { id } = await feishu.say(accountOf(person), chat, text, { mention, untold: true });
  ids.set(n, id);
  const named = mention ? { mentions: [mentionOf(1, feishu.botOpenId, 'bot')] } : {};
  const message = { message_id: id, chat_id: chat, ...named, ...more };
  const words = mention ? `@_user_1 ${text}` : text;
  const event = messageOf(words, message, { sender_id: idsOf(person) });
  return envelope(stage, 'im.message.receive_v1', event);
};

const onCard = (stage: Stage, { n, person }: Made, value: Payload, form?: Payload): Payload =>
  envelope(stage, 'card.action.trigger', {
    operator: { tenant_key: 'tenant', ...idsOf(person) },
    token: `c-${n}`,
    action: { tag: 'button', value, ...(form === undefined ? {} : { form_value: form }) },
    host: 'im_message',
    context: { open_message_id: stage.ground.asking[0], open_chat_id: stage.ground.room },
  });

const chosen = (stage: Stage, { n, person }: Made, line: string): Payload =>
  envelope(stage, 'application.bot.menu_v6', {
    operator: { operator_name: person, operator_id: idsOf(person) },
    event_key: line,
    timestamp: START / 1_000 + n,
  });

const written = async (stage: Stage, { does, way, person }: Written, n: number) => {
  const { key, room: place, asking } = stage.ground;
  const made = { n, person };
  const line = `${does} "${textOf(n)}"`;
  const anywhere = `${does} ${key} "${textOf(n)}"`;
  switch (way) {
    case 'slash':
      return said(stage, made, `/应急 ${line}`);
    case 'mention':
      return said(stage, made, line, { mention: true });
    case 'thread':
      return said(stage, made, line, {
        mention: true,
        more: { root_id: asking[0], parent_id: asking[0] },
      });
    case 'direct': {
      const chat = stage.feishu.directChat(accountOf(person));
      return said(stage, made, anywhere, { chat, more: { chat_type: 'p2p' } });
    }
    case 'press':
      return onCard(stage, made, { line, incident: key });
    case 'form':
      return onCard(stage, made, { form: does, incident: key, room: place }, { text: textOf(n) });
    case 'menu':
      return chosen(stage, made, anywhere);
  }
};

const reacted = (
  stage: Stage,
  { n, person }: Made,
  message: string,
  { type, added }: { readonly type: string; readonly added: boolean },
): Payload =>
  envelope(stage, `im.message.reaction.${added ? 'created' : 'deleted'}_v1`, {
    message_id: message,
    reaction_type: { emoji_type: type },
    operator_type: 'user',
    user_id: idsOf(person),
    action_time: String(START + n),
  });

/** Chat, a reaction that means nothing, or a conversation that is opened. */
const meaningless = async (stage: Stage, made: Made, what: number): Promise<Payload> => {
  const chat = await said(stage, made, '大家好');
  if (what === 0) return chat;
  const { ids, feishu } = stage;
  if (what === 1)
    return reacted(stage, made, ids.get(made.n) ?? '', { type: 'PARTY', added: true });
  return envelope(stage, 'im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: feishu.directChat(accountOf(made.person)),
    operator_id: idsOf(made.person),
  });
};

const payloadOf = async (stage: Stage, gesture: Gesture, n: number): Promise<Payload> => {
  const { room, asking, voters } = stage.ground;
  switch (gesture.does) {
    case 'note':
    case 'update':
      return written(stage, gesture, n);
    case 'delete':
      return envelope(stage, 'im.message.recalled_v1', {
        message_id: stage.ids.get(gesture.of),
        chat_id: room,
        recall_time: String(START + n),
        recall_type: 'message_owner',
      });
    case 'edit':
      throw new Error('Feishu tells of no edit');
    case 'vote': {
      const { voter, added } = gesture;
      const made = { n, person: voters[voter] ?? '' };
      return reacted(stage, made, asking[voter] ?? '', { type: 'CheckMark', added });
    }
    case 'open': {
      const line = `/应急 open 系统故障 "${titleOf(n)}"`;
      return said(stage, { n, person: 'wang' }, line, { chat: 'oc_duty' });
    }
    case 'nothing':
      return meaningless(stage, { n, person: gesture.person }, gesture.what);
  }
};

/** What Feishu tells of each gesture, the first time; the messages that it is about are there. */
export const payloadsOf = async (
  feishu: FakeFeishu,
  gestures: readonly Gesture[],
  ground: Ground,
): Promise<readonly Payload[]> => {
  const stage: Stage = { feishu, ground, ids: new Map() };
  const payloads: Payload[] = [];
  for (const [n, gesture] of gestures.entries()) payloads.push(await payloadOf(stage, gesture, n));
  return payloads;
};

/** The same as another event: only the message's own id is the same. */
export const twinOf = (payload: Payload): Payload => {
  const { header, event } = payload as { readonly header: Payload; readonly event: Payload };
  return eventOf(String(header['event_type']), event, String(header['token']));
};
