import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { Playbook, Scheme } from '../playbook/playbook.ts';
import { suggestSeverity } from '../playbook/suggest.ts';
import { HOUR } from '../time.ts';
import type { CommandOf, ScopeInput } from './command.ts';
import type { Deciders } from './decide.ts';
import { gradingEvents } from './decide-grade.ts';
import type { EventOf, IncidentEvent, Scope } from './event.ts';
import type { LinkedTicket } from './event-tickets.ts';
import { foldIncident } from './evolve.ts';
import {
  COMMAND,
  fact,
  happened,
  PARTICIPANT,
  unlessAllowed,
  unlessPhase,
  type IncidentDecision,
} from './fact.ts';
import type { IncidentState } from './state.ts';
import { anchoredTasks, checklistOf, gradingTasks, openTasks } from './tasks.ts';

const NATIONWIDE = /^(全国|全國|nationwide|all)$/i;

/** Scope as typed, on top of what is known. */
export const mergeScope = (before: Scope, input: ScopeInput): Scope => {
  const regions = input.regions ?? before.regions;
  const users = input.users ?? before.users;
  return {
    regions,
    nationwide: regions.some((region) => NATIONWIDE.test(region.trim())),
    ...(users === undefined ? {} : { users }),
  };
};

const NOWHERE: Scope = { regions: [], nationwide: false };

/** What the opening records: the rules in force are copied, so that later edits change no running incident. */
const openedEvent = (
  command: CommandOf<'open'>,
  playbook: Playbook,
  scheme: Scheme,
  policy: Policy,
): EventOf<'incident.opened'> => {
  const { meta, startedAt, cause, status, linkedTo, fromTicket, flags, metrics } = command;
  const { alert, alertedAt } = command;
  const scope = mergeScope(NOWHERE, command.scope);
  return fact(meta, 'incident.opened', {
    key: command.key,
    title: command.title,
    playbook,
    scheme,
    engine: policy.common.engine,
    ladder: policy.common.escalationLadder,
    timezone: policy.common.timezone,
    locale: command.locale,
    suggestion: suggestSeverity(playbook, scheme, {
      scope,
      flags,
      ...(metrics === undefined ? {} : { metrics }),
    }),
    scope,
    flags,
    messengers: command.messengers,
    gradeDueMs: policy.common.deadlines.gradeIncident.dueMs,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(cause === undefined ? {} : { cause }),
    ...(status === undefined ? {} : { status }),
    ...(linkedTo === undefined ? {} : { linkedTo }),
    ...(fromTicket === undefined ? {} : { fromTicket }),
    ...(command.fromDepartment === undefined ? {} : { fromDepartment: command.fromDepartment }),
    ...(alert === undefined ? {} : { alert }),
    ...(alertedAt === undefined ? {} : { alertedAt }),
  });
};

/** Complaints that it is about, and the one it was made of. */
const ticketsOf = ({ tickets = [], fromTicket }: CommandOf<'open'>): readonly LinkedTicket[] =>
  [...new Set([...tickets, ...(fromTicket === undefined ? [] : [fromTicket])])].map((key) => ({
    key,
  }));

/** Opens an incident; with a level given it is graded in the same breath (S1-10). */
export const decideOpen = (command: CommandOf<'open'>, policy: Policy): IncidentDecision => {
  const { meta, scenario, severity } = command;
  const playbook = policy.playbooks[scenario];
  const scheme = policy.schemes[playbook?.scheme ?? ''];
  if (playbook === undefined || scheme === undefined)
    return reject({
      code: 'unknown-scenario',
      given: scenario,
      known: Object.keys(policy.playbooks),
    });
  if (command.startedAt !== undefined && command.startedAt > meta.now)
    return reject({ code: 'time-in-future', at: command.startedAt });
  const events: IncidentEvent[] = [openedEvent(command, playbook, scheme, policy)];
  const tasks = checklistOf(playbook, severity, meta.now, []);
  if (tasks.length > 0) events.push(fact(meta, 'tasks.added', { tasks }));
  const { metrics = {} } = command;
  if (Object.keys(metrics).length > 0)
    events.push(fact(meta, 'metric.recorded', { values: metrics }));
  const tickets = ticketsOf(command);
  if (tickets.length > 0) events.push(fact(meta, 'tickets.linked', { tickets }));
  const state = foldIncident(undefined, events);
  if (state === undefined || severity === undefined) return { events };
  return { events: [...events, ...gradingEvents(state, severity, undefined, meta, policy)] };
};

const resolve = (state: IncidentState, { reason, meta }: CommandOf<'resolve'>, policy: Policy) => {
  const refused =
    unlessPhase(state, 'resolve', ['active']) ??
    unlessAllowed(state, meta, policy, 'resolve', COMMAND);
  if (refused !== undefined) return refused;
  const tasks = anchoredTasks(state, 'resolved', state.severity, meta.now);
  return happened(
    fact(meta, 'incident.resolved', { reason: reason ?? '' }),
    ...(tasks.length > 0 ? [fact(meta, 'tasks.added', { tasks })] : []),
  );
};

