import { holdsRole, participates } from '#domain/incident/people.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { AlertState } from '#domain/alert/state.ts';
import { mayRead, mayReadAlert, mayReadEveryTicket, mayReadTicket } from '#domain/permission.ts';
import type { Actor } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { TicketState } from '#domain/ticket/state.ts';

/** Who reads: somebody of the organisation, an outsider with a link to one incident, or anyone in the sandbox. */
export type Reader =
  | { readonly kind: 'person'; readonly actor: Actor }
  | { readonly kind: 'auditor'; readonly incident: string; readonly share: string }
  /** Everything is open to who sits at this machine; `actor` once they said whose part they play. */
  | { readonly kind: 'open'; readonly actor?: Actor };

/**
 * What a reader sees of an incident: all of it, only what the feed says of it (level and state), or
 * nothing, which must look as if it did not exist.
 */
export type Sight = 'all' | 'feed' | 'nothing';

/** The sight of `reader` on an incident, by today's roster. */
export const sightOf = (reader: Reader, state: IncidentState, policy: Policy): Sight => {
  switch (reader.kind) {
    case 'open':
      return 'all';
    case 'auditor':
      return reader.incident === state.key ? 'all' : 'nothing';
    case 'person': {
      if (mayRead(state, reader.actor, policy)) return 'all';
      const known = policy.organisation.people.some(({ id }) => id === reader.actor.id);
      return known ? 'feed' : 'nothing';
    }
  }
};

/** The sight of `reader` on an alert, whose incident is given if it has one; the feed tells nothing of alerts. */
export const alertSightOf = (
  reader: Reader,
  alert: AlertState,
  incident: IncidentState | undefined,
  policy: Policy,
): Sight => {
  if (reader.kind === 'open') return 'all';
  const mayReadIt = reader.kind === 'person' && mayReadAlert(alert, incident, reader.actor, policy);
  return mayReadIt ? 'all' : 'nothing';
};

/** The sight of `reader` on a ticket: all or nothing. */
export const ticketSightOf = (reader: Reader, ticket: TicketState, policy: Policy): Sight => {
  if (reader.kind === 'open') return 'all';
  const mayReadIt = reader.kind === 'person' && mayReadTicket(ticket, reader.actor, policy);
  return mayReadIt ? 'all' : 'nothing';
};

/** Whether a reader sees every ticket, so that none of them need be looked at. */
export const seesAllTickets = (reader: Reader, policy: Policy): boolean =>
  reader.kind === 'open' || (reader.kind === 'person' && mayReadEveryTicket(reader.actor, policy));

/** Who acts, if anybody may. */
export const actorOfReader = (reader: Reader): Actor | undefined =>
  reader.kind === 'auditor' ? undefined : reader.actor;

/** Whether the reader may write into the postmortem; the core decides once more. */
export const mayWrite = (reader: Reader, state: IncidentState, policy: Policy): boolean => {
  const actor = actorOfReader(reader);
  return actor !== undefined && participates(state, actor, policy);
};

/** Whether the reader may let outsiders read an incident: who leads it, or the command group. */
export const mayShare = (reader: Reader, state: IncidentState, policy: Policy): boolean => {
  const actor = actorOfReader(reader);
  if (actor === undefined) return false;
  return ['incidentCommander', 'commandGroup'].some((role) =>
    holdsRole(state, actor, role, policy),
  );
};
