import type { AlertIntent } from '#domain/alert/command.ts';
import { decideAtDesk, type DeskDecision, type DeskIncident } from '#domain/alert/desk.ts';
import type { AlertEvent } from '#domain/alert/event.ts';
import type { AlertState } from '#domain/alert/state.ts';
import type { CommandMeta, IncidentIntent } from '#domain/incident/command.ts';
import { isFigureWanted, isRecoveryNews, isTriggerNews } from '#domain/incident/decide-watch.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { Finding } from '#domain/watch/finding.ts';
import type { Storage } from '#ports/storage.ts';
import type { Clock, Log } from '#ports/system.ts';
import type { CommandHandler } from './handle-command.ts';
import type { StreamHandler } from './stream-handler.ts';

export interface AlertDeskDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly handler: CommandHandler;
  readonly alerts: StreamHandler<AlertState, AlertIntent, AlertEvent>;
  readonly loadIncident: (key: string) => Promise<IncidentState | undefined>;
}

type Fired = Extract<Finding, { kind: 'fired' }>;
const RECENT = 20;
/** More emergencies at a time than anybody can run. */
const RUNNING = 100;
const VIA = 'ingest';

const deskIncident = (state: IncidentState): DeskIncident => {
  const closedAt = state.closedAt;
  const open = ['triage', 'active', 'monitoring'].includes(state.phase);
  return {
    key: state.key,
    scenarios: state.playbooks.map(({ playbook }) => playbook.id),
    open,
    ...(closedAt === undefined || open ? {} : { closedAt }),
  };
};

const incidentsAt = async (deps: AlertDeskDeps): Promise<readonly DeskIncident[]> => {
  const { storage } = deps;
  const [open, ended] = await Promise.all([
    storage.incidents({ open: true, limit: RECENT }),
    storage.incidents({ open: false, limit: RECENT }),
  ]);
  const states = await Promise.all([...open, ...ended].map(({ key }) => deps.loadIncident(key)));
  return states.flatMap((state) =>
    state === undefined || state.phase === 'cancelled' ? [] : deskIncident(state),
  );
};

/** Of one scenario, or of all. */
const alertsAt = async (
  { storage, alerts }: AlertDeskDeps,
  scenario?: string,
): Promise<readonly AlertState[]> => {
  const only = scenario === undefined ? {} : { scenario };
  const rows = await storage.subjects({ kind: 'alert', ...only, limit: RECENT });
  const states = await Promise.all(rows.map(({ key }) => alerts.load(key)));
  return states.filter((state) => state !== undefined);
};

const metaAt = (now: Instant): CommandMeta => ({ now, actor: SYSTEM, via: VIA });

/** Throws where others were at it all along: the watch comes to the same observation again. */
const unlessBusy = (outcome: object, what: string): void => {
  if ('busy' in outcome) throw new Error(`${what} could not be told`);
};

/**
 * Tells an incident, once for each receipt. Throws when others changed it all the while: the watch then
 * comes to the same observation again.
 */
const tell = async (
  { handler, clock }: AlertDeskDeps,
  incident: string,
  intent: IncidentIntent,
  id: string,
): Promise<void> => {
  const options = { receipt: { platform: 'watch', id } };
  const outcome = await handler.handle(incident, intent, metaAt(clock.now()), options);
  unlessBusy(outcome, incident);
};

/** Told once an episode. That one holds on is no news while its end is only watched. */
const isNews = (
  state: IncidentState | undefined,
  met: Parameters<typeof isTriggerNews>[1],
  again: boolean,
): boolean =>
  state !== undefined && isTriggerNews(state, met) && !(again && state.phase === 'monitoring');

/** What a signal or a metric means for an incident that runs. */
const tellIncident = async (
  deps: AlertDeskDeps,
  incident: string,
  { reason, rule, stage, at, playbook, again }: Fired,
  id: string,
): Promise<void> => {
  if (reason.kind === 'threshold' && stage === 'trigger') {
    const { metric, op, limit, value, sustainedForMs, dims } = reason;
    const where = dims === undefined ? {} : { dims };
    const figures = { rule, metric, ...where, op, limit, value, sustainedForMs, at };
    // What holds is found each minute, and told once: no receipt for what is no news.
    if (!isNews(await deps.loadIncident(incident), figures, again)) return;
    await tell(deps, incident, { type: 'triggerMet', ...figures }, id);
  }
  if (reason.kind === 'signal') {
    const { signal, text, url } = reason;
    const said = { playbook, signal, text, ...(url === undefined ? {} : { url }) };
    await tell(deps, incident, { type: 'proposePlaybook', ...said }, id);
  }
};

