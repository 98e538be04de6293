import type { IncidentEvent } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { evolveIncident } from '#domain/incident/evolve.ts';
import { ORGANISATION_STREAM } from '#domain/organisation/stream.ts';
import type { Policy } from '#domain/policy.ts';
import type { Finding, Storage, StoredEvent } from '#ports/storage.ts';
import { fromRecord } from './event-record.ts';
import { organisationEvents, organisationRows } from './organisation-handler.ts';
import { incidentRow, roomRows } from './projection.ts';
import type { Stream } from './stream-handler.ts';
import { timerRows } from './timer-changes.ts';

const PAGE = 1_000;

/** All events of a stream, in pages, so that a long one is never in memory as a whole. */
async function* eventsOf(storage: Storage, stream: string): AsyncGenerator<StoredEvent> {
  for (let from = 1; ; from += PAGE) {
    const page = await storage.events(stream, from, PAGE);
    yield* page;
    if (page.length < PAGE) return;
  }
}

/** An incident with its whole record; undefined when there is none of that key. */
export const loadRecord = async (
  storage: Storage,
  key: string,
): Promise<
  { readonly state: IncidentState; readonly events: readonly IncidentEvent[] } | undefined
> => {
  const events: IncidentEvent[] = [];
  for await (const event of eventsOf(storage, key)) events.push(fromRecord(event));
  const state = events.reduce<IncidentState | undefined>(evolveIncident, undefined);
  return state && { state, events };
};

const rebuildIncident = async (
  storage: Storage,
  stream: string,
  policy: Policy,
): Promise<readonly Finding[]> => {
  let state: IncidentState | undefined;
  let version = 0;
  for await (const event of eventsOf(storage, stream)) {
    state = evolveIncident(state, fromRecord(event));
    version = event.version;
  }
  if (state === undefined) return [];
  return storage.replaceProjections(stream, {
    incident: incidentRow(state, version),
    timers: timerRows(state, policy),
    rooms: roomRows(state),
    links: [],
    preferences: [],
  });
};

const rebuildOrganisation = async (storage: Storage): Promise<readonly Finding[]> => {
  const stored: StoredEvent[] = [];
  for await (const event of eventsOf(storage, ORGANISATION_STREAM)) stored.push(event);
  const rows = organisationRows(organisationEvents(stored));
  return storage.replaceProjections(ORGANISATION_STREAM, { timers: [], rooms: [], ...rows });
};

/** Makes every projection anew from the events, and says what differed from what was there. */
export const rebuildProjections = async (
  storage: Storage,
  policy: Policy,
  others: readonly Pick<Stream, 'prefix' | 'rebuild'>[] = [],
): Promise<{ readonly streams: number; readonly findings: readonly Finding[] }> => {
  const findings: Finding[] = [];
  const streams = await storage.streams('INC-');
  let count = streams.length;
  for (const stream of streams) findings.push(...(await rebuildIncident(storage, stream, policy)));
  for (const { prefix, rebuild } of others)
    for (const stream of await storage.streams(prefix)) {
      findings.push(...(await rebuild(stream)));
      count += 1;
    }
  findings.push(...(await rebuildOrganisation(storage)));
  return { streams: count, findings };
};
