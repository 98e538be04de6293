import type { PostmortemFieldId } from '#domain/postmortem/fields.ts';
import type { KeyTimeKind, Measure } from '#domain/postmortem/model.ts';
import type { PublishBlocker } from '#domain/postmortem/publish-gate.ts';
import type { DeadlineStatus } from '#domain/postmortem/record-rows.ts';
import type { Announcement, PostmortemState, Wording } from '#domain/incident/state.ts';

/** Title of each field, where a person reads of it. */
const fields: Readonly<Record<PostmortemFieldId, string>> = {
  head: '编号、标题、级别变更',
  what: '发生了什么',
  signals: '触发信号',
  when: '时间经过',
  where: '影响范围',
  who: '参与与职责',
  causeCategory: '原因类别',
  whys: '逐层原因',
  rootCause: '根因',
  how: '处置过程',
  deadlines: '时限执行',
  breachComments: '逾期说明',
  comms: '对外沟通',
  data: '数据',
  feedback: '用户反馈',
  good: '做得好',
  bad: '待改进',
  luck: '运气成分',
  revisions: '预案修订',
  kb: '知识库补充',
  actions: '改进措施',
  noAction: '无需改进措施的原因',
  drill: '演练建议',
  outcome: '结果与影响评估',
};

const statuses: Readonly<Record<PostmortemState['status'], string>> = {
  none: '未生成',
  draft: '草稿',
  inReview: '审阅中',
  published: '已发布',
  superseded: '已重开',
};

const keyTimes: Readonly<Record<KeyTimeKind, string>> = {
  started: '影响开始',
  alerted: '预警',
  opened: '开启',
  graded: '定级',
  firstAnnouncement: '首个公告发布',
  allChannels: '公告发布至全部渠道',
  resolved: '恢复',
  reopened: '重开',
  closed: '关闭',
};

const measures: Readonly<Record<Measure['kind'], string>> = {
  measure: '措施',
  workaround: '临时解决方式',
  priority: '处理优先级',
  plan: '处理方案',
};

const deadlineStatuses: Readonly<Record<DeadlineStatus, string>> = {
  onTime: '按时',
  late: '逾期完成',
  missed: '未完成',
  running: '未到期',
  superseded: '不再需要',
  skipped: '已跳过',
  cancelled: '已撤销',
};

const announcementStatuses: Readonly<Record<Announcement['status'], string>> = {
  draft: '草稿',
  pendingApproval: '待审批',
  approved: '已通过',
  rejected: '已驳回',
  published: '已发布',
  superseded: '已被取代',
  withdrawn: '已撤回',
};

const wordingStatuses: Readonly<Record<Wording['status'], string>> = {
  pending: '待审批',
  published: '生效',
  void: '已作废',
  frozen: '已冻结',
  rejected: '已驳回',
};

const blockers: Readonly<Record<PublishBlocker, string>> = {
  rootCause: '填写根因',
  whys: '至少填写三层原因',
  actions: '至少一项有负责人和截止日期的改进措施，或说明为何不需要',
  'breach-comments': '为每次逾期写明原因',
};

/** Part headings of the document; `deadlines` and `comms` stand below 6. */
const headings = {
  what: '1. What 发生了什么',
  when: '2. When 时间经过',
  where: '3. Where 影响范围',
  who: '4. Who 参与与职责',
  why: '5. Why 原因分析',
  how: '6. How 处置过程',
  deadlines: (onTime: number, total: number) => `时限执行（${onTime}/${total} 按时）`,
  comms: '对外沟通',
  data: '7. 数据',
  feedback: '8. 用户反馈',
  lessons: '9. 经验教训',
  revisions: '10. 预案修订',
  kb: '11. 知识库补充',
  actions: '12. 改进措施',
  drill: '13. 演练建议',
  outcome: '14. 结果与影响评估（重大事件由领导小组填写）',
};

const columns = {
  roles: ['角色', '人员', '交接', '首次行动', '响应用时'],
  checklist: ['事项', '结果', '应完成', '实际', '人员', '备注'],
  deadlines: ['时限', '应完成', '实际', '结果', '升级', '说明'],
  announcements: ['公告', '版本', '审批', '票数', '审批用时', '发布'],
  metrics: ['指标', '之前', '最低', '最高', '平均', '恢复时', '恢复后', '样本'],
  times: ['时间指标', '结果'],
  actions: ['编号', '措施', '类型', '负责人', '截止', '状态'],
};

const times = {
  timeToVerifyMs: '核实用时',
  timeToGradeMs: '定级用时',
  firstResponseMs: '首次响应用时',
  timeToAnnounceMs: '首个公告用时',
  timeToAnnounceAllMs: '公告全渠道用时',
  timeToResolveMs: '恢复用时（各轮合计）',
  impactMs: '影响时长',
};

