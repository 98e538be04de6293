import type { Instant } from '../time.ts';
import type { Steps } from './evolve.ts';
import { metricsAfter, toldName } from './metric-track.ts';
import type { IncidentState } from './state.ts';

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
  'metric.recorded': (state, event) => ({ ...state, metrics: metricsAfter(state, event) }),
  'trigger.met': (state, { data }) => ({ ...state, told: [...state.told, toldName(data)] }),
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
