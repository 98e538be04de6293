import type { DeadlineKind, VoteIgnoredReason } from '#domain/incident/event.ts';
import type { TimelineSentences } from '../timeline-say.ts';

/** `：文字` when there is something to say. */
const because = (text: string | undefined): string =>
  text === undefined || text.trim() === '' ? '' : `：${text}`;

/** A sentence of its own, whether or not its writer closed it. */
const closed = (text: string): string => (/[。！？!?.…]$/u.test(text) ? text : `${text}。`);

const supersededBecause = {
  regraded: '级别变更',
  reopened: '事件重开',
  closed: '事件关闭',
  cancelled: '事件撤销',
};

const ignoredBecause: Readonly<Record<VoteIgnoredReason, string>> = {
  author: '起草人不能审批自己的内容',
  'not-eligible': '不在审批人范围内',
  'old-version': '针对的是旧版本',
  decided: '审批已有结果',
  late: '投票送达时审批已有结果',
};

const loudnesses = { app: '应用内加急', sms: '短信加急', phone: '电话加急' };
const instead = (asked: string, how: string, doubted = false): string =>
  doubted
    ? `无法确认${asked}是否已发出，改用${how}。`
    : `${asked}没有权限或额度已用完，改用${how}。`;

const choices = { approve: '同意', reject: '驳回' };

const lifecycle = {
  'incident.opened': (data, { who }) => `${who}开启事件“${data.title}”${because(data.status)}。`,
  'incident.graded': (data, { who, level }) =>
    data.from === undefined
      ? `${who}将事件定级为${level(data.severity)}${because(data.reason)}。`
      : `${who}将级别由${level(data.from)}改为${level(data.severity)}${because(data.reason)}。`,
  'incident.resolved': (data, { who }) => `${who}宣布恢复，转入观察${because(data.reason)}。`,
  'incident.closed': (data, { who, tasks }) =>
    data.forced === undefined
      ? `${who}关闭事件${because(data.reason)}。`
      : `${who}在仍有未完成事项（${tasks(data.openTasks)}）时强制关闭事件：${data.forced}。`,
  'incident.reopened': (data, { who }) =>
    `${who}重开事件，进入第 ${data.episode} 轮处置：${data.reason}。`,
  'incident.cancelled': (data, { who }) => `${who}撤销事件：${data.reason}。`,
  'playbook.attached': (data, { who, text }) => `${who}追加预案“${text(data.playbook.names)}”。`,
  'facts.recorded': (data, { who, facts }) => `${who}补充要素：${facts(data.facts)}。`,
  'role.assigned': (data, { who, names, role }) => {
    const people = names(data.people);
    if (people === who) return `${who}担任${role(data.role)}。`;
    return data.lead === true
      ? `${who}指派${people}负责${role(data.role)}（牵头）。`
      : `${who}指派${people}负责${role(data.role)}。`;
  },
  'handover.proposed': (data, { who, role, name }) =>
    `${who}提出将${role(data.role)}交接给${name(data.to)}${because(data.note)}。`,
  'handover.accepted': (data, { who, role, name }) =>
    data.from === undefined
      ? `${who}接手${role(data.role)}。`
      : `${who}从${name(data.from)}接手${role(data.role)}。`,
} satisfies Partial<TimelineSentences>;

