import type { IncidentEvent } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import type { DurationMs, Instant } from '../time.ts';
import { countVotes, publicationTimes } from './announcement-rows.ts';
import { metricSummaries } from './metric-series.ts';
import type { DataBlock, IncidentTimes, MetricSummary } from './model.ts';
import { damageBegan, episodes, eventsOf, isAction, known } from './record.ts';

/** The figures of one incident, from its record alone; what is not known is absent, never 0. */
export interface IncidentMetrics extends IncidentTimes {
  /** Checklist items done late, or not done although their time had passed. */
  readonly lateItems: number;
  /** Announcements that reached at least one channel. */
  readonly announcements: number;
  readonly votesCounted: number;
  readonly votesIgnored: number;
  readonly lateRetractions: number;
  readonly reopenCount: number;
  readonly updates: number;
  readonly minima: Readonly<Record<string, number>>;
  readonly maxima: Readonly<Record<string, number>>;
  readonly series: Readonly<Record<string, MetricSummary>>;
  readonly standby?: DataBlock['standby'];
}

const between = (from: Instant | undefined, to: Instant | undefined): DurationMs | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

/** Sum over the episodes; undefined while one of them is not resolved. */
const resolveTime = (events: readonly IncidentEvent[]): DurationMs | undefined => {
  const rows = episodes(events);
  return rows.length > 0 && rows.every(({ durationMs }) => durationMs !== undefined)
    ? rows.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0)
    : undefined;
};

/** From the beginning of the damage to its end; the quiet time between two episodes is no damage. */
const impact = (state: IncidentState, events: readonly IncidentEvent[]): DurationMs | undefined => {
  const began = damageBegan(state);
  const resolve = resolveTime(events);
  return began === undefined || resolve === undefined
    ? undefined
    : state.openedAt - began + resolve;
};

const firstResponse = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): DurationMs | undefined =>
  between(
    state.openedAt,
    events.find((event) => isAction(event) && event.actor.id !== state.opener.id)?.occurredAt,
  );

/** Durations of domain 4.2, in ms. */
export const incidentTimes = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): IncidentTimes => {
  const published = publicationTimes(state);
  return {
    ...known('firstResponseMs', firstResponse(state, events)),
    ...known('timeToVerifyMs', between(state.alertedAt, state.openedAt)),
    ...known('timeToGradeMs', between(state.openedAt, state.severityHistory[0]?.at)),
    ...known('timeToAnnounceMs', between(state.openedAt, published.first)),
    ...known('timeToAnnounceAllMs', between(state.openedAt, published.all)),
    ...known('timeToResolveMs', resolveTime(events)),
    ...known('impactMs', impact(state, events)),
  };
};

/** Standby staff called and their answers; undefined when nobody was called. */
export const standbyCount = (state: IncidentState): DataBlock['standby'] => {
  if (state.standby === undefined) return undefined;
  const replies = Object.values(state.standby.replies);
  const accepted = replies.filter((reply) => reply === 'accept').length;
  return { called: state.standby.count, accepted, declined: replies.length - accepted };
};

/** Every recorded metric from the beginning of the damage to the last resolution, and what came before and after. */
export const metricsRecorded = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): Readonly<Record<string, MetricSummary>> =>
  metricSummaries(
    events,
    Math.min(damageBegan(state) ?? state.openedAt, state.openedAt),
    state.resolvedAt,
  );

const lateItems = (state: IncidentState): number =>
  state.tasks.filter(
    ({ id, status, lateMs, dueAt }) =>
      (status === 'done' && (lateMs ?? 0) > 0) ||
      (status === 'open' && state.marks[`task:${id}|${dueAt}`]?.breachedAt !== undefined),
  ).length;

const extremes = (
  series: Readonly<Record<string, MetricSummary>>,
  which: 'min' | 'max',
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(series).flatMap(([metric, summary]) => {
      const value = summary[which];
      return value === undefined ? [] : [[metric, value] as const];
    }),
  );

/** The figures of an incident; a pure function of its record, at any moment of it. */
export const metrics = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): IncidentMetrics => {
  const votes = countVotes(events, () => true);
  const series = metricsRecorded(state, events);
  return {
    ...incidentTimes(state, events),
    lateItems: lateItems(state),
    announcements: state.announcements.filter(({ published }) => published.length > 0).length,
    votesCounted: votes.counted,
    votesIgnored: votes.ignored.length,
    lateRetractions: votes.lateRetractions,
    reopenCount: eventsOf(events, 'incident.reopened').length,
    updates: eventsOf(events, 'update.posted').length,
    minima: extremes(series, 'min'),
    maxima: extremes(series, 'max'),
    series,
    ...known('standby', standbyCount(state)),
  };
};
