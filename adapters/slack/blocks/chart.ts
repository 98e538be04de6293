import type { KnownBlock } from '@slack/web-api';
import type { CardElement } from '#cards/card.ts';
import type { Locale } from '#domain/locale.ts';
import { boldLeaf, joined, plainLeaf, richText, section } from './rich-text.ts';
import { slackWords } from './words.ts';

type Chart = Extract<CardElement, { kind: 'chart' }>;
type Points = Chart['series'][number]['points'];

const LEVELS = ['▁', '▂', '▃', '▅', '▇'] as const;
/** As many as fit a telephone's width beside a name. */
const MOST_BARS = 24;

/** Values spread evenly over the series, the first and the last among them. */
const sampled = (values: readonly number[]): readonly number[] => {
  if (values.length <= MOST_BARS) return values;
  const step = (values.length - 1) / (MOST_BARS - 1);
  return Array.from({ length: MOST_BARS }, (_, n) => values[Math.round(n * step)] ?? 0);
};

const shown = (value: number): string => String(Math.round(value * 10) / 10);

/** `▇▅▃▁ 92 → 66`; nothing where there are no values. */
const sparkline = (points: Points): string => {
  const values = points.map(([, value]) => value).filter(Number.isFinite);
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined) return '';
  const bars = sampled(values);
  const low = Math.min(...bars);
  const height = Math.max(...bars) - low;
  const barOf = (value: number): string => {
    const level = height === 0 ? 2 : Math.round(((value - low) / height) * (LEVELS.length - 1));
    return LEVELS[level] ?? LEVELS[0];
  };
  return `${bars.map(barOf).join('')} ${shown(first)} → ${shown(last)}`;
};

/** A chart in text, which a telephone, a notification and a screen reader can all give: one line a series. */
export const chartBlock = (
  { title, series, threshold }: Chart,
  locale: Locale,
): KnownBlock | undefined => {
  const { threshold: say } = slackWords(locale);
  const lines = series.map(({ name, points }) =>
    plainLeaf([name, sparkline(points)].filter((part) => part !== '').join(' ')),
  );
  const limit =
    threshold === undefined || !Number.isFinite(threshold)
      ? []
      : [plainLeaf(say(shown(threshold)))];
  return richText([section(joined([boldLeaf(title), ...lines, ...limit]))]);
};