const work = {
  'tasks.added': (data, { tasks, who }) =>
    data.tasks.some(({ source }) => source.kind === 'adhoc')
      ? `${who}新增事项：${tasks(data.tasks.map(({ id }) => id))}。`
      : `清单下发 ${data.tasks.length} 项：${tasks(data.tasks.map(({ id }) => id))}。`,
  'tasks.superseded': (data, { tasks }) =>
    `因${supersededBecause[data.because]}，以下事项不再需要：${tasks(data.ids)}。`,
  'task.done': (data, { who, task, span }) => {
    const title = `“${task(data.id)}”`;
    if (data.by !== undefined)
      return data.lateMs > 0
        ? `${title}自动标记为完成，逾期 ${span(data.lateMs)}。`
        : `${title}自动标记为按时完成。`;
    return data.lateMs > 0
      ? `${who}完成${title}，逾期 ${span(data.lateMs)}${because(data.note)}。`
      : `${who}按时完成${title}${because(data.note)}。`;
  },
  'task.skipped': (data, { who, task }) => `${who}跳过“${task(data.id)}”：${data.reason}。`,
  'update.posted': (data, { who }) => {
    const percent = data.percent === undefined ? '' : `（完成 ${data.percent}%）`;
    const measure = data.measure === undefined ? '' : `措施：${closed(data.measure)}`;
    const caution = data.caution === undefined ? '' : `注意：${closed(data.caution)}`;
    return `${who}通报进展${percent}：${closed(data.text)}${measure}${caution}`;
  },
  'update.corrected': (data, { who }) =>
    `${who}更正第 ${data.n} 条进展。原文：${data.was}；更正为：${data.text}。`,
  'metric.recorded': (data, { values }) => `记录指标：${values(data.values)}。`,
  'trigger.met': (data, { metric, limit, value, span }) =>
    data.sustainedForMs > 0
      ? `触发条件已满足：${metric(data.metric, data.dims)} ${limit(data.metric, data.op, data.limit)} 持续超过 ${span(data.sustainedForMs)}，当前 ${value(data.metric, data.value)}。`
      : `触发条件已满足：${metric(data.metric, data.dims)} ${limit(data.metric, data.op, data.limit)}，当前 ${value(data.metric, data.value)}。`,
  'recovery.suggested': (data, { metric, value, span }) =>
    `${metric(data.metric)}达到 ${value(data.metric, data.value)} 并保持超过 ${span(data.sustainedForMs)}，可转入观察。`,
  'cadence.changed': (data, { who, span }) =>
    `${who}将进展汇报间隔改为 ${span(data.everyMs)}${because(data.reason)}。`,
  'meeting.started': (data, { who }) =>
    data.priority === undefined
      ? `${who}召开会议，处理优先级待定。`
      : `${who}召开会议，处理优先级：${data.priority}。`,
  'meeting.linked': (data, { messenger }) => `${messenger(data.messenger)}会议已建好：${data.url}`,
  'meeting.ended': (_, { who }) => `${who}结束会议。`,
  'plan.proposed': (data, { who }) =>
    `${who}提出处理方案 ${data.id} v${data.version}：${data.text}。`,
  'plan.approved': (data) => `处理方案 ${data.id} 获批。`,
  'standby.called': (data, { who }) => `${who}呼叫备班 ${data.count} 人。`,
  'standby.replied': (data, { who }) =>
    data.reply === 'accept' ? `${who}回复可以到岗。` : `${who}回复不能到岗。`,
  'standby.summarised': (data) =>
    `备班响应汇总：${data.accepted} 人到岗，${data.declined} 人不能到岗，${data.silent} 人未回复。`,
} satisfies Partial<TimelineSentences>;

/** Told once, when their time has passed. */
const SAID_ONCE: readonly DeadlineKind[] = ['promise', 'action', 'standbySummary'];

const deadlines = {
  'deadline.warned': ({ deadline }, { text, time, names }) => {
    const who = names(deadline.owners);
    return SAID_ONCE.includes(deadline.kind)
      ? `提醒${who}：${text(deadline.title)}。`
      : `提醒${who}：“${text(deadline.title)}”应于 ${time(deadline.dueAt)} 前完成。`;
  },
  'deadline.breached': (data, { text, role, span }) => {
    const late = data.afterRestart ? `，系统重启后补发（已过 ${span(data.lateMs)}）` : '';
    const called = data.escalateTo === undefined ? '' : `，已通知${role(data.escalateTo)}`;
    return `“${text(data.deadline.title)}”到时限未完成${late}${called}。`;
  },
  'deadline.escalated': (data, { text, role }) =>
    data.resumed
      ? `约定时间已过，“${text(data.deadline.title)}”仍未完成，恢复升级并通知${role(data.escalateTo)}。`
      : `“${text(data.deadline.title)}”仍未完成，升级通知${role(data.escalateTo)}。`,
  'deadline.acknowledged': (data, { who, text, time }) =>
    data.eta === undefined
      ? `${who}知悉“${text(data.deadline.title)}”逾期：${data.reason}。`
      : `${who}知悉“${text(data.deadline.title)}”逾期，预计 ${time(data.eta)} 完成：${data.reason}。`,
} satisfies Partial<TimelineSentences>;

