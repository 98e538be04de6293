import type { DurationMs, Instant } from '../time.ts';
import type { TicketClockId } from './clocks.ts';

/** What the bot says about a ticket. */
export type TicketNotice =
  /** The live card, of everyone who has to do with it. */
  | { readonly card: 'ticket' }
  | { readonly card: 'ticketReminder'; readonly clock: TicketClockId; readonly dueAt: Instant }
  | {
      readonly card: 'ticketOverdue';
      readonly clock: TicketClockId;
      readonly dueAt: Instant;
      readonly lateMs: DurationMs;
    };
export type TicketNoticeOf<C extends TicketNotice['card']> = Extract<TicketNotice, { card: C }>;
