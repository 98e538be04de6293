import type { Instant } from '../time.ts';
import type { AlertReason } from '../watch/finding.ts';
import { isMuchWorse as isWorse } from '../watch/compare.ts';
import type { AlertEvent, AlertEventOf } from './event.ts';
import type { AlertState, FiredRule } from './state.ts';

const further = (was: AlertReason, now: AlertReason): boolean => {
  if (was.kind === 'threshold' && now.kind === 'threshold')
    return now.op === 'lt' || now.op === 'lte' ? now.value < was.value : now.value > was.value;
  if (was.kind === 'growth' && now.kind === 'growth') return now.growthPct > was.growthPct;
  return was.kind === 'count' && now.kind === 'count' && now.count > was.count;
};

/** Whether a reason is worse than another one by 10 points or per cent. */
export const isMuchWorse = (was: AlertReason, now: AlertReason): boolean => {
  if (was.kind === 'threshold' && now.kind === 'threshold')
    return isWorse(now.metric, now.op, was.value, now.value);
  return was.kind === 'growth' && now.kind === 'growth'
    ? isWorse('growthPct', 'gt', was.growthPct, now.growthPct)
    : false;
};

const MOST_POINTS = 60;

const pointOf = (reason: AlertReason, at: Instant): FiredRule['points'] => {
  if (reason.kind === 'threshold') return [[at, reason.value]];
  return reason.kind === 'growth' ? [[at, reason.growthPct]] : [];
};

const added = (
  fired: readonly FiredRule[],
  rule: string,
  reason: AlertReason,
  at: Instant,
): readonly FiredRule[] => {
  const known = fired.find((one) => one.rule === rule);
  if (known === undefined)
    return [
      ...fired,
      {
        rule,
        reason,
        worst: reason,
        firstAt: at,
        lastAt: at,
        count: 1,
        points: pointOf(reason, at),
      },
    ];
  const worst = further(known.worst, reason) ? reason : known.worst;
  const points = [...known.points, ...pointOf(reason, at)].slice(-MOST_POINTS);
  const renewed = { ...known, reason, worst, lastAt: at, count: known.count + 1, points };
  return fired.map((one) => (one === known ? renewed : one));
};

const raised = ({ data, occurredAt }: AlertEventOf<'alert.raised'>): AlertState => ({
  key: data.key,
  scenario: data.scenario,
  phase: 'raised',
  fired: added([], data.rule, data.reason, occurredAt),
  raisedAt: occurredAt,
  updatedAt: occurredAt,
  verifyDue: data.verifyDue,
  falseAlarm: false,
  suppressed: 0,
  warned: false,
  breached: false,
  escalated: false,
  ...(data.reopen === undefined ? {} : { reopen: data.reopen }),
});

const decidedBy = ({
  actor,
  occurredAt,
  data,
}: AlertEventOf<'alert.confirmed' | 'alert.dismissed'>) => ({
  by: actor,
  at: occurredAt,
  lateMs: data.lateMs,
  ...('reason' in data ? { reason: data.reason } : {}),
});

const step = (
  state: AlertState,
  event: Exclude<AlertEvent, { type: 'alert.raised' }>,
): AlertState => {
  switch (event.type) {
    case 'alert.appended': {
      const { rule, reason, suppressed } = event.data;
      return {
        ...state,
        fired: added(state.fired, rule, reason, event.occurredAt),
        updatedAt: event.occurredAt,
        suppressed: state.suppressed + (suppressed ? 1 : 0),
      };
    }
    case 'alert.confirmed':
      return {
        ...state,
        phase: 'confirmed',
        scenario: event.data.scenario,
        decided: decidedBy(event),
      };
    case 'alert.dismissed':
      return { ...state, phase: 'dismissed', decided: decidedBy(event) };
    case 'alert.linked': {
      const { incident, how } = event.data;
      const linked = { ...state, incident, how };
      // Somebody opened or reopened the incident without a word about the alert: that is a confirmation.
      return state.phase === 'raised'
        ? {
            ...linked,
            phase: 'confirmed',
            decided: { by: event.actor, at: event.occurredAt, lateMs: 0 },
          }
        : linked;
    }
    case 'alert.falsified':
      return { ...state, falseAlarm: true };
    case 'alert.over':
      return { ...state, overAt: event.occurredAt };
    case 'alert.warned':
      return { ...state, warned: true };
    case 'alert.breached':
      return { ...state, breached: true };
    case 'alert.escalated':
      return { ...state, escalated: true };
  }
};

/** The alert after one more event. */
export const evolveAlert = (
  state: AlertState | undefined,
  event: AlertEvent,
): AlertState | undefined => {
  if (event.type === 'alert.raised') return state ?? raised(event);
  return state === undefined ? undefined : step(state, event);
};
