import type { Operator } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import { compares } from '../watch/compare.ts';
import type { EventOf, PayloadOf } from './event.ts';
import type { IncidentState, MetricTrack } from './state.ts';

/** A condition of an incident that must hold for a time. */
export interface Watched {
  /** Rule id, or `recovery:<playbook>`. */
  readonly id: string;
  readonly metric: string;
  readonly op: Operator;
  readonly value: number;
  readonly sustainedForMs: DurationMs;
}

/** The conditions of this incident that must hold for a time: triggers and recovery targets. */
export const watchedOf = (state: IncidentState): readonly Watched[] =>
  state.playbooks.flatMap(({ playbook }) => [
    ...playbook.triggers.flatMap(({ id, stage, metric, op, value, sustainedForMs, growthPct }) =>
      stage === 'trigger' &&
      metric !== undefined &&
      op !== undefined &&
      value !== undefined &&
      growthPct === undefined
        ? [{ id, metric, op, value, sustainedForMs: sustainedForMs ?? 0 }]
        : [],
    ),
    ...(playbook.recovery === undefined
      ? []
      : [{ id: `recovery:${playbook.id}`, ...playbook.recovery }]),
  ]);

/** What an incident was told of, once an episode: a rule, of the whole or of a part. */
export const toldName = ({
  rule,
  dims,
}: Pick<PayloadOf<'trigger.met'>, 'rule' | 'dims'>): string =>
  dims === undefined ? rule : `${rule} ${Object.values(dims).toSorted().join(' ')}`;

/** A figure of one metric, with the extremes of what it stands for. */
interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly at: Instant;
}

/** Own properties only: the names are what people and monitors send. */
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const heldSince = (state: IncidentState, figure: Figure): MetricTrack['heldSince'] => {
  const { metric, value, least, most, at } = figure;
  const before = own(state.metrics, metric)?.heldSince ?? {};
  return Object.fromEntries(
    watchedOf(state)
      .filter((watched) => watched.metric === metric && compares(value, watched.op, watched.value))
      .map(({ id, op, value: limit }) => {
        // It broke meanwhile: what holds now holds since now.
        const unbroken = compares(least, op, limit) && compares(most, op, limit);
        return [id, unbroken ? (before[id] ?? at) : at];
      }),
  );
};

const POINTS = 60;

const pointsAfter = (before: MetricTrack['points'], { at, value }: Figure) => {
  const points = [...before, [at, value] as const];
  const late = at < (before.at(-1)?.[0] ?? at);
  return (late ? points.toSorted(([one], [other]) => one - other) : points).slice(-POINTS);
};

const tracked = (state: IncidentState, figure: Figure): MetricTrack => {
  const { metric, value, least, most, at } = figure;
  const before = own(state.metrics, metric);
  if (before === undefined)
    return {
      last: value,
      lastAt: at,
      min: least,
      max: most,
      first: value,
      firstAt: at,
      count: 1,
      points: [[at, value]],
      heldSince: heldSince(state, figure),
    };
  const late = at < before.lastAt;
  return {
    last: late ? before.last : value,
    lastAt: Math.max(before.lastAt, at),
    min: Math.min(before.min, least),
    max: Math.max(before.max, most),
    first: at < before.firstAt ? value : before.first,
    firstAt: Math.min(before.firstAt, at),
    count: before.count + 1,
    points: pointsAfter(before.points, figure),
    // A late sample is history: it must not start or break what holds now.
    heldSince: late ? before.heldSince : heldSince(state, figure),
  };
};

/** What every metric of the incident stands at after one more record of figures. */
export const metricsAfter = (
  state: IncidentState,
  { data, occurredAt: at }: EventOf<'metric.recorded'>,
): IncidentState['metrics'] =>
  Object.entries(data.values).reduce((all, [metric, value]) => {
    const least = own(data.least ?? {}, metric) ?? value;
    const most = own(data.most ?? {}, metric) ?? value;
    return { ...all, [metric]: tracked(state, { metric, value, least, most, at }) };
  }, state.metrics);

/** The metrics that rules, targets and goals of this incident speak of; others are no business of its room. */
export const followedMetrics = (
  { playbooks, scheme }: IncidentState,
  kpi: Readonly<Record<string, number>>,
): ReadonlySet<string> =>
  new Set(
    [
      ...playbooks.flatMap(({ playbook: { triggers, recovery, severityHints } }) => [
        ...triggers.map(({ metric }) => metric),
        recovery?.metric,
        ...severityHints.flatMap(({ any }) =>
          any.flat().map((term) => ('name' in term ? term.name : undefined)),
        ),
      ]),
      ...Object.values(scheme.levels).map(({ recoveryTarget }) => recoveryTarget?.metric),
      ...Object.keys(kpi),
    ].filter((metric) => metric !== undefined),
  );
