import { metricLabel, metricValue, operatorSign, words as cardWords } from '#cards/view.ts';
import { timelineText } from '#cards/timeline-line.ts';
import type { IncidentRecord, RecordEntry } from '#app/reading/records.ts';
import type { IncidentEventType } from '#domain/incident/event.ts';
import type { Operator } from '#domain/playbook/playbook.ts';
import type { Instant } from '#domain/time.ts';
import { html, type Html } from '../html.ts';
import type { About } from './about.ts';
import { plainTable } from './elements.ts';

type Point = readonly [at: Instant, value: number];

/** A figure that starts or ends the emergency. */
interface Limit {
  readonly op: Operator;
  readonly value: number;
  readonly kind: 'trigger' | 'recovery';
}

/** A line is not read more finely than this. */
const POINTS = 240;
const MARKS = 12;

/** Few points that keep every peak: of each stretch of time the lowest and the highest. */
export const thinned = (points: readonly Point[], most = POINTS): readonly Point[] => {
  if (points.length <= most) return points;
  const size = Math.ceil(points.length / (most / 2));
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += size) {
    const stretch = points.slice(from, from + size);
    const low = stretch.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = stretch.reduce((a, b) => (b[1] > a[1] ? b : a));
    kept.push(...(low === high ? [low] : [low, high].toSorted((a, b) => a[0] - b[0])));
  }
  return kept;
};

interface Series {
  readonly points: readonly Point[];
  /** Values that the points stand for. */
  readonly count: number;
}

const known = new WeakMap<IncidentRecord, ReadonlyMap<string, Series>>();

/** What the record itself holds; of a monitor only where its samples are gone. */
const recordedOf = ({ events, history }: IncidentRecord): ReadonlyMap<string, Point[]> => {
  const found = new Map<string, Point[]>();
  for (const event of events) {
    if (event.type !== 'metric.recorded') continue;
    for (const [metric, value] of Object.entries(event.data.values)) {
      if (event.via === 'ingest' && history.has(metric)) continue;
      const points = found.get(metric) ?? [];
      points.push([event.occurredAt, value]);
      found.set(metric, points);
    }
  }
  return found;
};

const seriesOf = (record: IncidentRecord): ReadonlyMap<string, Series> => {
  const before = known.get(record);
  if (before !== undefined) return before;
  const recorded = recordedOf(record);
  const { history } = record;
  const metrics = [...new Set([...recorded.keys(), ...history.keys()])];
  const found = new Map(
    metrics.map((metric): readonly [string, Series] => {
      const typed = recorded.get(metric) ?? [];
      const line = history.get(metric);
      const points = [...(line?.points ?? []), ...typed].toSorted(([a], [b]) => a - b);
      return [metric, { points, count: typed.length + (line?.count ?? 0) }];
    }),
  );
  known.set(record, found);
  return found;
};

const limitsOf = ({ record: { state } }: About, metric: string): readonly Limit[] => {
  const rules = state.playbooks.flatMap(({ playbook }) => playbook.triggers);
  const triggers = rules.flatMap(({ metric: of, op, value, stage }): readonly Limit[] =>
    of === metric && op !== undefined && value !== undefined && stage === 'trigger'
      ? [{ op, value, kind: 'trigger' }]
      : [],
  );
  const recoveries = [
    ...state.playbooks.map(({ playbook }) => playbook.recovery),
    state.severity === undefined ? undefined : state.scheme.levels[state.severity].recoveryTarget,
  ].flatMap((target): readonly Limit[] =>
    target?.metric === metric ? [{ op: target.op, value: target.value, kind: 'recovery' }] : [],
  );
  const all = [...triggers, ...recoveries];
  return all.filter(
    (one, n) => all.findIndex(({ value, kind }) => value === one.value && kind === one.kind) === n,
  );
};

/** What is marked on the axis beside the figures: the turns of the incident. */
const MARKED: readonly IncidentEventType[] = [
  'incident.opened',
  'trigger.met',
  'incident.graded',
  'announcement.published',
  'recovery.suggested',
  'incident.resolved',
  'incident.reopened',
  'incident.closed',
];

const marksOf = ({ record }: About): readonly RecordEntry[] =>
  record.entries.filter(({ kind }) => MARKED.includes(kind)).slice(-MARKS);

const row = (metric: string, { points, count }: Series, about: About): readonly string[] => {
  const { view, words } = about;
  const values = points.map(([, value]) => value);
  const show = (value: number | undefined): string =>
    value === undefined ? cardWords(view).common.noData : metricValue(metric, value, view);
  const limits = limitsOf(about, metric).map(({ op, value, kind }) =>
    words.metrics[kind](`${operatorSign(op)} ${metricValue(metric, value, view)}`),
  );
  return [
    metricLabel(metric, view),
    show(values.at(-1)),
    show(
      values.reduce<number | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined),
    ),
    show(
      values.reduce<number | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined),
    ),
    limits.length === 0 ? '—' : limits.join(cardWords(view).common.comma),
    `n=${count}`,
  ];
};

/** What the script draws; figures in the units they were recorded in. */
const chartData = (about: About): string => {
  const { view } = about;
  const metrics = [...seriesOf(about.record)].map(([metric, { points }]) => ({
    name: metricLabel(metric, view),
    points: thinned(points),
    limits: limitsOf(about, metric).map(({ value, kind }) => ({ value, kind })),
    percent: metricValue(metric, 50, view).endsWith('%'),
  }));
  const marks = marksOf(about).map(({ occurredAt }) => occurredAt);
  return JSON.stringify({ metrics, marks, timezone: view.timezone });
};

/** Figures against their thresholds: a table for everyone, and lines where scripts run. */
export const metrics = (about: About): Html => {
  const { record, view, words } = about;
  const series = seriesOf(record);
  const { metrics: phrases } = words;
  if (series.size === 0)
    return html`<h2>${phrases.title}</h2>
      <p class="empty">${phrases.none}</p>`;
  const marks = marksOf(about);
  return html`<h2>${phrases.title}</h2>
    <div class="charts" data-charts=${chartData(about)}></div>
    <ol class="chart-marks" data-chart-legend hidden>
      ${marks.map(
        (entry) => html`<li><a href=${`#v${entry.version}`}>${timelineText(entry, view)}</a></li>`,
      )}
    </ol>
    ${plainTable(
      phrases.columns,
      [...series].map(([metric, line]) => row(metric, line, about)),
      phrases.title,
    )}`;
};