const comms = {
  'wording.proposed': (data, { who, text }) => `${who}提出统一口径 ${data.id}：${text(data.text)}`,
  'wording.published': (data) => `统一口径 ${data.id} 生效。`,
  'wording.frozen': (data, { who }) => `${who}冻结统一口径 ${data.id}。`,
  'announcement.drafted': (data, { who }) =>
    data.problems.length === 0
      ? `${who}起草公告 ${data.id} v${data.version}。`
      : `${who}起草公告 ${data.id} v${data.version}，有 ${data.problems.length} 处待修改。`,
  'announcement.published': (data, { who, channel }) =>
    `${who}发布公告 ${data.id} v${data.version}（${channel(data.channel)}）。`,
  'announcement.withdrawn': (data, { who }) => `${who}撤回公告 ${data.id}：${data.reason}。`,
  'announcement.superseded': (data) => `公告 ${data.id} 被 ${data.by} 取代。`,
  'approval.submitted': (data, { who, approval, time }) =>
    `${who}提交 ${approval(data.approval.id)} 审批，需 ${data.approval.quorum} 票，${time(data.approval.decideBy)} 前决定。`,
  'approval.approved': (data, { approval, names }) =>
    data.preApproved === true || data.by.length === 0
      ? `${approval(data.approval)} 无需投票，直接通过。`
      : `${approval(data.approval)} 审批通过，同意：${names(data.by)}。`,
  'approval.rejected': (data, { approval, name }) =>
    `${name(data.by)}驳回 ${approval(data.approval)}${because(data.reason)}。`,
  'approval.reasonGiven': (data, { who, approval }) =>
    `${who}说明 ${approval(data.approval)} 的驳回原因：${data.reason}。`,
  'approval.restored': (data, { approval }) =>
    `驳回已收回，${approval(data.approval)} 恢复待审批。`,
  'approval.superseded': (data, { approval }) =>
    `${approval(data.approval)} 已被 ${approval(data.by)} 取代。`,
  'vote.cast': (data, { who, approval }) =>
    data.again === true
      ? `${who}再次对 ${approval(data.approval)} 投票：${choices[data.choice]}。`
      : `${who}对 ${approval(data.approval)} 投票：${choices[data.choice]}。`,
  'vote.retracted': (data, { who, approval }) =>
    data.late
      ? `${who}在审批有结果后收回对 ${approval(data.approval)} 的${choices[data.choice]}，结果不变。`
      : `${who}收回对 ${approval(data.approval)} 的${choices[data.choice]}。`,
  'vote.ignored': (data, { who, approval }) =>
    `${who}对 ${approval(data.approval)} 的${choices[data.choice]}未计入：${ignoredBecause[data.reason]}。`,
} satisfies Partial<TimelineSentences>;

