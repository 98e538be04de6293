import type { IncidentState } from '#domain/incident/state.ts';
import { COMMANDER, membersOf } from '#domain/incident/people.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Scheme, Severity } from '#domain/playbook/playbook.ts';
import type { Policy } from '#domain/policy.ts';
import { localTime, type DurationMs, type Instant } from '#domain/time.ts';
import type { Line, Span } from './card.ts';
import { join } from './line.ts';
import { wordsOf, type Words } from './messages/words.ts';

/** For whom, where and when a card is drawn. */
export interface View {
  readonly locale: Locale;
  readonly timezone: string;
  readonly now: Instant;
  readonly policy: Policy;
  /** The one reader of a private card. */
  readonly viewer?: PersonRef;
  /** Address of the web pages, without a slash at the end. */
  readonly publicUrl?: string;
}

/** The words of the reader's language. */
export const words = (view: View): Words => wordsOf(view.locale);

export const say = (text: Localised, view: View): string => text[view.locale];

const two = (n: number): string => String(n).padStart(2, '0');

const localParts = (instant: Instant, view: View) => {
  const local = localTime(instant, view.timezone);
  const { year, month, day, hour, minute } = local;
  return {
    ...local,
    clock: `${two(hour)}:${two(minute)}`,
    date: `${year}-${two(month)}-${two(day)}`,
  };
};

/** "10:09" today, "12-09 14:26" on another day of this year, "2027-01-03 09:00" else; in the view's zone. */
export const clockText = (instant: Instant, view: View): string => {
  const then = localParts(instant, view);
  const today = localParts(view.now, view);
  if (then.date === today.date) return then.clock;
  return then.year === today.year
    ? `${two(then.month)}-${two(then.day)} ${then.clock}`
    : `${then.date} ${then.clock}`;
};

/** `clockText` as a span, which a messenger may show in the reader's own zone. */
export const clock = (instant: Instant, view: View): Span => ({
  instant,
  text: clockText(instant, view),
});

const zoneNames = new Map<string, Intl.DateTimeFormat>();

/** "UTC+8" for the zone at that moment. */
export const zoneText = (instant: Instant, timezone: string): string => {
  const known = zoneNames.get(timezone);
  const format =
    known ?? new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'shortOffset' });
  if (known === undefined) zoneNames.set(timezone, format);
  const part = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
  return (part?.value ?? timezone).replace('GMT', 'UTC');
};

/** "2026-12-01 10:04 UTC+8": date, clock and zone, for what is read later or elsewhere. */
export const fullClockText = (instant: Instant, view: View): string => {
  const { date, clock: time } = localParts(instant, view);
  return `${date} ${time} ${zoneText(instant, view.timezone)}`;
};

export const fullClock = (instant: Instant, view: View): Span => ({
  instant,
  text: fullClockText(instant, view),
});

const SIZES = [86_400, 3_600, 60, 1] as const;

/** "4 分 30 秒", "1 小时 5 分": the two largest units that are not nought. */
export const durationText = (ms: DurationMs, view: View): string => {
  const units = words(view).common.units;
  let rest = Math.max(0, Math.floor(ms / 1_000));
  const parts: string[] = [];
  for (const [index, size] of SIZES.entries()) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    const unit = [units.day, units.hour, units.minute, units.second][index];
    if (amount > 0 && unit !== undefined) parts.push(`${amount} ${unit}`);
  }
  return parts.length === 0 ? `0 ${units.second}` : parts.slice(0, 2).join(' ');
};

/** "逾期 29 分" */
export const latenessText = (lateMs: DurationMs, view: View): string =>
  words(view).common.late(durationText(lateMs, view));

/** At most one decimal: 68, 66.7. */
export const numberText = (value: number): string => String(Math.round(value * 10) / 10);

export const percentText = (value: number): string => `${numberText(value)}%`;

/** Name of a role; of a rung of the escalation ladder too. */
export const roleName = (role: string, view: View): string => {
  const known = view.policy.common.roles.find(({ id }) => id === role);
  if (known !== undefined) return say(known.names, view);
  return named(words(view).common.otherRoles, role);
};

export const roleNames = (roles: readonly string[], view: View): string =>
  roles.map((role) => roleName(role, view)).join(words(view).common.comma);

const severityIcon = (severity: Severity, view: View): string =>
  view.policy.severityIcons[severity];

/** The scheme's own name of a level: 重大事件, 一级事件(严重). */
export const levelName = (severity: Severity, scheme: Scheme, view: View): string =>
  say(scheme.levels[severity].names, view);

