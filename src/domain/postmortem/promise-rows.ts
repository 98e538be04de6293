import type { EventOf, IncidentEvent } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import type { Instant } from '../time.ts';
import { dueStatus, type BareRow } from './due-status.ts';
import { eventsOf, known } from './record.ts';

interface Publication {
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly promises: Readonly<Record<string, Instant>>;
}

const publications = (state: IncidentState): readonly Publication[] =>
  state.announcements.flatMap(({ id, kind, versions, published }) => {
    const first = published[0];
    return first === undefined
      ? []
      : [{ id, kind, at: first.at, promises: versions.at(-1)?.promises ?? {} }];
  });

/** A new recovery time, or the recovery itself, takes the place of an older one; any news keeps a promise of news. */
const keeps = (later: Publication, variable: string): boolean =>
  variable !== 'eta' || later.kind === 'resolved' || later.promises['eta'] !== undefined;

const keptAt = (
  promise: Publication,
  variable: string,
  all: readonly Publication[],
  resolutions: readonly EventOf<'incident.resolved'>[],
): Instant | undefined => {
  const news = all
    .filter((later) => later.id !== promise.id && later.at >= promise.at && keeps(later, variable))
    .map(({ at }) => at);
  const recoveries = resolutions
    .map(({ occurredAt }) => occurredAt)
    .filter((at) => at >= promise.at);
  const times = [...news, ...recoveries];
  return times.length === 0 ? undefined : Math.min(...times);
};

/** Times given to customers in announcements, kept by later news or by the recovery; they are no duties of the checklist. */
export const promiseRows = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  end: Instant,
): readonly BareRow[] => {
  const all = publications(state);
  const resolutions = eventsOf(events, 'incident.resolved');
  return all.flatMap((publication) =>
    Object.entries(publication.promises).map(([variable, dueAt]): BareRow => {
      const doneAt = keptAt(publication, variable, all, resolutions);
      return {
        id: `promise:${publication.id}:${variable}`,
        kind: 'promise',
        dueAt,
        ...known('doneAt', doneAt),
        ...dueStatus(dueAt, doneAt, end),
        counted: false,
      };
    }),
  );
};
