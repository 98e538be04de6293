import type { CommandMeta } from '../incident/command.ts';
import type { Decision } from '../rejection.ts';
import type { TicketEvent, TicketEventOf, TicketEventType, TicketPayload } from './event.ts';

export type TicketDecision = Decision<TicketEvent>;

/** One event of a ticket, now or at `occurredAt`. */
export const fact = <T extends TicketEventType>(
  { now, actor, via }: CommandMeta,
  type: T,
  data: TicketPayload<T>,
  occurredAt = now,
): TicketEventOf<T> =>
  ({
    type,
    data,
    occurredAt,
    recordedAt: now,
    actor: { id: actor.id, name: actor.name },
    via,
  }) as unknown as TicketEventOf<T>;

export const happened = (...events: readonly TicketEvent[]): TicketDecision => ({ events });
