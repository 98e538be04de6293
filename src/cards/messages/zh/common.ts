import type { Phase } from '#domain/incident/event.ts';

const phases: Readonly<Record<Phase, string>> = {
  triage: '响应',
  active: '处置',
  monitoring: '处置(观察)',
  closed: '复盘',
  cancelled: '已撤销',
};

const channels = {
  website: '官网',
  app: 'APP',
  sms: '短信',
  ivr: 'IVR 播报',
  wechat: '公众号',
};

const facts = {
  time: '时间',
  place: '地点',
  customers: '涉及客户',
  description: '问题描述',
  actionsTaken: '已采取措施',
  impact: '初步判断影响',
  status: '当前状态',
  cause: '初步原因',
  causeCategory: '原因类别',
  eta: '预计恢复时间',
  workaround: '临时解决方式',
  symptom: '现象',
  scope: '范围',
  duration: '持续时间',
  demand: '诉求',
  evidence: '证据',
  priority: '处理优先级',
  regions: '地区',
  users: '用户数量',
  channels: '渠道',
  product: '产品',
  batch: '批次',
};

const variables = {
  impact: '影响',
  cause: '原因',
  eta: '预计恢复时间',
  workaround: '临时解决方式',
  nextUpdate: '下次更新时间',
  recoveredAt: '恢复时间',
  actions: '已采取措施',
  contact: '联系方式',
  topic: '事由',
  facts: '已确认事实',
  product: '产品',
  risk: '风险',
  action: '用户应采取的做法',
  waitMinutes: '预计等待分钟数',
  progressBy: '反馈进度时间',
  answerBy: '答复时间',
  replyWithin: '答复期限',
};

const metrics = {
  connectRate: '接通率',
  serviceLevel15: '15 秒接通率',
  waitSeconds: '等待时间',
  handleSeconds: '处理时间',
  callVolume: '通话量',
  loadPct: '承载',
  ivrHealthy: 'IVR 状态',
  csat: '满意度',
  resolutionRate: '解决率',
};

const otherRoles = {
  owner: '负责人',
  participant: '事件参与人',
  responder: '响应人员',
  warRoom: '作战室',
  author: '起草人',
};

const flags = {
  fullOutage: '全面宕机',
  partialOutage: '系统部分故障',
  routine: '常规问题',
  complaintCluster: '投诉集中',
  majorOpinion: '重大舆情',
  trendingTopic: '登上热搜',
  mediaReport: '媒体报道',
  socialExposure: '社交平台曝光',
  safetyHazard: '重大安全隐患',
  batchQuality: '批量质量问题',
  keyCustomerInterrupted: '重要客户业务中断',
  keyCustomerLongOutage: '重要客户长时间中断',
  massComplaint: '群体性投诉',
  strongDissatisfaction: '客户强烈不满',
  opinionRisk: '舆情扩散风险',
  urgentCase: '需加急处理',
  upsetCustomer: '客户情绪激动',
  nationwide: '全国',
};

const linkKinds = {
  doc: '文档',
  evidence: '证据',
  meeting: '会议',
  log: '日志',
  dashboard: '看板',
  recording: '录音',
};

const signals = {
  trendingTopic: '热搜',
  mediaReport: '媒体报道',
  socialExposure: '社交平台曝光',
  systemDown: '系统宕机',
  majorProductFault: '重大产品故障',
  recall: '召回',
};

/** Words used everywhere. */
export const commonZh = {
  metricOf: (metric: string, where: string) => `${metric}（${where}）`,
  comma: '、',
  colon: '：',
  mentionGap: ' ',
  units: { day: '天', hour: '小时', minute: '分', second: '秒' },
  missing: '待补',
  unassigned: '待指派',
  noData: '无数据',
  pendingGrade: '待定级',
  nationwide: '全国',
  late: (duration: string) => `逾期 ${duration}`,
  andOthers: (names: string, count: number) => `${names} 等 ${count} 人`,
  more: (n: number) => `另有 ${n} 项`,
  cut: '（已截短，完整内容见状态卡或网页）',
  incident: (key: string, scenario: string) => `${key} ${scenario}`,
  phases,
  signals,
  channels,
  facts,
  variables,
  metrics,
  otherRoles,
  flags,
  linkKinds,
  healthy: '正常',
  unhealthy: '故障',
};
