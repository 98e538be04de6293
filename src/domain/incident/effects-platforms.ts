import type { Intent, PlaceSpec } from '../effects.ts';
import { ROOM, type EffectContext, type Effects } from './effect.ts';
import { newRoom } from './effects-rooms.ts';
import type { EventOf } from './event.ts';
import type { Notice } from './notice.ts';
import { currentOutage, isDown, isSilent, messengersOf } from './outage.ts';

const roomIn = (messenger: string): PlaceSpec => ({ kind: 'room', messenger });

const relayed = (
  event: EventOf<'chat.relayed'>,
  { after, key }: EffectContext,
): readonly Intent[] =>
  messengersOf(after)
    .filter((messenger) => messenger !== event.via)
    .map((messenger) => ({
      do: 'post',
      place: roomIn(messenger),
      notice: { card: 'relayed', text: event.data.text, by: event.actor },
      key: key(`relay:${messenger}`),
    }));

/** Told in the rooms that are left, and to the pager once; a room that opens because of it is told by its own event. */
const platformDown = (
  event: EventOf<'platform.down'>,
  { before, after, key }: EffectContext,
): readonly Intent[] => {
  const notice: Notice = { card: 'platformDown', ...event.data };
  const rooms = before === undefined ? [] : messengersOf(before);
  return [
    { do: 'refresh', place: ROOM, card: { card: 'status' }, pin: true },
    ...rooms
      .filter((messenger) => !isDown(after, messenger))
      .map(
        (messenger): Intent => ({
          do: 'post',
          place: roomIn(messenger),
          notice,
          key: key(`down:${messenger}`),
        }),
      ),
    { do: 'callFallback', notice },
  ];
};

/** The room that takes the place of one that cannot be reached: how things stand, and what happened meanwhile. */
const substituted = (
  event: EventOf<'platform.substituted'>,
  context: EffectContext,
): readonly Intent[] => {
  const { messenger, by } = event.data;
  const { before, after, key } = context;
  const outage = currentOutage(after, messenger);
  if (outage === undefined) return [];
  const { since, unreachable } = outage;
  const notice: Notice = { card: 'platformDown', messenger, since, unreachable };
  const told: Intent = { do: 'post', place: roomIn(by), notice, key: key('substitute') };
  // Nothing was said anywhere for a while: what happened then is told here.
  const isLate = before !== undefined && isDown(before, messenger);
  const until = event.recordedAt;
  const catchUp: Notice = { card: 'catchUp', messenger, since, until };
  return [
    ...newRoom(by, told, context),
    ...(isLate
      ? [{ do: 'post', place: roomIn(by), notice: catchUp, key: key('catchUp') } as const]
      : []),
  ];
};

/** One message for all that was not said, and the status card as it is now. */
const platformUp = (
  event: EventOf<'platform.up'>,
  { before, key }: EffectContext,
): readonly Intent[] => {
  const { messenger, since } = event.data;
  const notice: Notice = { card: 'catchUp', messenger, since, until: event.recordedAt };
  const wasSilent = before !== undefined && isSilent(before, messenger);
  return [
    // Where there is no other messenger all that waited is sent, and needs no summary.
    ...(wasSilent
      ? [{ do: 'post', place: roomIn(messenger), notice, key: key('catchUp') } as const]
      : []),
    { do: 'refresh', place: ROOM, card: { card: 'status' }, pin: true },
  ];
};

/** What is heard when a messenger goes down or comes back, and what is carried between messengers. */
export const PLATFORM_EFFECTS: Effects<
  'chat.relayed' | 'platform.down' | 'platform.substituted' | 'platform.up'
> = {
  'chat.relayed': relayed,
  'platform.down': platformDown,
  'platform.substituted': substituted,
  'platform.up': platformUp,
};
