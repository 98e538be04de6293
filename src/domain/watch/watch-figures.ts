import { MINUTE, type Instant } from '../time.ts';
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';
import { LONGEST_PAUSE } from './series.ts';

interface Feed {
  /** Newest sample that was looked at. */
  at: Instant;
  /** Calendar minute of the last figure. */
  minute: number;
  /** Extremes of what came since. */
  least: number;
  most: number;
}

/** Makes figures of samples: few enough for the record of an incident, however many samples come. */
export interface FigureWatch {
  observe(observation: Observation): readonly Finding[];
}

const NOTHING = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY } as const;

/**
 * The first sample of each calendar minute is told, with the extremes of those since the last that was told;
 * with one sample a minute that is every sample. Samples with dims are parts of a whole, and late ones are
 * history: neither makes a figure.
 */
export const createFigureWatch = (): FigureWatch => {
  const feeds = new Map<string, Feed>();
  return {
    observe: (observation) => {
      if (observation.kind !== 'sample') return [];
      const { metric, value, at, dims } = observation;
      if (dims !== undefined && Object.keys(dims).length > 0) return [];
      const known = feeds.get(metric);
      if (known !== undefined && at < known.at) return [];
      const feed = known ?? { at, minute: -1, ...NOTHING };
      if (known === undefined) feeds.set(metric, feed);
      if (at - feed.at > LONGEST_PAUSE) Object.assign(feed, NOTHING);
      feed.at = at;
      feed.least = Math.min(feed.least, value);
      feed.most = Math.max(feed.most, value);
      const minute = Math.floor(at / MINUTE);
      if (minute === feed.minute) return [];
      const { least, most } = feed;
      Object.assign(feed, { minute, ...NOTHING });
      return [{ kind: 'figure', metric, value, least, most, at }];
    },
  };
};
