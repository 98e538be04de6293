import type { TriggerRule } from '../playbook/playbook.ts';
import { tellOf, type Told } from './condition.ts';
import type { Finding } from './finding.ts';
import type { Observation, SignalSeen } from './observation.ts';
import type { WatchRule } from './watch-rule.ts';

type Signal = Observation & SignalSeen;

/** `signal: external` with kinds stands for any of these kinds; every other name for itself. */
const isMeant = (rule: TriggerRule, signal: Signal): boolean => {
  if (rule.signal === undefined || rule.signal === 'complaint') return false;
  if (rule.kinds !== undefined) return rule.kinds.includes(signal.signal);
  if (rule.signal !== signal.signal) return false;
  return (
    rule.systems === undefined ||
    (signal.system !== undefined && rule.systems.includes(signal.system))
  );
};

/** What the sender names counts before what the rules say: the scenario of an Alertmanager label. */
const rulesFor = (rules: readonly WatchRule[], known: ReadonlySet<string>, signal: Signal) => {
  const { scenario } = signal;
  if (scenario === undefined || !known.has(scenario))
    return rules
      .filter(({ rule }) => isMeant(rule, signal))
      .map(({ playbook, rule: { id, stage } }) => ({ playbook, id, stage }));
  return [{ playbook: scenario, id: `${scenario}:${signal.signal}`, stage: 'trigger' } as const];
};

const reasonOf = ({ signal, text, url, system, fingerprint }: Signal) => ({
  kind: 'signal' as const,
  signal,
  text,
  ...(url === undefined ? {} : { url }),
  ...(system === undefined ? {} : { system }),
  ...(fingerprint === undefined ? {} : { fingerprint }),
});

/** Judges signals. The same fingerprint again is the same condition, until its sender says it is over. */
export const createSignalWatch = (
  rules: readonly WatchRule[],
  scenarios: ReadonlySet<string>,
): ((signal: Signal) => readonly Finding[]) => {
  const going = new Map<string, Told>();
  const over = (fingerprint: string, at: number): readonly Finding[] =>
    going.delete(fingerprint) ? [{ kind: 'over', fingerprint, at }] : [];
  const tell = ({ fingerprint, at }: Signal): 'first' | 'again' | undefined => {
    if (fingerprint === undefined) return 'first';
    const told = going.get(fingerprint) ?? { value: 0 };
    going.set(fingerprint, told);
    return tellOf(told, { holds: true, at, value: 0 }, () => false);
  };
  return (signal) => {
    const { fingerprint, at } = signal;
    if (signal.resolved) return fingerprint === undefined ? [] : over(fingerprint, at);
    const meant = rulesFor(rules, scenarios, signal);
    if (meant.length === 0) return [];
    const told = tell(signal);
    if (told === undefined) return [];
    return meant.map(({ playbook, id, stage }) => ({
      kind: 'fired',
      rule: id,
      playbook,
      stage,
      reason: reasonOf(signal),
      at,
      again: told === 'again',
    }));
  };
};
