import type { EventOf, Scope } from './event.ts';
import type { Steps } from './evolve.ts';
import { endOutages } from './outage.ts';
import type { Episode, IncidentState } from './state.ts';

const EMPTY = {
  severityHistory: [],
  marks: {},
  roles: {},
  handovers: {},
  tasks: [],
  updates: { count: 0, onTime: 0 },
  metrics: {},
  told: [],
  wordings: [],
  announcements: [],
  approvals: {},
  plans: [],
  promises: [],
  meetings: [],
  links: [],
  noteCount: 0,
  messages: {},
  rooms: {},
  joined: {},
  unreachable: [],
  firstActionAt: {},
  postmortem: { version: 0, status: 'none', human: {}, whys: [] },
  actions: [],
} as const;

const openedFacts = ({ data }: EventOf<'incident.opened'>): Record<string, string> => ({
  ...(data.status === undefined ? {} : { status: data.status }),
  ...(data.cause === undefined ? {} : { cause: data.cause }),
});

/** The first state of an incident. */
export const openedState = (event: EventOf<'incident.opened'>): IncidentState => {
  const { data, occurredAt, actor } = event;
  return {
    ...EMPTY,
    key: data.key,
    title: data.title,
    phase: 'triage',
    suggestion: data.suggestion,
    playbooks: [{ playbook: data.playbook, attachedAt: occurredAt }],
    scheme: data.scheme,
    engine: data.engine,
    ladder: data.ladder,
    timezone: data.timezone,
    locale: data.locale,
    confidential: data.playbook.confidential,
    messengers: data.messengers,
    opener: actor,
    openedAt: occurredAt,
    gradeDueAt: occurredAt + data.gradeDueMs,
    episodes: [{ n: 1, openedAt: occurredAt }],
    facts: openedFacts(event),
    scope: data.scope,
    flags: data.flags,
    ...(data.scope.users === undefined ? {} : { firstUsers: data.scope.users }),
    ...(data.startedAt === undefined ? {} : { startedAt: data.startedAt }),
    ...(data.alertedAt === undefined ? {} : { alertedAt: data.alertedAt }),
    ...(data.linkedTo === undefined ? {} : { linkedTo: data.linkedTo }),
    ...(data.fromTicket === undefined ? {} : { fromTicket: data.fromTicket }),
    ...(data.fromDepartment === undefined ? {} : { fromDepartment: data.fromDepartment }),
    firstActionAt: actor.id === 'system' ? {} : { [actor.id]: occurredAt },
  };
};

const lastEpisode = (state: IncidentState, patch: Partial<Episode>): readonly Episode[] =>
  state.episodes.map((episode, index) =>
    index === state.episodes.length - 1 ? { ...episode, ...patch } : episode,
  );

const withUsers = (
  state: IncidentState,
  scope: Scope,
): Pick<IncidentState, 'firstUsers'> | object =>
  state.firstUsers === undefined && scope.users !== undefined ? { firstUsers: scope.users } : {};

/** What held before a reopening says nothing of the new episode: conditions with a time start anew. */
const withoutHeld = (metrics: IncidentState['metrics']): IncidentState['metrics'] =>
  Object.fromEntries(
    Object.entries(metrics).map(([name, track]) => [name, { ...track, heldSince: {} }]),
  );

export const evolveLifecycle: Steps<
  | 'playbook.attached'
  | 'facts.recorded'
  | 'incident.graded'
  | 'incident.resolved'
  | 'incident.closed'
  | 'incident.reopened'
  | 'incident.cancelled'
  | 'postmortem.generated'
  | 'postmortem.edited'
  | 'postmortem.why'
  | 'postmortem.published'
  | 'action.added'
  | 'action.done'
