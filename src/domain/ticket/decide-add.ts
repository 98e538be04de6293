import { maskName } from '../masking.ts';
import type { Policy } from '../policy.ts';
import type { TicketCommandOf } from './command.ts';
import type { TicketEvent, TicketFacts } from './event.ts';
import { fact, happened, type TicketDecision } from './fact.ts';
import { levelFor, wordsIn } from './level.ts';
import { isAfterHours, promisesOf } from './limits.ts';
import { asksForSenior, ownerRoleFor, seniorsFor } from './people.ts';

const SHOWN = 4;

/** An account or address of a customer: the last four characters, the rest as stars (S4-04). */
const maskContact = (contact: string): string => {
  if (contact.includes('*')) return contact;
  const units = Array.from(contact.trim());
  return units.map((unit, index) => (index < units.length - SHOWN ? '*' : unit)).join('');
};

const factsOf = (command: TicketCommandOf<'add'>, policy: Policy): TicketFacts => {
  const { text, topic, product, batch, region, tags, source, customer, contact } = command;
  return {
    text,
    tags,
    ...(topic === undefined ? {} : { topic }),
    ...(product === undefined ? {} : { product }),
    ...(batch === undefined ? {} : { batch }),
    ...(region === undefined ? {} : { region }),
    ...(source === undefined ? {} : { source }),
    ...(customer === undefined ? {} : { customer: maskName(customer, policy.common.mask) }),
    ...(contact === undefined ? {} : { contact: maskContact(contact) }),
  };
};

/** A new ticket: its level, its clocks, and who must take it over at once. */
export const addTicket = (command: TicketCommandOf<'add'>, policy: Policy): TicketDecision => {
  const { meta, key, plain, category, at = meta.now, externalId, incident } = command;
  const createdAt = Math.min(at, meta.now);
  const words = wordsIn(plain, policy);
  const level = levelFor(command.severity, words, command.tags, policy);
  const about = { category, severity: level.severity, createdAt };
  const added: TicketEvent = fact(
    meta,
    'ticket.added',
    {
      ...factsOf(command, policy),
      ...level,
      key,
      category,
      words,
      limits: promisesOf(about, policy),
      ownerRole: ownerRoleFor(level.severity, policy),
      afterHours: isAfterHours(about, policy),
      ...(externalId === undefined ? {} : { externalId }),
      ...(incident === undefined ? {} : { incident }),
    },
    createdAt,
  );
  const asking = words.filter(asksForSenior);
  const [word] = asking;
  if (word === undefined && level.severity !== 'sev1') return happened(added);
  const why =
    word === undefined
      ? ({ because: 'level' } as const)
      : ({ because: 'word', reason: word.word } as const);
  const people = seniorsFor(asking, policy);
  return happened(added, fact(meta, 'ticket.escalated', { people, ...why }));
};
