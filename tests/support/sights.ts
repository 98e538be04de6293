/** One message as a test reads it, whatever messenger shows it. */
export interface Seen {
  readonly id: string;
  readonly author: string;
  /** What a reader sees, without any markup. */
  readonly text: string;
  readonly title: string;
  /** Shown as alarming. */
  readonly alarming: boolean;
  /** How many texts it offers to copy. */
  readonly copies: number;
  /** Some of it is struck through. */
  readonly struck: boolean;
  readonly thread?: string;
  readonly pinned: boolean;
  /** The only person who sees it. */
  readonly onlyFor?: string;
}

/** What the person who acted was told. */
export interface Told {
  readonly text: string;
}

/** `room`: the war room of the newest incident; else `dm`, a standing channel, an incident's key, or a room's id. */
export type Where = string;

/** What people see. */
export interface Sights {
  messages(where: Where): readonly Seen[];
  /** What only this person sees: direct messages and whispers in rooms, oldest first, answers to commands left out. */
  dms(person: string): readonly Seen[];
  /** The war room of an incident (default: the newest). */
  room(key?: string): {
    readonly id: string;
    readonly name: string;
    readonly topic: string;
    readonly members: readonly string[];
  };
}

/** What people do; each act resolves once everything it caused is delivered. */
export interface Acts {
  /** A command line, with or without slash. */
  say(person: string, where: Where, line: string, receiptId?: string): Promise<Told>;
  /** Words between people. `thread`: below that message. */
  chat(person: string, where: Where, text: string, thread?: string): Promise<Seen>;
  react(person: string, approval: string, emoji: string, added?: boolean): Promise<void>;
  /** Presses the newest visible button with this label or line. */
  press(person: string, where: Where, button: string): Promise<Told>;
  /** Fills in the form that the person has open there, by the names of its fields, and sends it. */
  fill(person: string, where: Where, values: Readonly<Record<string, string>>): Promise<Told>;
}
