import type { Act } from './request.ts';

/** The act with the key of the incident that it is about, where it is about one. */
export const aboutIncident = (act: Act, key: string | undefined): Act => {
  if (key === undefined) return act;
  if (act.kind === 'incident' || act.kind === 'query') return { ...act, key };
  // A ticket that names an incident belongs to it.
  return act.kind === 'ticketAdd' ? { ...act, intent: { ...act.intent, incident: key } } : act;
};
