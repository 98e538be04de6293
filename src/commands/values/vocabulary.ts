import type { Localised } from '#domain/locale.ts';
import type { Policy } from '#domain/policy.ts';
import { foldKey } from '../normalise.ts';

/** A name with the words people type for it. */
export interface Term {
  readonly id: string;
  readonly label: Localised;
  readonly words: readonly string[];
}

const term = (id: string, zh: string, en: string, ...words: readonly string[]): Term => ({
  id,
  label: { 'zh-CN': zh, en },
  words,
});

/** The facts of a report (S0-34, S1-12) and of the evidence (S1-14). */
export const FACTS: readonly Term[] = [
  term('time', '时间', 'Time', '发生时间', 'when'),
  term('place', '地点', 'Place', 'where'),
  term('customers', '涉及客户', 'Customers affected', '客户', '受影响客户'),
  term('description', '问题描述', 'Description', '描述', '问题'),
  term('actionsTaken', '已采取措施', 'Actions taken', '措施', '已采取的措施'),
  term('impact', '初步判断影响', 'Expected impact', '影响', '初步影响', '影响判断'),
  term('cause', '初步原因', 'Initial cause', '原因'),
  term('status', '当前状态', 'Current state', '状态', '现状'),
  term('symptom', '现象', 'Symptom', '表现', '问题现象'),
  term('scope', '问题范围', 'Scope of the problem'),
  term('duration', '持续时间', 'Duration', '时长', '持续'),
  term('demand', '客户诉求', 'What customers ask for', '诉求', '期望'),
  term('evidence', '证据', 'Evidence', '凭证'),
  term('causeCategory', '原因类别', 'Kind of cause', '原因分类'),
  term('product', '产品', 'Product'),
  term('batch', '批次', 'Batch'),
];

/** Variables of announcements and wording, beside those that only templates know. */
const VARIABLES: readonly Term[] = [
  term('impact', '影响', 'Impact', '影响范围', '影响描述'),
  term('cause', '原因', 'Cause'),
  term('eta', '预计恢复时间', 'Expected recovery', '预计恢复', '预计', '恢复时间'),
  term('workaround', '临时解决方式', 'Workaround', '替代方式', '替代渠道', '临时方案', '自助渠道'),
  term('nextUpdate', '下次更新时间', 'Next update', '下次更新', '下次通报'),
  term('recoveredAt', '恢复时间点', 'Recovered at', '已恢复时间', '恢复于'),
  term('actions', '已采取措施', 'Actions taken', '措施'),
  term('contact', '联系方式', 'Contact', '联系渠道', '咨询'),
  term('waitMinutes', '等待分钟数', 'Waiting minutes', '等待', '等待分钟'),
  term('topic', '主题', 'Topic', '事由'),
  term('facts', '已确认事实', 'Confirmed facts', '事实'),
  term('progress', '进度', 'Progress', '进展'),
  term('progressBy', '进度反馈时间', 'Progress by'),
  term('answerBy', '答复时间', 'Answer by', '答复期限'),
  term('replyWithin', '回复时限', 'Reply within', '回复时间'),
  term('product', '产品', 'Product'),
  term('risk', '风险', 'Risk'),
  term('action', '客户应做', 'What customers should do', '行动'),
];

/** Flags of the level schemes (difficulty and `any`) and of hints. */
const FLAGS: readonly Term[] = [
  term('safetyHazard', '安全隐患', 'Safety hazard'),
  term('batchQuality', '批量质量', 'Batch quality problem', '批量质量问题'),
  term('keyCustomerInterrupted', '重要客户中断', 'Key customer interrupted', '重要客户业务中断'),
  term('keyCustomerLongOutage', '重要客户长时间中断', 'Key customer out for long'),
  term('massComplaint', '群体性投诉', 'Mass complaint', '群体投诉'),
  term('strongDissatisfaction', '强烈不满', 'Strong dissatisfaction'),
  term('opinionRisk', '舆情风险', 'Risk of public opinion'),
  term('urgentCase', '加急个案', 'Urgent case', '加急'),
  term('upsetCustomer', '客户情绪激动', 'Upset customer', '情绪激动'),
  term('fullOutage', '全面宕机', 'Full outage', '全部宕机'),
  term('partialOutage', '部分故障', 'Partial outage', '系统部分故障'),
  term('complaintCluster', '投诉集中', 'Complaint cluster', '集中投诉'),
  term('majorOpinion', '重大舆情', 'Major public opinion'),
  term('routine', '常规问题', 'Routine', '常规'),
  term('trendingTopic', '热搜', 'Trending topic', '登上热搜'),
  term('mediaReport', '媒体报道', 'Media report', '媒体曝光'),
];

/** Channels of announcements. */
export const CHANNELS: readonly Term[] = [
  term('website', '官网', 'Website', 'web', '网站'),
  term('app', 'APP', 'App', 'app推送', '推送'),
  term('sms', '短信', 'SMS'),
  term('ivr', 'IVR', 'IVR', '语音播报', 'ivr播报'),
  term('wechat', '公众号', 'WeChat', '微信公众号', '微信'),
];

/** Shipped templates have ids only; these are the words people use for them. */
export const TEMPLATES: readonly Term[] = [
  term('initial', '故障公告', 'Initial notice', '首次公告', '首发', '初始'),
  term('resolved', '恢复公告', 'Recovery notice', '恢复'),
  term('statement', '官方声明', 'Official statement', '声明', '说明'),
  term('ivr-wait', '等待播报', 'IVR waiting notice', '等待提示'),
  term('busy-notice', '繁忙提示', 'Busy notice', '服务提示'),
  term('progress', '进度告知', 'Progress notice', '进度'),
  term('stop-use', '停用提示', 'Stop-use notice', '安全提示'),
];

export const termWords = ({ id, label, words }: Term): readonly string[] => [
  id,
  ...Object.values(label),
  ...words,
];

/** The term that a word stands for. */
export const findTerm = (given: string, terms: readonly Term[]): Term | undefined =>
  terms.find((candidate) => termWords(candidate).some((word) => foldKey(word) === foldKey(given)));

const asTerm = (id: string, known: readonly Term[]): Term =>
  known.find((candidate) => candidate.id === id) ?? term(id, id, id);

const unionOf = (ids: readonly string[], known: readonly Term[]): readonly Term[] =>
  [...new Set(ids)].map((id) => asTerm(id, known));

/** Facts that may be recorded by name: the report's, and all that a checklist item wants. */
export const factsOf = (policy: Policy): readonly Term[] => {
  const wanted = Object.values(policy.playbooks).flatMap(({ checklist }) =>
    checklist.flatMap(({ requires }) => requires ?? []),
  );
  return unionOf(
    [...FACTS.map(({ id }) => id), ...wanted.filter((id) => id !== 'priority')],
    FACTS,
  );
};

/** Variables of all templates in force, and the usual ones. */
export const variablesOf = (policy: Policy): readonly Term[] => {
  const used = Object.values(policy.playbooks).flatMap(({ announcements }) =>
    announcements.flatMap(({ vars }) => vars),
  );
  return unionOf([...VARIABLES.map(({ id }) => id), ...used], VARIABLES);
};

/** Flags that raise a level in some scheme, and the usual ones. */
export const flagsOf = (policy: Policy): readonly Term[] => {
  const used = Object.values(policy.schemes).flatMap(({ levels }) =>
    Object.values(levels).flatMap((level) => [...level.any, ...level.difficulty]),
  );
  return unionOf([...FLAGS.map(({ id }) => id), ...used], FLAGS);
};
