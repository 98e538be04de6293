import type { CommandMeta } from '../incident/command.ts';
import { recorded } from '../recorded.ts';
import type { Decision } from '../rejection.ts';
import type { Instant } from '../time.ts';
import type { TicketEvent, TicketEventOf, TicketEventType, TicketPayload } from './event.ts';

export type TicketDecision = Decision<TicketEvent>;

/** One event of a ticket, now or at `occurredAt`. */
export const fact = <T extends TicketEventType>(
  meta: CommandMeta,
  type: T,
  data: TicketPayload<T>,
  occurredAt?: Instant,
): TicketEventOf<T> => recorded(meta, type, data, occurredAt) as unknown as TicketEventOf<T>;

export const happened = (...events: readonly TicketEvent[]): TicketDecision => ({ events });
