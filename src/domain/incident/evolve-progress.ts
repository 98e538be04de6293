import type { Instant } from '../time.ts';
import type { Operator } from '../playbook/playbook.ts';
import type { Steps } from './evolve.ts';
import type { IncidentState, MetricTrack } from './state.ts';

/** Reads a rule strictly: 以上/以内 include the number, 超过/低于 do not (domain 0.2). */
export const compares = (value: number, op: Operator, limit: number): boolean => {
  switch (op) {
    case 'lt':
      return value < limit;
    case 'lte':
      return value <= limit;
    case 'gt':
      return value > limit;
    case 'gte':
      return value >= limit;
    case 'eq':
      return value === limit;
  }
};

export interface Watched {
  /** Rule id, or `recovery:<playbook>` and `recovery:level`. */
  readonly id: string;
  readonly metric: string;
  readonly op: Operator;
  readonly value: number;
  readonly sustainedForMs: number;
}

/** The conditions of this incident that must hold for a time: triggers and recovery targets. */
export const watchedOf = (state: IncidentState): readonly Watched[] =>
  state.playbooks.flatMap(({ playbook }) => [
    ...playbook.triggers.flatMap(({ id, stage, metric, op, value, sustainedForMs, growthPct }) =>
      stage === 'trigger' &&
      metric !== undefined &&
      op !== undefined &&
      value !== undefined &&
      growthPct === undefined
        ? [{ id, metric, op, value, sustainedForMs: sustainedForMs ?? 0 }]
        : [],
    ),
    ...(playbook.recovery === undefined
      ? []
      : [{ id: `recovery:${playbook.id}`, ...playbook.recovery }]),
  ]);

/** Own properties only: the names are what people and monitors send. */
const trackOf = (state: IncidentState, metric: string): MetricTrack | undefined =>
  Object.hasOwn(state.metrics, metric) ? state.metrics[metric] : undefined;

const heldSince = (
  state: IncidentState,
  metric: string,
  value: number,
  at: Instant,
): MetricTrack['heldSince'] => {
  const before = trackOf(state, metric)?.heldSince ?? {};
  return Object.fromEntries(
    watchedOf(state)
      .filter((watched) => watched.metric === metric && compares(value, watched.op, watched.value))
      .map(({ id }) => [id, before[id] ?? at]),
  );
};

const tracked = (state: IncidentState, metric: string, value: number, at: Instant): MetricTrack => {
  const before = trackOf(state, metric);
  if (before === undefined)
    return {
      last: value,
      lastAt: at,
      min: value,
      max: value,
      first: value,
      firstAt: at,
      count: 1,
      heldSince: heldSince(state, metric, value, at),
    };
  const late = at < before.lastAt;
  return {
    last: late ? before.last : value,
    lastAt: Math.max(before.lastAt, at),
    min: Math.min(before.min, value),
    max: Math.max(before.max, value),
    first: at < before.firstAt ? value : before.first,
    firstAt: Math.min(before.firstAt, at),
    count: before.count + 1,
    // A late sample is history: it must not start or break what holds now.
    heldSince: late ? before.heldSince : heldSince(state, metric, value, at),
  };
};

const posted = (
  state: IncidentState,
  message: string | undefined,
  entry: { kind: 'note' | 'update'; id: string; text: string },
) => (message === undefined ? state.messages : { ...state.messages, [message]: entry });

const corrected = (
  state: IncidentState,
  kind: 'note' | 'update',
  id: string,
  { text, at }: { readonly text: string; readonly at?: Instant },
) => {
  const now = { text, ...(at === undefined ? {} : { editedAt: at }) };
  return Object.fromEntries(
    Object.entries(state.messages).map(([message, entry]) => [
      message,
      entry.kind === kind && entry.id === id ? { ...entry, ...now } : entry,
    ]),
  );
};

export const evolveProgress: Steps<
  | 'role.assigned'
  | 'handover.proposed'
  | 'handover.accepted'
  | 'update.posted'
  | 'update.corrected'
  | 'metric.recorded'
  | 'trigger.met'
  | 'recovery.suggested'
  | 'signal.heard'
  | 'meeting.started'
  | 'meeting.ended'
  | 'meeting.linked'
  | 'standby.called'
  | 'standby.replied'
  | 'standby.summarised'
  | 'note.added'
  | 'note.corrected'
  | 'note.deleted'
  | 'link.added'
  | 'plan.proposed'
  | 'plan.approved'
