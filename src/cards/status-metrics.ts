import type { IncidentState } from '#domain/incident/state.ts';
import { fact, type Fact } from './build.ts';
import type { CardElement } from './card.ts';
import { targetOf } from './incident-facts.ts';
import { metricName, metricValue, words, type View } from './view.ts';

const FIGURES = 4;
const CHART_POINTS = 2;

/** Metrics with figures, the one that ends the emergency first. */
const shownMetrics = (state: IncidentState): readonly string[] => {
  const target = targetOf(state)?.metric;
  const recorded = Object.keys(state.metrics);
  return recorded.toSorted((a, b) => Number(b === target) - Number(a === target));
};

const figureText = (state: IncidentState, metric: string, view: View): string => {
  const { figure, figureRange } = words(view).status;
  const track = state.metrics[metric];
  if (track === undefined) return '';
  const name = metricName(metric, view);
  const show = (value: number): string => metricValue(metric, value, view);
  return track.min === track.max
    ? figure(name, show(track.last))
    : figureRange(name, show(track.last), show(track.min), show(track.max));
};

/** What the metrics stand at, and where they have been: 接通率 91%（最低 66%，最高 91%）. */
export const figureFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { status, common } = words(view);
  const texts = shownMetrics(state)
    .slice(0, FIGURES)
    .map((metric) => figureText(state, metric, view));
  return fact(status.labels.figures, texts.length === 0 ? undefined : texts.join(common.comma));
};

/** What the chart is to be read against: the target, else what triggers. */
const limitOf = (state: IncidentState, metric: string): number | undefined => {
  const target = targetOf(state);
  if (target?.metric === metric) return target.value;
  return state.playbooks
    .flatMap(({ playbook }) => playbook.triggers)
    .find((rule) => rule.metric === metric && rule.growthPct === undefined)?.value;
};

/** The last hour of the metric that matters most, with its threshold; nothing of a single value. */
export const metricChart = (state: IncidentState, view: View): readonly CardElement[] => {
  const drawn = shownMetrics(state).find(
    (metric) =>
      (state.metrics[metric]?.points.length ?? 0) >= CHART_POINTS &&
      limitOf(state, metric) !== undefined,
  );
  const track = drawn === undefined ? undefined : state.metrics[drawn];
  if (drawn === undefined || track === undefined) return [];
  const name = metricName(drawn, view);
  const threshold = limitOf(state, drawn);
  return [
    {
      kind: 'chart',
      title: words(view).alerts.chart(name),
      series: [{ name, points: track.points }],
      ...(threshold === undefined ? {} : { threshold }),
    },
  ];
};
