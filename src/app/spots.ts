import type { PlaceSpec } from '#domain/effects.ts';
import { isDown } from '#domain/incident/outage.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { AccountRef, Capabilities } from '#ports/messenger.ts';
import type { Target } from './delivery.ts';
import type { Directory } from './directory.ts';
import type { Placements } from './placements.ts';

/** All that is needed to say where the effects of some events go. */
export interface ExpandContext {
  readonly state: IncidentState;
  /** True for the events that opened the incident. */
  readonly opening: boolean;
  /** Version of the first of the events: part of every key. */
  readonly version: number;
  readonly now: Instant;
  readonly policy: Policy;
  readonly messengers: ReadonlyMap<string, Capabilities>;
  readonly directory: Directory;
  readonly placements: Placements;
  /** Messengers on which the room is unarchived first. */
  readonly unarchiving: ReadonlySet<string>;
}

/** A message somewhere: the target on one messenger. */
export interface Spot {
  readonly messenger: string;
  readonly target: Target;
}

/** Messengers that are on and in which the incident has rooms or opens them; `only`: this one of them. */
export const roomMessengers = (
  state: IncidentState,
  on: ReadonlyMap<string, Capabilities>,
  only?: string,
): string[] =>
  [...new Set([...state.messengers, ...Object.keys(state.rooms)])].filter(
    (name) => on.has(name) && (only === undefined || name === only),
  );

/** Where a person is reached: in a messenger that works, as long as there is one. */
const reachOne = async (
  person: string,
  platforms: readonly string[],
  { state, directory }: ExpandContext,
): Promise<AccountRef | undefined> => {
  const up = platforms.filter((name) => !isDown(state, name));
  return (await directory.reach(person, up)) ?? directory.reach(person, platforms);
};

/** A standing channel on every messenger that is on. */
export const standingSpots = (
  channel: Extract<PlaceSpec, { kind: 'standing' }>['channel'],
  policy: Policy,
  messengers: ReadonlyMap<string, Capabilities>,
): readonly Spot[] => {
  const rooms = Object.entries(policy.organisation.rooms).filter(([name]) => messengers.has(name));
  return rooms.flatMap(([messenger, standing]) =>
    [standing[channel] ?? []]
      .flat()
      .map((room): Spot => ({ messenger, target: { kind: 'standing', room } })),
  );
};

/** A place of the domain as the places on each messenger that is on; empty when nobody is to be reached there. */
export const spotsOf = async (
  place: PlaceSpec,
  context: ExpandContext,
): Promise<readonly Spot[]> => {
  const { state, policy, messengers } = context;
  switch (place.kind) {
    case 'room':
      return roomMessengers(state, messengers, place.messenger).map((messenger) => ({
        messenger,
        target: { kind: 'room' },
      }));
    case 'standing':
      return standingSpots(place.channel, policy, messengers);
    case 'person':
    case 'whisper': {
      const inRooms = place.kind === 'whisper' ? roomMessengers(state, messengers) : [];
      const near = await reachOne(place.person, inRooms, context);
      const account = near ?? (await reachOne(place.person, [...messengers.keys()], context));
      if (account === undefined) return [];
      const kind = near === undefined ? 'direct' : 'whisper';
      const target: Target = { kind, person: place.person, account: account.id };
      return [{ messenger: account.platform, target }];
    }
  }
};