const actionTypes = {
  fix: '修复',
  process: '流程',
  training: '培训',
  kb: '知识库',
  drill: '演练',
  qa: '质检',
};

const document = {
  title: (key: string, title: string, history: string, status: string, version: number) =>
    `复盘报告 ${key} ${title}  〔${history}〕 状态：${status}（v${version}）`,
  summary: (v: {
    scenarios: string;
    opened: string;
    resolved: string;
    closed: string;
    episodes: string;
    drill: string;
  }) =>
    `场景 ${v.scenarios}｜开始 ${v.opened}｜恢复 ${v.resolved}｜关闭 ${v.closed}｜轮次 ${v.episodes}｜演练 ${v.drill}`,
  signals: (summary: string) => `触发信号：${summary}`,
  timeline: (count: number, link: string) => `完整时间线见附录（${count} 条，${link}）`,
  timelineHere: '见导出的时间线',
  where: (regions: string, first: string, last: string, named: string) =>
    `地区 ${regions}；用户 ${first} → ${last}；渠道/产品 ${named}`,
  causeCategory: (category: string) => `原因类别：${category}`,
  problem: (text: string) => `问题：${text}`,
  why: (text: string) => `为什么：${text}`,
  rootCause: (text: string) => `根因：${text}`,
  wordings: (list: string) => `统一口径版本：${list}`,
  lessons: (good: string, bad: string) => `做得好：${good}  待改进：${bad}`,
  luck: (text: string) => `运气成分：${text}`,
  prompts: '可供讨论：',
  breachComments: (text: string) => `逾期说明：${text}`,
  noAction: (reason: string) => `不需要改进措施，原因：${reason}`,
  footer: '仅供内部使用，用户信息已脱敏',
  banner: '内部使用、已脱敏',
};

const sentences = {
  what: (title: string, status: string, cause: string) =>
    `${title}。当时状态：${status}；初步原因：${cause}。`,
  lastUpdate: (time: string, text: string) => `最后一次进展（${time}）：${text}`,
  semicolon: '；',
  signal: (time: string, figure: string) => `${figure}（${time}）`,
  sustained: (condition: string, duration: string) => `${condition}，持续超过 ${duration}`,
  now: (condition: string, value: string) => `${condition}，实际 ${value}`,
  keyTime: (time: string, name: string) => `${time} ${name}`,
  keyTimeAfter: (time: string, name: string, duration: string) =>
    `${time} ${name}（开启后 ${duration}）`,
  keyTimeBefore: (time: string, name: string, duration: string) =>
    `${time} ${name}（开启前 ${duration}）`,
  graded: (level: string) => `定级为${level}`,
  reopened: (episode: number) => `重开，进入第 ${episode} 轮`,
  episodes: (count: string, again: string) => `${count}（${again}）`,
  reopenedBecause: (n: number, reason: string) => `第 ${n} 轮重开原因：${reason}`,
  problem: (title: string, status: string) => `${title}，${status}`,
  approvers: (names: string) => `审批人：${names}`,
  leadership: (time: string) => `应急领导小组加入：${time}`,
  assignedLead: (name: string, time: string) => `${name}（牵头，${time} 起）`,
  assigned: (name: string, time: string) => `${name}（${time} 起）`,
  handover: (from: string, to: string, time: string) => `${from} → ${to}（${time}）`,
  handoverTo: (to: string, time: string) => `由 ${to} 接手（${time}）`,
  benchmark: (duration: string, benchmark: string) => `${duration}（基准 ${benchmark}）`,
  suggestion: (missing: string, suggested: string) => `${missing}（建议：${suggested}）`,
  autoInline: (text: string, auto: string) => `${text}（系统自动生成：${auto}）`,
  autoBlock: '系统自动生成：',
  notCounted: (v: { superseded: number; skipped: number; cancelled: number }) =>
    `另计、不计入按时率：不再需要 ${v.superseded} 项，跳过 ${v.skipped} 项，撤销 ${v.cancelled} 项。`,
  compliance: (percent: string) => `按时率 ${percent}`,
  lateBy: (status: string, duration: string) => `${status}，晚 ${duration}`,
  escalated: (role: string, time: string) => `${role}（${time}）`,
  acknowledged: (name: string, reason: string) => `${name}：${reason}`,
  promiseEta: (id: string) => `公告 ${id} 承诺的恢复时间`,
  promiseUpdate: (id: string) => `公告 ${id} 承诺的更新时间`,
  verify: '核实预警',
  grade: '定级',
  update: '进展汇报',
  approval: (id: string) => `审批 ${id}`,
  postmortemDraft: '复盘初稿审阅',
  postmortemReview: '复盘发布',
  versions: (n: number, rejections: number) =>
    rejections === 0 ? `${n} 版` : `${n} 版，驳回 ${rejections} 次`,
  votes: (counted: number, ignored: number) => `计入 ${counted}，未计入 ${ignored}`,
  lateRetractions: (votes: string, n: number) => `${votes}，事后收回 ${n}`,
  approvedBy: (status: string, names: string) => `${status}（${names}）`,
  preApproved: '预先批准，无需投票',
  updates: (posted: number, onTime: number, windows: number) =>
    `进展通报 ${posted} 次，${onTime}/${windows} 个汇报时段按时。`,
  wording: (id: string, status: string, time: string, source: string) =>
    `${id}（${status}，${time}，${source}）`,
  wordingPending: (id: string, status: string, source: string) => `${id}（${status}，${source}）`,
  fromPlaybook: '预案文本',
  typed: '手工填写',
  standby: (called: number, accepted: number, declined: number) =>
    `备班：呼叫 ${called} 人，到岗 ${accepted} 人，不能到岗 ${declined} 人。`,
  reopens: (n: number) => `重开 ${n} 次。`,
  callTotal: (calls: string) => `通话量合计 ${calls}。`,
  csatChange: (points: string) => `满意度变化 ${points} 个百分点。`,
  topic: (topic: string, count: number) => `${topic}：${count} 件`,
  customerSuggestion: (text: string) => `建议：${text}`,
  drill: (variant: string, scenario: string) => `${variant}（${scenario}）`,
  drillFocus: (drill: string, focus: string) => `${drill}，重点：${focus}`,
  outcomeOptional: '非重大事件，可不填写',
};

