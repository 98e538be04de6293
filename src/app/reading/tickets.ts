import type { Policy } from '#domain/policy.ts';
import type { TicketEvent } from '#domain/ticket/event.ts';
import type { TicketCategory } from '#domain/ticket/rules.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import type { Storage } from '#ports/storage.ts';
import { ticketKind } from '../ticket-kind.ts';
import { type Reader, seesAllTickets, type Sight, ticketSightOf } from './reader.ts';
import { createStreamRecords, type StreamRecord } from './stream-records.ts';
import { listSubjects, type SubjectPage, type SubjectQuery } from './subject-list.ts';

/** A ticket with all that its page shows. */
export type TicketRecord = StreamRecord<TicketState, TicketEvent>;

/** What a list of tickets is asked for. */
export interface TicketQuery extends SubjectQuery {
  readonly category?: TicketCategory;
}

/** Tickets as they are read. */
export interface Tickets {
  list(reader: Reader, query: TicketQuery, limit: number): Promise<SubjectPage<TicketState>>;
  load(key: string): Promise<TicketRecord | undefined>;
  sight(reader: Reader, record: Pick<TicketRecord, 'state'>): Sight;
  /** How many of an incident's tickets the reader sees. */
  ofIncident(reader: Reader, incident: string): Promise<number>;
}

const TICKETS_OF_INCIDENT = 999;

/** Tickets over the store. */
export const createTickets = (deps: {
  readonly storage: Storage;
  readonly policy: () => Policy;
}): Tickets => {
  const { storage, policy } = deps;
  const records = createStreamRecords(ticketKind, storage);
  const sight: Tickets['sight'] = (reader, { state }) => ticketSightOf(reader, state, policy());
  const list: Tickets['list'] = (reader, { category, ...query }, limit) =>
    listSubjects(deps, { kind: ticketKind.name, query, limit }, async ({ key }) => {
      const state = await records.state(key);
      if (state === undefined || sight(reader, { state }) !== 'all') return undefined;
      return category === undefined || category === state.category ? state : undefined;
    });
  return {
    sight,
    list,
    load: (key) => records.load(key),
    ofIncident: async (reader, incident) => {
      const limit = TICKETS_OF_INCIDENT;
      if (!seesAllTickets(reader, policy()))
        return (await list(reader, { words: [], incident }, limit)).found.length;
      return (await storage.subjects({ kind: ticketKind.name, incident, limit })).length;
    },
  };
};
