import type { DeadlineKind, VoteIgnoredReason } from '#domain/incident/event.ts';
import type { TimelineSentences } from '../timeline-say.ts';
import type { timelineZh } from './timeline-zh.ts';

/** `: text` when there is something to say. */
const because = (text: string | undefined): string =>
  text === undefined || text.trim() === '' ? '' : `: ${text}`;

/** A sentence of its own, whether or not its writer closed it. */
const closed = (text: string): string => (/[。！？!?.…]$/u.test(text) ? text : `${text}.`);

const items = (count: number): string => (count === 1 ? '1 item' : `${count} items`);

const supersededBecause = {
  regraded: 'the level changed',
  reopened: 'the incident was reopened',
  closed: 'the incident was closed',
  cancelled: 'the incident was cancelled',
};

const ignoredBecause: Readonly<Record<VoteIgnoredReason, string>> = {
  author: 'authors do not approve their own text',
  'not-eligible': 'not among those who may approve',
  'old-version': 'it was for an older version',
  decided: 'it had been decided already',
  late: 'it arrived after the decision',
};

const loudnesses = { app: 'urgent notice', sms: 'SMS', phone: 'telephone' };
const instead = (asked: string, how: string, doubted = false): string =>
  doubted
    ? `Whether the ${asked} went out is not known: ${how} instead.`
    : `No permission for ${asked}, or its quota is used up: ${how} instead.`;

const choices = { approve: 'approval', reject: 'rejection' };

const lifecycle = {
  'incident.opened': (data, { who }) => `${who} opened “${data.title}”${because(data.status)}.`,
  'incident.graded': (data, { who, level }) =>
    data.from === undefined
      ? `${who} graded the incident ${level(data.severity)}${because(data.reason)}.`
      : `${who} changed the level from ${level(data.from)} to ${level(data.severity)}${because(data.reason)}.`,
  'incident.resolved': (data, { who }) =>
    `${who} declared the service restored; monitoring from here${because(data.reason)}.`,
  'incident.closed': (data, { who, tasks }) =>
    data.forced === undefined
      ? `${who} closed the incident${because(data.reason)}.`
      : `${who} closed the incident although ${tasks(data.openTasks)} had not been done: ${data.forced}.`,
  'incident.reopened': (data, { who }) =>
    `${who} reopened the incident, episode ${data.episode}: ${data.reason}.`,
  'incident.cancelled': (data, { who }) => `${who} cancelled the incident: ${data.reason}.`,
  'playbook.attached': (data, { who, text }) =>
    `${who} attached the playbook “${text(data.playbook.names)}”.`,
  'facts.recorded': (data, { who, facts }) => `${who} recorded facts: ${facts(data.facts)}.`,
  'role.assigned': (data, { who, names, role }) => {
    const people = names(data.people);
    if (people === who) return `${who} took the role ${role(data.role)}.`;
    return data.lead === true
      ? `${who} assigned ${people} to ${role(data.role)}, in the lead.`
      : `${who} assigned ${people} to ${role(data.role)}.`;
  },
  'handover.proposed': (data, { who, role, name }) =>
    `${who} asked ${name(data.to)} to take over ${role(data.role)}${because(data.note)}.`,
  'handover.accepted': (data, { who, role, name }) =>
    data.from === undefined
      ? `${who} took over ${role(data.role)}.`
      : `${who} took over ${role(data.role)} from ${name(data.from)}.`,
} satisfies Partial<TimelineSentences>;

