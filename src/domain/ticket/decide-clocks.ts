import type { Policy } from '../policy.ts';
import type { TicketCommandOf } from './command.ts';
import type { TicketEvent } from './event.ts';
import { fact, happened, type TicketDecision } from './fact.ts';
import { calledAgain, responsibleFor, toldOnBreach } from './people.ts';
import type { TicketState } from './state.ts';
import { type TicketOccurrence, ticketOccurrences } from './timers.ts';

const said = (
  state: TicketState,
  { clock, stage }: TicketOccurrence,
  due: readonly TicketOccurrence[],
  { meta }: TicketCommandOf<'deadlinesPassed'>,
  policy: Policy,
): readonly TicketEvent[] => {
  const { id, run, dueAt } = clock;
  const told = { clock: id, run, dueAt };
  switch (stage) {
    case 'warn': {
      // Told late, the breach says it all.
      const isOver = due.some((one) => one.clock.run === run && one.stage === 'breach');
      const people = responsibleFor(state, clock, policy);
      return isOver ? [] : [fact(meta, 'ticket.warned', { ...told, people })];
    }
    case 'breach': {
      const people = toldOnBreach(state, clock, policy);
      const lateMs = meta.now - dueAt;
      return [fact(meta, 'ticket.breached', { ...told, people, lateMs }, dueAt)];
    }
    case 'callAgain':
      return [fact(meta, 'ticket.calledAgain', { ...told, people: calledAgain(state, policy) })];
  }
};

/** What passed by now: reminders, breaches, second calls, each once. */
export const clocksPassed = (
  state: TicketState,
  command: TicketCommandOf<'deadlinesPassed'>,
  policy: Policy,
): TicketDecision => {
  const due = ticketOccurrences(state, policy).filter(({ at }) => at <= command.meta.now);
  return happened(...due.flatMap((one) => said(state, one, due, command, policy)));
};
