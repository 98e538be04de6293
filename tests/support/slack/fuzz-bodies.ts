import { readFileSync } from 'node:fs';
import { below, type Json, type JsonObject, own, pick, type Rng } from '../fuzz/json.ts';

const SHAPES = JSON.parse(
  readFileSync(new URL('../../fixtures/slack/inbound-shapes.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

const TYPES: Readonly<Record<string, string>> = {
  'in:block_actions': 'block_actions',
  'in:message_action': 'message_action',
  'in:view_submission': 'view_submission',
  'in:view_closed': 'view_closed',
};

/** `AppMention` → `app_mention`; messages differ by their subtype. */
const eventTypeOf = (name: string): readonly [type: string, subtype?: string] => {
  const snake = name.replace(/(?<=[a-z])(?=[A-Z])/gu, '_').toLowerCase();
  if (!snake.startsWith('message')) return [snake];
  const subtypes: Readonly<Record<string, string>> = {
    message_bot: 'bot_message',
    message_changed: 'message_changed',
    message_deleted: 'message_deleted',
    message_channel_join: 'channel_join',
    message_channel_topic: 'channel_topic',
  };
  const subtype = subtypes[snake];
  return subtype === undefined ? ['message'] : ['message', subtype];
};

/** A value that fits the name of a field. */
const leafFor = (path: string, rng: Rng): Json => {
  const name = path.split('.').at(-1) ?? '';
  if (name === 'action_id') return pick(rng, ['fenghuo:press:0', 'value', 'other']);
  if (name === 'callback_id') return pick(rng, ['fenghuo:form', 'record_message', 'other']);
  if (/^is_|^no_|deleted$|hidden|upload|mrkdwn|notify|subscribed|emoji$/u.test(name))
    return rng() < 0.3;
  if (name.endsWith('ts') || name.endsWith('last_read'))
    return `${1_733_018_400 + below(rng, 9_999)}.000${100 + below(rng, 899)}`;
  if (name === 'user' || name === 'user_id' || name.endsWith('user_id'))
    return pick(rng, ['U0PERSON', 'U0FENGHUO', 'U0OTHER']);
  if (name === 'channel' || name === 'channel_id') return pick(rng, ['C0ROOM', 'D0PERSON']);
  if (name === 'id' || name.endsWith('_id')) return `X${below(rng, 99_999)}`;
  if (name === 'text')
    return pick(rng, ['<@U0FENGHUO> status', 'open', 'hello', '<!subteam^S1|@x> &amp;', '']);
  if (name === 'value')
    return pick(rng, ['x', JSON.stringify({ line: 'open', form: rng() < 0.5 })]);
  if (name === 'private_metadata') return JSON.stringify({ command: 'open', room: 'C0ROOM' });
  if (name === 'channel_type') return pick(rng, ['im', 'group', 'channel']);
  if (name === 'type') return pick(rng, ['message', 'button', 'modal', 'plain_text']);
  if (name === 'tab') return 'home';
  if (name === 'command') return '/incident';
  if (name.endsWith('_url')) return 'http://127.0.0.1:9/none';
  return rng() < 0.2 ? null : `text ${below(rng, 99)}`;
};

/** An example of an official shape, from the paths of its keys (`actions[].value`). */
const exampleOf = (shape: string, rng: Rng): JsonObject => {
  const root: JsonObject = {};
  const paths = SHAPES[shape] ?? [];
  for (const path of paths) {
    const isInner = paths.some(
      (other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[]`),
    );
    let node = root;
    const steps = path.split('.');
    for (const [depth, step] of steps.entries()) {
      const isList = step.endsWith('[]');
      const key = isList ? step.slice(0, -2) : step;
      const isLast = depth === steps.length - 1;
      if (isLast && !isInner && !isList) own(node, key, leafFor(path, rng));
      else if (!isLast || isList) {
        if (!Object.hasOwn(node, key) || typeof node[key] !== 'object')
          own(node, key, isList ? [{}] : {});
        const next = node[key];
        const inner = Array.isArray(next) ? next[0] : next;
        if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) break;
        node = inner;
      }
    }
  }
  return root;
};

const STATES: readonly Json[] = [
  { title: { value: { type: 'plain_text_input', value: 'x' } } },
  { who: { value: { type: 'users_select', selected_user: 'U0PERSON' } } },
  { at: { value: { type: 'datetimepicker', selected_date_time: 1_733_018_400 } } },
  {},
];

/** Makes it something that a person said. */
const withoutBots = (event: JsonObject): void => {
  for (const said of [event, event['message'], event['previous_message']])
    if (typeof said === 'object' && said !== null && !Array.isArray(said))
      for (const name of ['bot_id', 'app_id']) delete said[name];
};

/** A body that is taken, as long as nobody spoils it. */
export const bodyFor = (shape: string, rng: Rng): JsonObject => {
  const body = exampleOf(shape, rng);
  if (shape.startsWith('event:')) {
    const [type, subtype] = eventTypeOf(shape.slice('event:'.length));
    own(body, 'type', 'event_callback');
    const event = body['event'];
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) {
      own(event, 'type', type);
      if (subtype !== undefined) own(event, 'subtype', subtype);
      else delete event['subtype'];
      if (rng() < 0.7) withoutBots(event);
      own(event, 'reaction', 'white_check_mark');
    }
    return body;
  }
  const type = TYPES[shape];
  if (type !== undefined) own(body, 'type', type);
  const { view } = body;
  if (typeof view === 'object' && view !== null && !Array.isArray(view))
    own(view, 'state', { values: pick(rng, STATES) });
  return body;
};

/** The names of everything that Slack sends to an app. */
export const INBOUND = Object.keys(SHAPES).filter(
  (name) => name.startsWith('event:') || name.startsWith('in:'),
);
