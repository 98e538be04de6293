import type { Instant } from '../time.ts';
import { compares, isMuchWorse } from './compare.ts';
import { tellOf, type Told } from './condition.ts';
import type { Finding } from './finding.ts';
import type { ComplaintSeen, Observation } from './observation.ts';
import { countUpTo, LATE_LIMIT } from './series.ts';
import type { WatchRule } from './watch-rule.ts';

type Complaint = Observation & ComplaintSeen;
type Group = Readonly<Record<string, string>>;

/** The complaints of one group of one rule, by time. */
interface Cluster {
  readonly group: Group;
  readonly times: Instant[];
  readonly tickets: string[];
  readonly told: Told;
}

interface CountRule {
  readonly rule: string;
  readonly playbook: string;
  readonly stage: 'watch' | 'trigger';
  readonly op: 'gt' | 'gte' | 'lt' | 'lte' | 'eq';
  readonly limit: number;
  readonly windowMs: number;
  readonly groupBy: readonly string[];
  readonly clusters: Map<string, Cluster>;
}

const countRule = ({ playbook, rule }: WatchRule): readonly CountRule[] => {
  const { id, stage, op = 'gte', count, windowMs, groupBy = [] } = rule;
  if (rule.signal !== 'complaint' || count === undefined || windowMs === undefined) return [];
  const clusters = new Map<string, Cluster>();
  return [{ rule: id, playbook, stage, op, limit: count, windowMs, groupBy, clusters }];
};

/** What a complaint has in common with others; nothing when it lacks one of the fields. */
const groupOf = (complaint: Complaint, groupBy: readonly string[]): Group | undefined => {
  const fields: Readonly<Record<string, string | undefined>> = {
    topic: complaint.topic,
    product: complaint.product,
    batch: complaint.batch,
    region: complaint.region,
  };
  const group: Record<string, string> = {};
  for (const name of groupBy) {
    const value = fields[name];
    if (value === undefined) return undefined;
    group[name] = value;
  }
  return group;
};

const clusterOf = (rule: CountRule, group: Group): Cluster => {
  const key = JSON.stringify(group);
  const known = rule.clusters.get(key);
  if (known !== undefined) return known;
  const made: Cluster = { group, times: [], tickets: [], told: { value: 0 } };
  rule.clusters.set(key, made);
  return made;
};

/** False when it came too late to be judged. One ticket counts once. */
const put = (cluster: Cluster, { at, ticket }: Complaint, keepMs: number): boolean => {
  const newest = cluster.times.at(-1) ?? at;
  if (at < newest - LATE_LIMIT || cluster.tickets.includes(ticket)) return false;
  const index = countUpTo(cluster.times, at);
  cluster.times.splice(index, 0, at);
  cluster.tickets.splice(index, 0, ticket);
  const old = countUpTo(cluster.times, Math.max(newest, at) - keepMs - 1);
  cluster.times.splice(0, old);
  cluster.tickets.splice(0, old);
  return true;
};

const judgeCount = (rule: CountRule, complaint: Complaint): readonly Finding[] => {
  const group = groupOf(complaint, rule.groupBy);
  if (group === undefined) return [];
  const cluster = clusterOf(rule, group);
  if (!put(cluster, complaint, rule.windowMs + LATE_LIMIT)) return [];
  const at = cluster.times.at(-1) ?? complaint.at;
  // 1小时内 includes the complaint of exactly an hour ago (domain 0.2).
  const tickets = cluster.tickets.slice(countUpTo(cluster.times, at - rule.windowMs - 1));
  const { limit, op, windowMs, playbook, stage } = rule;
  const count = tickets.length;
  const tell = tellOf(
    cluster.told,
    { holds: compares(count, op, limit), at, value: count },
    (before, value) => isMuchWorse('complaints', op, before, value),
  );
  if (tell === undefined) return [];
  const reason = { kind: 'count', count, limit, windowMs, group, tickets } as const;
  return [{ kind: 'fired', rule: rule.rule, playbook, stage, reason, at, again: tell === 'again' }];
};

const judgeWords = (rules: readonly WatchRule[], complaint: Complaint): readonly Finding[] =>
  rules.flatMap(({ playbook, rule }): readonly Finding[] => {
    const found = complaint.keywords.find(({ group }) => rule.keyword?.includes(group));
    if (found === undefined) return [];
    const reason = { kind: 'keyword', ...found, ticket: complaint.ticket } as const;
    const { id, stage } = rule;
    return [{ kind: 'fired', rule: id, playbook, stage, reason, at: complaint.at, again: false }];
  });

/** Judges complaints by the rules that count them and by those that look for words. */
export const createComplaintWatch = (
  rules: readonly WatchRule[],
): ((complaint: Complaint) => readonly Finding[]) => {
  const counting = rules.flatMap(countRule);
  const reading = rules.filter(({ rule }) => rule.keyword !== undefined);
  return (complaint) => [
    ...counting.flatMap((rule) => judgeCount(rule, complaint)),
    ...judgeWords(reading, complaint),
  ];
};
