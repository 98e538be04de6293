import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import type { AlertReason, Finding } from '../watch/finding.ts';
import type { ReopenOffer } from './event.ts';
import { isMuchWorse } from './evolve.ts';
import type { AlertState } from './state.ts';

/** An incident as the desk sees it. */
export interface DeskIncident {
  readonly key: string;
  /** Playbooks attached to it. */
  readonly scenarios: readonly string[];
  readonly closedAt?: Instant;
  readonly open: boolean;
}

/** What stands on the desk when a rule fires. */
export interface Desk {
  /** Alerts of the scenario, newest first. */
  readonly alerts: readonly AlertState[];
  /** Alerts of any scenario, newest first, where a word in a ticket is what fired. */
  readonly others?: readonly AlertState[];
  readonly incidents: readonly DeskIncident[];
}

type Fired = Extract<Finding, { kind: 'fired' }>;

export type DeskDecision =
  | { readonly do: 'raise'; readonly reopen?: ReopenOffer }
  | { readonly do: 'append'; readonly alert: string; readonly suppressed: boolean }
  /** The incident runs already: its room hears that the trigger is met. */
  | { readonly do: 'tellIncident'; readonly incident: string }
  /** Another scenario shows during an incident: to be attached, rather than a second incident. */
  | { readonly do: 'proposeAttach'; readonly incident: string }
  /** Complaints about what an incident is about already belong to it (E3). */
  | {
      readonly do: 'linkTickets';
      readonly incident: string;
      readonly tickets: readonly string[];
      readonly word?: string;
    }
  | { readonly do: 'nothing' };

const worstOf = ({ fired }: AlertState, rule: string): AlertReason | undefined =>
  fired.find((one) => one.rule === rule)?.worst;

const collects = (alert: AlertState, { rule, reason }: Fired, now: Instant, policy: Policy) => {
  const { mergeWindowMs, dismissCooldownMs } = policy.common.engine;
  if (alert.phase === 'raised') return { suppressed: false };
  if (alert.phase === 'confirmed')
    return now - alert.raisedAt <= mergeWindowMs ? { suppressed: false } : undefined;
  const since = alert.decided?.at ?? alert.updatedAt;
  const worst = worstOf(alert, rule);
  const worse = worst !== undefined && isMuchWorse(worst, reason);
  // Another rule of the scenario is news, unless it is the same moment's.
  const quiet = worst !== undefined && now - since <= dismissCooldownMs && !worse;
  return quiet ? { suppressed: true } : undefined;
};

const offerOf = (
  { incidents }: Desk,
  scenario: string,
  now: Instant,
  policy: Policy,
): { readonly reopen?: ReopenOffer } => {
  const { reopenWindowMs } = policy.common.engine;
  const [last] = incidents
    .filter(
      ({ scenarios, open, closedAt }) =>
        !open &&
        scenarios.includes(scenario) &&
        closedAt !== undefined &&
        now - closedAt <= reopenWindowMs,
    )
    .toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0));
  return last?.closedAt === undefined
    ? {}
    : { reopen: { incident: last.key, closedAt: last.closedAt } };
};

const ticketsIn = (reason: AlertReason): readonly string[] => {
  if (reason.kind === 'count') return reason.tickets;
  return reason.kind === 'keyword' ? [reason.ticket] : [];
};

const wordIn = (reason: AlertReason): { readonly word?: string } =>
  reason.kind === 'keyword' ? { word: reason.word } : {};

/** The alert that one ticket has raised already by a word in it: another scenario's rule on the same word adds to it. */
const holderOf = ({ others = [] }: Desk, { reason }: Fired): AlertState | undefined =>
  reason.kind !== 'keyword'
    ? undefined
    : others.find(({ fired }) =>
        fired.some((one) => one.reason.kind === 'keyword' && one.reason.ticket === reason.ticket),
      );

/** What a rule that fired leads to: one alert a scenario, and none beside an incident that runs (domain 7, 8). */
export const decideAtDesk = (
  finding: Fired,
  desk: Desk,
  now: Instant,
  policy: Policy,
): DeskDecision => {
  const { playbook, reason } = finding;
  const running = desk.incidents.filter(({ open }) => open);
  const own = running.find(({ scenarios }) => scenarios.includes(playbook));
  const tickets = ticketsIn(reason);
  if (own !== undefined && tickets.length > 0)
    return { do: 'linkTickets', incident: own.key, tickets, ...wordIn(reason) };
  if (own !== undefined) {
    const isSignal = reason.kind === 'signal' && !finding.again;
    // One that holds already when the incident opens is found again, and told then.
    const isMet = reason.kind === 'threshold' && finding.stage === 'trigger';
    if (isSignal || isMet) return { do: 'tellIncident', incident: own.key };
    const opener = desk.alerts.find(
      ({ incident, raisedAt }) =>
        incident === own.key && now - raisedAt <= policy.common.engine.mergeWindowMs,
    );
    return opener === undefined
      ? { do: 'nothing' }
      : { do: 'append', alert: opener.key, suppressed: false };
  }
  const collector = desk.alerts
    .map((alert) => ({ alert, as: collects(alert, finding, now, policy) }))
    .find(({ as }) => as !== undefined);
  if (collector?.as !== undefined)
    return { do: 'append', alert: collector.alert.key, suppressed: collector.as.suppressed };
  const holder = holderOf(desk, finding);
  if (holder !== undefined)
    return { do: 'append', alert: holder.key, suppressed: holder.phase === 'dismissed' };
  const [other] = running;
  if (other !== undefined && reason.kind === 'signal' && running.length === 1)
    return { do: 'proposeAttach', incident: other.key };
  // Words are for the incident that runs, but for those that call for one at once: somebody is hurt.
  if (other !== undefined && reason.kind === 'keyword' && finding.stage === 'watch')
    return { do: 'nothing' };
  return { do: 'raise', ...offerOf(desk, playbook, now, policy) };
};
