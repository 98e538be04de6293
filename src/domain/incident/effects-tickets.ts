import type { Intent } from '../effects.ts';
import { inRoom, type Effects } from './effect.ts';

/** Tickets hear of their incident, and of what is done to all of them at once; a keyword is said in the room. */
export const TICKET_EFFECTS: Effects<'tickets.linked' | 'tickets.progressed' | 'tickets.answered'> =
  {
    'tickets.linked': ({ data: { tickets, word } }, context) => {
      const keys = tickets.map(({ key }) => key);
      const incident = context.after.key;
      const told: Intent = {
        do: 'tellTickets',
        tickets: keys,
        intent: { type: 'recordIncident', incident },
      };
      return word === undefined
        ? [told]
        : [told, inRoom(context, { card: 'ticketWord', tickets: keys, word })];
    },
    'tickets.progressed': ({ data: { tickets, text, all }, actor }) =>
      all === undefined
        ? []
        : [
            {
              do: 'tellTickets',
              tickets,
              by: actor.id,
              intent: { type: 'progress', text, bulk: true },
            },
          ],
    'tickets.answered': ({ data: { tickets, text, all }, actor }) => {
      const intent = { type: 'close', bulk: true, ...(text === undefined ? {} : { result: text }) };
      return all === undefined ? [] : [{ do: 'tellTickets', tickets, by: actor.id, intent }];
    },
  };
