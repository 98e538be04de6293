import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { PostmortemEvidence } from '#domain/postmortem/model.ts';
import type { Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Clock, Log } from '#ports/system.ts';
import type { Directory } from '../directory.ts';
import type { StreamCache } from '../incident-cache.ts';
import { metricEvidence } from '../metric-evidence.ts';
import type { OrganisationHandler } from '../organisation-handler.ts';
import { type Alerts, createAlerts } from './alerts.ts';
import { type Access, createAccess } from './access.ts';
import { type Changes, createChanges } from './changes.ts';
import { type IncidentPage, listIncidents, type ListQuery } from './incident-list.ts';
import { createPublicStatus, type PublicStatus } from './public-status.ts';
import { readReadiness, type Readiness } from './readiness.ts';
import type { Reader } from './reader.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { createRecords, type IncidentRecord, type Records } from './records.ts';

/** Everything that pages and feeds are made of; whoever asks says who reads. */
export interface Reading {
  readonly records: Records;
  readonly changes: Changes;
  readonly access: Access;
  readonly publicStatus: PublicStatus;
  readonly alerts: Alerts;
  readonly tickets: Tickets;
  list(reader: Reader, query: ListQuery, limit: number): Promise<IncidentPage>;
  readiness(reader: Reader, now: Instant): Promise<Readiness>;
  /** What the stored samples add to the review of an incident. */
  evidence(record: IncidentRecord): Promise<PostmortemEvidence>;
}

/** Reading over the store and what is folded in memory already. */
export const createReading = (deps: {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly incidents: StreamCache<IncidentState>;
  readonly directory: Directory;
  readonly organisation: OrganisationHandler;
  readonly messengers: readonly string[];
  readonly alone: boolean;
}): Reading => {
  const { incidents } = deps;
  const loadIncident = async (key: string) => (await incidents.load(key)).state;
  const all = { ...deps, loadIncident };
  return {
    records: createRecords(deps),
    changes: createChanges(deps),
    access: createAccess(deps),
    publicStatus: createPublicStatus(all),
    alerts: createAlerts(all),
    tickets: createTickets(all),
    list: (reader, query, limit) => listIncidents(all, reader, query, limit),
    readiness: (reader, now) => readReadiness(all, reader, now),
    evidence: (record) => metricEvidence(deps.storage, record, deps.policy(), deps.clock.now()),
  };
};
