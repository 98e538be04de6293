import type { AlertIntent } from '#domain/alert/command.ts';
import type { Intent } from '#domain/effects.ts';
import { SYSTEM } from '#domain/person.ts';
import { SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { RANK } from './delivery-rows.ts';
import type { SpokenDeps } from './deliver-spoken.ts';
import type { SpokenDelivery } from './spoken.ts';
import type { ExpandContext } from './spots.ts';

type Settle = Extract<SpokenDelivery, { readonly do: 'settleAlerts' }>;

/** The row by which alerts learn what became of an incident, also after a crash. */
export const settleRow = (
  { because }: Extract<Intent, { do: 'settleAlerts' }>,
  { state: { key }, version, now }: ExpandContext,
  index: number,
): NewOutboxRow => {
  const delivery: Settle = { do: 'settleAlerts', subject: key, messenger: '', because };
  return {
    key: `${key}|settle|v${version}.${index}`,
    lane: `tell:${key}`,
    stream: key,
    intent: delivery,
    coalesce: false,
    dueAt: now,
    rank: RANK.urgent,
  };
};

const MOST = 50;

const intentsFor = async (
  deps: SpokenDeps,
  { subject: incident, because }: Settle,
): Promise<readonly (readonly [string, AlertIntent])[]> => {
  const { storage } = deps;
  if (because === 'cancelled') {
    const rows = await storage.subjects({ kind: 'alert', incident, limit: MOST });
    return rows.map(({ key }) => [key, { type: 'recordFalse', incident }]);
  }
  const state = await deps.loadIncident(incident);
  const scenarios = state?.playbooks.map(({ playbook }) => playbook.id) ?? [];
  const rows = await storage.subjects({ kind: 'alert', open: true, limit: MOST });
  const how = because === 'opened' ? 'joined' : 'reopened';
  return rows
    .filter(({ scenario }) => scenario !== null && scenarios.includes(scenario))
    .map(({ key }) => [key, { type: 'recordIncident', incident, how }]);
};

/** Tells the alerts concerned, once each. Throws DeliveryError for what has to be tried again. */
export const settleAlerts = async (
  deps: SpokenDeps,
  delivery: Settle,
  receipt: string,
): Promise<void> => {
  const meta = { now: deps.clock.now(), actor: SYSTEM, via: 'delivery' };
  for (const [key, intent] of await intentsFor(deps, delivery)) {
    const told = await deps.streams.of(key)?.tell(key, intent, meta, `${receipt}|${key}`);
    if (told === false) throw new DeliveryError('busy', 'retry', { retryAfterMs: SECOND });
  }
};
