import type { AlertRecord, AlertSeries } from '#app/reading/alerts.ts';
import { metricValue, words as cardWords } from '#cards/view.ts';
import type { AlertEvent } from '#domain/alert/event.ts';
import { html, type Html } from '../html.ts';
import { measuredName } from './alert-reasons.ts';
import type { SubjectLook } from './subject-look.ts';
import { alertSentence } from './alert-story.ts';
import { plainTable } from './elements.ts';
import { thinned } from './metrics.ts';

/** The turns of an alert, marked on the axis beside the figures. */
const MARKED: readonly AlertEvent['type'][] = [
  'alert.raised',
  'alert.breached',
  'alert.confirmed',
  'alert.dismissed',
  'alert.over',
];

type Limit = { readonly value: number; readonly kind: 'trigger' | 'recovery' };

/** Every limit of the metric that was met, and the figure that ends the emergency. */
const limitsOf = (
  { state }: AlertRecord,
  { reason }: AlertSeries,
  { view }: SubjectLook,
): readonly Limit[] => {
  const triggers = state.fired.flatMap(({ reason: one }): readonly Limit[] =>
    one.kind === 'threshold' && one.metric === reason.metric
      ? [{ value: one.limit, kind: 'trigger' }]
      : [],
  );
  const recovery = view.policy.playbooks[state.scenario]?.recovery;
  const ends: readonly Limit[] =
    recovery?.metric === reason.metric ? [{ value: recovery.value, kind: 'recovery' }] : [];
  const all = [...triggers, ...ends];
  return all.filter(
    (one, n) => all.findIndex(({ value, kind }) => value === one.value && kind === one.kind) === n,
  );
};

const chartData = (
  record: AlertRecord,
  marks: readonly { readonly event: AlertEvent }[],
  look: SubjectLook,
): string => {
  const { view } = look;
  const metrics = record.series.map((series) => ({
    name: measuredName(series.reason, view),
    points: thinned(series.points),
    limits: limitsOf(record, series, look),
    percent: metricValue(series.reason.metric, 50, view).endsWith('%'),
  }));
  const times = marks.map(({ event }) => event.occurredAt);
  return JSON.stringify({ metrics, marks: times, timezone: view.timezone });
};

const row = ({ reason, points }: AlertSeries, { view }: SubjectLook): readonly string[] => {
  const values = points.map(([, value]) => value);
  const show = (value: number | undefined): string =>
    value === undefined || !Number.isFinite(value)
      ? cardWords(view).common.noData
      : metricValue(reason.metric, value, view);
  return [
    measuredName(reason, view),
    show(values.at(-1)),
    show(Math.min(...values)),
    show(Math.max(...values)),
    `n=${values.length}`,
  ];
};

/** The metrics an alert is about, from an hour before it on: lines where scripts run, a table for everyone. */
export const alertCharts = (record: AlertRecord, look: SubjectLook): Html | '' => {
  const { words } = look;
  const { events, series } = record;
  if (series.length === 0) return '';
  const marks = events
    .map((event, n) => ({ event, version: n + 1 }))
    .filter(({ event }) => MARKED.includes(event.type));
  const [metric = '', latest = '', least = '', most = '', , samples = ''] = words.metrics.columns;
  return html`<h2>${words.alerts.charts}</h2>
    <div class="charts" data-charts=${chartData(record, marks, look)}></div>
    <ol class="chart-marks" data-chart-legend hidden>
      ${marks.map(
        ({ event, version }) =>
          html`<li><a href=${`#v${version}`}>${alertSentence(event, events, look)}</a></li>`,
      )}
    </ol>
    ${plainTable(
      [metric, latest, least, most, samples],
      series.map((one) => row(one, look)),
      words.alerts.charts,
    )}`;
};
