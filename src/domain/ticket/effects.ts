import type { OpenPlace, SpokenIntent, Tell } from '../effects.ts';
import type { IncidentIntent } from '../incident/command.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { TicketEvent } from './event.ts';
import type { TicketNotice } from './notice.ts';
import type { TicketState } from './state.ts';

type Spoken = SpokenIntent<TicketNotice>;

const DUTY: OpenPlace = { kind: 'standing', channel: 'duty' };

/** To each of them in person; where the roster has nobody, into the duty channel. */
const toAll = (
  people: readonly PersonRef[],
  notice: TicketNotice,
  key: string,
): readonly Spoken[] =>
  people.length === 0
    ? [{ do: 'post', place: DUTY, notice, key }]
    : people.map(({ id }) => ({
        do: 'post',
        place: { kind: 'person', person: id },
        notice,
        key: `${key}:${id}`,
      }));

const toIncident = (incident: string, intent: IncidentIntent): Tell => ({
  kind: 'incident',
  incident,
  intent,
});

const told = (
  after: TicketState,
  did: 'progressed' | 'answered',
  key: string,
): readonly Spoken[] =>
  after.incident === undefined
    ? []
    : [
        {
          do: 'tell',
          key,
          to: toIncident(after.incident, { type: 'noteTickets', tickets: [after.key], did }),
        },
      ];

/** A ticket that was added to an incident says so there, with the word that makes it urgent. */
const linked = ({ key, incident, topic, escalated }: TicketState): readonly Spoken[] => {
  if (incident === undefined) return [];
  const word = escalated?.because === 'word' ? escalated.reason : undefined;
  const tickets = [{ key, ...(topic === undefined ? {} : { topic }) }];
  const intent = { type: 'linkTickets', tickets, ...(word === undefined ? {} : { word }) } as const;
  return [{ do: 'tell', key: 'link', to: toIncident(incident, intent) }];
};

const ofEvent = (event: TicketEvent, after: TicketState): readonly Spoken[] => {
  switch (event.type) {
    case 'ticket.added':
      return linked(after);
    case 'ticket.progressed':
      return event.data.bulk === true
        ? []
        : told(after, 'progressed', `progressed:${after.progress.length}`);
    case 'ticket.informed':
      return told(after, 'answered', `informed:${event.recordedAt}`);
    case 'ticket.resolved':
      return event.data.bulk === true ? [] : told(after, 'answered', 'resolved');
    case 'ticket.warned': {
      const { clock, dueAt, run, people } = event.data;
      return toAll(people, { card: 'ticketReminder', clock, dueAt }, `warn:${run}`);
    }
    case 'ticket.breached': {
      const { clock, dueAt, run, people, lateMs } = event.data;
      return toAll(people, { card: 'ticketOverdue', clock, dueAt, lateMs }, `breach:${run}`);
    }
    case 'ticket.calledAgain': {
      const { clock, dueAt, run, people } = event.data;
      const lateMs = event.recordedAt - dueAt;
      return toAll(people, { card: 'ticketOverdue', clock, dueAt, lateMs }, `again:${run}`);
    }
    case 'ticket.escalated':
    case 'ticket.taken':
    case 'ticket.transferred':
    case 'ticket.accepted':
    case 'ticket.resultGiven':
    case 'ticket.explained':
    case 'ticket.graded':
    case 'ticket.linked':
      return [];
  }
};

/** What the world must hear of a ticket: its card for whoever has to do with it, and calls for its clocks. */
export const ticketEffects = (
  _: TicketState | undefined,
  events: readonly TicketEvent[],
  after: TicketState,
  _policy: Policy,
): readonly Spoken[] =>
  events.length === 0
    ? []
    : [
        ...after.shownTo.map(
          (person): Spoken => ({
            do: 'refresh',
            place: { kind: 'person', person },
            card: { card: 'ticket' },
          }),
        ),
        ...events.flatMap((event) => ofEvent(event, after)),
      ];
