import type { Clock, Log } from '#ports/system.ts';

/** A value that must not be logged; `reveal` gives it. */
interface Hidden {
  reveal(): string;
}

export interface SlackOptions {
  readonly botToken: Hidden;
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: Hidden }
    | { readonly kind: 'http'; readonly signingSecret: Hidden };
  /** Base of the Web API, ends in `/`; absent: Slack's own. */
  readonly apiUrl?: string;
  /** The slash command: `/incident`. */
  readonly command: string;
  /** Longest wait for an answer of the Web API in real milliseconds; default 10 s. */
  readonly patienceMs?: number;
  readonly clock: Clock;
  readonly log: Log;
  /** The Slack account of a person of the organisation, for mentions; undefined when there is none. */
  readonly accountOf: (person: string) => Promise<string | undefined>;
  /** IANA zone in which forms show and read times that a person types. */
  readonly timezone: () => string;
}
