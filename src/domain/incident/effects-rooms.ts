import type { Intent, PlaceSpec } from '../effects.ts';
import { inRoom, quiet, toPerson, whisper, type EffectContext, type Effects } from './effect.ts';
import type { EventOf } from './event.ts';
import { isEnded } from './fact.ts';
import type { LiveCard, Notice } from './notice.ts';
import { everyoneOf } from './people.ts';
import { needsNewRoom } from './rooms.ts';
import type { IncidentState } from './state.ts';

const roomJoined = (event: EventOf<'room.joined'>, context: EffectContext): readonly Intent[] =>
  // Those who come later than the first invitation get one private summary instead of a scroll (domain 7, 10).
  context.before === undefined || Object.keys(context.before.joined).length === 0
    ? []
    : event.data.people
        .filter(({ id }) => context.before?.joined[id] === undefined)
        .map((person) => whisper(context, person.id, { card: 'lateJoiner', person }));

/** Cards of the room that still say how things stand. */
const liveCards = (state: IncidentState): readonly LiveCard[] => {
  const { approvals, announcements, wordings, standby } = state;
  const [wording] = wordings
    .filter(({ status }) => status === 'published' || status === 'frozen')
    .slice(-1);
  return [
    { card: 'status' },
    ...(state.tasks.length > 0 ? [{ card: 'checklist' } as const] : []),
    ...Object.values(approvals)
      .filter(({ status }) => status === 'pending')
      .map(({ id }) => ({ card: 'approval', approval: id }) as const),
    ...announcements
      .filter(({ status }) => status === 'approved' || status === 'published')
      .map(({ id }) => ({ card: 'announcement', id }) as const),
    ...(wording === undefined
      ? []
      : [{ card: 'wording', id: wording.id, forAgents: false } as const]),
    ...(standby === undefined ? [] : [{ card: 'standbyCounter' } as const]),
  ];
};

const linksOf = (state: IncidentState, messenger: string): readonly Intent[] => {
  const meeting = state.meetings.findLast(({ url }) => url !== undefined)?.url;
  const links = [
    ...(meeting === undefined ? [] : [{ kind: 'meeting', url: meeting }]),
    ...state.links,
  ];
  return links.map(({ kind, url }) => ({ do: 'bookmark', label: kind, url, messenger }));
};

/** A new room, with all that stood in the one before it; after how things stand comes what happened. */
export const newRoom = (
  messenger: string,
  told: Intent,
  context: EffectContext,
): readonly Intent[] => {
  const place: PlaceSpec = { kind: 'room', messenger };
  const [status, ...others] = liveCards(context.after).map(
    (card): Intent => ({
      do: 'refresh',
      place,
      card,
      pin: card.card === 'status' || card.card === 'wording',
    }),
  );
  return [
    { do: 'openRoom', messenger },
    ...(status === undefined ? [] : [status]),
    told,
    ...others,
    {
      do: 'invite',
      people: everyoneOf(context.after, context.policy).map(({ id }) => id),
      messenger,
    },
    { do: 'purpose', messenger },
    { do: 'page', messenger },
    ...linksOf(context.after, messenger),
    { do: 'document', soon: true, messenger },
  ];
};

const roomLost = (event: EventOf<'room.lost'>, context: EffectContext): readonly Intent[] => {
  if (isEnded(context.after)) return [];
  const { messenger, reason, by } = event.data;
  const notice: Notice = {
    card: 'roomLost',
    messenger,
    reason,
    ...(by === undefined ? {} : { by }),
  };
  const place: PlaceSpec = { kind: 'room', messenger };
  const told: Intent = { do: 'post', place, notice, key: context.key('room') };
  return [
    ...(needsNewRoom(context.after, reason)
      ? newRoom(messenger, told, context)
      : [{ do: 'unarchiveRoom', messenger } as const, told]),
    ...(by === undefined
      ? []
      : [toPerson(context, by.id, { card: 'roomLostBy', messenger, reason, by })]),
  ];
};

/** What rooms and the people in them make the world hear. */
export const ROOM_EFFECTS: Effects<
  | 'room.opened'
  | 'room.joined'
  | 'room.unreachable'
  | 'room.lost'
  | 'room.restored'
  | 'room.delayed'
  | 'rooms.archived'
  | 'room.localeSet'
> = {
  'room.opened': quiet,
  'room.joined': roomJoined,
  'room.unreachable': (event, context) => [
    inRoom(context, {
      card: 'unreachable',
      messenger: event.data.messenger,
      people: event.data.people,
    }),
  ],
  'room.lost': roomLost,
  'room.restored': quiet,
  'room.delayed': (event, context) => [
    toPerson(context, context.after.opener.id, { card: 'roomDelayed', ...event.data }),
  ],
  'rooms.archived': () => [{ do: 'archiveRoom' }],
  'room.localeSet': quiet,
};