> = {
  'playbook.attached': (state, { data, occurredAt }) => ({
    ...state,
    playbooks: [...state.playbooks, { playbook: data.playbook, attachedAt: occurredAt }],
    confidential: state.confidential || data.playbook.confidential,
  }),
  'facts.recorded': (state, { data }) => ({
    ...state,
    facts: { ...state.facts, ...data.facts },
    scope: data.scope ?? state.scope,
    flags: data.flags ?? state.flags,
    suggestion: data.suggestion,
    ...withUsers(state, data.scope ?? state.scope),
  }),
  'incident.graded': (state, { data, occurredAt, actor }) => ({
    ...state,
    phase: state.phase === 'triage' ? 'active' : state.phase,
    severity: data.severity,
    gradedAt: occurredAt,
    severityHistory: [
      ...state.severityHistory,
      {
        severity: data.severity,
        at: occurredAt,
        by: actor,
        ...(data.reason === undefined ? {} : { reason: data.reason }),
      },
    ],
    cadence: { ...data.cadence, since: occurredAt },
  }),
  'incident.resolved': (state, { occurredAt }) => ({
    ...state,
    phase: 'monitoring',
    resolvedAt: occurredAt,
    promises: [],
    // What is met again while it is watched is a relapse, and news.
    told: [],
    episodes: lastEpisode(state, { resolvedAt: occurredAt }),
  }),
  'incident.closed': (state, { data, occurredAt }) => ({
    ...state,
    ...endOutages(state, occurredAt),
    phase: 'closed',
    closedAt: occurredAt,
    promises: [],
    postmortemDue: { draft: data.postmortemDraftDue, review: data.postmortemReviewDue },
    episodes: lastEpisode(state, { closedAt: occurredAt }),
  }),
  'incident.reopened': (state, { data, occurredAt }) => {
    const {
      resolvedAt: _,
      closedAt: __,
      postmortemDue: ___,
      roomsArchivedAt: ____,
      ...rest
    } = state;
    return {
      ...rest,
      phase: 'active',
      reopenedAt: occurredAt,
      told: [],
      metrics: withoutHeld(state.metrics),
      ...(state.cadence === undefined ? {} : { cadence: { ...state.cadence, since: occurredAt } }),
      postmortem:
        state.postmortem.status === 'none'
          ? state.postmortem
          : { ...state.postmortem, status: 'superseded' },
      episodes: [...state.episodes, { n: data.episode, openedAt: occurredAt, reason: data.reason }],
    };
  },
  'incident.cancelled': (state, { occurredAt }) => ({
    ...state,
    ...endOutages(state, occurredAt),
    phase: 'cancelled',
    cancelledAt: occurredAt,
    promises: [],
  }),
  'postmortem.generated': (state, { data }) => ({
    ...state,
    postmortem: { ...state.postmortem, version: data.version, status: 'draft' },
  }),
  'postmortem.edited': (state, { data, actor, occurredAt }) => ({
    ...state,
    postmortem: {
      ...state.postmortem,
      status: state.postmortem.status === 'draft' ? 'inReview' : state.postmortem.status,
      human: {
        ...state.postmortem.human,
        [data.field]: { text: data.text, by: actor, at: occurredAt },
      },
    },
  }),
  'postmortem.why': (state, { data }) => ({
    ...state,
    postmortem: {
      ...state.postmortem,
      status: state.postmortem.status === 'draft' ? 'inReview' : state.postmortem.status,
      whys: [...state.postmortem.whys, data.text],
    },
  }),
  'postmortem.published': (state, { occurredAt }) => ({
    ...state,
    postmortem: { ...state.postmortem, status: 'published', publishedAt: occurredAt },
  }),
  'action.added': (state, { data, occurredAt }) => ({
    ...state,
    actions: [...state.actions, { ...data, addedAt: occurredAt }],
  }),
  'action.done': (state, { data, occurredAt }) => ({
    ...state,
    actions: state.actions.map((action) =>
      action.id === data.id ? { ...action, doneAt: occurredAt } : action,
    ),
  }),
};
