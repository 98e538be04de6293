import type { CommandMeta } from '../incident/command.ts';
import type { Policy } from '../policy.ts';
import { recorded } from '../recorded.ts';
import { type Decision, reject, type Rejected } from '../rejection.ts';
import type { Instant } from '../time.ts';
import type { AlertCommand, AlertCommandOf } from './command.ts';
import type { AlertEvent, AlertEventOf, AlertEventType, AlertPayload } from './event.ts';
import type { AlertState } from './state.ts';
import { alertOccurrences } from './timers.ts';

type AlertDecision = Decision<AlertEvent>;

/** Who may say whether an alert is real (domain 0.5). */
const VERIFIERS = ['dutyOps', 'commandGroup'];

const fact = <T extends AlertEventType>(
  meta: CommandMeta,
  type: T,
  data: AlertPayload<T>,
  occurredAt?: Instant,
): AlertEventOf<T> => recorded(meta, type, data, occurredAt) as unknown as AlertEventOf<T>;

const happened = (...events: readonly AlertEvent[]): AlertDecision => ({ events });

const raise = (
  { meta, key, scenario, rule, reason, reopen }: AlertCommandOf<'raise'>,
  policy: Policy,
): AlertDecision =>
  happened(
    fact(meta, 'alert.raised', {
      key,
      scenario,
      rule,
      reason,
      verifyDue: meta.now + policy.common.deadlines.verifyAlert.dueMs,
      ...(reopen === undefined ? {} : { reopen }),
    }),
  );

/** Refuses whoever may not verify, and what is decided already: by whom and when is said. */
const refusal = (state: AlertState, { actor }: CommandMeta): Rejected | undefined => {
  if (!actor.groups.some((group) => VERIFIERS.includes(group)))
    return reject({ code: 'not-allowed', verb: 'verify', needs: VERIFIERS });
  const { decided, phase, incident } = state;
  if (decided === undefined || phase === 'raised') return undefined;
  return reject({
    code: 'alert-decided',
    key: state.key,
    as: phase,
    by: decided.by,
    at: decided.at,
    ...(incident === undefined ? {} : { incident }),
  });
};

const lateness = ({ verifyDue }: AlertState, { now }: CommandMeta): number =>
  Math.max(0, now - verifyDue);

const confirm = (
  state: AlertState,
  command: AlertCommandOf<'confirm'>,
  policy: Policy,
): AlertDecision => {
  const { meta, scope, status, cause, metrics, join } = command;
  const refused = refusal(state, meta);
  if (refused !== undefined) return refused;
  const scenario = command.scenario ?? state.scenario;
  if (!Object.hasOwn(policy.playbooks, scenario)) {
    const known = Object.keys(policy.playbooks);
    return reject({ code: 'unknown-scenario', given: scenario, known });
  }
  return happened(
    fact(meta, 'alert.confirmed', {
      scenario,
      regions: scope.regions ?? [],
      lateMs: lateness(state, meta),
      ...(scope.users === undefined ? {} : { users: scope.users }),
      ...(status === undefined ? {} : { status }),
      ...(cause === undefined ? {} : { cause }),
      ...(metrics === undefined ? {} : { metrics }),
    }),
    ...(join === undefined
      ? []
      : [fact(meta, 'alert.linked', { incident: join, how: 'joined' } as const)]),
  );
};

const dismiss = (state: AlertState, { meta, reason }: AlertCommandOf<'dismiss'>): AlertDecision => {
  const refused = refusal(state, meta);
  if (refused !== undefined) return refused;
  if (reason === undefined || reason.trim() === '')
    return reject({ code: 'reason-missing', verb: 'verify' });
  return happened(fact(meta, 'alert.dismissed', { reason, lateMs: lateness(state, meta) }));
};

const passed = (
  state: AlertState,
  { meta }: AlertCommandOf<'deadlinesPassed'>,
  policy: Policy,
): AlertDecision => {
  const dueAt = state.verifyDue;
  const due = alertOccurrences(state, policy).filter(({ at }) => at <= meta.now);
  const isOver = due.some(({ stage }) => stage === 'breach');
  return happened(
    ...due.flatMap(({ stage }): readonly AlertEvent[] => {
      switch (stage) {
        case 'warn':
          // Told late, the breach says it all.
          return isOver ? [] : [fact(meta, 'alert.warned', { dueAt })];
        case 'breach':
          return [fact(meta, 'alert.breached', { dueAt, lateMs: meta.now - dueAt }, dueAt)];
        case 'escalate':
          return [fact(meta, 'alert.escalated', { dueAt })];
      }
    }),
  );
};

const decideOn = (state: AlertState, command: AlertCommand, policy: Policy): AlertDecision => {
  const { meta } = command;
  switch (command.type) {
    case 'raise':
      return happened();
    case 'append': {
      const { rule, reason, suppressed } = command;
      return happened(fact(meta, 'alert.appended', { rule, reason, suppressed }));
    }
    case 'confirm':
      return confirm(state, command, policy);
    case 'dismiss':
      return dismiss(state, command);
    case 'recordIncident': {
      const { incident, how = 'opened' } = command;
      return state.incident === undefined && state.phase !== 'dismissed'
        ? happened(fact(meta, 'alert.linked', { incident, how }))
        : happened();
    }
    case 'recordFalse':
      return state.falseAlarm || state.incident !== command.incident
        ? happened()
        : happened(fact(meta, 'alert.falsified', { incident: command.incident }));
    case 'recordOver':
      return state.overAt === undefined ? happened(fact(meta, 'alert.over', {})) : happened();
    case 'deadlinesPassed':
      return passed(state, command, policy);
  }
};

/** What a command makes of an alert, or why not. */
export const decideAlert = (
  state: AlertState | undefined,
  command: AlertCommand,
  policy: Policy,
): AlertDecision => {
  if (state !== undefined) return decideOn(state, command, policy);
  return command.type === 'raise'
    ? raise(command, policy)
    : reject({ code: 'alert-not-found', key: '' });
};
