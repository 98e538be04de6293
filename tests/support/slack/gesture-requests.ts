import type { Delivered, Gesture } from '../events/gestures.ts';
import { editedTextOf, type Ground, textOf, titleOf } from '../events/storm.ts';
import {
  buttonOf,
  eventOf,
  freshTs,
  mentionOf,
  messageOf,
  pressOf,
  slashOf,
  submitOf,
  viewOf,
} from './inbound-samples.ts';
import { commandRequest, eventRequest, interactionRequest, type SlackRequest } from './requests.ts';
import { accountOf } from './slack-sights.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The ground with the bot in it, and everybody's direct conversation with it. */
export interface SlackGround extends Ground {
  readonly bot: string;
  readonly direct: (account: string) => string;
}

const HOT = 'open 系统故障';
const noteForm = (does: string, incident: string) => ({
  command: does,
  title: '记录',
  submit: '提交',
  incident,
  fields: [{ id: 'text', label: '内容', kind: 'text' as const, required: true }],
});

type Written = Extract<Gesture, { readonly way: string }>;

const written = (
  { does, way, person }: Written,
  n: number,
  { key, room, bot, direct }: SlackGround,
): Payload => {
  const user = accountOf(person);
  const line = `${does} "${textOf(n)}"`;
  switch (way) {
    case 'slash':
      return slashOf(line, { user_id: user, channel_id: room });
    case 'mention':
      return eventOf(mentionOf(`<@${bot}> ${line}`, { user, channel: room }));
    case 'thread':
      return eventOf(
        mentionOf(`<@${bot}> ${line}`, { user, channel: room, thread_ts: '1733018000.000100' }),
      );
    case 'direct': {
      const place = { user, channel: direct(user), channel_type: 'im' };
      return eventOf(messageOf(`${does} ${key} "${textOf(n)}"`, place));
    }
    case 'press': {
      const who = { user: { id: user }, channel: { id: room } };
      return pressOf(buttonOf({ line, incident: key }), who);
    }
    case 'menu':
      throw new Error('bots have no menu in Slack');
    case 'form': {
      const view = viewOf(noteForm(does, key), { text: textOf(n) }, room);
      return { ...submitOf(view), user: { id: user } };
    }
  }
};

const eventIn = (payload: Payload): Payload => payload['event'] as Payload;

const changed = (
  does: 'edit' | 'delete',
  of: number,
  note: Payload,
  { bot }: SlackGround,
): Payload => {
  const { user, channel, ts, text } = eventIn(note);
  const before = { type: 'message', user, ts, text };
  const event = { type: 'message', channel, channel_type: 'group', previous_message: before };
  const now = freshTs();
  if (does === 'delete')
    return eventOf({ ...event, subtype: 'message_deleted', deleted_ts: ts, event_ts: now });
  const message = {
    ...before,
    text: `<@${bot}> note "${editedTextOf(of)}"`,
    edited: { user, ts: now },
  };
  return eventOf({ ...event, subtype: 'message_changed', message, ts: now, event_ts: now });
};

const voted = (voter: number, added: boolean, { room, asking, voters }: SlackGround): Payload =>
  eventOf({
    type: added ? 'reaction_added' : 'reaction_removed',
    user: accountOf(voters[voter] ?? ''),
    reaction: 'white_check_mark',
    item: { type: 'message', channel: room, ts: asking[voter] },
    event_ts: freshTs(),
  });

const meaningless = (what: number, person: string, { room }: SlackGround): Payload => {
  const user = accountOf(person);
  const said = messageOf('大家好', { user, channel: room });
  const moment = { event_ts: freshTs() };
  const events: readonly Payload[] = [
    said,
    { type: 'app_home_opened', user, tab: 'home', ...moment },
    {
      type: 'reaction_added',
      user,
      reaction: 'tada',
      item: { type: 'message', channel: room, ts: said['ts'] },
      ...moment,
    },
  ];
  return eventOf(events[what] ?? said);
};

/** What Slack tells of each gesture, the first time. */
export const payloadsOf = (
  gestures: readonly Gesture[],
  ground: SlackGround,
): readonly Payload[] => {
  const made: Payload[] = [];
  for (const [n, gesture] of gestures.entries()) {
    switch (gesture.does) {
      case 'note':
      case 'update':
        made.push(written(gesture, n, ground));
        break;
      case 'edit':
      case 'delete':
        made.push(changed(gesture.does, gesture.of, made[gesture.of] ?? {}, ground));
        break;
      case 'vote':
        made.push(voted(gesture.voter, gesture.added, ground));
        break;
      case 'open':
        made.push(slashOf(`${HOT} "${titleOf(n)}"`, { user_id: 'U_WANG', channel_id: 'C_DUTY' }));
        break;
      case 'nothing':
        made.push(meaningless(gesture.what, gesture.person, ground));
    }
  }
  return made;
};

/** The same gesture as another event: only the client's own id is the same. */
const twinOf = (payload: Payload): Payload => {
  const { event_id, event } = eventOf({ ...eventIn(payload), ts: freshTs() });
  return { ...payload, event_id, event };
};

export const requestOf = (payload: Payload, { twin }: Delivered): SlackRequest => {
  if ('command' in payload) return commandRequest(payload);
  if ('event' in payload) return eventRequest(twin ? twinOf(payload) : payload);
  return interactionRequest(payload);
};
