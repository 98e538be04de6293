import type { Policy } from '../policy.ts';
import type { Severity } from '../playbook/playbook.ts';
import { isQuiet } from '../quiet-hours.ts';
import type { DurationMs, Instant } from '../time.ts';
import { nextClock, type TicketAnchor, type TicketLimit } from './clocks.ts';
import type { TicketCategory, TicketTimesWithin } from './rules.ts';

const SUPERVISOR = 'supervisor';
/** Handed over to other departments, so that somebody there must take them on (S4-07). */
const WITH_STEPS: readonly TicketCategory[] = ['complaint', 'business'];

interface About {
  readonly category: TicketCategory;
  readonly severity: Severity;
  readonly createdAt: Instant;
}

const limit = (
  id: TicketLimit['id'],
  start: TicketAnchor,
  ends: readonly TicketAnchor[],
  dueMs: DurationMs,
  onBreach = SUPERVISOR,
): TicketLimit => ({ id, start, ends: [...ends, 'resolvedAt'], dueMs, onBreach });

/** The strictest of what several schemes say, or what the first of them says (`conflictPolicy`). */
const chosen = (
  values: readonly (DurationMs | undefined)[],
  { tickets: { strictest } }: Policy,
): DurationMs | undefined => {
  const given = values.filter((value) => value !== undefined);
  if (given.length === 0) return undefined;
  return strictest ? Math.min(...given) : given[0];
};

/** What the schemes say about this level and category; levels are those of complaints. */
const withinOf = (
  { category, severity }: About,
  { tickets }: Policy,
): readonly TicketTimesWithin[] =>
  Object.values(tickets.schemes)
    .toSorted(
      (a, b) => Number(b.id === tickets.defaultScheme) - Number(a.id === tickets.defaultScheme),
    )
    .flatMap(({ levels, categories }) => [
      ...(category === 'complaint' ? [levels[severity]] : []),
      ...(Object.hasOwn(categories, category) ? [categories[category] ?? {}] : []),
    ]);

const fromSchemes = (about: About, policy: Policy): readonly TicketLimit[] => {
  const all = withinOf(about, policy);
  const respond = chosen(
    all.map(({ respondWithin }) => respondWithin),
    policy,
  );
  const resolve = chosen(
    all.map(({ resolveWithin }) => resolveWithin),
    policy,
  );
  const progress = chosen(
    all.map(({ progressWithin }) => progressWithin),
    policy,
  );
  return [
    ...(respond === undefined
      ? []
      : [limit('respond', 'createdAt', ['firstResponseAt', 'informedAt'], respond)]),
    // An inquiry is answered on the spot: nothing to chase.
    ...(resolve === undefined || resolve === 0 ? [] : [limit('resolve', 'createdAt', [], resolve)]),
    // Solved by then anyway.
    ...(progress === undefined || (resolve !== undefined && resolve <= progress)
      ? []
      : [limit('progress', 'createdAt', ['progressedAt', 'informedAt'], progress)]),
  ];
};

type Steps = Readonly<
  Record<string, readonly [TicketLimit['id'], TicketAnchor, readonly TicketAnchor[]]>
>;

/** What each of `ticketClocks` in severity-schemes.yaml means. */
const STEPS: Steps = {
  transferToDept: ['transfer', 'createdAt', ['transferredAt']],
  deptAccept: ['accept', 'transferredAt', ['acceptedAt', 'resultAt']],
  resultToCustomer: ['inform', 'resultAt', ['informedAt']],
  firstContactPromise: ['contact', 'transferredAt', ['contactedAt', 'informedAt']],
  repairFollowUp: ['repair', 'createdAt', ['informedAt']],
};
/** Names that the rules may give to clocks of tickets. */
export const TICKET_CLOCK_RULES = [
  ...Object.keys(STEPS),
  'clusterProgress',
  'clusterAnswer',
  'afterHours',
] as const;

/** The clocks of a cluster are on the incident's own list (progress-24h, answer-48h), for all its tickets at once. */
const fromClocks = ({ category }: About, { tickets }: Policy): readonly TicketLimit[] =>
  tickets.clocks.flatMap(({ id, dueMs, category: only, onBreach }) => {
    const step = STEPS[id];
    const applies = only === undefined ? WITH_STEPS.includes(category) : only === category;
    return step === undefined || !applies ? [] : [limit(...step, dueMs, onBreach)];
  });

/** At night what would be due before the morning is due in the morning, but for the gravest (S3-09). */
const inTheMorning = (
  one: TicketLimit,
  { severity, createdAt }: About,
  { tickets: { afterHours }, common }: Policy,
): TicketLimit => {
  const { timezone, engine } = common;
  if (afterHours === undefined || one.start !== 'createdAt') return one;
  if (!afterHours.levels.includes(severity)) return one;
  if (!isQuiet(createdAt, engine.quietHours, timezone)) return one;
  const morning = nextClock(createdAt, afterHours.clock, timezone) - createdAt;
  return { ...one, dueMs: Math.max(one.dueMs, morning) };
};

/** Every promise about a ticket, as the rules are when it comes in: later edits change no running clock. */
export const limitsFor = (about: About, policy: Policy): readonly TicketLimit[] =>
  [...fromSchemes(about, policy), ...fromClocks(about, policy)].map((one) =>
    inTheMorning(one, about, policy),
  );

/** Somebody takes over at once whoever is upset, or in danger (S0-61). */
const handover = ({ common }: Policy): TicketLimit =>
  limit('handover', 'escalatedAt', ['takenAt', 'transferredAt'], common.engine.immediateMs);

/** The same, and the one that runs once somebody senior is asked. */
export const promisesOf = (about: About, policy: Policy): readonly TicketLimit[] => [
  ...limitsFor(about, policy),
  handover(policy),
];

/** Whether it came in while nobody works, so that it is handled in the morning. */
export const isAfterHours = (about: About, policy: Policy): boolean => {
  const { tickets, common } = policy;
  return (
    tickets.afterHours?.levels.includes(about.severity) === true &&
    isQuiet(about.createdAt, common.engine.quietHours, common.timezone)
  );
};