/** The level as people say it: 重大 for 重大事件; a name that ends otherwise stays whole. */
export const levelWord = (severity: Severity, scheme: Scheme, view: View): string =>
  levelName(severity, scheme, view).replace(/^(?<word>..)事件$/u, '$<word>');

/** "重大事件 🔴" */
export const levelBadge = (severity: Severity, scheme: Scheme, view: View): string =>
  `${levelName(severity, scheme, view)} ${severityIcon(severity, view)}`;

/** The name of a scenario in force now, or its id. */
export const playbookName = (id: string, view: View): string => {
  const known = view.policy.playbooks[id];
  return known === undefined ? id : say(known.names, view);
};

/** The scenario an incident was opened with, as it was named then. */
export const scenarioName = (state: IncidentState, view: View): string => {
  const [first] = state.playbooks;
  return first === undefined ? state.title : say(first.playbook.names, view);
};

export const mention = ({ id, name }: PersonRef): Span => ({ mention: id, name });

const NAMES_SHOWN = 6;

/** Names in one line; a long list ends in 等 9 人. */
export const nameList = (people: readonly PersonRef[], view: View): string => {
  const { common } = words(view);
  const names = people
    .slice(0, NAMES_SHOWN)
    .map(({ name }) => name)
    .join(common.comma);
  return people.length > NAMES_SHOWN ? common.andOthers(names, people.length) : names;
};

/** Everyone mentioned, so that they are notified. */
export const mentions = (people: readonly PersonRef[], view: View): Line =>
  join(people.map(mention), words(view).common.mentionGap);

/** The incident's commander, or 待指派. */
export const commanderName = (state: IncidentState, view: View): string =>
  membersOf(state, COMMANDER, view.policy)[0]?.name ?? words(view).common.unassigned;

/** A value, or 待补 where nobody has said it yet. */
export const orMissing = (value: string | undefined, view: View): string =>
  value === undefined || value.trim() === '' ? words(view).common.missing : value;

/** The word of a table of names, or the bare id for one nobody has named. */
export const named = (table: Readonly<Record<string, string>>, id: string): string =>
  Object.hasOwn(table, id) ? (table[id] ?? id) : id;

export const channelName = (channel: string, view: View): string =>
  named(words(view).common.channels, channel);

export const channelNames = (channels: readonly string[], view: View): string =>
  channels.map((channel) => channelName(channel, view)).join(words(view).common.comma);

export const factName = (fact: string, view: View): string => named(words(view).common.facts, fact);

/** As it stands at the head of a line. */
export const atHead = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The name at the head of a line: Likely cause. */
export const factLabel = (fact: string, view: View): string => atHead(factName(fact, view));

export const factNames = (facts: readonly string[], view: View): string =>
  facts.map((fact) => factName(fact, view)).join(words(view).common.comma);

const PERCENT_METRICS = ['connectRate', 'serviceLevel15', 'loadPct', 'csat', 'resolutionRate'];
const SECOND_METRICS = ['waitSeconds', 'handleSeconds'];

/** "热搜", or what the sender calls it. */
export const signalName = (signal: string, view: View): string =>
  named(words(view).common.signals, signal);

/** "接通率" */
export const metricName = (metric: string, view: View): string =>
  named(words(view).common.metrics, metric);

/** "接通率", or "接通率（华东）" for a part of the whole. */
export const metricNameOf = (
  metric: string,
  dims: Readonly<Record<string, string>> | undefined,
  view: View,
): string => {
  const name = metricName(metric, view);
  const { metricOf, comma } = words(view).common;
  return dims === undefined ? name : metricOf(name, Object.values(dims).join(comma));
};

/** The same at the head of a line: Connect rate. */
export const metricLabel = (metric: string, view: View): string => atHead(metricName(metric, view));

/** "68%", "150 秒", "930": a figure with the unit of its metric. */
export const metricValue = (metric: string, value: number, view: View): string => {
  const { healthy, unhealthy, units } = words(view).common;
  if (metric === 'ivrHealthy') return value === 0 ? unhealthy : healthy;
  if (PERCENT_METRICS.includes(metric)) return percentText(value);
  return SECOND_METRICS.includes(metric)
    ? `${numberText(value)} ${units.second}`
    : numberText(value);
};

const OPERATORS = { lt: '<', lte: '≤', gt: '>', gte: '≥', eq: '=' } as const;
export const operatorSign = (op: keyof typeof OPERATORS): string => OPERATORS[op];
