import type { TicketRecord } from '#app/reading/tickets.ts';
import { ticketLevel } from '#cards/ticket-words.ts';
import { actorName, timelineWords } from '#cards/timeline-line.ts';
import { crossDepartmentTime, latenessOf, ticketClocks } from '#domain/ticket/clocks.ts';
import { ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import type { Instant } from '#domain/time.ts';
import { iso } from './spans.ts';
import type { SubjectLook } from './subject-look.ts';
import { ticketSentence } from './ticket-story.ts';

const maybe = (name: string, at: Instant | undefined) =>
  at === undefined ? {} : { [name]: iso(at) };

const clockRows = ({ limits, times }: TicketState, { view }: SubjectLook) =>
  ticketClocks(limits, times).map((clock) => ({
    clock: clock.id,
    startedAt: iso(clock.startAt),
    due: iso(clock.dueAt),
    ...maybe('endedAt', clock.endedAt),
    lateMs: latenessOf(clock, view.now),
  }));

const transferRows = ({ transfers, times }: TicketState, { view }: SubjectLook) =>
  transfers.map((one) => ({
    department: one.department,
    by: one.by,
    at: iso(one.at),
    ...(one.reason === undefined ? {} : { reason: one.reason }),
    ...maybe('acceptedAt', one.acceptedAt),
    ...maybe('resultAt', one.resultAt),
    ...maybe('informedAt', one.informedAt),
    ...crossDepartmentTime([one], times.resolvedAt ?? view.now),
  }));

const entryRows = ({ events }: TicketRecord, look: SubjectLook) =>
  events.map((event) => ({
    occurredAt: iso(event.occurredAt),
    recordedAt: iso(event.recordedAt),
    kind: event.type,
    who: { id: event.actor.id, name: actorName(event.actor, look.view) },
    via: event.via,
    text: ticketSentence(event, look),
    data: event.data,
  }));

const levelOf = ({ severity, level }: TicketState, { view }: SubjectLook) => ({
  ...level,
  severity,
  name: ticketLevel(severity, view),
});

const matterOf = (state: TicketState) => {
  const { text, topic, product, batch, region, customer, contact, tags, source, externalId } =
    state;
  return { text, topic, product, batch, region, customer, contact, tags, source, externalId };
};

const handlingOf = ({ owner, transfers, incident }: TicketState) => ({
  owner,
  department: transfers.at(-1)?.department,
  incident,
});

const outcomeOf = ({ result, satisfaction, lateCause, late, resolvedBy }: TicketState) => ({
  result,
  satisfaction,
  lateCause,
  late,
  resolvedBy,
});

/** A ticket as data; what is not known is missing. */
export const ticketFile = (record: TicketRecord, look: SubjectLook): object => {
  const { key, state } = record;
  const { view } = look;
  const { category, status, times, progress } = state;
  return {
    ticket: ticketNumber(key),
    banner: timelineWords(view).banner,
    timezone: view.timezone,
    state: status,
    category,
    level: levelOf(state, look),
    registeredAt: iso(times.createdAt),
    ...maybe('resolvedAt', times.resolvedAt),
    ...matterOf(state),
    ...handlingOf(state),
    ...outcomeOf(state),
    clocks: clockRows(state, look),
    transfers: transferRows(state, look),
    progress: progress.map((one) => ({ ...one, at: iso(one.at) })),
    entries: entryRows(record, look),
  };
};
