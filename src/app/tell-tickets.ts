import type { Intent } from '#domain/effects.ts';
import type { NewOutboxRow } from '#ports/storage.ts';
import { RANK } from './delivery-rows.ts';
import type { SpokenDelivery } from './spoken.ts';
import type { ExpandContext } from './spots.ts';

/** The rows by which each ticket of an incident hears its command, also after a crash. */
export const ticketRows = (
  { tickets, intent, by }: Extract<Intent, { do: 'tellTickets' }>,
  { state: { key }, version, now }: ExpandContext,
  index: number,
): readonly NewOutboxRow[] =>
  tickets.map((ticket) => {
    const to = { kind: 'ticket', ticket, intent, ...(by === undefined ? {} : { by }) } as const;
    const delivery: SpokenDelivery = { do: 'tell', subject: key, messenger: '', to };
    return {
      key: `${key}|tickets|v${version}.${index}|${ticket}`,
      lane: `tell:${ticket}`,
      stream: key,
      intent: delivery,
      coalesce: false,
      dueAt: now,
      rank: RANK.notice,
    };
  });