const suggestions = {
  tightenTrigger: (v: { path: string; metric: string; from: string; to: string; ahead: string }) =>
    `预案 ${v.path}：${v.metric}由 ${v.from} 改为 ${v.to}。规则触发时影响已持续 ${v.ahead}。`,
  threshold: (limit: string, duration: string) => `${limit} 持续 ${duration}`,
  easeApproval: (id: string, quorum: number, late: string) =>
    `公告 ${id} 审批超时${late}（需 ${quorum} 票）：减少票数或增加审批人，并演练审批。`,
  overBy: (duration: string) => ` ${duration}`,
  addDeputy: (role: string, duration: string) =>
    `${role}空缺 ${duration}：在值班表中增加一名替补。`,
  adoptTask: (task: string, playbook: string) =>
    `临时新增的事项“${task}”：再次出现时加入预案“${playbook}”。`,
  kbWording: (id: string, text: string) => `口径 ${id} 为手工填写，可加入知识库：${text}`,
  kbStep: (text: string) => `处置步骤：${text}`,
  allOnTime: (total: number) => `${total} 项时限全部按时，是什么让它做到的？`,
  late: (title: string, duration: string) => `“${title}”晚了 ${duration}，原因是什么？`,
  missed: (title: string) => `“${title}”没有完成，原因是什么？`,
  rejected: (id: string) => `公告 ${id} 被驳回，怎样能一次写好？`,
  reopened: (reason: string) => `事件曾重开（${reason}），关闭时缺了什么依据？`,
};

const card = {
  title: (key: string, version: number) =>
    version === 0 ? `复盘 ${key}` : `复盘 ${key} 第 ${version} 版`,
  status: '状态',
  filled: '完成度',
  filledText: (percent: number) => `已填写 ${percent}%`,
  resolve: '恢复用时',
  impact: '影响时长',
  announce: '首个公告用时',
  onTime: '时限按时',
  share: (onTime: number, total: number) => `${onTime}/${total}`,
  connectRateMin: '最低接通率',
  toComplete: '待补充',
  beforePublishing: '发布前还需要',
  edit: (field: string) => `填写${field}`,
  why: '填写原因',
  addAction: '新增改进措施',
  publish: '发布复盘',
  page: '查看完整复盘',
  ready: '内容已齐，可以发布。',
};

/** The review of an incident in Chinese. */
export const postmortemZh = {
  fields,
  statuses,
  keyTimes,
  measures,
  deadlineStatuses,
  announcementStatuses,
  wordingStatuses,
  blockers,
  headings,
  columns,
  times,
  actionTypes,
  actionStatuses: { done: '已完成', open: '进行中', overdue: '已逾期' },
  checklistStatuses: {
    done: '按时完成',
    late: '逾期完成',
    skipped: '已跳过',
    superseded: '不再需要',
    open: '未完成',
  },
  yes: '是',
  no: '否',
  document,
  sentences,
  suggestions,
  card,
};
