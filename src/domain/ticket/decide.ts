import type { CommandMeta } from '../incident/command.ts';
import type { Policy } from '../policy.ts';
import { reject, type Rejected } from '../rejection.ts';
import { latenessOf, type TicketClockId, ticketClocks } from './clocks.ts';
import type { TicketAct, TicketCommand, TicketCommandOf, TicketIntentType } from './command.ts';
import { addTicket } from './decide-add.ts';
import { clocksPassed } from './decide-clocks.ts';
import { fact, happened, type TicketDecision } from './fact.ts';
import { promisesOf } from './limits.ts';
import {
  contactsOf,
  departmentOf,
  isHandler,
  isOfDepartment,
  mayWorkOn,
  ownerRoleFor,
  seniorsFor,
  TICKET_HANDLERS,
} from './people.ts';
import { waitsForSenior, wasLate } from './standing.ts';
import type { TicketState } from './state.ts';

type Act<T extends TicketIntentType> = (
  state: TicketState,
  command: TicketCommandOf<T>,
  policy: Policy,
) => TicketDecision;

/** How late a step is that is done now. */
const lateBy = (state: TicketState, id: TicketClockId, { now }: CommandMeta): number => {
  const clock = ticketClocks(state.limits, state.times).find((one) => one.id === id);
  return clock === undefined || clock.endedAt !== undefined ? 0 : latenessOf(clock, now);
};

const notAllowed = (verb: string): Rejected =>
  reject({ code: 'not-allowed', verb, needs: TICKET_HANDLERS });

/** What is not one's own is not there; what is solved stays as it is. */
const refusal = (
  state: TicketState,
  { type, meta }: TicketCommandOf<TicketAct>,
  policy: Policy,
): Rejected | undefined => {
  const { key, status, resolvedBy, times } = state;
  if (!mayWorkOn(state, meta.actor, policy)) return reject({ code: 'ticket-not-found', key });
  if (status !== 'resolved' || type === 'close') return undefined;
  return reject({
    code: 'ticket-resolved',
    key,
    at: times.resolvedAt ?? meta.now,
    ...(resolvedBy === undefined ? {} : { by: resolvedBy }),
  });
};

const escalate: Act<'escalate'> = (state, { meta, reason }, policy) =>
  happened(
    fact(meta, 'ticket.escalated', {
      people: seniorsFor(state.words, policy),
      because: 'asked',
      reason,
    }),
  );

/** The department that it was transferred to takes it on; before that, whoever was asked takes it over. */
const accept: Act<'accept'> = (state, { meta }, policy) => {
  const transfer = state.transfers.at(-1);
  if (transfer !== undefined && transfer.acceptedAt === undefined) {
    const { department } = transfer;
    const may = isOfDepartment(state, meta.actor, policy);
    if (!may && !meta.actor.groups.includes('commandGroup'))
      return reject({ code: 'ticket-of-department', key: state.key, department });
    const lateMs = lateBy(state, 'accept', meta);
    return happened(fact(meta, 'ticket.accepted', { department, lateMs }));
  }
  if (waitsForSenior(state))
    return happened(fact(meta, 'ticket.taken', { lateMs: lateBy(state, 'handover', meta) }));
  return reject({
    code: 'ticket-nothing-to-accept',
    key: state.key,
    ...(state.owner === undefined ? {} : { by: state.owner }),
  });
};

const progress: Act<'progress'> = (state, { meta, text, bulk }) => {
  // All customers of an incident may be told in the words of its wording.
  if (text.trim() === '' && bulk === undefined)
    return reject({ code: 'nothing-to-record', verb: 'ticket progress' });
  const first = state.times.firstResponseAt === undefined;
  const lateMs = lateBy(state, first ? 'respond' : 'progress', meta);
  const many = bulk === undefined ? {} : { bulk };
  return happened(fact(meta, 'ticket.progressed', { first, text, lateMs, ...many }));
};

const transfer: Act<'transfer'> = (state, { meta, department, reason }, policy) => {
  const found = departmentOf(department, policy);
  if (found === undefined) {
    const known = policy.organisation.departments.map(({ id }) => id);
    return reject({ code: 'department-not-found', given: department, known });
  }
  if (
    !isHandler(meta.actor) &&
    state.addedBy.id !== meta.actor.id &&
    state.owner?.id !== meta.actor.id
  )
    return notAllowed('ticket transfer');
  const last = state.transfers.at(-1);
  if (last?.department === found.id && last.resultAt === undefined)
    return reject({ code: 'ticket-with-department', key: state.key, department, at: last.at });
  return happened(
    fact(meta, 'ticket.transferred', {
      department: found.id,
      people: contactsOf(found.id, policy),
      lateMs: lateBy(state, 'transfer', meta),
      ...(reason === undefined ? {} : { reason }),
    }),
  );
};

