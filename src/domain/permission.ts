import type { AlertState } from './alert/state.ts';
import type { Actor, PersonRef } from './person.ts';
import type { Policy } from './policy.ts';
import { participates } from './incident/people.ts';
import type { IncidentState } from './incident/state.ts';
import { mayWorkOn, seesEveryTicket } from './ticket/people.ts';
import type { TicketState } from './ticket/state.ts';

/**
 * Whether a person may read the whole incident. Everyone of the organisation reads an ordinary one;
 * a confidential one only those who take part (S2-01, S2-25). Membership comes from the roster.
 */
export const mayRead = (state: IncidentState, person: PersonRef, policy: Policy): boolean => {
  const known = policy.organisation.people.some(({ id }) => id === person.id);
  return known && (!state.confidential || participates(state, person, policy));
};

/** Whoever is told of an alert in chat: those who verify it, and those whom it is escalated to. */
const TOLD_OF_ALERTS = ['dutyOps', 'commandGroup', 'leadership'];

/**
 * Whether a person may read an alert. Everyone of the organisation reads an ordinary one. One of a
 * confidential scenario, or whose incident is confidential, is for those who are told of it, and for
 * whoever may read its incident.
 */
export const mayReadAlert = (
  alert: AlertState,
  incident: IncidentState | undefined,
  person: Actor,
  policy: Policy,
): boolean => {
  if (!policy.organisation.people.some(({ id }) => id === person.id)) return false;
  const scenario = policy.playbooks[alert.scenario];
  const confidential = scenario?.confidential === true || incident?.confidential === true;
  if (!confidential || person.groups.some((group) => TOLD_OF_ALERTS.includes(group))) return true;
  return incident !== undefined && mayRead(incident, person, policy);
};

const isKnown = ({ id }: PersonRef, { organisation }: Policy): boolean =>
  organisation.people.some((person) => person.id === id);

/** Whether a person may read a ticket: whoever of the organisation may work on it in chat (S2-25). */
export const mayReadTicket = (ticket: TicketState, person: Actor, policy: Policy): boolean =>
  isKnown(person, policy) && mayWorkOn(ticket, person, policy);

/** The same of all there are, whatever they are about. */
export const mayReadEveryTicket = (person: Actor, policy: Policy): boolean =>
  isKnown(person, policy) && seesEveryTicket(person);
