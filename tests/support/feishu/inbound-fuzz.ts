import { below, isObject, type Json, own, pick, type Rng, rngOf } from '../fuzz/json.ts';
import { spoil } from '../fuzz/spoil.ts';
import { eventTemplate } from './facts.ts';

/** An event that Feishu could have sent, spoilt. */
export interface FuzzEvent {
  /** What was spoilt, for the one who must find out. */
  readonly name: string;
  /** The JSON text that is sealed. */
  readonly plain: string;
}

const KINDS: readonly string[] = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'im.message.reaction.created_v1',
  'im.message.reaction.deleted_v1',
  'im.chat.member.user.added_v1',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.disbanded_v1',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'application.bot.menu_v6',
  'card.action.trigger',
  // What people do most.
  'im.message.receive_v1',
  'im.message.receive_v1',
  'card.action.trigger',
  'card.action.trigger',
];

/** Whom and what the events are about, the `n`-th of them. */
export interface FuzzAim {
  readonly chats: readonly string[];
  /** Who did it, and who is named in a message. */
  readonly people: readonly string[];
  readonly mentioned: readonly string[];
  readonly messages: (n: number) => readonly string[];
  readonly contents: (n: number) => readonly string[];
  /** What buttons and forms carry. */
  readonly values: (n: number) => readonly Json[];
}

const POST =
  '{"title":"x","content":[[{"tag":"at","user_id":"@_user_1"},{"tag":"text","text":" 状态"}]]}';

const ANYWHERE: FuzzAim = {
  chats: ['oc_duty', 'oc_p2p'],
  people: ['ou_lin', 'ou_su', 'ou_bot'],
  mentioned: ['ou_lin', 'ou_su', 'ou_bot'],
  messages: () => ['om_1', 'om_2'],
  contents: () => [
    '{"text":"@_user_1 status"}',
    '{"text":"/incident open 系统故障"}',
    '{"text":"hello"}',
    POST,
    '',
    '{"text":7}',
  ],
  values: () => [
    { line: 'status' },
    { line: 'open', form: true, incident: 'INC-20261201-01' },
    { form: 'open', room: 'oc_duty' },
    { form: 'open', incident: 7 },
    'x',
    null,
  ],
};

/** The same at an incident that is there: what only asks becomes what leaves something on the timeline. */
export const aimedAt = (
  key: string,
  { room, direct, card }: Readonly<Record<'room' | 'direct' | 'card', string>>,
): FuzzAim => ({
  chats: [room, direct],
  people: ['ou_lin', 'ou_zhao'],
  mentioned: ['ou_bot', 'ou_bot', 'ou_su'],
  messages: (n) => [`om_f${n}`, `om_f${n}`, `om_f${n - 1}`, card],
  contents: (n) => [
    `{"text":"@_user_1 note ${key} f${n}"}`,
    `{"text":"/incident note ${key} g${n}"}`,
    `{"text":"/进展 ${key} h${n}"}`,
    '{"text":"hello"}',
    POST,
    '',
  ],
  values: (n) => [
    { line: `note p${n}`, incident: key },
    { line: `update q${n}`, incident: key },
    { line: 'update', form: true, incident: key },
    { form: 'note', room, incident: key },
    { form: 'note', incident: 7 },
    'x',
    null,
  ],
});

/** Fills in what the published samples hide or leave to the app. */
const leafFor = (name: string, value: Json, rng: Rng, aim: FuzzAim, n: number): Json => {
  switch (name) {
    case 'message_id':
    case 'open_message_id':
      return pick(rng, aim.messages(n));
    case 'root_id':
    case 'parent_id':
      return pick(rng, [...aim.messages(n), 'om_9']);
    case 'chat_id':
    case 'open_chat_id':
      return pick(rng, aim.chats);
    case 'open_id':
      return pick(rng, aim.people);
    case 'event_id':
      return `e${below(rng, 1e9)}`;
    case 'content':
      return pick(rng, aim.contents(n));
    case 'message_type':
      return pick(rng, ['text', 'post', 'text', 'image']);
    case 'chat_type':
      return pick(rng, ['group', 'p2p']);
    case 'operator_type':
      return pick(rng, ['user', 'user', 'app']);
    case 'mentioned_type':
      return pick(rng, ['bot', 'user']);
    case 'event_key':
      return 'status';
    case 'form_value':
      return rng() < 0.5 ? { text: `s${n}` } : value;
    default:
      return value;
  }
};

const filled = (value: Json, rng: Rng, aim: FuzzAim, n: number): Json => {
  if (Array.isArray(value)) return value.map((one) => filled(one, rng, aim, n));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name === 'value' && rng() < 0.9) return [name, structuredClone(pick(rng, aim.values(n)))];
      const about = name === 'mentions' ? { ...aim, people: aim.mentioned } : aim;
      const known = isObject(one) || Array.isArray(one) ? filled(one, rng, about, n) : one;
      return [name, leafFor(name, known, rng, aim, n)];
    }),
  );
};

/** `count` events made from Feishu's own samples, with the app's token in most; the same for the same seed. */
export function* fuzzEvents(
  seed: number,
  count: number,
  token: string,
  aim: FuzzAim = ANYWHERE,
): Generator<FuzzEvent> {
  const rng = rngOf(seed);
  const templates = new Map(KINDS.map((kind) => [kind, eventTemplate(kind) as Json]));
  for (let n = 0; n < count; n += 1) {
    const kind = pick(rng, KINDS);
    const body = filled(templates.get(kind) ?? null, rng, aim, n);
    if (!isObject(body)) continue;
    const { header } = body;
    if (isObject(header)) own(header, 'token', token);
    const spoilt = Array.from({ length: below(rng, 4) }, () => spoil(body, rng));
    const text = JSON.stringify(body);
    const isCut = rng() < 0.05;
    const plain = isCut ? text.slice(0, below(rng, text.length)) : text;
    yield { name: [`#${n}`, kind, ...spoilt, ...(isCut ? ['cut'] : [])].join(', '), plain };
  }
}
