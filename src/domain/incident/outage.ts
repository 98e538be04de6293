import type { Instant } from '../time.ts';
import { SECOND } from '../time.ts';
import type { Outage } from './room.ts';
import type { IncidentState } from './state.ts';

/** Messengers in which the incident has rooms or opens them. */
export const messengersOf = ({ messengers, rooms }: IncidentState): readonly string[] => [
  ...new Set([...messengers, ...Object.keys(rooms)]),
];

/** The outage of this messenger that goes on; undefined when it works. */
export const currentOutage = (state: IncidentState, messenger: string): Outage | undefined =>
  (state.outages ?? []).findLast((one) => one.messenger === messenger && one.upAt === undefined);

export const isDown = (state: IncidentState, messenger: string): boolean =>
  currentOutage(state, messenger) !== undefined;

/** Whether nothing is said in this messenger now, because others take its place and a catch-up follows. */
export const isSilent = (state: IncidentState, messenger: string): boolean => {
  const outage = currentOutage(state, messenger);
  return outage !== undefined && outage.alone !== true;
};

/** Whether the incident is heard in a room of one of these messengers, which work. */
export const isHeardIn = (state: IncidentState, up: readonly string[]): boolean =>
  messengersOf(state).some((messenger) => up.includes(messenger));

/** What was said in the moments before the first failure was noticed may not have arrived either. */
const BEFORE_NOTICED = 30 * SECOND;

/** From when on the catch-up of an outage tells what happened. */
export const toldFrom = ({ since }: Pick<Outage, 'since'>): Instant => since - BEFORE_NOTICED;

/**
 * The outage that covers what was to be said through a messenger and was written at `at`: while it lasts
 * others hear it elsewhere, and afterwards its catch-up tells of it. Where there is no other messenger
 * nothing is covered, and all that waited is sent.
 */
export const coveringOutage = (
  state: IncidentState,
  messenger: string,
  at: Instant,
): Outage | undefined =>
  (state.outages ?? []).findLast(
    (one) =>
      one.messenger === messenger &&
      one.alone !== true &&
      at >= toldFrom(one) &&
      (one.upAt === undefined || at < one.upAt),
  );

/** Outages that end here, because the messenger is back or the incident is over. */
export const endOutages = (
  state: IncidentState,
  at: Instant,
  messenger?: string,
): Pick<IncidentState, 'outages'> => {
  const { outages } = state;
  if (outages === undefined) return {};
  const ends = (one: Outage): boolean =>
    one.upAt === undefined && (messenger === undefined || one.messenger === messenger);
  return { outages: outages.map((one) => (ends(one) ? { ...one, upAt: at } : one)) };
};