const work = {
  'tasks.added': (data, { tasks, who }) =>
    data.tasks.some(({ source }) => source.kind === 'adhoc')
      ? `${who} added to the checklist: ${tasks(data.tasks.map(({ id }) => id))}.`
      : `Checklist of ${items(data.tasks.length)} set: ${tasks(data.tasks.map(({ id }) => id))}.`,
  'tasks.superseded': (data, { tasks }) =>
    `No longer needed because ${supersededBecause[data.because]}: ${tasks(data.ids)}.`,
  'task.done': (data, { who, task, span }) => {
    const title = `“${task(data.id)}”`;
    if (data.by !== undefined)
      return data.lateMs > 0
        ? `${title} was ticked off by itself, ${span(data.lateMs)} late.`
        : `${title} was ticked off by itself, on time.`;
    return data.lateMs > 0
      ? `${who} finished ${title} ${span(data.lateMs)} late${because(data.note)}.`
      : `${who} finished ${title} on time${because(data.note)}.`;
  },
  'task.skipped': (data, { who, task }) => `${who} skipped “${task(data.id)}”: ${data.reason}.`,
  'update.posted': (data, { who }) => {
    const percent = data.percent === undefined ? '' : ` (${data.percent}% done)`;
    const measure = data.measure === undefined ? '' : ` Measure: ${closed(data.measure)}`;
    const caution = data.caution === undefined ? '' : ` Take care: ${closed(data.caution)}`;
    return `${who} reported progress${percent}: ${closed(data.text)}${measure}${caution}`;
  },
  'update.corrected': (data, { who }) =>
    `${who} corrected update ${data.n}. It said: ${data.was}; it now says: ${data.text}.`,
  'metric.recorded': (data, { values }) => `Figures recorded: ${values(data.values)}.`,
  'trigger.met': (data, { metric, limit, value, span }) =>
    data.sustainedForMs > 0
      ? `Trigger met: ${metric(data.metric, data.dims)} ${limit(data.metric, data.op, data.limit)} for more than ${span(data.sustainedForMs)}, now ${value(data.metric, data.value)}.`
      : `Trigger met: ${metric(data.metric, data.dims)} ${limit(data.metric, data.op, data.limit)}, now ${value(data.metric, data.value)}.`,
  'recovery.suggested': (data, { metric, value, span }) =>
    `${metric(data.metric)} has been at ${value(data.metric, data.value)} for more than ${span(data.sustainedForMs)}; monitoring may begin.`,
  'cadence.changed': (data, { who, span }) =>
    `${who} set the time between updates to ${span(data.everyMs)}${because(data.reason)}.`,
  'meeting.started': (data, { who }) =>
    data.priority === undefined
      ? `${who} started a meeting; the order of work is still to be decided.`
      : `${who} started a meeting. Order of work: ${data.priority}.`,
  'meeting.linked': (data, { messenger }) =>
    `The meeting in ${messenger(data.messenger)} is ready: ${data.url}`,
  'meeting.ended': (_, { who }) => `${who} ended the meeting.`,
  'plan.proposed': (data, { who }) =>
    `${who} proposed response plan ${data.id} v${data.version}: ${data.text}.`,
  'plan.approved': (data) => `Response plan ${data.id} was approved.`,
  'standby.called': (data, { who }) =>
    data.count === 1
      ? `${who} called in 1 person on standby.`
      : `${who} called in ${data.count} people on standby.`,
  'standby.replied': (data, { who }) =>
    data.reply === 'accept' ? `${who} can come in.` : `${who} cannot come in.`,
  'standby.summarised': (data) =>
    `Standby replies: ${data.accepted} coming, ${data.declined} not, ${data.silent} without an answer.`,
} satisfies Partial<TimelineSentences>;

/** Told once, when their time has passed. */
const SAID_ONCE: readonly DeadlineKind[] = ['promise', 'action', 'standbySummary'];

const deadlines = {
  'deadline.warned': ({ deadline }, { text, time, names }) => {
    const told =
      deadline.owners.length === 0 ? 'Reminder' : `Reminder to ${names(deadline.owners)}`;
    return SAID_ONCE.includes(deadline.kind)
      ? `${told}: ${text(deadline.title)}.`
      : `${told}: “${text(deadline.title)}” is due by ${time(deadline.dueAt)}.`;
  },
  'deadline.breached': (data, { text, role, span }) => {
    const late = data.afterRestart ? `, told ${span(data.lateMs)} later after a restart` : '';
    const called = data.escalateTo === undefined ? '' : `; ${role(data.escalateTo)} called`;
    return `“${text(data.deadline.title)}” was not done in time${late}${called}.`;
  },
  'deadline.escalated': (data, { text, role }) =>
    data.resumed
      ? `The agreed time has passed and “${text(data.deadline.title)}” is still open; escalated again to ${role(data.escalateTo)}.`
      : `“${text(data.deadline.title)}” is still open; escalated to ${role(data.escalateTo)}.`,
  'deadline.acknowledged': (data, { who, text, time }) =>
    data.eta === undefined
      ? `${who} knows that “${text(data.deadline.title)}” is late: ${data.reason}.`
      : `${who} knows that “${text(data.deadline.title)}” is late and expects it by ${time(data.eta)}: ${data.reason}.`,
} satisfies Partial<TimelineSentences>;

