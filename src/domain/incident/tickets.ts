import type { IncidentState } from './state.ts';

/** Keys of its tickets whose customers have not heard how far it is (S0-52). */
export const unprogressed = ({ tickets = {} }: IncidentState): readonly string[] =>
  Object.entries(tickets)
    .filter(([, { progressed, answered }]) => progressed !== true && answered !== true)
    .map(([key]) => key);

/** Keys of its tickets whose customers have no answer (S0-53). */
export const unanswered = ({ tickets = {} }: IncidentState): readonly string[] =>
  Object.entries(tickets)
    .filter(([, { answered }]) => answered !== true)
    .map(([key]) => key);

export const ticketCount = ({ tickets = {} }: IncidentState): number => Object.keys(tickets).length;
