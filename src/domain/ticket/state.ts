import type { PersonRef } from '../person.ts';
import type { Severity } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { TicketLimit, TicketTimes, Transfer } from './clocks.ts';
import type { FoundWord, LateCause, TicketFacts } from './event.ts';
import type { LevelReason } from './level.ts';
import type { TicketCategory } from './rules.ts';

/** 处理中, 需跟进, 已解决 (S4-16). */
export type TicketStatus = 'processing' | 'followUp' | 'resolved';

/** What was told about one run of a clock. */
export interface ClockMarks {
  readonly warned?: true;
  readonly breached?: true;
  readonly calledAgain?: true;
}

export interface Progress {
  readonly text: string;
  readonly by: PersonRef;
  readonly at: Instant;
}

/** A ticket as its events tell it. */
export interface TicketState extends TicketFacts {
  readonly key: string;
  readonly category: TicketCategory;
  readonly severity: Severity;
  readonly level: LevelReason;
  readonly words: readonly FoundWord[];
  readonly limits: readonly TicketLimit[];
  readonly times: TicketTimes;
  readonly marks: Readonly<Record<string, ClockMarks>>;
  readonly status: TicketStatus;
  readonly afterHours: boolean;
  readonly addedBy: PersonRef;
  readonly ownerRole: string;
  /** Who took it over. */
  readonly owner?: PersonRef;
  /** Asked to take it over. */
  readonly asked: readonly PersonRef[];
  readonly escalated?: { readonly because: 'word' | 'level' | 'asked'; readonly reason?: string };
  readonly transfers: readonly (Transfer & { readonly by: PersonRef; readonly reason?: string })[];
  readonly progress: readonly Progress[];
  readonly result?: string;
  readonly satisfaction?: number;
  readonly lateCause?: LateCause;
  readonly resolvedBy?: PersonRef;
  /** How late the clocks were that ended late, by clock. */
  readonly late: Readonly<Record<string, DurationMs>>;
  readonly externalId?: string;
  readonly incident?: string;
  /** Who has its card; edits follow it there. */
  readonly shownTo: readonly string[];
}

/** The number that people say and write: `20261201` of `TKT-20261201` (S4-17). */
export const ticketNumber = (key: string): string => key.replace(/^TKT-/, '');
