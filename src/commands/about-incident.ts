import type { Act } from './request.ts';

/** The act with the key of the incident that it is about, where it is about one. */
export const aboutIncident = (act: Act, key: string | undefined): Act =>
  key !== undefined && (act.kind === 'incident' || act.kind === 'query') ? { ...act, key } : act;
