import { distance } from 'fastest-levenshtein';
import type { Localised } from '#domain/locale.ts';
import type { Operator, Playbook, TriggerRule } from '#domain/playbook/playbook.ts';
import { DAY } from '#domain/time.ts';
import { RANGED, rangeOf } from '#domain/watch/metric-range.ts';
import type { YamlPath } from '../yaml-file.ts';
import { expectKnown, type Report } from './report.ts';

const because = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

const reachable = (op: Operator, value: number, [low, high]: readonly [number, number]): boolean =>
  ({
    lt: value > low,
    lte: value >= low,
    gt: value < high,
    gte: value <= high,
    eq: value >= low && value <= high,
  })[op];

/** An organisation may have metrics of its own, but one letter off a known one is a slip. */
const checkMetricName = (report: Report, path: YamlPath, given: string): void => {
  const allowed = RANGED;
  const slip = allowed.some(
    (known) => known !== given && distance(known.toLowerCase(), given.toLowerCase()) <= 2,
  );
  if (!allowed.includes(given) && slip) report(path, { code: 'unknown-metric', given, allowed });
};

/** Reports a threshold that no value of the metric can pass. */
export const checkThreshold = (
  report: Report,
  path: YamlPath,
  rule: string,
  test: { readonly metric: string; readonly op: Operator; readonly value: number },
): void => {
  checkMetricName(report, [...path, 'metric'], test.metric);
  const range = rangeOf(test.metric);
  if (reachable(test.op, test.value, range)) return;
  report([...path, 'value'], {
    code: 'rule-never-fires',
    rule,
    because: because(
      `${test.metric} 的取值范围是 ${range[0]} 到 ${range[1]}`,
      `${test.metric} lies between ${range[0]} and ${range[1]}`,
    ),
  });
};

const KINDS_WANTED = because(
  '规则必须且只能有 metric、signal、keyword 之一',
  'a rule needs exactly one of metric, signal and keyword',
);
const THRESHOLD_WANTED = because(
  '需要 op 和 value，或 baseline、window、op 和 growthPct',
  'it needs op and value, or baseline, window, op and growthPct',
);
const COUNT_WANTED = because(
  '投诉计数规则需要 window、count(≥1) 和 op: gte',
  'counting complaints needs window, count (at least 1) and op: gte',
);
const GROWTH_HOLDS = because(
  '同比增长规则按窗口判断，不能写 sustainedFor',
  'growth is judged over its window and can have no sustainedFor',
);
const WINDOW_TOO_LONG = because(
  '与昨日同期比较的窗口必须短于 24 小时',
  'a window that is compared with yesterday must be shorter than 24 hours',
);
const NO_SUCH_FIELD = because(
  'groupBy 只能写 topic、product、batch、region',
  'groupBy can name topic, product, batch and region only',
);
const EMPTY_LIST = because('列表为空', 'its list is empty');

const whyMetricFails = (rule: TriggerRule): Localised | undefined => {
  const growth = rule.baseline !== undefined || rule.growthPct !== undefined;
  if (!growth)
    return rule.op === undefined || rule.value === undefined ? THRESHOLD_WANTED : undefined;
  const whole =
    rule.baseline !== undefined &&
    rule.growthPct !== undefined &&
    rule.windowMs !== undefined &&
    rule.op !== undefined &&
    rule.value === undefined;
  if (!whole) return THRESHOLD_WANTED;
  if (rule.sustainedForMs !== undefined) return GROWTH_HOLDS;
  if ((rule.windowMs ?? 0) >= DAY) return WINDOW_TOO_LONG;
  // A count can't fall by more than all of it.
  return reachable(rule.op ?? 'eq', rule.growthPct ?? 0, [-100, Infinity])
    ? undefined
    : because('降幅不可能超过 100%', 'a fall of more than 100 % is impossible');
};

/** What complaints can have in common (contract 4). */
const GROUPED = ['topic', 'product', 'batch', 'region'];

const whySignalFails = (rule: TriggerRule): Localised | undefined => {
  const lists =
    rule.signal === 'external' ? rule.kinds : rule.signal === 'systemDown' ? rule.systems : [''];
  if (lists === undefined || lists.length === 0) return EMPTY_LIST;
  if (rule.signal !== 'complaint') return undefined;
  const counts = rule.windowMs !== undefined && rule.op === 'gte' && (rule.count ?? 0) >= 1;
  if (!counts) return COUNT_WANTED;
  return (rule.groupBy ?? []).every((field) => GROUPED.includes(field)) ? undefined : NO_SUCH_FIELD;
};

const whyItFails = (rule: TriggerRule): Localised | undefined => {
  const kinds = [rule.metric, rule.signal, rule.keyword].filter((kind) => kind !== undefined);
  if (kinds.length !== 1) return KINDS_WANTED;
  if (rule.metric !== undefined) return whyMetricFails(rule);
  if (rule.signal !== undefined) return whySignalFails(rule);
  return rule.keyword?.length === 0 ? EMPTY_LIST : undefined;
};

/** Trigger rules and the recovery of a playbook: each must be able to come true. */
export const checkRules = (
  report: Report,
  playbook: Playbook,
  keywordGroups: readonly string[],
): void => {
  for (const [index, rule] of playbook.triggers.entries()) {
    const path = ['triggers', index];
    const why = whyItFails(rule);
    if (why !== undefined) report(path, { code: 'rule-never-fires', rule: rule.id, because: why });
    else if (rule.metric !== undefined && rule.op !== undefined && rule.value !== undefined)
      checkThreshold(report, path, rule.id, {
        metric: rule.metric,
        op: rule.op,
        value: rule.value,
      });
    else if (rule.metric !== undefined) checkMetricName(report, [...path, 'metric'], rule.metric);
    for (const [at, group] of (rule.keyword ?? []).entries())
      expectKnown(report, [...path, 'keyword', at], group, keywordGroups, 'unknown-keyword');
  }
  if (playbook.recovery !== undefined)
    checkThreshold(report, ['recovery'], 'recovery', playbook.recovery);
};