/** S0-45: an open item blocks closing unless it is forced with a reason, which then shows. */
const close = (
  state: IncidentState,
  { reason, force, meta }: CommandOf<'close'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'close', ['monitoring']) ??
    unlessAllowed(state, meta, policy, 'close', COMMAND);
  if (refused !== undefined) return refused;
  const open = openTasks(state).map(({ id }) => id);
  if (open.length > 0 && (force === undefined || force.trim() === ''))
    return reject({ code: 'tasks-open', tasks: open });
  const { postmortemDraft, postmortemReview } = policy.common.deadlines;
  const closed = fact(meta, 'incident.closed', {
    openTasks: open,
    postmortemDraftDue: meta.now + postmortemDraft.dueMs,
    postmortemReviewDue: meta.now + postmortemReview.dueMs,
    ...(reason === undefined ? {} : { reason }),
    ...(open.length > 0 && force !== undefined ? { forced: force } : {}),
  });
  return happened(
    ...(open.length > 0 ? [fact(meta, 'tasks.superseded', { ids: open, because: 'closed' })] : []),
    closed,
    fact(meta, 'postmortem.generated', { version: state.postmortem.version + 1 }),
  );
};

/** What was lost while nobody needed it is needed again. */
const lostMeanwhile = (
  { rooms }: IncidentState,
  meta: CommandOf<'reopen'>['meta'],
): readonly IncidentEvent[] =>
  Object.entries(rooms).flatMap(([messenger, { id, lost }]) =>
    lost === undefined || lost === 'archived'
      ? []
      : [fact(meta, 'room.lost', { messenger, room: id, reason: lost })],
  );

const reopen = (state: IncidentState, { reason, meta }: CommandOf<'reopen'>, policy: Policy) => {
  const refused =
    unlessPhase(state, 'reopen', ['monitoring', 'closed']) ??
    unlessAllowed(state, meta, policy, 'reopen', [...COMMAND, ...PARTICIPANT, 'dutyOps']);
  if (refused !== undefined) return refused;
  const { closedAt, engine, severity } = state;
  if (closedAt !== undefined && meta.now - closedAt > engine.reopenWindowMs)
    return reject({ code: 'reopen-window-passed', closedAt, hours: engine.reopenWindowMs / HOUR });
  if (reason === undefined || reason.trim() === '')
    return reject({ code: 'reason-missing', verb: 'reopen' });
  const events: IncidentEvent[] = [
    fact(meta, 'incident.reopened', { reason, episode: state.episodes.length + 1 }),
    ...lostMeanwhile(state, meta),
  ];
  const ids = openTasks(state).map(({ id }) => id);
  if (ids.length > 0) events.push(fact(meta, 'tasks.superseded', { ids, because: 'reopened' }));
  const checklist = anchoredTasks(state, 'opened', severity, meta.now);
  if (checklist.length > 0) events.push(fact(meta, 'tasks.added', { tasks: checklist }));
  const after = foldIncident(state, events) ?? state;
  const duties =
    severity === undefined
      ? []
      : gradingTasks(after, severity, state.scheme.levels[severity], meta.now);
  if (duties.length > 0) events.push(fact(meta, 'tasks.added', { tasks: duties }));
  return { events };
};

const cancel = (state: IncidentState, { reason, meta }: CommandOf<'cancel'>, policy: Policy) => {
  const refused =
    unlessPhase(state, 'cancel', ['triage', 'active']) ??
    unlessAllowed(state, meta, policy, 'cancel', COMMAND);
  if (refused !== undefined) return refused;
  if (reason === undefined || reason.trim() === '')
    return reject({ code: 'reason-missing', verb: 'cancel' });
  const ids = openTasks(state).map(({ id }) => id);
  return happened(
    ...(ids.length > 0 ? [fact(meta, 'tasks.superseded', { ids, because: 'cancelled' })] : []),
    fact(meta, 'incident.cancelled', { reason }),
  );
};

/** A second playbook starts its own checklist at this moment (domain 3). */
const playbookAttach = (
  state: IncidentState,
  { playbook: id, meta }: CommandOf<'playbookAttach'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'playbook', ['triage', 'active', 'monitoring']) ??
    unlessAllowed(state, meta, policy, 'playbook', COMMAND);
  if (refused !== undefined) return refused;
  const playbook = policy.playbooks[id];
  const scheme = policy.schemes[playbook?.scheme ?? ''];
  if (playbook === undefined || scheme === undefined)
    return reject({ code: 'playbook-not-found', given: id, known: Object.keys(policy.playbooks) });
  if (state.playbooks.some((attached) => attached.playbook.id === id))
    return reject({ code: 'playbook-already-attached', playbook: id });
  const tasks = checklistOf(playbook, state.severity, meta.now, state.tasks);
  return happened(
    fact(meta, 'playbook.attached', { playbook, scheme }),
    ...(tasks.length > 0 ? [fact(meta, 'tasks.added', { tasks })] : []),
  );
};

export const decideLifecycle: Deciders<
  'resolve' | 'close' | 'reopen' | 'cancel' | 'playbookAttach'
> = {
  resolve,
  close,
  reopen,
  cancel,
  playbookAttach,
};
