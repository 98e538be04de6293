import { SYSTEM } from '../person.ts';
import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import { TICKET_HANDLERS } from '../ticket/people.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import type { LinkedTicket } from './event-tickets.ts';
import { fact, happened, isEnded, nothing, RUNNING, unlessAllowed, unlessPhase } from './fact.ts';
import type { IncidentState } from './state.ts';
import { ticketCount, unanswered, unprogressed } from './tickets.ts';

/** A keyword is said once for each ticket, whoever finds it first. */
const linkTickets = (state: IncidentState, { meta, tickets, word }: CommandOf<'linkTickets'>) => {
  if (meta.actor.id !== SYSTEM.id || isEnded(state)) return nothing;
  const known = state.tickets ?? {};
  const isNews = ({ key }: LinkedTicket): boolean =>
    !Object.hasOwn(known, key) || (word !== undefined && known[key]?.word === undefined);
  const fresh = tickets
    .filter(isNews)
    .map(({ key, topic }) => ({ key, ...(topic === undefined ? {} : { topic }) }));
  return fresh.length === 0
    ? nothing
    : happened(
        fact(meta, 'tickets.linked', { tickets: fresh, ...(word === undefined ? {} : { word }) }),
      );
};

/** A ticket tells what happened to it; only the first time is news for the incident. */
const noteTickets = (state: IncidentState, { meta, tickets, did }: CommandOf<'noteTickets'>) => {
  if (meta.actor.id !== SYSTEM.id || isEnded(state)) return nothing;
  const open = did === 'progressed' ? unprogressed(state) : unanswered(state);
  const news = tickets.filter((key) => open.includes(key));
  if (news.length === 0) return nothing;
  return happened(
    did === 'progressed'
      ? fact(meta, 'tickets.progressed', { tickets: news })
      : fact(meta, 'tickets.answered', { tickets: news }),
  );
};

const refusal = (
  state: IncidentState,
  { meta }: CommandOf<'progressTickets' | 'closeTickets'>,
  policy: Policy,
  verb: string,
) => {
  const refused =
    unlessPhase(state, verb, RUNNING) ?? unlessAllowed(state, meta, policy, verb, TICKET_HANDLERS);
  if (refused !== undefined) return refused;
  return ticketCount(state) === 0
    ? reject({ code: 'incident-without-tickets', key: state.key })
    : undefined;
};

/** All customers of the incident are told how far it is. */
const progressTickets = (
  state: IncidentState,
  command: CommandOf<'progressTickets'>,
  policy: Policy,
) => {
  const refused = refusal(state, command, policy, 'ticket progress');
  if (refused !== undefined) return refused;
  const { meta, text } = command;
  const tickets = unanswered(state);
  if (tickets.length === 0) return reject({ code: 'tickets-answered', count: ticketCount(state) });
  return happened(fact(meta, 'tickets.progressed', { tickets, text, all: true }));
};

const closeTickets = (state: IncidentState, command: CommandOf<'closeTickets'>, policy: Policy) => {
  const refused = refusal(state, command, policy, 'ticket close');
  if (refused !== undefined) return refused;
  const { meta, text } = command;
  const tickets = unanswered(state);
  if (tickets.length === 0) return reject({ code: 'tickets-answered', count: ticketCount(state) });
  return happened(
    fact(meta, 'tickets.answered', {
      tickets,
      all: true,
      ...(text === undefined ? {} : { text }),
    }),
  );
};

/** The complaint tickets of an incident: what they tell it, and what is done to all of them at once. */
export const decideTickets: Deciders<
  'linkTickets' | 'noteTickets' | 'progressTickets' | 'closeTickets'
> = { linkTickets, noteTickets, progressTickets, closeTickets };