const raise = async (
  { alerts, clock }: AlertDeskDeps,
  { playbook, rule, reason }: Fired,
  { reopen }: Extract<DeskDecision, { do: 'raise' }>,
  id: string,
): Promise<void> => {
  const offer = reopen === undefined ? {} : { reopen };
  const intent = { type: 'raise', key: '', scenario: playbook, rule, reason, ...offer } as const;
  const options = { receipt: { platform: 'watch', id } };
  unlessBusy(await alerts.open(intent, metaAt(clock.now()), options), `an alert of ${rule}`);
};

const append = async (
  { alerts, clock, log }: AlertDeskDeps,
  { rule, reason }: Fired,
  { alert, suppressed }: Extract<DeskDecision, { do: 'append' }>,
  id: string,
): Promise<void> => {
  if (suppressed) log.info({ alert, rule }, 'met again after a dismissal, without a new alert');
  const intent = { type: 'append', rule, reason, suppressed } as const;
  const options = { receipt: { platform: 'watch', id } };
  unlessBusy(await alerts.handle(alert, intent, metaAt(clock.now()), options), alert);
};

const link = (
  deps: AlertDeskDeps,
  { incident, tickets, word }: Extract<DeskDecision, { do: 'linkTickets' }>,
  id: string,
): Promise<void> => {
  const said = word === undefined ? {} : { word };
  const linked = { tickets: tickets.map((key) => ({ key })), ...said };
  return tell(deps, incident, { type: 'linkTickets', ...linked }, id);
};

const fired = async (deps: AlertDeskDeps, finding: Fired, id: string): Promise<void> => {
  const { clock, policy } = deps;
  const { playbook, reason } = finding;
  const desk = {
    alerts: await alertsAt(deps, playbook),
    others: reason.kind === 'keyword' ? await alertsAt(deps) : [],
    incidents: await incidentsAt(deps),
  };
  const decision = decideAtDesk(finding, desk, clock.now(), policy());
  switch (decision.do) {
    case 'raise':
      return raise(deps, finding, decision, id);
    case 'append':
      return append(deps, finding, decision, id);
    case 'tellIncident':
    case 'proposeAttach':
      return tellIncident(deps, decision.incident, finding, id);
    case 'linkTickets':
      return link(deps, decision, id);
    case 'nothing':
      return undefined;
  }
};

/** Incidents that were open at a moment and are still, as they are now. */
const runningAt = async (
  { storage, loadIncident }: AlertDeskDeps,
  at: Instant,
): Promise<readonly IncidentState[]> => {
  const rows = await storage.incidents({ open: true, limit: RUNNING });
  const then = rows.filter(({ openedAt }) => openedAt <= at);
  const states = await Promise.all(then.map(({ key }) => loadIncident(key)));
  return states.filter((state) => state !== undefined);
};

const recovered = async (
  deps: AlertDeskDeps,
  finding: Extract<Finding, { kind: 'recovered' }>,
  id: string,
): Promise<void> => {
  const { kind: _, playbook, ...held } = finding;
  for (const state of await runningAt(deps, held.at)) {
    const own = state.playbooks.some((one) => one.playbook.id === playbook);
    if (!own || !isRecoveryNews(state, held)) continue;
    await tell(deps, state.key, { type: 'recovered', ...held }, `${id}|${state.key}`);
  }
};

/** Gives a figure to the incidents that it is about. */
const figure = async (
  deps: AlertDeskDeps,
  finding: Extract<Finding, { kind: 'figure' }>,
  id: string,
): Promise<void> => {
  const { kind: _, ...said } = finding;
  for (const state of await runningAt(deps, said.at)) {
    if (!isFigureWanted(state, said, deps.policy())) continue;
    await tell(deps, state.key, { type: 'recordFigure', ...said }, `${id}|${state.key}`);
  }
};

/** The source of a signal says that it is over: the alert it raised says so. */
const over = async (
  { storage, alerts, clock }: AlertDeskDeps,
  { fingerprint }: Extract<Finding, { kind: 'over' }>,
  id: string,
): Promise<void> => {
  const rows = await storage.subjects({ kind: 'alert', limit: RECENT });
  for (const { key } of rows) {
    const state = await alerts.load(key);
    const own = state?.fired.some(
      ({ reason }) => reason.kind === 'signal' && reason.fingerprint === fingerprint,
    );
    if (own !== true) continue;
    const options = { receipt: { platform: 'watch', id: `${id}|${key}` } };
    await alerts.handle(key, { type: 'recordOver' }, metaAt(clock.now()), options);
  }
};

/** Does what the rules found asks for: an alert, or a word to the incident that runs. */
export const createAlertDesk =
  (deps: AlertDeskDeps) =>
  async (finding: Finding, receipt: string): Promise<void> => {
    switch (finding.kind) {
      case 'fired':
        return fired(deps, finding, receipt);
      case 'recovered':
        return recovered(deps, finding, receipt);
      case 'figure':
        return figure(deps, finding, receipt);
      case 'over':
        return over(deps, finding, receipt);
    }
  };
