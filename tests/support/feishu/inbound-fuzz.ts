import {
  below,
  type Json,
  type JsonObject,
  own,
  pick,
  type Rng,
  rngOf,
} from '../slack/fuzz-bodies.ts';
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
];

const CONTENTS: readonly string[] = [
  '{"text":"@_user_1 status"}',
  '{"text":"/incident open 系统故障"}',
  '{"text":"hello"}',
  '{"title":"x","content":[[{"tag":"at","user_id":"@_user_1"},{"tag":"text","text":" 状态"}]]}',
  '',
  '{"text":7}',
];

const VALUES: readonly Json[] = [
  { line: 'status' },
  { line: 'open', form: true, incident: 'INC-20261201-01' },
  { form: 'open', room: 'oc_duty' },
  { form: 'open', incident: 7 },
  'x',
  null,
];

/** Fills in what the published samples hide or leave to the app. */
const leafFor = (name: string, value: Json, rng: Rng): Json => {
  if (name === 'message_id' || name === 'open_message_id') return pick(rng, ['om_1', 'om_2']);
  if (name === 'chat_id' || name === 'open_chat_id') return pick(rng, ['oc_duty', 'oc_p2p']);
  if (name === 'open_id') return pick(rng, ['ou_lin', 'ou_su', 'ou_bot']);
  if (name === 'root_id' || name === 'parent_id') return pick(rng, ['om_1', 'om_9']);
  if (name === 'event_id') return `e${below(rng, 1e9)}`;
  if (name === 'content') return pick(rng, CONTENTS);
  if (name === 'message_type') return pick(rng, ['text', 'post', 'text', 'image']);
  if (name === 'chat_type') return pick(rng, ['group', 'p2p']);
  if (name === 'operator_type') return pick(rng, ['user', 'user', 'app']);
  if (name === 'mentioned_type') return pick(rng, ['bot', 'user']);
  if (name === 'event_key') return 'status';
  return value;
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const filled = (value: Json, rng: Rng): Json => {
  if (Array.isArray(value)) return value.map((one) => filled(one, rng));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name === 'value' && rng() < 0.9) return [name, structuredClone(pick(rng, VALUES))];
      const known = isObject(one) || Array.isArray(one) ? filled(one, rng) : one;
      return [name, leafFor(name, known, rng)];
    }),
  );
};

const nested = (levels: number): Json => {
  let value: Json = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

const WEIRD: readonly string[] = [
  '\0',
  '\ud800',
  '\u202e\u2066',
  '👩‍👩‍👧‍👦'.repeat(50),
  '<at id=all></at>',
  '<at id='.repeat(5_000),
  '@_user_1'.repeat(5_000),
  '../chats/oc_1',
  'om_1/../x',
  '{"__proto__":{"line":"x"}}',
  '99999999999999999999',
];

/** A value of another kind than what belongs there. */
const strange = (rng: Rng): Json => {
  const options: readonly (() => Json)[] = [
    () => null,
    () => rng() < 0.5,
    () => pick(rng, [0, -1, 1.5, 1e308]),
    () => '',
    () => [],
    () => ({}),
    () => [null, {}, [], 'x'],
    () => 'x'.repeat(below(rng, 200_000)),
    () => nested(below(rng, 900)),
    () => JSON.parse('{"__proto__":{"type":"x"},"then":1,"constructor":{"prototype":1}}') as Json,
    () => Array.from({ length: below(rng, 3_000) }, () => 'x'),
    () => pick(rng, WEIRD),
    () => pick(rng, WEIRD),
  ];
  return pick(rng, options)();
};

interface Spot {
  readonly node: JsonObject;
  readonly key: string;
}

const spotsIn = (value: Json): readonly Spot[] => {
  if (Array.isArray(value)) return value.flatMap(spotsIn);
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((key) => [
    { node: value, key },
    ...spotsIn(value[key] ?? null),
  ]);
};

const PROTOTYPE_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  'encrypt',
];

/** Spoils one place, and says how. */
const spoil = (body: JsonObject, rng: Rng): string => {
  const spots = spotsIn(body);
  if (spots.length === 0) return 'nothing left';
  const { node, key } = pick(rng, spots);
  switch (below(rng, 4)) {
    case 0:
      delete node[key];
      return `drop ${key}`;
    case 1:
      own(node, pick(rng, PROTOTYPE_KEYS), strange(rng));
      return `prototype key beside ${key}`;
    case 2:
      own(node, key, [node[key] ?? null]);
      return `list around ${key}`;
    default:
      own(node, key, strange(rng));
      return `strange ${key}`;
  }
};

/** `count` events made from Feishu's own samples, with the app's token in most; the same for the same seed. */
export function* fuzzEvents(seed: number, count: number, token: string): Generator<FuzzEvent> {
  const rng = rngOf(seed);
  for (let n = 0; n < count; n += 1) {
    const kind = pick(rng, KINDS);
    const body = filled(eventTemplate(kind) as Json, rng);
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
