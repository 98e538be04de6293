import { renderTicketNotice } from '#cards/ticket-card.ts';
import type { TicketIntent } from '#domain/ticket/command.ts';
import { decideTicket } from '#domain/ticket/decide.ts';
import { ticketEffects } from '#domain/ticket/effects.ts';
import type { TicketEvent } from '#domain/ticket/event.ts';
import { evolveTicket } from '#domain/ticket/evolve.ts';
import type { TicketNotice } from '#domain/ticket/notice.ts';
import type { TicketState } from '#domain/ticket/state.ts';
import { ticketTimers } from '#domain/ticket/timers.ts';
import { localDateKey } from '#domain/time.ts';
import type { NewObservation } from '#domain/watch/observation.ts';
import type { StreamHandler } from './stream-handler.ts';
import type { StreamKind } from './stream-kind.ts';

const MONTH = 'YYYYMM'.length;

/** What the rules see of a complaint; masked like the ticket itself. */
const seen = (state: TicketState): NewObservation => {
  const { key, topic, product, batch, region, words, times } = state;
  return {
    kind: 'complaint',
    ticket: key,
    at: times.createdAt,
    keywords: words.map(({ group, word }) => ({ group, word })),
    ...(topic === undefined ? {} : { topic }),
    ...(product === undefined ? {} : { product }),
    ...(batch === undefined ? {} : { batch }),
    ...(region === undefined ? {} : { region }),
  };
};

const searchOf = (state: TicketState): string => {
  const { key, text, topic, product, batch, region, tags, result, words } = state;
  const { customer, owner, addedBy, externalId, incident } = state;
  const said = [key, text, topic, product, batch, region, result, ...tags];
  const people = [customer, owner?.name, addedBy.name];
  const found = words.map(({ word }) => word);
  return [...said, ...found, ...people, externalId, incident].filter(Boolean).join(' ');
};

/** Tickets as the shell runs them. */
export const ticketKind: StreamKind<TicketState, TicketIntent, TicketEvent, TicketNotice> = {
  name: 'ticket',
  prefix: 'TKT-',
  opens: ['add'],
  // S4-17: 记录编号, the month and a running number.
  numberPrefix: (now, { common }) => `TKT-${localDateKey(now, common.timezone).slice(0, MONTH)}`,
  decide: decideTicket,
  evolve: evolveTicket,
  effects: ticketEffects,
  timers: ticketTimers,
  row: (state, version) => ({
    key: state.key,
    version,
    kind: 'ticket',
    state: state.status,
    open: state.status !== 'resolved',
    scenario: null,
    severity: state.severity,
    incident: state.incident ?? null,
    owner: state.owner?.id ?? null,
    department: state.transfers.at(-1)?.department ?? null,
    externalId: state.externalId ?? null,
    title: state.topic ?? state.text.slice(0, 80),
    at: state.times.createdAt,
    endedAt: state.times.resolvedAt ?? null,
    search: searchOf(state),
  }),
  observations: (events, state) =>
    state.category === 'complaint' && events.some(({ type }) => type === 'ticket.added')
      ? [seen(state)]
      : [],
  draw: renderTicketNotice,
  cardName: ({ card }) => card,
};

export type TicketHandler = StreamHandler<TicketState, TicketIntent, TicketEvent>;
