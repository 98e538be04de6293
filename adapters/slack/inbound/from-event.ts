import type { RoomLoss } from '#ports/messenger.ts';
import { botOf, fromMention, fromMessage, type Heard } from './from-message.ts';
import { baseOf, instantOf, messageRef, type Reading, roomRef } from './reading.ts';
import type { EventBody, LossEvent, MembershipEvent, ReactionEvent } from './shapes.ts';

const SKIN_TONE = /::skin-tone-\d$/u;

const fromReaction = (
  body: EventBody,
  event: ReactionEvent,
  reading: Reading,
): Heard | undefined => {
  const { user, item, reaction, event_ts: at } = event;
  const { channel, ts } = item;
  if (item.type !== 'message' || channel === undefined || ts === undefined) return undefined;
  if (user === botOf(body)) return undefined;
  return {
    inbound: {
      ...baseOf(body.event_id, { id: user }, channel, reading),
      kind: 'reaction',
      message: messageRef(channel, ts),
      emoji: reaction.replace(SKIN_TONE, ''),
      added: event.type === 'reaction_added',
      ...(at === undefined ? {} : { at: instantOf(at) }),
    },
    channel,
  };
};

const lost = (
  body: EventBody,
  channel: string,
  by: string,
  reason: RoomLoss,
  reading: Reading,
): Heard => ({
  // Nobody is answered: the room is no place for that any more.
  inbound: {
    ...baseOf(body.event_id, { id: by }, channel, reading),
    kind: 'lost',
    room: roomRef(channel),
    reason,
  },
});

const fromMembership = (
  body: EventBody,
  { type, user, channel, inviter }: MembershipEvent,
  reading: Reading,
): Heard | undefined => {
  const isBot = user === botOf(body);
  if (type === 'member_left_channel')
    return isBot ? lost(body, channel, user, 'removed', reading) : undefined;
  // Whom Fenghuo invited is told by the invitation itself; this may come before its answer does.
  if (isBot || (inviter !== undefined && inviter === botOf(body))) return undefined;
  const base = baseOf(body.event_id, { id: user }, channel, reading);
  return { inbound: { ...base, kind: 'joined', room: roomRef(channel) }, channel };
};

const LOSSES: Readonly<Record<LossEvent['type'], RoomLoss>> = {
  channel_archive: 'archived',
  group_archive: 'archived',
  channel_deleted: 'deleted',
  group_deleted: 'deleted',
  channel_left: 'removed',
  group_left: 'removed',
};

/** Slack tells who archived a channel, and not who deleted it; then it is the bot that lost it. */
const fromLoss = (
  body: EventBody,
  { type, channel, user, actor_id }: LossEvent,
  reading: Reading,
): Heard | undefined => {
  const by = actor_id ?? user ?? botOf(body);
  return by === undefined ? undefined : lost(body, channel, by, LOSSES[type], reading);
};

/** What an event of Slack's says to Fenghuo; undefined for all that is of no interest. */
export const fromEvent = (body: EventBody, reading: Reading): Heard | undefined => {
  const { event } = body;
  switch (event.type) {
    case 'app_mention':
      return fromMention(body, event, reading);
    case 'message':
      return fromMessage(body, event, reading);
    case 'reaction_added':
    case 'reaction_removed':
      return fromReaction(body, event, reading);
    case 'member_joined_channel':
    case 'member_left_channel':
      return fromMembership(body, event, reading);
    case 'channel_archive':
    case 'group_archive':
    case 'channel_deleted':
    case 'group_deleted':
    case 'channel_left':
    case 'group_left':
      return fromLoss(body, event, reading);
    case 'app_home_opened': {
      if (event.tab !== 'home') return undefined;
      const base = baseOf(body.event_id, { id: event.user }, undefined, reading);
      return { inbound: { ...base, kind: 'hello' } };
    }
    case 'tokens_revoked':
    case 'app_uninstalled':
    case 'other':
      return undefined;
  }
};
