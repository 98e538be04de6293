import type { Steps } from './evolve.ts';
import type { IncidentState, TicketProgress } from './state.ts';

type Tickets = NonNullable<IncidentState['tickets']>;

const changed = (
  { tickets = {} }: IncidentState,
  keys: readonly string[],
  change: TicketProgress,
): Tickets => ({
  ...tickets,
  ...Object.fromEntries(keys.map((key) => [key, { ...tickets[key], ...change }])),
});

/** The complaint tickets of an incident. */
export const evolveTickets: Steps<'tickets.linked' | 'tickets.progressed' | 'tickets.answered'> = {
  'tickets.linked': (state, { data }) => ({
    ...state,
    tickets: {
      ...state.tickets,
      ...Object.fromEntries(
        data.tickets.map(({ key, topic }) => [
          key,
          {
            ...state.tickets?.[key],
            ...(topic === undefined ? {} : { topic }),
            ...(data.word === undefined ? {} : { word: data.word }),
          },
        ]),
      ),
    },
  }),
  'tickets.progressed': (state, { data }) => ({
    ...state,
    tickets: changed(state, data.tickets, { progressed: true }),
  }),
  'tickets.answered': (state, { data }) => ({
    ...state,
    tickets: changed(state, data.tickets, { answered: true }),
  }),
};
