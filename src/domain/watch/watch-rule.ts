import type { Playbook, TriggerRule } from '../playbook/playbook.ts';
import { DAY, type DurationMs } from '../time.ts';
import { LATE_LIMIT, LONGEST_PAUSE } from './series.ts';

/** A trigger with the playbook that it belongs to. */
export interface WatchRule {
  readonly playbook: string;
  readonly rule: TriggerRule;
}

type Playbooks = Readonly<Record<string, Playbook>>;

/** Every trigger of every playbook, in the order of their ids. */
export const watchRules = (playbooks: Playbooks): readonly WatchRule[] =>
  Object.values(playbooks)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, triggers }) => triggers.map((rule) => ({ playbook: id, rule })));

/** How far back a trigger looks. */
const reachOf = (rule: TriggerRule): DurationMs => {
  const window = rule.windowMs ?? 0;
  if (rule.baseline === 'sameTimeYesterday') return DAY + window;
  return Math.max(window, rule.sustainedForMs ?? 0);
};

/** How far back, in ms, observations are needed for the rules to know what they would know had they run all along. */
export const watchHorizon = (playbooks: Playbooks): DurationMs => {
  const reaches = watchRules(playbooks).map(({ rule }) => reachOf(rule));
  const recoveries = Object.values(playbooks).map(({ recovery }) => recovery?.sustainedForMs ?? 0);
  return Math.max(0, ...reaches, ...recoveries) + LATE_LIMIT + LONGEST_PAUSE;
};
