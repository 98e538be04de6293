import type { PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';
import type { TicketTimes } from './clocks.ts';
import type { TicketEvent, TicketEventOf, TicketEventType } from './event.ts';
import type { ClockMarks, TicketState } from './state.ts';

type Step<T extends TicketEventType> = (state: TicketState, event: TicketEventOf<T>) => TicketState;
type Later = Exclude<TicketEventType, 'ticket.added'>;

const added = ({ data, occurredAt, actor }: TicketEventOf<'ticket.added'>): TicketState => {
  const { because, found, severity, ...rest } = data;
  return {
    ...rest,
    severity,
    level: { severity, because, ...(found === undefined ? {} : { found }) },
    times: { createdAt: occurredAt },
    marks: {},
    status: 'processing',
    addedBy: actor,
    asked: [],
    transfers: [],
    progress: [],
    late: {},
    shownTo: [],
  };
};

const stamped = (state: TicketState, times: Partial<TicketTimes>): TicketState => ({
  ...state,
  times: { ...state.times, ...times },
});

/** Set once; a later one of the same kind changes nothing. */
const firstly = (
  state: TicketState,
  anchor: 'firstResponseAt' | 'contactedAt',
  at: Instant,
): Partial<TicketTimes> => (state.times[anchor] === undefined ? { [anchor]: at } : {});

const shown = (state: TicketState, people: readonly PersonRef[]): readonly string[] => [
  ...new Set([...state.shownTo, ...people.map(({ id }) => id)]),
];

const lateOf = (state: TicketState, clock: string, lateMs: number): TicketState['late'] =>
  lateMs === 0 ? state.late : { ...state.late, [clock]: lateMs };

const marked = (state: TicketState, run: string, mark: ClockMarks): TicketState => ({
  ...state,
  marks: { ...state.marks, [run]: { ...state.marks[run], ...mark } },
});

const lastTransfer = (
  { transfers }: TicketState,
  change: Partial<TicketState['transfers'][number]>,
): TicketState['transfers'] =>
  transfers.map((one, index) => (index === transfers.length - 1 ? { ...one, ...change } : one));

const progressed: Step<'ticket.progressed'> = (state, { data, occurredAt, actor }) => ({
  ...stamped(state, {
    ...firstly(state, 'firstResponseAt', occurredAt),
    ...(state.transfers.length === 0 ? {} : firstly(state, 'contactedAt', occurredAt)),
    ...(data.first && state.times.progressedAt === undefined ? {} : { progressedAt: occurredAt }),
  }),
  late: lateOf(state, data.first ? 'respond' : 'progress', data.lateMs),
  progress: [...state.progress, { text: data.text, by: actor, at: occurredAt }],
});

const transferred: Step<'ticket.transferred'> = (state, { data, occurredAt, actor }) => {
  const { department, reason, people, lateMs } = data;
  const {
    acceptedAt: _accepted,
    contactedAt: _contacted,
    resultAt: _result,
    ...kept
  } = state.times;
  const by = { department, at: occurredAt, by: actor };
  return {
    ...state,
    times: { ...kept, transferredAt: occurredAt },
    transfers: [...state.transfers, { ...by, ...(reason === undefined ? {} : { reason }) }],
    late: lateOf(state, 'transfer', lateMs),
    shownTo: shown(state, people),
  };
};

const STEPS: { readonly [T in Later]: Step<T> } = {
  'ticket.escalated': (state, { data, occurredAt }) => ({
    ...stamped(state, { escalatedAt: occurredAt }),
    asked: data.people,
    escalated: {
      because: data.because,
      ...(data.reason === undefined ? {} : { reason: data.reason }),
    },
    shownTo: shown(state, data.people),
  }),
  'ticket.taken': (state, { data, occurredAt, actor }) => ({
    ...stamped(state, { takenAt: occurredAt }),
    owner: actor,
    late: lateOf(state, 'handover', data.lateMs),
    shownTo: shown(state, [actor]),
  }),
  'ticket.progressed': progressed,
  'ticket.transferred': transferred,
  'ticket.accepted': (state, { data, occurredAt, actor }) => ({
    ...stamped(state, { acceptedAt: occurredAt }),
    transfers: lastTransfer(state, { acceptedAt: occurredAt }),
    late: lateOf(state, 'accept', data.lateMs),
    shownTo: shown(state, [actor]),
  }),
  'ticket.resultGiven': (state, { data, occurredAt }) => ({
    ...stamped(state, { resultAt: occurredAt }),
    transfers: lastTransfer(state, { resultAt: occurredAt }),
    result: data.result,
    status: 'followUp',
  }),
  'ticket.informed': (state, { data, occurredAt }) => ({
    ...stamped(state, { ...firstly(state, 'firstResponseAt', occurredAt), informedAt: occurredAt }),
    transfers: lastTransfer(state, { informedAt: occurredAt }),
    late: lateOf(state, 'inform', data.lateMs),
    status: 'followUp',
  }),
  'ticket.resolved': (state, { data, occurredAt, actor }) => ({
    ...stamped(state, { resolvedAt: occurredAt }),
    status: 'resolved',
    resolvedBy: actor,
    late: lateOf(state, 'resolve', data.lateMs),
    ...(data.result === undefined ? {} : { result: data.result }),
    ...(data.satisfaction === undefined ? {} : { satisfaction: data.satisfaction }),
  }),
  'ticket.explained': (state, { data }) => ({ ...state, lateCause: data.cause }),
  'ticket.graded': (state, { data }) => ({
    ...state,
    severity: data.severity,
    level: { severity: data.severity, because: 'given' },
    limits: data.limits,
    ownerRole: data.ownerRole,
  }),
  'ticket.linked': (state, { data }) => ({ ...state, incident: data.incident }),
  'ticket.warned': (state, { data }) => marked(state, data.run, { warned: true }),
  'ticket.breached': (state, { data }) => marked(state, data.run, { breached: true }),
  'ticket.calledAgain': (state, { data }) => marked(state, data.run, { calledAgain: true }),
};

const step = <T extends Later>(type: T, state: TicketState, event: TicketEvent): TicketState =>
  // Keyed by the event's own type, which TypeScript cannot follow through an index.
  STEPS[type](state, event as TicketEventOf<T>);

/** The ticket after one more event. */
export const evolveTicket = (
  state: TicketState | undefined,
  event: TicketEvent,
): TicketState | undefined => {
  if (event.type === 'ticket.added') return state ?? added(event);
  return state === undefined ? undefined : step(event.type, state, event);
};