const comms = {
  'wording.proposed': (data, { who, text }) =>
    `${who} proposed unified wording ${data.id}: ${text(data.text)}`,
  'wording.published': (data) => `Unified wording ${data.id} is in force.`,
  'wording.frozen': (data, { who }) => `${who} froze unified wording ${data.id}.`,
  'announcement.drafted': (data, { who }) =>
    data.problems.length === 0
      ? `${who} drafted announcement ${data.id} v${data.version}.`
      : `${who} drafted announcement ${data.id} v${data.version}, ${items(data.problems.length)} to correct.`,
  'announcement.published': (data, { who, channel }) =>
    `${who} published announcement ${data.id} v${data.version} (${channel(data.channel)}).`,
  'announcement.withdrawn': (data, { who }) =>
    `${who} withdrew announcement ${data.id}: ${data.reason}.`,
  'announcement.superseded': (data) => `Announcement ${data.id} was replaced by ${data.by}.`,
  'approval.submitted': (data, { who, approval, time }) =>
    `${who} submitted ${approval(data.approval.id)} for approval, votes needed: ${data.approval.quorum}, to be decided by ${time(data.approval.decideBy)}.`,
  'approval.approved': (data, { approval, names }) =>
    data.preApproved === true || data.by.length === 0
      ? `${approval(data.approval)} needed no vote and was approved.`
      : `${approval(data.approval)} was approved by ${names(data.by)}.`,
  'approval.rejected': (data, { approval, name }) =>
    `${name(data.by)} rejected ${approval(data.approval)}${because(data.reason)}.`,
  'approval.reasonGiven': (data, { who, approval }) =>
    `${who} explained the rejection of ${approval(data.approval)}: ${data.reason}.`,
  'approval.restored': (data, { approval }) =>
    `The rejection was taken back; ${approval(data.approval)} is up for approval again.`,
  'approval.superseded': (data, { approval }) =>
    `${approval(data.approval)} was replaced by ${approval(data.by)}.`,
  'vote.cast': (data, { who, approval }) =>
    data.again === true
      ? `${who} voted on ${approval(data.approval)} again: ${choices[data.choice]}.`
      : `${who} voted on ${approval(data.approval)}: ${choices[data.choice]}.`,
  'vote.retracted': (data, { who, approval }) =>
    data.late
      ? `${who} took back the ${choices[data.choice]} of ${approval(data.approval)} after the decision, which stands.`
      : `${who} took back the ${choices[data.choice]} of ${approval(data.approval)}.`,
  'vote.ignored': (data, { who, approval }) =>
    `The ${choices[data.choice]} of ${approval(data.approval)} by ${who} did not count: ${ignoredBecause[data.reason]}.`,
} satisfies Partial<TimelineSentences>;

