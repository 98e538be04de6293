import type { IncidentEvent } from '../incident/event.ts';
import type { IncidentState } from '../incident/state.ts';
import { SEVERITIES, type Severity } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import { timelineEntries } from '../timeline/entry.ts';
import { announcementRows } from './announcement-rows.ts';
import { checklistRows } from './checklist-rows.ts';
import { deadlineRows, deadlineSummary } from './deadline-rows.ts';
import { filledShare } from './filled.ts';
import { incidentTimes, metricsRecorded, standbyCount } from './metrics.ts';
import type { DataBlock, Field, Postmortem, PostmortemEvidence, Whys } from './model.ts';
import type { Comms } from './record-rows.ts';
import { keyTimesOf, measuresOf, signalsOf, whatHappened, whereItHit } from './narrative.ts';
import { MIN_WHY_LEVELS, publishBlockers } from './publish-gate.ts';
import { episodes, eventsOf, field, known } from './record.ts';
import { whoTookPart } from './role-rows.ts';
import {
  drillSuggestion,
  kbSuggestions,
  lessonPrompts,
  revisionSuggestions,
} from './suggestions.ts';
import { updateShare } from './update-windows.ts';

const DRILL_KEY = 'DRL-';

type Head = Pick<
  Postmortem,
  | 'key'
  | 'title'
  | 'isDrill'
  | 'timezone'
  | 'status'
  | 'version'
  | 'published'
  | 'scenarios'
  | 'severityHistory'
  | 'worstSeverity'
  | 'episodes'
  | 'openedAt'
  | 'resolvedAt'
  | 'closedAt'
  | 'timelineCount'
>;

const publishedBy = (
  state: IncidentState,
  events: readonly IncidentEvent[],
): Postmortem['published'] => {
  const event = eventsOf(events, 'postmortem.published').at(-1);
  return event === undefined || state.postmortem.status !== 'published'
    ? undefined
    : { at: event.occurredAt, by: event.actor };
};

/** SEVERITIES runs from the highest to the lowest. */
const worstOf = ({ severityHistory }: IncidentState): Severity | undefined =>
  SEVERITIES.find((level) => severityHistory.some(({ severity }) => severity === level));

const head = (state: IncidentState, events: readonly IncidentEvent[]): Head => ({
  key: state.key,
  title: state.title,
  isDrill: state.key.startsWith(DRILL_KEY),
  timezone: state.timezone,
  status: state.postmortem.status,
  version: state.postmortem.version,
  ...known('published', publishedBy(state, events)),
  scenarios: state.playbooks.map(({ playbook, attachedAt }) => ({
    id: playbook.id,
    names: playbook.names,
    attachedAt,
  })),
  severityHistory: state.severityHistory.map((step) => ({
    ...step,
    names: state.scheme.levels[step.severity].names,
  })),
  ...known('worstSeverity', worstOf(state)),
  episodes: episodes(events),
  openedAt: state.openedAt,
  ...known('resolvedAt', state.resolvedAt),
  ...known('closedAt', state.closedAt),
  timelineCount: timelineEntries(events).length,
});

const dataBlock = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  evidence: PostmortemEvidence,
): DataBlock => {
  const recorded = metricsRecorded(state, events);
  const stored = evidence.metrics ?? {};
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(stored)])];
  return {
    metrics: Object.fromEntries(
      names.map((name) => [name, { samples: 0, ...recorded[name], ...stored[name] }] as const),
    ),
    times: incidentTimes(state, events),
    ...known('standby', standbyCount(state)),
    reopenCount: eventsOf(events, 'incident.reopened').length,
  };
};

const comms = (state: IncidentState, events: readonly IncidentEvent[], now: Instant): Comms => ({
  updates: updateShare(events, now),
  announcements: announcementRows(state, events),
  wordings: state.wordings.map(({ id, text, status, source, author, publishedAt }) => ({
    id,
    text,
    status,
    source,
    author,
    ...known('publishedAt', publishedAt),
  })),
});

const whysOf = (state: IncidentState): Whys => {
  const { status, cause } = state.facts;
  return {
    chain: state.postmortem.whys,
    problemSuggested: { title: state.title, ...known('status', status) },
    ...known('causeSuggested', cause),
  };
};

const rootCauseOf = (state: IncidentState): Field<string> => {
  const { whys } = state.postmortem;
  return field(state, 'rootCause', whys.length >= MIN_WHY_LEVELS ? whys.at(-1) : undefined);
};

const some = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length === 0 ? undefined : list;

const typed = (
  state: IncidentState,
): Pick<Postmortem, 'breachComments' | 'good' | 'bad' | 'luck' | 'noAction' | 'outcome'> => ({
  breachComments: field(state, 'breachComments'),
  good: field(state, 'good'),
  bad: field(state, 'bad'),
  luck: field(state, 'luck'),
  noAction: field(state, 'noAction'),
  outcome: field(state, 'outcome'),
});

/** The parts a person confirms: suggested from the record, what was typed beside them. */
const suggested = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  policy: Policy,
  rows: Postmortem['deadlines']['rows'],
  how: Postmortem['how'],
): Pick<Postmortem, 'what' | 'where' | 'causeCategory' | 'revisions' | 'kb' | 'drill'> => ({
  what: field(state, 'what', whatHappened(state, events)),
  where: field(state, 'where', whereItHit(state)),
  causeCategory: field(state, 'causeCategory', state.facts['causeCategory']),
  revisions: field(state, 'revisions', some(revisionSuggestions(state, events, rows, policy))),
  kb: field(state, 'kb', some(kbSuggestions(state, how.measures))),
  drill: field(state, 'drill', drillSuggestion(state, rows)),
});

/**
 * The 5W1H review of an incident (domain 4), filled from its record; text of people stands beside what is
 * generated and is never replaced. `evidence`: figures and tickets the incident's own events cannot know.
 */
export const buildPostmortem = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  policy: Policy,
  now: Instant,
  evidence: PostmortemEvidence = {},
): Postmortem => {
  const rows = deadlineRows(state, events, policy, now);
  const how = { measures: measuresOf(events), checklist: checklistRows(state) };
  const made = comms(state, events, now);
  const draft = {
    ...head(state, events),
    generatedAt: now,
    signals: signalsOf(events),
    when: keyTimesOf(state, events),
    who: whoTookPart(events, policy),
    whys: whysOf(state),
    rootCause: rootCauseOf(state),
    how,
    deadlines: { rows, summary: deadlineSummary(rows) },
    comms: made,
    data: dataBlock(state, events, evidence),
    feedback: field(state, 'feedback', evidence.feedback),
    prompts: lessonPrompts(events, rows, made.announcements),
    actions: state.actions,
    blockers: publishBlockers(state),
    ...typed(state),
    ...suggested(state, events, policy, rows, how),
  };
  return { ...draft, filled: filledShare(draft) };
};