const room = {
  'note.added': (data, { who }) => `${who}记录：${data.text}`,
  'note.corrected': (data, { who }) =>
    `${who}更正记录 ${data.id}。原文：${data.was}；更正为：${data.text}`,
  'note.deleted': (data, { who }) => `${who}删除记录 ${data.id}。`,
  'link.added': (data, { who, linkKind }) => `${who}添加${linkKind(data.kind)}：${data.url}`,
  'chat.relayed': (data, { who }) => `${who}转述到其他平台：${data.text}`,
  'room.opened': (data, { messenger }) =>
    `${messenger(data.messenger)}作战室“${data.name}”已建立。`,
  'room.joined': (data, { messenger, names }) =>
    `${names(data.people)}加入${messenger(data.messenger)}作战室。`,
  'room.unreachable': (data, { messenger, names }) =>
    `${messenger(data.messenger)}无法联系：${names(data.people)}。`,
  'room.lost': (data, { messenger, name }) => {
    const where = messenger(data.messenger);
    const by = data.by === undefined ? undefined : name(data.by);
    switch (data.reason) {
      case 'archived':
        return by === undefined ? `${where}作战室被归档。` : `${by}归档了${where}作战室。`;
      case 'removed':
        return by === undefined ? `烽火被移出${where}作战室。` : `${by}将烽火移出${where}作战室。`;
      case 'deleted':
        return by === undefined ? `${where}作战室被删除。` : `${by}删除了${where}作战室。`;
      case 'stuck':
        return `${where}作战室已归档且无法恢复。`;
    }
  },
  'room.restored': (data, { messenger }) => `${messenger(data.messenger)}作战室已恢复。`,
  'room.delayed': (data, { messenger, span }) =>
    `${messenger(data.messenger)}限制新建群的次数，作战室约 ${span(data.waitMs)}后建立。`,
  'todo.placed': (data, { messenger }) =>
    `${data.ref} 已加入负责人的${messenger(data.messenger)}任务。`,
  'tickets.linked': (data) =>
    data.word === undefined
      ? `并入 ${data.tickets.length} 张投诉工单。`
      : `投诉工单中出现升级关键词“${data.word}”。`,
  'tickets.progressed': (data, { who }) =>
    data.all === undefined
      ? `向 ${data.tickets.length} 位投诉用户反馈了进度。`
      : `${who}向全部 ${data.tickets.length} 位投诉用户反馈进度。`,
  'tickets.answered': (data, { who }) =>
    data.all === undefined
      ? `答复了 ${data.tickets.length} 张投诉工单。`
      : `${who}答复并关闭全部 ${data.tickets.length} 张投诉工单。`,
  'signal.heard': (data, { who }) => `${who}报告外部信号：${data.text}。`,
  'people.urged': (data, { messenger, names }) => {
    const where = messenger(data.messenger);
    const how = loudnesses[data.by];
    const reached = `已在${where}用${how}催办${names(data.people)}。`;
    const gentler =
      data.asked === undefined ? '' : instead(loudnesses[data.asked], how, data.doubted);
    const missed = data.missed.length === 0 ? '' : `未能催到${names(data.missed)}。`;
    return data.people.length === 0 ? `${gentler}${missed}` : `${reached}${gentler}${missed}`;
  },
  'platform.down': (data, { messenger, names, time }) =>
    data.unreachable.length === 0
      ? `${messenger(data.messenger)}自 ${time(data.since)} 起无法连接。`
      : `${messenger(data.messenger)}自 ${time(data.since)} 起无法连接，无法触达：${names(data.unreachable)}。`,
  'platform.substituted': (data, { messenger }) =>
    `${messenger(data.messenger)}无法连接期间，改在${messenger(data.by)}作战室处置。`,
  'platform.up': (data, { messenger, time }) =>
    `${messenger(data.messenger)}自 ${time(data.since)} 起中断，现已恢复连接。`,
  'rooms.archived': () => '关闭后的保留时间已过，作战室已归档。',
  'room.localeSet': (data, { who }) =>
    data.locale === 'en' ? `${who}将作战室语言设为英文。` : `${who}将作战室语言设为中文。`,
  'delivery.abandoned': (data, { messenger }) =>
    `发往${messenger(data.messenger)}的“${data.what}”多次失败后放弃：${data.error}。`,
} satisfies Partial<TimelineSentences>;

const review = {
  'postmortem.generated': (data) => `生成复盘报告第 ${data.version} 版。`,
  'postmortem.edited': (data, { who, field }) =>
    data.was === undefined
      ? `${who}填写复盘“${field(data.field)}”：${data.text}`
      : `${who}修改复盘“${field(data.field)}”。原文：${data.was}；改为：${data.text}`,
  'postmortem.why': (data, { who }) => `${who}填写第 ${data.level} 层原因：${data.text}。`,
  'postmortem.published': (_, { who }) => `${who}发布复盘报告。`,
  'action.added': (data, { who, name, time }) =>
    data.owner === undefined || data.dueAt === undefined
      ? `${who}新增改进措施 ${data.id}：${data.text}。`
      : `${who}新增改进措施 ${data.id}：${data.text}，由${name(data.owner)}负责，${time(data.dueAt)} 前完成。`,
  'action.done': (data, { who }) => `${who}完成改进措施 ${data.id}。`,
} satisfies Partial<TimelineSentences>;

/** The timeline in Chinese. */
export const timelineZh = {
  title: (key: string) => `时间线 ${key}`,
  banner: '内部使用、已脱敏',
  zone: (zone: string) => `时间均为 ${zone}`,
  page: (page: number, pages: number, total: number) => `第 ${page}/${pages} 页，共 ${total} 条`,
  empty: '时间线还没有内容。',
  earlier: '更早',
  later: '更晚',
  recordedAt: (time: string) => `（${time} 补记）`,
  system: '烽火',
  columns: {
    occurredAt: '发生时间',
    recordedAt: '记录时间',
    kind: '类型',
    who: '人员',
    via: '来源',
    text: '内容',
  },
  messengers: { slack: 'Slack', feishu: '飞书', sandbox: '沙盒', web: '网页' },
  sentences: {
    ...lifecycle,
    ...work,
    ...deadlines,
    ...comms,
    ...room,
    ...review,
  } satisfies TimelineSentences,
};