/** A department that gives a result has taken it on, also where nobody pressed the button. */
const giveResult: Act<'giveResult'> = (state, { meta, result }) => {
  const open = state.transfers.at(-1);
  const untaken = open !== undefined && open.acceptedAt === undefined;
  const lateMs = lateBy(state, 'accept', meta);
  return happened(
    ...(untaken ? [fact(meta, 'ticket.accepted', { department: open.department, lateMs })] : []),
    fact(meta, 'ticket.resultGiven', { result }),
  );
};

const inform: Act<'inform'> = (state, { meta, text }) =>
  state.times.resultAt === undefined && text === undefined
    ? reject({ code: 'ticket-without-result', key: state.key })
    : happened(
        fact(meta, 'ticket.informed', {
          lateMs: lateBy(state, 'inform', meta),
          ...(text === undefined ? {} : { text }),
        }),
      );

/** Closed again only to say why it was late (S3-21). */
const close: Act<'close'> = (state, { meta, result, satisfaction, cause, bulk }) => {
  const explained =
    cause === undefined || !(wasLate(state) || lateBy(state, 'resolve', meta) > 0)
      ? []
      : [fact(meta, 'ticket.explained', { cause })];
  if (state.status === 'resolved')
    return explained.length > 0
      ? happened(...explained)
      : reject({
          code: 'ticket-resolved',
          key: state.key,
          at: state.times.resolvedAt ?? meta.now,
          ...(state.resolvedBy === undefined ? {} : { by: state.resolvedBy }),
        });
  return happened(
    fact(meta, 'ticket.resolved', {
      lateMs: lateBy(state, 'resolve', meta),
      ...(result === undefined ? {} : { result }),
      ...(satisfaction === undefined ? {} : { satisfaction }),
      ...(bulk === undefined ? {} : { bulk }),
    }),
    ...explained,
  );
};

/** Another level restarts no clock that ended: its times are those from when it came in. */
const grade: Act<'grade'> = (state, { meta, severity, reason }, policy) => {
  if (!isHandler(meta.actor)) return notAllowed('ticket level');
  if (severity === state.severity) return happened();
  const { category, times } = state;
  const about = { category, severity, createdAt: times.createdAt };
  const urgent = severity === 'sev1' && state.times.escalatedAt === undefined;
  return happened(
    fact(meta, 'ticket.graded', {
      severity,
      reason,
      limits: promisesOf(about, policy),
      ownerRole: ownerRoleFor(severity, policy),
    }),
    ...(urgent
      ? [fact(meta, 'ticket.escalated', { people: seniorsFor([], policy), because: 'level' })]
      : []),
  );
};

const ACTS: { readonly [T in TicketAct]: Act<T> } = {
  escalate,
  accept,
  progress,
  transfer,
  giveResult,
  inform,
  close,
  grade,
};

const act = <T extends TicketAct>(
  state: TicketState,
  command: TicketCommandOf<T>,
  policy: Policy,
): TicketDecision => {
  // One of many that is solved already needs nothing.
  const { type } = command as TicketCommand;
  if ('bulk' in command && state.status === 'resolved') return happened();
  return refusal(state, command, policy) ?? (ACTS[type as T] as Act<T>)(state, command, policy);
};

/** What a command makes of a ticket, or why not. */
export const decideTicket = (
  state: TicketState | undefined,
  command: TicketCommand,
  policy: Policy,
): TicketDecision => {
  if (state === undefined)
    return command.type === 'add'
      ? addTicket(command, policy)
      : reject({ code: 'ticket-not-found', key: '' });
  switch (command.type) {
    case 'add':
      return happened();
    case 'recordIncident':
      return state.incident === command.incident
        ? happened()
        : happened(fact(command.meta, 'ticket.linked', { incident: command.incident }));
    case 'deadlinesPassed':
      return clocksPassed(state, command, policy);
    case 'escalate':
    case 'accept':
    case 'progress':
    case 'transfer':
    case 'giveResult':
    case 'inform':
    case 'close':
    case 'grade':
      return act(state, command, policy);
  }
};