> = {
  'role.assigned': (state, { data, occurredAt }) => ({
    ...state,
    roles: {
      ...state.roles,
      [data.role]: {
        people: data.people,
        assignedAt: state.roles[data.role]?.assignedAt ?? occurredAt,
        ...(data.lead === true && data.people[0] !== undefined ? { lead: data.people[0] } : {}),
      },
    },
  }),
  'handover.proposed': (state, { data, actor, occurredAt }) => ({
    ...state,
    handovers: {
      ...state.handovers,
      [data.role]: {
        to: data.to,
        from: actor,
        at: occurredAt,
        ...(data.note === undefined ? {} : { note: data.note }),
      },
    },
  }),
  'handover.accepted': (state, { data }) => {
    const { [data.role]: _, ...handovers } = state.handovers;
    return { ...state, handovers };
  },
  'update.posted': (state, { data, occurredAt, actor }) => {
    const { cadence, updates } = state;
    const due =
      cadence === undefined
        ? undefined
        : Math.max(updates.lastAt ?? 0, cadence.since) + cadence.everyMs;
    const percent = data.percent ?? updates.percent;
    const caution = data.caution ?? updates.caution;
    return {
      ...state,
      updates: {
        count: data.n,
        onTime: updates.onTime + (due === undefined || occurredAt <= due ? 1 : 0),
        lastAt: occurredAt,
        lastText: data.text,
        lastBy: actor,
        ...(percent === undefined ? {} : { percent }),
        ...(caution === undefined ? {} : { caution }),
      },
      messages: posted(state, data.message, {
        kind: 'update',
        id: String(data.n),
        text: data.text,
      }),
    };
  },
  'update.corrected': (state, { data }) => ({
    ...state,
    updates:
      data.n === state.updates.count ? { ...state.updates, lastText: data.text } : state.updates,
    messages: corrected(state, 'update', String(data.n), data),
  }),
  'metric.recorded': (state, { data, occurredAt }) => ({
    ...state,
    metrics: Object.entries(data.values).reduce(
      (all, [metric, value]) => ({ ...all, [metric]: tracked(state, metric, value, occurredAt) }),
      state.metrics,
    ),
  }),
  'trigger.met': (state, { data }) => ({ ...state, told: [...state.told, data.rule] }),
  'recovery.suggested': (state) => ({ ...state, told: [...state.told, 'recovery'] }),
  'signal.heard': (state) => state,
  'meeting.started': (state, { data, occurredAt, actor }) => ({
    ...state,
    // One meeting at a time: starting another, or naming its order of work, ends the one before.
    meetings: [
      ...state.meetings.map((meeting) => ({ endedAt: occurredAt, ...meeting })),
      { ...data, startedAt: occurredAt, by: actor },
    ],
  }),
  'meeting.ended': (state, { occurredAt }) => ({
    ...state,
    meetings: state.meetings.map((meeting, index) =>
      index === state.meetings.length - 1 && meeting.endedAt === undefined
        ? { ...meeting, endedAt: occurredAt }
        : meeting,
    ),
  }),
  'meeting.linked': (state, { data }) => ({
    ...state,
    meetings: state.meetings.map((meeting, index) =>
      index === state.meetings.length - 1 ? { ...meeting, url: data.url } : meeting,
    ),
  }),
  'standby.called': (state, { data, occurredAt }) => ({
    ...state,
    standby: { calledAt: occurredAt, people: data.people, count: data.count, replies: {} },
  }),
  'standby.replied': (state, { data, actor }) =>
    state.standby === undefined
      ? state
      : {
          ...state,
          standby: {
            ...state.standby,
            replies: { ...state.standby.replies, [actor.id]: data.reply },
          },
        },
  'standby.summarised': (state, { occurredAt }) =>
    state.standby === undefined
      ? state
      : { ...state, standby: { ...state.standby, summarisedAt: occurredAt } },
  'note.added': (state, { data }) => ({
    ...state,
    noteCount: state.noteCount + 1,
    messages: posted(state, data.message, { kind: 'note', id: data.id, text: data.text }),
  }),
  'note.corrected': (state, { data }) => ({
    ...state,
    messages: corrected(state, 'note', data.id, data),
  }),
  'note.deleted': (state, { data }) => ({
    ...state,
    messages: Object.fromEntries(
      Object.entries(state.messages).filter(
        ([, { kind, id }]) => kind !== 'note' || id !== data.id,
      ),
    ),
  }),
  'link.added': (state, { data, occurredAt, actor }) => ({
    ...state,
    links: [...state.links, { ...data, by: actor, at: occurredAt }],
  }),
  'plan.proposed': (state, { data, actor }) => ({
    ...state,
    plans: [...state.plans, { ...data, author: actor, status: 'pending' }],
  }),
  'plan.approved': (state, { data }) => ({
    ...state,
    plans: state.plans.map((plan) =>
      plan.id === data.id ? { ...plan, status: 'approved' } : plan,
    ),
  }),
};
