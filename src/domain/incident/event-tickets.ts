/** A ticket of the incident, and what is known of its topic. */
export interface LinkedTicket {
  readonly key: string;
  readonly topic?: string;
}

/** What events tell of the complaint tickets of an incident. */
export interface TicketPayloads {
  /** `word`: an escalation keyword that was found in it. */
  'tickets.linked': { readonly tickets: readonly LinkedTicket[]; readonly word?: string };
  /** Their customers heard how far it is; `all`: told at once, by one command. */
  'tickets.progressed': {
    readonly tickets: readonly string[];
    readonly text?: string;
    readonly all?: true;
  };
  /** Their customers have an answer. */
  'tickets.answered': {
    readonly tickets: readonly string[];
    readonly text?: string;
    readonly all?: true;
  };
}
