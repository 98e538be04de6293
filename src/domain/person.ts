/** A person of the organisation file; the name is kept so that the record reads a year later. */
export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

/** Who acts: the rights come from the roster at this moment, never from the room. */
export interface Actor extends PersonRef {
  readonly groups: readonly string[];
}

/** Timers, deliveries and ingest act as Fenghuo itself. */
export const SYSTEM: Actor = { id: 'system', name: '烽火', groups: [] };
