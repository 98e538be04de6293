import type { IncidentEventType, PayloadOf } from '#domain/incident/event.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import { SYSTEM, type PersonRef } from '#domain/person.ts';
import type { Scheme, Severity } from '#domain/playbook/playbook.ts';
import { localTime, type Instant } from '#domain/time.ts';
import type { TimelineEntry } from '#domain/timeline/entry.ts';
import type { Line } from './card.ts';
import { bold, line } from './line.ts';
import { timelineEn } from './messages/timeline-en.ts';
import { timelineZh } from './messages/timeline-zh.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import type { TimelineSay, TimelineSentences } from './timeline-say.ts';
import {
  channelName,
  clock,
  clockText,
  durationText,
  factName,
  levelName,
  metricName,
  metricNameOf,
  metricValue,
  named,
  operatorSign,
  roleName,
  say,
  words,
  zoneText,
  type View,
} from './view.ts';

/** For whom a timeline is drawn, and what its entries refer to. */
export interface TimelineView extends View {
  /** Key of the incident; default: what its first entry says. */
  readonly incident?: string;
  /** Scheme of the incident, for the names of its levels; default: the default scheme. */
  readonly scheme?: Scheme;
  /** Task id → title, for items that are in no playbook. */
  readonly tasks?: Readonly<Record<string, Localised>>;
}

export type TimelineWords = typeof timelineZh;
const BY_LOCALE: Readonly<Record<Locale, TimelineWords>> = { 'zh-CN': timelineZh, en: timelineEn };
export const timelineWords = ({ locale }: View): TimelineWords => BY_LOCALE[locale];

/** Messenger → mark beside its entries; what came from nowhere a person writes has none. */
const BADGES: Readonly<Record<string, string>> = { slack: 'S', feishu: 'F' };
export const badge = (via: string): string | undefined => BADGES[via];

/** Titles of the items these entries add, for those that name an item by its id only. */
const taskTitles = (entries: readonly TimelineEntry[]): Readonly<Record<string, Localised>> =>
  Object.fromEntries(
    entries.flatMap(({ event }) =>
      event.type === 'tasks.added' ? event.data.tasks.map(({ id, title }) => [id, title]) : [],
    ),
  );

/** A later occurrence of an item ("announce@2") has its title. */
const itemId = (task: string): string => task.replace(/@\d+$/u, '');

const shippedTitle = (task: string, { policy, scheme }: TimelineView): Localised | undefined => {
  const schemes = scheme === undefined ? Object.values(policy.schemes) : [scheme];
  const items = [
    ...Object.values(policy.playbooks).flatMap(({ checklist }) => checklist),
    ...schemes.flatMap(({ levels }) => Object.values(levels).flatMap(({ duties }) => duties)),
  ];
  return items.find(({ id }) => id === itemId(task))?.title;
};

const taskTitle = (task: string, view: TimelineView): string => {
  const title = view.tasks?.[task] ?? shippedTitle(task, view);
  return title === undefined ? task : say(title, view);
};

/** The incident these entries belong to. */
export const incidentOf = (entries: readonly TimelineEntry[], view: TimelineView): string => {
  const opened = entries.find(({ kind }) => kind === 'incident.opened')?.event;
  return view.incident ?? (opened?.type === 'incident.opened' ? opened.data.key : '');
};

/** Adds the titles that the entries themselves bring along. */
export const withTitles = (
  entries: readonly TimelineEntry[],
  view: TimelineView,
): TimelineView => ({
  ...view,
  tasks: { ...taskTitles(entries), ...view.tasks },
});

const level = (severity: Severity, view: TimelineView): string => {
  const scheme = view.scheme ?? view.policy.schemes[view.policy.defaultScheme];
  return scheme === undefined ? severity : levelName(severity, scheme, view);
};

/** A person's name; Fenghuo's own in the reader's language. */
export const actorName = ({ id, name }: PersonRef, view: View): string =>
  id === SYSTEM.id ? timelineWords(view).system : name;

const sayOf = (who: PersonRef, view: TimelineView): TimelineSay => {
  const { common } = words(view);
  const listed = (items: readonly string[]): string => items.join(common.comma);
  const name = (person: PersonRef): string => actorName(person, view);
  const value = (metric: string, amount: number): string => metricValue(metric, amount, view);
  const task = (id: string): string => taskTitle(id, view);
  return {
    who: name(who),
    name,
    names: (people) => listed(people.map(name)),
    time: (instant) => clockText(instant, view),
    span: (ms) => durationText(ms, view),
    role: (id) => roleName(id, view),
    level: (severity) => level(severity, view),
    text: (localised) => say(localised, view),
    task,
    tasks: (ids) => listed(ids.map(task)),
    metric: (metric, dims) => metricNameOf(metric, dims, view),
    limit: (metric, op, limit) => `${operatorSign(op)} ${value(metric, limit)}`,
    value,
    values: (values) =>
      listed(
        Object.entries(values).map(
          ([metric, amount]) => `${metricName(metric, view)} ${value(metric, amount)}`,
        ),
      ),
    facts: (facts) =>
      listed(
        Object.entries(facts).map(
          ([fact, text]) => `${factName(fact, view)}${common.colon}${text}`,
        ),
      ),
    channel: (id) => channelName(id, view),
    messenger: (id) => named(timelineWords(view).messengers, id),
    approval: (id) => id.replace('.v', ' v'),
    linkKind: (kind) => named(common.linkKinds, kind),
    field: (id) => named(postmortemWordsOf(view).fields, id),
  };
};

/** The event types as a table, so that TypeScript follows the sentence of a kind to the data of that kind. */
type EventAs<K extends IncidentEventType> = {
  [P in K]: { readonly type: P; readonly data: PayloadOf<P> };
}[K];

const sentenceOf = <K extends IncidentEventType>(
  { type, data }: EventAs<K>,
  sentences: TimelineSentences,
  words_: TimelineSay,
): string => sentences[type](data, words_);

/** A person's own full stop is enough. */
const oneStop = (sentence: string): string =>
  sentence.replace(/(?<end>[。！？!?.…])[。.]$/u, '$<end>');

/** The entry as one sentence in the reader's language, without emphasis. */
export const timelineText = (entry: TimelineEntry, view: TimelineView): string =>
  oneStop(sentenceOf(entry.event, timelineWords(view).sentences, sayOf(entry.who, view)));

const two = (n: number): string => String(n).padStart(2, '0');

/** "2026-12-01 10:12:30 UTC+8": date, seconds and zone, for what is read later and elsewhere. */
export const stampText = (instant: Instant, timezone: string): string => {
  const { year, month, day, hour, minute, second } = localTime(instant, timezone);
  const date = `${year}-${two(month)}-${two(day)}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)} ${zoneText(instant, timezone)}`;
};

/** The entry as a line of a card: time, messenger, sentence, and when it was written down if that was later. */
export const timelineLine = (entry: TimelineEntry, view: TimelineView): Line => {
  const mark = badge(entry.via);
  const later = entry.backdated
    ? ` ${timelineWords(view).recordedAt(clockText(entry.recordedAt, view))}`
    : '';
  const text = `${timelineText(entry, view)}${later}`;
  return mark === undefined
    ? line`${clock(entry.occurredAt, view)} ${text}`
    : line`${clock(entry.occurredAt, view)} ${bold(mark)} ${text}`;
};
