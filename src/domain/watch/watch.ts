import type { Playbook } from '../playbook/playbook.ts';
import type { Instant } from '../time.ts';
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';
import { createComplaintWatch } from './watch-complaints.ts';
import { watchRules } from './watch-rule.ts';
import { createSampleWatch } from './watch-samples.ts';
import { createSignalWatch } from './watch-signals.ts';
import { createSilenceWatch } from './watch-silence.ts';

/** The rules at work. The same observations in the same order give the same findings. */
export interface Watch {
  /** What the rules make of one more observation. */
  observe(observation: Observation): readonly Finding[];
  /** What they make of nothing having come. */
  tick(now: Instant): readonly Finding[];
}

/** The triggers and recoveries of the playbooks, ready to be shown what comes in. */
export const createWatch = (playbooks: Readonly<Record<string, Playbook>>): Watch => {
  const rules = watchRules(playbooks);
  const samples = createSampleWatch(rules, playbooks);
  const complaints = createComplaintWatch(rules);
  const signals = createSignalWatch(rules, new Set(Object.keys(playbooks)));
  const silence = createSilenceWatch(rules);
  return {
    observe: (observation) => {
      if (observation.kind === 'complaint') return complaints(observation);
      if (observation.kind === 'signal') return signals(observation);
      silence.heard(observation);
      return samples(observation);
    },
    tick: (now) => silence.tick(now),
  };
};
