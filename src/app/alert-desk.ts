import type { AlertIntent } from '#domain/alert/command.ts';
import { decideAtDesk, type DeskIncident } from '#domain/alert/desk.ts';
import type { AlertEvent } from '#domain/alert/event.ts';
import type { AlertState } from '#domain/alert/state.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
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
  loadIncident(key: string): Promise<IncidentState | undefined>;
}

type Fired = Extract<Finding, { kind: 'fired' }>;
const RECENT = 20;
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

/** What a signal or a metric means for an incident that runs. */
const tellIncident = async (
  { handler }: AlertDeskDeps,
  incident: string,
  { reason, rule, stage, at, playbook }: Fired,
  meta: CommandMeta,
  id: string,
): Promise<void> => {
  const receipt = { platform: 'watch', id };
  if (reason.kind === 'threshold' && stage === 'trigger') {
    const { metric, op, limit, value, sustainedForMs } = reason;
    const figures = { rule, metric, op, limit, value, sustainedForMs, at };
    await handler.handle(incident, { type: 'triggerMet', ...figures }, meta, { receipt });
  }
  if (reason.kind === 'signal') {
    const { signal, text, url } = reason;
    const said = { playbook, signal, text, ...(url === undefined ? {} : { url }) };
    await handler.handle(incident, { type: 'proposePlaybook', ...said }, meta, { receipt });
  }
};

const fired = async (deps: AlertDeskDeps, finding: Fired, id: string): Promise<void> => {
  const { alerts, clock, policy, log } = deps;
  const { playbook, rule, reason } = finding;
  const now = clock.now();
  const desk = {
    alerts: await alertsAt(deps, playbook),
    others: reason.kind === 'keyword' ? await alertsAt(deps) : [],
    incidents: await incidentsAt(deps),
  };
  const decision = decideAtDesk(finding, desk, now, policy());
  const meta = metaAt(now);
  const options = { receipt: { platform: 'watch', id } };
  switch (decision.do) {
    case 'raise': {
      const { reopen } = decision;
      const offer = reopen === undefined ? {} : { reopen };
      const intent = {
        type: 'raise',
        key: '',
        scenario: playbook,
        rule,
        reason,
        ...offer,
      } as const;
      await alerts.open(intent, meta, options);
      return;
    }
    case 'append': {
      const { alert, suppressed } = decision;
      if (suppressed) log.info({ alert, rule }, 'met again after a dismissal, without a new alert');
      await alerts.handle(alert, { type: 'append', rule, reason, suppressed }, meta, options);
      return;
    }
    case 'tellIncident':
    case 'proposeAttach':
      await tellIncident(deps, decision.incident, finding, meta, id);
      return;
    case 'linkTickets': {
      const { incident, tickets, word } = decision;
      const linked = {
        tickets: tickets.map((key) => ({ key })),
        ...(word === undefined ? {} : { word }),
      };
      await deps.handler.handle(incident, { type: 'linkTickets', ...linked }, meta, options);
      return;
    }
    case 'nothing':
      return;
  }
};

const recovered = async (
  deps: AlertDeskDeps,
  { playbook, metric, value, limit, sustainedForMs }: Extract<Finding, { kind: 'recovered' }>,
  id: string,
): Promise<void> => {
  const meta = metaAt(deps.clock.now());
  for (const { key, open, scenarios } of await incidentsAt(deps)) {
    if (!open || !scenarios.includes(playbook)) continue;
    const receipt = { platform: 'watch', id: `${id}|${key}` };
    const figures = { metric, value, limit, sustainedForMs };
    await deps.handler.handle(key, { type: 'recovered', ...figures }, meta, { receipt });
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
      case 'over':
        return over(deps, finding, receipt);
    }
  };
