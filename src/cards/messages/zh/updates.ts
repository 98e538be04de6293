import { line, type Piece } from '../../line.ts';

/** Progress, notes, links, figures, meetings. */
export const updatesZh = {
  title: (n: number) => `进展 #${n}`,
  titlePercent: (n: number, percent: string) => `进展 #${n} · ${percent}`,
  titleCorrected: (n: number) => `进展 #${n}（已更正）`,
  said: (name: string, text: string) => `${name}：${text}`,
  measure: '已采取措施',
  caution: '注意事项',
  next: '下次进展',
  before: (at: Piece) => line`${at} 前`,
  noteTitle: '记录',
  note: (at: Piece, name: string, text: string) => line`${at} ${name}：${text}`,
  linkTitle: (kind: string) => `资料：${kind}`,
  linkBy: (name: string) => `由${name}添加`,
  factsTitle: '要素已更新',
  factsBy: (name: string) => `${name} 补充：`,
  triggerTitle: '触发条件已满足',
  trigger: (metric: string, value: string, sign: string, limit: string) =>
    `${metric} ${value} ${sign} ${limit}`,
  triggerHeld: (metric: string, value: string, sign: string, limit: string, held: string) =>
    `${metric} ${value} ${sign} ${limit}，已持续 ${held}`,
  propose: (level: string) => `建议定为${level}，由指挥人员决定。`,
  nextTasks: '可先处理',
  recoveryTitle: '可转入观察',
  recovery: (metric: string, value: string, limit: string) =>
    `${metric} 已稳定在 ${value}（目标 ${limit}），确认后可解除。`,
  meetingTitle: '会议开始',
  meetingStarted: (name: string) => `${name} 发起会议。`,
  meetingPriority: (text: string) => `处理优先级：${text}`,
  meetingLinkTitle: '会议已建好',
  meetingLink: '进入会议',
  meetingEndedTitle: '会议结束',
  meetingEnded: (name: string) => `${name} 结束了会议。`,
  priorityWantedTitle: '请补充处理优先级',
  priorityWanted: '会议已记录。定下处理优先级后，这项任务才算完成。',
  priorityWith: '请用：',
  priorityExample: '先恢复接通，再处理投诉',
};
