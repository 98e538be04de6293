import type { Instant } from '../time.ts';
import type { Finding } from './finding.ts';
import type { Observation, Sample } from './observation.ts';
import { LONGEST_PAUSE } from './series.ts';
import type { WatchRule } from './watch-rule.ts';

/** Values typed now and then are no feed; only a feed can fall silent (ours). */
const SAMPLES_OF_A_FEED = 10;

interface Feed {
  lastAt: Instant;
  /** Samples in a row without a long pause. */
  inARow: number;
  told: boolean;
}

/** Notices metrics that came regularly and come no more. */
export interface SilenceWatch {
  heard(sample: Observation & Sample): void;
  /** Each silence once, until the metric is heard again. */
  tick(now: Instant): readonly Finding[];
}

/** The first scenario that needs a metric is the one whose alert says that it is missing. */
const firstPlaybooks = (rules: readonly WatchRule[]): ReadonlyMap<string, string> => {
  const first = new Map<string, string>();
  for (const { playbook, rule } of rules)
    if (rule.metric !== undefined && !first.has(rule.metric)) first.set(rule.metric, playbook);
  return first;
};

/** "No metric for ten minutes" is an alert of its own. */
export const createSilenceWatch = (rules: readonly WatchRule[]): SilenceWatch => {
  const playbooks = firstPlaybooks(rules);
  const feeds = new Map<string, Feed>();
  const heard: SilenceWatch['heard'] = ({ metric, at }) => {
    if (!playbooks.has(metric)) return;
    const feed = feeds.get(metric);
    if (feed === undefined) feeds.set(metric, { lastAt: at, inARow: 1, told: false });
    else if (at >= feed.lastAt) {
      feed.inARow = at - feed.lastAt > LONGEST_PAUSE ? 1 : feed.inARow + 1;
      feed.lastAt = at;
      feed.told = false;
    }
  };
  const tick: SilenceWatch['tick'] = (now) =>
    [...feeds].flatMap(([metric, feed]): readonly Finding[] => {
      const forMs = now - feed.lastAt;
      const silent = forMs > LONGEST_PAUSE && feed.inARow >= SAMPLES_OF_A_FEED;
      const playbook = playbooks.get(metric);
      if (!silent || feed.told || playbook === undefined) return [];
      feed.told = true;
      const reason = { kind: 'silence', metric, lastAt: feed.lastAt, forMs } as const;
      const rule = `silence:${metric}`;
      return [{ kind: 'fired', rule, playbook, stage: 'watch', reason, at: now, again: false }];
    });
  return { heard, tick };
};
