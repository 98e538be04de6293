import type { Localised } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import { SECOND } from '#domain/time.ts';
import { fold, foldKey } from '../normalise.ts';
import { readDuration } from './duration.ts';
import { readNumber } from './quantity.ts';

export interface MetricName {
  readonly id: string;
  readonly label: Localised;
  readonly words: readonly string[];
  readonly unit: 'percent' | 'seconds' | 'count' | 'flag';
}

/** The metrics of the glossary (domain 2), beside those that playbooks name. */
const GLOSSARY: readonly MetricName[] = [
  {
    id: 'connectRate',
    label: { 'zh-CN': '接通率', en: 'Connect rate' },
    words: ['answerRate'],
    unit: 'percent',
  },
  {
    id: 'waitSeconds',
    label: { 'zh-CN': '等待时间', en: 'Waiting time' },
    words: ['等待', '等待秒数', 'wait'],
    unit: 'seconds',
  },
  {
    id: 'callVolume',
    label: { 'zh-CN': '通话量', en: 'Call volume' },
    words: ['话务量', '来电量', 'calls'],
    unit: 'count',
  },
  {
    id: 'loadPct',
    label: { 'zh-CN': '话务负荷', en: 'Load' },
    words: ['负荷', '承载', '承载率', 'load'],
    unit: 'percent',
  },
  {
    id: 'ivrHealthy',
    label: { 'zh-CN': 'IVR 状态', en: 'IVR healthy' },
    words: ['ivr', 'ivr状态'],
    unit: 'flag',
  },
  {
    id: 'handleSeconds',
    label: { 'zh-CN': '处理时间', en: 'Handle time' },
    words: ['通话时长', '平均通话时长', 'aht'],
    unit: 'seconds',
  },
  {
    id: 'csat',
    label: { 'zh-CN': '满意度', en: 'Satisfaction' },
    words: ['satisfaction'],
    unit: 'percent',
  },
  {
    id: 'resolutionRate',
    label: { 'zh-CN': '解决率', en: 'Resolution rate' },
    words: [],
    unit: 'percent',
  },
  {
    id: 'serviceLevel15',
    label: { 'zh-CN': '15秒接通率', en: 'Service level 15 s' },
    words: ['服务水平', 'sl15'],
    unit: 'percent',
  },
  { id: 'qaScore', label: { 'zh-CN': '质检分', en: 'QA score' }, words: ['质检'], unit: 'count' },
];

/** How senders write the unit of a metric; the first is how it is named to them. */
const UNITS: Readonly<Record<MetricName['unit'], readonly string[]>> = {
  percent: ['percent', '%', 'pct'],
  seconds: ['seconds', 's', 'sec', 'second'],
  count: ['count', '1', ''],
  flag: ['flag', 'bool', 'boolean', '1', ''],
};

/** What a metric is counted in when a sender names another unit; undefined when it is that one. Metrics of the organisation's own have any. */
export const otherUnit = ({ id, unit }: MetricName, given: string): string | undefined => {
  const own = !GLOSSARY.some((known) => known.id === id);
  return own || UNITS[unit].includes(given.trim().toLowerCase()) ? undefined : UNITS[unit][0];
};

const named = (policy: Policy): readonly string[] =>
  [
    ...Object.values(policy.playbooks).flatMap(({ triggers, recovery }) => [
      ...triggers.map(({ metric }) => metric),
      recovery?.metric,
    ]),
    ...Object.keys(policy.common.kpi),
  ].filter((name) => name !== undefined);

/** All metrics that may be recorded: the glossary's and those of the rules in force. */
export const metricsOf = (policy: Policy): readonly MetricName[] => {
  const known = new Set(GLOSSARY.map(({ id }) => id));
  const others = [...new Set(named(policy))].filter((id) => !known.has(id));
  return [
    ...GLOSSARY,
    ...others.map(
      (id): MetricName => ({ id, label: { 'zh-CN': id, en: id }, words: [], unit: 'count' }),
    ),
  ];
};

const wordsOf = ({ id, label, words }: MetricName): readonly string[] => [
  id,
  ...Object.values(label),
  ...words,
];

export const readMetricName = (given: string, policy: Policy): MetricName | undefined =>
  metricsOf(policy).find((metric) =>
    wordsOf(metric).some((word) => foldKey(word) === foldKey(given)),
  );

export const metricWords = (policy: Policy): readonly string[] =>
  metricsOf(policy).flatMap(wordsOf);

const FLAG_WORDS = new Map(
  Object.entries({
    正常: 1,
    好: 1,
    ok: 1,
    up: 1,
    yes: 1,
    true: 1,
    故障: 0,
    坏: 0,
    down: 0,
    no: 0,
    false: 0,
  }),
);

/** The value of `68%`, `150s`, `2分30秒`, `930`; seconds for a metric in seconds. */
export const readMetricValue = (given: string, { unit }: MetricName): number | undefined => {
  const number = readNumber(given);
  if (number !== undefined) return number;
  if (unit === 'flag') return FLAG_WORDS.get(fold(given));
  const length = unit === 'seconds' ? readDuration(given) : undefined;
  return length === undefined ? undefined : length / SECOND;
};

/** Where a sample was taken (S2-27), not a metric itself. */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  region: ['region', '地区', '区域', '范围'],
  channel: ['channel', '渠道'],
  type: ['type', '类型'],
};

export const readDimension = (given: string): string | undefined =>
  Object.entries(DIMENSIONS).find(([, words]) =>
    words.some((word) => foldKey(word) === foldKey(given)),
  )?.[0];
