import type { CardElement } from '#cards/card.ts';
import { DAY, localTime, type Instant } from '#domain/time.ts';
import { cleanText } from './escape.ts';
import { plain } from './nodes.ts';
import type { CardNode } from './json.ts';

type Chart = Extract<CardElement, { kind: 'chart' }>;
type Point = readonly [number, number];

/** More cannot be told apart on a phone. */
const POINTS = 60;
const SERIES = 4;

const two = (value: number): string => String(value).padStart(2, '0');

const axisLabel = (at: Instant, timezone: string, withDay: boolean): string => {
  const { month, day, hour, minute } = localTime(at, timezone);
  const clock = `${two(hour)}:${two(minute)}`;
  return withDay ? `${two(month)}-${two(day)} ${clock}` : clock;
};

/** Evenly fewer points; the last one, which is the present, stays. */
const thinned = (points: readonly Point[]): readonly Point[] => {
  const sorted = points
    .filter((point) => point.every((value) => Number.isFinite(value)))
    .filter(([at]) => Math.abs(at) <= 8.64e15)
    .toSorted(([a], [b]) => a - b);
  const step = Math.ceil(sorted.length / POINTS);
  return sorted.filter((_, n) => (sorted.length - 1 - n) % step === 0);
};

interface Value {
  readonly at: Instant;
  readonly time: string;
  readonly value: number;
  readonly name: string;
}

const valuesOf = ({ series }: Chart, timezone: string): readonly Value[] => {
  const shown = series
    .slice(0, SERIES)
    .map(({ name, points }) => ({ name: cleanText(name), points: thinned(points) }));
  const times = shown.flatMap(({ points }) => points.map(([at]) => at));
  const withDay = Math.max(...times) - Math.min(...times) >= DAY;
  const all = shown.flatMap(({ name, points }) =>
    points.map(([at, value]) => ({ at, time: axisLabel(at, timezone, withDay), value, name })),
  );
  // Of several values within a minute the last one counts.
  const last = new Map(all.map((one) => [`${one.name} ${one.time}`, one]));
  return [...last.values()].toSorted((a, b) => a.at - b.at);
};

const RED = '#F54A45';

/** A line chart with its threshold; its title as text, since phones cut titles inside charts. */
export const chartNodes = (chart: Chart, timezone: string): readonly CardNode[] => {
  const values = valuesOf(chart, timezone).map(({ time, value, name }) => ({ time, value, name }));
  const title = chart.title.trim() === '' ? [] : [plain(chart.title)];
  if (values.length === 0) return title;
  const { threshold } = chart;
  const spec = {
    type: 'line',
    data: [{ id: 'values', values }],
    xField: 'time',
    yField: 'value',
    seriesField: 'name',
    point: { visible: values.length <= 12 },
    legends: { visible: chart.series.length > 1, orient: 'bottom' },
    ...(threshold === undefined || !Number.isFinite(threshold)
      ? {}
      : { markLine: [{ y: threshold, line: { style: { stroke: RED, lineDash: [4, 4] } } }] }),
  };
  return [...title, { tag: 'chart', aspect_ratio: '16:9', chart_spec: spec }];
};
