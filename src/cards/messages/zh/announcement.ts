import type { ApprovalSubject, VoteIgnoredReason } from '#domain/incident/event.ts';
import type { Line } from '../../card.ts';
import { line, type Piece } from '../../line.ts';

const subjects: Readonly<Record<ApprovalSubject, string>> = {
  announcement: '公告',
  wording: '口径',
  plan: '方案',
};

const personalData = {
  phone: '发现电话号码，已打码；对外文本请勿带个人信息。',
  idNumber: '发现证件号码，已打码；对外文本请勿带个人信息。',
  bankCard: '发现银行卡号，已打码；对外文本请勿带个人信息。',
  address: '发现住址，已打码；对外文本请勿带个人信息。',
};

const ignored: Readonly<
  Record<
    VoteIgnoredReason,
    (facts: { readonly version: number; readonly state: string; readonly roles: string }) => string
  >
> = {
  author: () => '内容是您起草的，您的一票不计；请等其他审批人表态。',
  'not-eligible': ({ roles }) => `仅${roles}可审批，您的一票未计入。`,
  'old-version': ({ version }) => `v${version}已被新版本取代，请在最新版本上表态。`,
  decided: ({ version, state }) => `v${version}${state}，您的一票不改变结果。`,
  late: ({ version, state }) => `v${version}${state}，您的表态已记录为迟到的一票，不改变结果。`,
};

/** Approvals, announcements, plans and the unified wording. */
export const announcementZh = {
  subjects,
  approvalTitle: (subject: string, ref: string, version: number) =>
    `审批${subject} ${ref} v${version}`,
  decidedTitle: (subject: string, ref: string, version: number, state: string) =>
    `${subject} ${ref} v${version} ${state}`,
  states: {
    pending: '待审批',
    approved: '已通过',
    rejected: '已驳回',
    superseded: (version: number) => `已被v${version}取代`,
    supersededByNewer: '已被新版本取代',
  },
  labels: {
    author: '起草',
    votes: '已同意',
    need: '要求',
    eligible: '可审批',
    decideBy: '决定时限',
    promises: '对用户的承诺',
    steps: '步骤',
    resources: '资源',
    due: '时间节点',
    owner: '责任人',
    compensation: '补偿',
    publishedAt: '发布',
  },
  need: (quorum: number) => `需要 ${quorum} 票`,
  needWith: (quorum: number, roles: string) => `需要 ${quorum} 票，其中须有${roles}`,
  votes: (tally: string, names: string) => `${tally}（${names}）`,
  stillMissing: (roles: string) => `还差：${roles}`,
  stillVotes: (votes: number) => `还差 ${votes} 票`,
  channel: (channel: string, language: string, length: number) =>
    `${channel} · ${language} · ${length} 字`,
  smsChannel: (channel: string, language: string, length: number, parts: number) =>
    `${channel} · ${language} · ${length} 字 · ${parts} 条`,
  languages: { 'zh-CN': '中文', en: '英文' },
  changes: (from: number, to: number) => `v${from} → v${to} 修改处`,
  change: (channel: string, difference: Line) => line`${channel}：${difference}`,
  unchanged: '文本没有变化。',
  rejectedBy: (name: string, reason: string) => `${name} 驳回：${reason}`,
  rejectedWithoutReason: (name: string) => `${name} 驳回，理由待补。`,
  approvedBy: (names: string) => `已通过：${names}`,
  preApproved: '预先批准的文本，无需投票。',
  buttons: {
    approve: '通过',
    reject: '驳回',
    revise: '修改',
    published: (channel: string) => `已发：${channel}`,
    withdraw: '撤回',
  },
  confirmSent: (channel: string) => `请确认${channel}上已经能看到这段文字。`,
  announcementTitle: (id: string, version: number, state: string) =>
    `公告 ${id} v${version} · ${state}`,
  publishHint: '复制文本到对应渠道发布，发布后点「已发」。',
  publishedOn: (channel: string, at: Piece, name: string) =>
    line`${channel} · ${at} ${name} 已发布`,
  toPublish: (channel: string) => `${channel} · 待发布`,
  withdrawnNote: '此公告已撤回，请确认各渠道已下线。',
  supersededNote: (by: string) => `此公告已被 ${by} 取代。`,
  promise: (variable: string, at: Piece) => line`${variable}：${at}`,
  wordingTitle: (id: string) => `统一口径 ${id}`,
  wordingStates: {
    pending: '待审批',
    published: '现行',
    void: '已作废',
    frozen: '已冻结',
    rejected: '已驳回',
  },
  wordingBy: (name: string, at: Piece) => line`${name} 于 ${at} 发布`,
  wordingProposed: (name: string, at: Piece) => line`${name} 于 ${at} 提出`,
  wordingAsIs: '请照此统一答复。',
  wordingReplaced: (by: string) => `请改用 ${by}。`,
  wordingFrozenHint: '请暂停使用此口径，等待新口径。',
  wordingNone: '还没有统一口径。',
  wordingFrozenNow: (id: string, name: string) =>
    `${name} 冻结了口径 ${id}，新口径发布前请勿自行答复。`,
  wordingFrozenTitle: (id: string) => `口径 ${id} 已冻结`,
  problems: {
    missing: (variable: string, name: string) => `缺少${name}（${variable}）`,
    forbidden: (phrase: string, better: string) => `「${phrase}」不宜对用户说，可改为：${better}`,
    discouraged: (phrase: string, better: string) => `「${phrase}」建议改为：${better}`,
    unknown: (variable: string) => `模板里没有「${variable}」这一项`,
    personalData,
  },
  ignored,
  keptTitle: '审批结果不变',
  kept: (id: string) => `${id} 已通过，撤回表态不改变结果。如需撤下，请用：`,
  ignoredTitle: '这一票没有计入',
  reasonWantedTitle: '请补充驳回理由',
  reasonWanted: (who: Line, what: string) =>
    line`${who} 请在此回复驳回 ${what} 的理由，起草人据此修改。`,
  rejectedTitle: (ref: string, version: number) => `${ref} v${version} 已驳回`,
  reviseWith: '修改后重新提交：',
  approvedTitle: (ref: string, version: number) => `${ref} v${version} 已通过`,
  approvedNext: '可以发布了，每发一个渠道请点一次「已发」。',
  publishedTitle: (id: string, channel: string) => `${id} 已在${channel}发布`,
  channelPublished: (name: string) => `${name} 已确认发布。`,
  channelsLeft: (channels: string) => `待发布：${channels}`,
  allPublished: '所有渠道均已发布。',
  withdrawnTitle: (id: string) => `公告 ${id} 已撤回`,
  withdrawn: (name: string, reason: string) => `${name} 撤回，原因：${reason}`,
  planTitle: (id: string) => `处理方案 ${id} 已通过`,
  step: (n: number, text: string) => `${n}. ${text}`,
};
