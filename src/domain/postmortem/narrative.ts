import type { IncidentEvent } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import type { Instant } from '../time.ts';
import { publicationTimes } from './announcement-rows.ts';
import type { KeyTime, Measure, Signal, What, Where } from './model.ts';
import { eventsOf, known } from './record.ts';

/** Facts that have a place of their own in the document. */
const ELSEWHERE = [
  'status',
  'cause',
  'causeCategory',
  'regions',
  'users',
  'channels',
  'product',
  'batch',
];

/** What happened in the words of those who reported it: title, facts, last progress update. */
export const whatHappened = (state: IncidentState, events: readonly IncidentEvent[]): What => {
  const { facts, updates } = state;
  const told = Object.entries(facts).filter(([name]) => !ELSEWHERE.includes(name));
  const last = eventsOf(events, 'update.posted').at(-1);
  return {
    title: state.title,
    ...known('status', facts['status']),
    ...known('cause', facts['cause']),
    facts: Object.fromEntries(told),
    ...known(
      'lastUpdate',
      last === undefined
        ? undefined
        : { text: updates.lastText ?? last.data.text, at: last.occurredAt },
    ),
  };
};

/** The figures that showed it: those of the suggestion it opened with, then every rule that was met. */
export const signalsOf = (events: readonly IncidentEvent[]): readonly Signal[] => {
  const opened = eventsOf(events, 'incident.opened').flatMap(({ data, occurredAt }) =>
    data.suggestion.reasons.flatMap((reason): Signal[] => {
      if (reason.kind !== 'metric') return [];
      const { kind: _, ...figures } = reason;
      return [{ ...figures, at: data.alertedAt ?? occurredAt }];
    }),
  );
  const met = eventsOf(events, 'trigger.met').map(({ data, occurredAt }): Signal => {
    const { rule: _, ...figures } = data;
    return { ...figures, at: occurredAt };
  });
  return [...opened, ...met];
};

const isDefined = (time: KeyTime | undefined): time is KeyTime => time !== undefined;

/** The times that matter, in order: from the beginning of the damage to the close of the last episode. */
export const keyTimesOf = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): readonly KeyTime[] => {
  const at = (
    kind: KeyTime['kind'],
    instant: Instant | undefined,
    more: Partial<KeyTime> = {},
  ): KeyTime | undefined =>
    instant === undefined
      ? undefined
      : { kind, at: instant, sinceOpenedMs: instant - state.openedAt, ...more };
  const { first, all } = publicationTimes(state);
  const lifecycle = events.map(({ type, data, occurredAt }) => {
    if (type === 'incident.graded')
      return at('graded', occurredAt, {
        severity: data.severity,
        names: state.scheme.levels[data.severity].names,
      });
    if (type === 'incident.resolved') return at('resolved', occurredAt);
    if (type === 'incident.reopened') return at('reopened', occurredAt, { episode: data.episode });
    return type === 'incident.closed' ? at('closed', occurredAt) : undefined;
  });
  return [
    at('started', state.startedAt),
    at('alerted', state.alertedAt),
    at('opened', state.openedAt),
    at('firstAnnouncement', first),
    at('allChannels', all),
    ...lifecycle,
  ]
    .filter(isDefined)
    .toSorted((one, other) => one.at - other.at);
};

/** Regions, users at first and at last, and what was named as hit. */
export const whereItHit = (state: IncidentState): Where => ({
  regions: state.scope.regions,
  nationwide: state.scope.nationwide,
  ...known('usersFirst', state.firstUsers ?? state.scope.users),
  ...known('usersLast', state.scope.users),
  named: ['channels', 'product', 'batch'].flatMap((fact) => state.facts[fact] ?? []),
});

const measureOf = (
  event: IncidentEvent,
  approvedPlans: ReadonlySet<string>,
): readonly Measure[] => {
  const made = (kind: Measure['kind'], text: string | undefined): readonly Measure[] =>
    text === undefined || text.trim() === ''
      ? []
      : [{ kind, text, at: event.occurredAt, by: event.actor }];
  if (event.type === 'update.posted') return made('measure', event.data.measure);
  if (event.type === 'meeting.started') return made('priority', event.data.priority);
  if (event.type === 'wording.proposed' || event.type === 'announcement.drafted')
    return made('workaround', event.data.vars['workaround']);
  return event.type === 'plan.proposed' && approvedPlans.has(event.data.id)
    ? made('plan', event.data.text)
    : [];
};

/** What was done about it, each thing once, with the time it was first said. */
export const measuresOf = (events: readonly IncidentEvent[]): readonly Measure[] => {
  const approved = new Set(eventsOf(events, 'plan.approved').map(({ data }) => data.id));
  const measures = new Map<string, Measure>();
  for (const measure of events.flatMap((event) => measureOf(event, approved))) {
    const key = `${measure.kind}|${measure.text}`;
    if (!measures.has(key)) measures.set(key, measure);
  }
  return [...measures.values()].toSorted((one, other) => one.at - other.at);
};
