import { ticketCount, unanswered } from '#domain/incident/tickets.ts';
import { linkKind } from './answer-incident.ts';
import { silent, type Tellers } from './answer-parts.ts';
import { line } from './line.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { actionLine } from './review-cards.ts';
import { clock, named, words } from './view.ts';

type Types =
  | 'meeting.started'
  | 'meeting.ended'
  | 'standby.called'
  | 'standby.replied'
  | 'standby.summarised'
  | 'note.added'
  | 'note.corrected'
  | 'note.deleted'
  | 'link.added'
  | 'chat.relayed'
  | 'room.opened'
  | 'room.joined'
  | 'room.unreachable'
  | 'room.lost'
  | 'room.restored'
  | 'room.delayed'
  | 'people.urged'
  | 'signal.heard'
  | 'tickets.linked'
  | 'tickets.progressed'
  | 'tickets.answered'
  | 'todo.placed'
  | 'meeting.linked'
  | 'platform.down'
  | 'platform.substituted'
  | 'platform.up'
  | 'rooms.archived'
  | 'room.localeSet'
  | 'incident.resolved'
  | 'incident.closed'
  | 'incident.reopened'
  | 'incident.cancelled'
  | 'postmortem.generated'
  | 'postmortem.edited'
  | 'postmortem.why'
  | 'postmortem.published'
  | 'action.added'
  | 'action.done'
  | 'delivery.abandoned';

/** Answers about meetings, standby, notes, the end of an incident and what comes after. */
export const AFTER_ANSWERS: Tellers<Types> = {
  'meeting.started': ({ data }, _, view) => ({
    title: words(view).answers.meeting,
    ...(data.priority === undefined
      ? {}
      : { body: line`${words(view).updates.meetingPriority(data.priority)}` }),
  }),
  'meeting.ended': (_, __, view) => ({ title: words(view).answers.meetingEnded }),
  'standby.called': ({ data }, _, view) => ({
    title: words(view).answers.standbyCalled(Math.max(data.people.length, data.count)),
  }),
  'standby.replied': ({ data }, _, view) => ({
    title: data.reply === 'accept' ? words(view).answers.standbyYes : words(view).answers.standbyNo,
  }),
  'standby.summarised': silent,
  'note.added': ({ occurredAt }, _, view) => ({
    title: words(view).answers.notedTitle,
    body: words(view).answers.noted(clock(occurredAt, view)),
  }),
  'note.corrected': (_, __, view) => ({ title: words(view).answers.corrected }),
  'note.deleted': (_, __, view) => ({ title: words(view).answers.deleted }),
  'link.added': ({ data }, _, view) => ({
    title: words(view).answers.linked(linkKind(data.kind, view)),
  }),
  'chat.relayed': (_, __, view) => ({ title: words(view).answers.relayed }),
  'room.opened': silent,
  'room.joined': silent,
  'room.unreachable': silent,
  'room.lost': silent,
  'room.restored': silent,
  'room.delayed': silent,
  'people.urged': silent,
  'signal.heard': silent,
  'tickets.linked': silent,
  'tickets.progressed': ({ data }, state, view) => ({
    title: words(view).tickets.progressedAll(data.tickets.length, ticketCount(state)),
  }),
  'tickets.answered': (_, state, view) => ({
    title: words(view).tickets.answeredAll(
      ticketCount(state) - unanswered(state).length,
      ticketCount(state),
    ),
  }),
  'todo.placed': silent,
  'meeting.linked': silent,
  'platform.down': silent,
  'platform.substituted': silent,
  'platform.up': silent,
  'rooms.archived': silent,
  'room.localeSet': ({ data }, _, view) => ({
    title: words(view).answers.language(words(view).announcement.languages[data.locale]),
  }),
  'incident.resolved': (_, __, view) => ({
    title: words(view).answers.resolved,
    body: line`${words(view).lifecycle.resolvedNext}`,
  }),
  'incident.closed': ({ data }, _, view) => ({
    title: words(view).answers.closed,
    ...(data.forced === undefined || data.openTasks.length === 0
      ? {}
      : { body: line`${words(view).answers.closedOpen(data.openTasks.length)}` }),
  }),
  'incident.reopened': ({ data }, _, view) => ({
    title: words(view).answers.reopened(data.episode),
  }),
  'incident.cancelled': (_, __, view) => ({
    title: words(view).answers.cancelled,
    body: line`${words(view).lifecycle.cancelledNext}`,
  }),
  'postmortem.generated': ({ data }, _, view) => ({
    title: words(view).answers.postmortem(data.version),
  }),
  'postmortem.edited': ({ data }, _, view) => ({
    title: words(view).answers.fieldSaved(named(postmortemWordsOf(view).fields, data.field)),
  }),
  'postmortem.why': ({ data }, _, view) => ({ title: words(view).answers.why(data.level) }),
  'postmortem.published': (_, __, view) => ({ title: words(view).answers.postmortemPublished }),
  'action.added': ({ data }, state, view) => {
    const added = state.actions.find(({ id }) => id === data.id);
    return {
      title: words(view).answers.actionAdded(data.id),
      ...(added === undefined ? {} : { body: actionLine(added, view) }),
    };
  },
  'action.done': ({ data }, _, view) => ({ title: words(view).answers.actionDone(data.id) }),
  'delivery.abandoned': silent,
};
