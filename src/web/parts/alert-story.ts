import { alertReasonText } from '#cards/alert-card.ts';
import { actorName } from '#cards/timeline-line.ts';
import { atHead, clockText, playbookName } from '#cards/view.ts';
import type { AlertEvent, AlertEventOf } from '#domain/alert/event.ts';
import type { Instant } from '#domain/time.ts';
import { html, type Html } from '../html.ts';
import type { SubjectLook } from './subject-look.ts';
import { eventList, type HappenedLine } from './event-list.ts';

type Appended = AlertEventOf<'alert.appended'>;

/** What happened once, or one condition that was met again and again without anything else in between. */
interface Chapter {
  readonly event: AlertEvent;
  readonly version: number;
  readonly times: number;
  readonly since: Instant;
}

const goesOn = (before: AlertEvent | undefined, event: AlertEvent): before is Appended =>
  before?.type === 'alert.appended' &&
  event.type === 'alert.appended' &&
  before.data.suppressed === event.data.suppressed;

const chaptersOf = (events: readonly AlertEvent[]): readonly Chapter[] => {
  const chapters: Chapter[] = [];
  for (const [index, event] of events.entries()) {
    const last = chapters.at(-1);
    const one = { event, version: index + 1, times: 1, since: event.occurredAt };
    if (last !== undefined && goesOn(last.event, event))
      chapters[chapters.length - 1] = { ...one, times: last.times + 1, since: last.since };
    else chapters.push(one);
  }
  return chapters;
};

const appended = (
  { event, times, since }: Omit<Chapter, 'version'>,
  suppressed: boolean,
  { view, words }: SubjectLook,
): string => {
  const { said } = words.alerts;
  if (times === 1 || event.type !== 'alert.appended') return suppressed ? said.quiet : said.again;
  const from = clockText(since, view);
  return suppressed ? said.quietTimes(times, from) : said.againTimes(times, from);
};

const raisedScenario = (events: readonly AlertEvent[]): string | undefined =>
  events.find((event) => event.type === 'alert.raised')?.data.scenario;

const sentence = (chapter: Chapter, events: readonly AlertEvent[], look: SubjectLook): string => {
  const { view, words } = look;
  const { said } = words.alerts;
  const { event } = chapter;
  const who = actorName(event.actor, view);
  switch (event.type) {
    case 'alert.raised':
      return said.raised;
    case 'alert.appended':
      return appended(chapter, event.data.suppressed, look);
    case 'alert.confirmed': {
      const { scenario } = event.data;
      return scenario === raisedScenario(events)
        ? said.confirmed(who)
        : said.confirmedAs(who, playbookName(scenario, view));
    }
    case 'alert.dismissed':
      return said.dismissed(who, event.data.reason);
    case 'alert.linked':
      return said[event.data.how](event.data.incident);
    case 'alert.falsified':
      return said.falsified(event.data.incident);
    case 'alert.over':
      return said.over;
    case 'alert.warned':
      return said.warned(clockText(event.data.dueAt, view));
    case 'alert.breached':
      return said.breached;
    case 'alert.escalated':
      return said.escalated;
  }
};

const TONES: Partial<Record<AlertEvent['type'], HappenedLine['tone']>> = {
  'alert.raised': 'strong',
  'alert.confirmed': 'strong',
  'alert.dismissed': 'good',
  'alert.over': 'good',
  'alert.warned': 'warning',
  'alert.breached': 'danger',
  'alert.escalated': 'danger',
};

const reasonOf = (event: AlertEvent, { view }: SubjectLook): string | undefined =>
  event.type === 'alert.raised' || event.type === 'alert.appended'
    ? atHead(alertReasonText(event.data.reason, view))
    : undefined;

const line = (chapter: Chapter, events: readonly AlertEvent[], look: SubjectLook): HappenedLine => {
  const { event, version } = chapter;
  const reason = reasonOf(event, look);
  const tone = TONES[event.type];
  return {
    version,
    at: event.occurredAt,
    said: html`<p>${sentence(chapter, events, look)}</p>
      ${reason === undefined ? '' : html`<p class="quiet">${reason}</p>`}`,
    ...(tone === undefined ? {} : { tone }),
  };
};

/** What happened to an alert, the newest first. */
export const alertStory = (events: readonly AlertEvent[], look: SubjectLook): Html =>
  eventList(
    look.words.alerts.timeline,
    chaptersOf(events).map((chapter) => line(chapter, events, look)),
    look,
  );

/** One event as a sentence, for files. */
export const alertSentence = (
  event: AlertEvent,
  events: readonly AlertEvent[],
  look: SubjectLook,
): string => {
  const chapter = { event, version: 0, times: 1, since: event.occurredAt };
  return sentence(chapter, events, look);
};