const room = {
  'note.added': (data, { who }) => `${who} noted: ${data.text}`,
  'note.corrected': (data, { who }) =>
    `${who} corrected note ${data.id}. It said: ${data.was}; it now says: ${data.text}`,
  'note.deleted': (data, { who }) => `${who} deleted note ${data.id}.`,
  'link.added': (data, { who, linkKind }) =>
    `${who} added a link (${linkKind(data.kind)}): ${data.url}`,
  'chat.relayed': (data, { who }) => `${who} passed on to the other messengers: ${data.text}`,
  'room.opened': (data, { messenger }) =>
    `The war room “${data.name}” was opened in ${messenger(data.messenger)}.`,
  'room.joined': (data, { messenger, names }) =>
    `Joined the war room in ${messenger(data.messenger)}: ${names(data.people)}.`,
  'room.unreachable': (data, { messenger, names }) =>
    `Out of reach in ${messenger(data.messenger)}: ${names(data.people)}.`,
  'room.lost': (data, { messenger, name }) => {
    const where = messenger(data.messenger);
    const by = data.by === undefined ? undefined : name(data.by);
    switch (data.reason) {
      case 'archived':
        return by === undefined
          ? `The war room in ${where} was archived.`
          : `${by} archived the war room in ${where}.`;
      case 'removed':
        return by === undefined
          ? `Fenghuo was removed from the war room in ${where}.`
          : `${by} removed Fenghuo from the war room in ${where}.`;
      case 'deleted':
        return by === undefined
          ? `The war room in ${where} was deleted.`
          : `${by} deleted the war room in ${where}.`;
      case 'stuck':
        return `The war room in ${where} is archived and cannot be brought back.`;
    }
  },
  'room.restored': (data, { messenger }) => `The war room in ${messenger(data.messenger)} is back.`,
  'room.delayed': (data, { messenger, span }) =>
    `New rooms are limited by ${messenger(data.messenger)}: the war room opens in about ${span(data.waitMs)}.`,
  'todo.placed': (data, { messenger }) =>
    `${data.ref} now stands among its owner’s tasks in ${messenger(data.messenger)}.`,
  'tickets.linked': (data) =>
    data.word === undefined
      ? data.tickets.length === 1
        ? 'One complaint ticket was added.'
        : `${data.tickets.length} complaint tickets were added.`
      : `The escalation keyword “${data.word}” was said in a complaint.`,
  'tickets.progressed': (data, { who }) =>
    data.all === undefined
      ? data.tickets.length === 1
        ? 'One complainant was told how far it is.'
        : `${data.tickets.length} complainants were told how far it is.`
      : `${who} told all ${data.tickets.length} complainants how far it is.`,
  'tickets.answered': (data, { who }) =>
    data.all === undefined
      ? data.tickets.length === 1
        ? 'One complaint ticket was answered.'
        : `${data.tickets.length} complaint tickets were answered.`
      : `${who} answered and closed all ${data.tickets.length} complaint tickets.`,
  'signal.heard': (data, { who }) => `${who} reported from outside: ${data.text}`,
  'people.urged': (data, { messenger, names }) => {
    const where = messenger(data.messenger);
    const how = loudnesses[data.by];
    const reached = `${names(data.people)} called in ${where} by ${how}.`;
    const gentler =
      data.asked === undefined ? '' : ` ${instead(loudnesses[data.asked], how, data.doubted)}`;
    const missed = data.missed.length === 0 ? '' : ` Not reached: ${names(data.missed)}.`;
    return (
      data.people.length === 0 ? `${gentler}${missed}` : `${reached}${gentler}${missed}`
    ).trim();
  },
  'platform.down': (data, { messenger, names, time }) =>
    data.unreachable.length === 0
      ? `No connection to ${messenger(data.messenger)} since ${time(data.since)}.`
      : `No connection to ${messenger(data.messenger)} since ${time(data.since)}; out of reach: ${names(data.unreachable)}.`,
  'platform.substituted': (data, { messenger }) =>
    `While there is no connection to ${messenger(data.messenger)}, work goes on in ${messenger(data.by)}.`,
  'platform.up': (data, { messenger, time }) =>
    `The connection to ${messenger(data.messenger)}, lost since ${time(data.since)}, is back.`,
  'rooms.archived': () => 'The time after closing is over; the war rooms were archived.',
  'room.localeSet': (data, { who }) =>
    data.locale === 'en'
      ? `${who} set the language of the war room to English.`
      : `${who} set the language of the war room to Chinese.`,
  'delivery.abandoned': (data, { messenger }) =>
    `Given up after several tries: “${data.what}” to ${messenger(data.messenger)}: ${data.error}.`,
} satisfies Partial<TimelineSentences>;

const review = {
  'postmortem.generated': (data) => `Postmortem version ${data.version} was generated.`,
  'postmortem.edited': (data, { who, field }) =>
    data.was === undefined
      ? `${who} filled in “${field(data.field)}” of the postmortem: ${data.text}`
      : `${who} changed “${field(data.field)}” of the postmortem. It said: ${data.was}; it now says: ${data.text}`,
  'postmortem.why': (data, { who }) =>
    `${who} gave level ${data.level} of the causes: ${data.text}.`,
  'postmortem.published': (_, { who }) => `${who} published the postmortem.`,
  'action.added': (data, { who, name, time }) =>
    data.owner === undefined || data.dueAt === undefined
      ? `${who} added action item ${data.id}: ${data.text}.`
      : `${who} added action item ${data.id}: ${data.text}, owner ${name(data.owner)}, due ${time(data.dueAt)}.`,
  'action.done': (data, { who }) => `${who} finished action item ${data.id}.`,
} satisfies Partial<TimelineSentences>;

/** The timeline in English. */
export const timelineEn = {
  title: (key: string) => `Timeline ${key}`,
  banner: 'Internal use, masked',
  zone: (zone: string) => `All times are ${zone}`,
  page: (page: number, pages: number, total: number) =>
    `Page ${page} of ${pages}, ${total} entries`,
  empty: 'Nothing on the timeline yet.',
  earlier: 'Earlier',
  later: 'Later',
  recordedAt: (time: string) => `(recorded at ${time})`,
  system: 'Fenghuo',
  columns: {
    occurredAt: 'Happened',
    recordedAt: 'Recorded',
    kind: 'Kind',
    who: 'Who',
    via: 'Via',
    text: 'What',
  },
  messengers: { slack: 'Slack', feishu: 'Feishu', sandbox: 'the sandbox', web: 'the pages' },
  sentences: { ...lifecycle, ...work, ...deadlines, ...comms, ...room, ...review },
} satisfies typeof timelineZh;
