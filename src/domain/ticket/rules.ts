import type { Localised } from '../locale.ts';
import type { PerSeverity, Severity } from '../playbook/playbook.ts';
import type { DurationMs } from '../time.ts';

/** 咨询, 投诉, 建议, 办理 (S4-03). */
export const TICKET_CATEGORIES = ['inquiry', 'complaint', 'suggestion', 'business'] as const;
export type TicketCategory = (typeof TICKET_CATEGORIES)[number];

/** How long after it came in a ticket is answered, reported on, solved. */
export interface TicketTimesWithin {
  readonly respondWithin?: DurationMs;
  readonly progressWithin?: DurationMs;
  readonly resolveWithin?: DurationMs;
}

export interface TicketLevel extends TicketTimesWithin {
  readonly names: Localised;
  /** What makes this level: 安全事故. */
  readonly examples?: readonly string[];
  /** Role that looks after tickets of this level. */
  readonly owner?: string;
  readonly routing?: string;
}

/** A severity scheme for tickets; what several schemes say about one clock, the strictest wins (domain 1.6). */
export interface TicketScheme {
  readonly id: string;
  readonly levels: PerSeverity<TicketLevel>;
  readonly categories: Readonly<Record<string, TicketTimesWithin>>;
}

/** One of `ticketClocks`: applies whatever the scheme. */
export interface TicketClockRule {
  readonly id: string;
  readonly dueMs: DurationMs;
  readonly category?: string;
  /** Role told when it passes; default: the supervisor (S3-05). */
  readonly onBreach?: string;
}

/** Complaints at night wait for the morning, but for the gravest (S3-09). */
export interface AfterHours {
  /** "09:00" of the next day. */
  readonly clock: string;
  readonly levels: readonly Severity[];
}

/** What the rules say about tickets. */
export interface TicketRules {
  /** Scheme whose names of levels are shown. */
  readonly defaultScheme: string;
  /** Whether of several times for one clock the shortest counts, or that of the default scheme. */
  readonly strictest: boolean;
  readonly schemes: Readonly<Record<string, TicketScheme>>;
  readonly clocks: readonly TicketClockRule[];
  readonly afterHours?: AfterHours;
}
