import type { View } from '#cards/view.ts';
import type { Locale } from '#domain/locale.ts';
import { Desk, local, opening } from '../support/desk.ts';
import { shippedPolicy } from '../support/policy.ts';

export const DAY = '2026-12-01';
export const LOCALES = ['zh-CN', 'en'] as const satisfies readonly Locale[];

/** The view of somebody looking at `clock` on the day of the incident. */
export const viewAt = (
  clock: string,
  locale: Locale = 'zh-CN',
  more: Partial<View> = {},
): View => ({
  locale,
  timezone: 'Asia/Shanghai',
  now: local(DAY, clock),
  policy: shippedPolicy,
  ...more,
});

export const person = (id: string) => {
  const found = shippedPolicy.organisation.people.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`nobody called ${id}`);
  return { id: found.id, name: found.name };
};

/** E1 as far as 10:04: opened, not graded. */
export const outage = (locale: Locale = 'zh-CN'): Desk =>
  new Desk(DAY, '10:04').by(
    'wang',
    opening('system-failure', '主交换节点无响应', {
      scope: { regions: ['全国'], users: 5000 },
      status: '接通率68%,等待150秒',
      startedAt: local(DAY, '10:00'),
      locale,
    }),
  );

const assign = (desk: Desk, role: string, who: string, lead = false): Desk =>
  desk.by('lin', { type: 'assign', role, people: [person(who)], lead });

/** E1 as far as 10:06: graded 重大, roles given out. */
export const graded = (locale: Locale = 'zh-CN'): Desk => {
  const desk = outage(locale)
    .at('10:05')
    .by('lin', { type: 'grade', severity: 'sev1', reason: '全国接通率68%' });
  desk.at('10:06');
  assign(desk, 'techSupport', 'qian', true);
  assign(desk, 'brandPr', 'li');
  assign(desk, 'customerCare', 'sun');
  return assign(desk, 'incidentCommander', 'lin');
};

export const INITIAL = {
  impact: '热线全国范围接入困难',
  cause: '交换节点故障',
  eta: '11:15',
  workaround: '微信公众号',
  nextUpdate: '11:00',
};

/** E1 as far as 10:13: two items done, wording W1 published, A1 in approval. */
export const announced = (locale: Locale = 'zh-CN'): Desk =>
  graded(locale)
    .at('10:08:30')
    .by('qian', { type: 'taskDone', task: 'switch-backup', note: '已切至备用服务器B' })
    .at('10:09:30')
    .by('sun', { type: 'taskDone', task: 'manual-recording' })
    .at('10:12:30')
    .by('sun', { type: 'wordingSet', vars: { eta: '11:15', workaround: '微信公众号' } })
    .at('10:13')
    .by('li', {
      type: 'announceDraft',
      template: 'initial',
      vars: INITIAL,
      promises: { eta: local(DAY, '11:15'), nextUpdate: local(DAY, '11:00') },
      hold: false,
    });

export const vote = (
  desk: Desk,
  who: string,
  approval: string,
  choice: 'approve' | 'reject' = 'approve',
): Desk => desk.by(who, { type: 'vote', approval, choice, cast: true });

/** E1 as far as 10:40: A1 partly published, an update with 50 %, a meeting, standby called, links, a plan. */
export const busy = (locale: Locale = 'zh-CN'): Desk => {
  const desk = announced(locale).at('10:15');
  vote(desk, 'chen', 'A1.v1');
  vote(desk.at('10:18'), 'su', 'A1.v1');
  return desk
    .at('10:19:30')
    .by('li', { type: 'announceSent', id: 'A1', channel: 'website' })
    .by('zhou', { type: 'standbyCall' })
    .by('standby01', { type: 'standbyReply', reply: 'accept' })
    .by('standby02', { type: 'standbyReply', reply: 'decline' })
    .at('10:34')
    .by('qian', {
      type: 'update',
      text: '系统故障已修复50%',
      percent: 50,
      measure: '已启用备用线路',
      caution: '勿自行解释原因',
    })
    .by('wang', { type: 'metric', values: { connectRate: 68 } })
    .by('qian', { type: 'link', kind: 'doc', url: 'https://d.example/plan' })
    .by('qian', { type: 'note', text: '切换失败一次', at: local(DAY, '10:06') })
    .by('fang', {
      type: 'planPropose',
      text: '更换主节点',
      steps: ['下线旧节点', '上线新节点'],
      resources: '备件一套',
      due: '11:00',
      owner: '钱多',
    })
    .by('lin', { type: 'handover', role: 'incidentCommander', to: person('chen'), note: '换班' })
    .at('10:40')
    .by('zheng', {
      type: 'meetingStart',
      url: 'https://m.example/1',
      priority: '先恢复系统,再处理投诉',
    });
};

/** Resolved at 11:09. */
export const resolved = (locale: Locale = 'zh-CN'): Desk =>
  busy(locale).at('11:09').by('lin', { type: 'resolve', reason: '主节点已更换' });

/** Closed at 12:09 with an action item. */
export const closed = (locale: Locale = 'zh-CN'): Desk =>
  resolved(locale)
    .at('12:09')
    .by('lin', { type: 'close', reason: '观察1小时稳定', force: '其余任务并入复盘' })
    .by('lin', {
      type: 'actionAdd',
      text: '固件升级',
      owner: person('qian'),
      dueAt: local('2026-12-15', '18:00'),
      category: 'fix',
    });

/** E6 as far as 15:08: A1 v1 unfit, v2 in approval, one vote needed. */
export const submittedTwice = (locale: Locale = 'zh-CN'): Desk => {
  const desk = new Desk(DAY, '15:00').by(
    'wang',
    opening('system-failure', 'App无法登录', {
      scope: { regions: ['华东', '华南'], users: 300 },
      locale,
    }),
  );
  desk.at('15:01').by('lin', { type: 'grade', severity: 'sev2', reason: '两地不可用' });
  desk.at('15:05').by('li', {
    type: 'announceDraft',
    template: 'initial',
    vars: {
      impact: 'App无法登录',
      cause: '我们也不知道,用户*******5678反馈',
      workaround: '官网在线客服',
      nextUpdate: '15:40',
    },
    promises: { nextUpdate: local(DAY, '15:40') },
    hold: false,
  });
  desk.at('15:08').by('li', {
    type: 'announceRevise',
    id: 'A1',
    vars: { cause: '登录服务异常', eta: '15:50' },
    promises: { eta: local(DAY, '15:50') },
    hold: false,
  });
  return desk;
};

/** E6 as far as 15:16: v2 rejected with a reason, v3 in approval. */
export const revised = (locale: Locale = 'zh-CN'): Desk => {
  const desk = submittedTwice(locale).at('15:11');
  vote(desk, 'su', 'A1.v2', 'reject');
  return desk
    .at('15:12')
    .by('su', { type: 'rejectionReason', approval: 'A1.v2', reason: '预计时间没有技术确认' })
    .at('15:16')
    .by('li', {
      type: 'announceRevise',
      id: 'A1',
      vars: { eta: '16:10', cause: '登录服务异常,正在定位' },
      promises: { eta: local(DAY, '16:10') },
      hold: false,
    });
};

/** A confidential incident of the after-sales scheme. */
export const confidential = (locale: Locale = 'zh-CN'): Desk =>
  new Desk(DAY, '16:00').by(
    'zhao',
    opening('product-quality', '手环电池爆炸伤人', {
      severity: 'sev1',
      scope: { regions: ['上海'], users: 1 },
      locale,
    }),
  );

/** E4: opened and found to be a false alarm. */
export const cancelled = (locale: Locale = 'zh-CN'): Desk =>
  outage(locale).at('10:08').by('lin', { type: 'cancel', reason: '监控探针故障' });

/** E8: reopened after closing, with a published postmortem asked for again. */
export const reopened = (locale: Locale = 'zh-CN'): Desk =>
  closed(locale).at('13:04').by('wang', { type: 'reopen', reason: '接通率再次跌至74%' });

/** E3: a complaint cluster with public opinion attached, W1 frozen, W2 waiting for brand and legal. */
export const opinion = (locale: Locale = 'zh-CN'): Desk =>
  new Desk(DAY, '14:26')
    .by(
      'wang',
      opening('complaint-cluster', '手环表带断裂', {
        scope: { regions: ['华东', '华南', '华北'], users: 300 },
        locale,
      }),
    )
    .at('14:28')
    .by('lin', { type: 'grade', severity: 'sev2', reason: '三地集中投诉' })
    .at('14:35')
    .by('sun', { type: 'wordingSet', vars: { progressBy: '12-02 14:26', answerBy: '12-03 14:26' } })
    .at('15:10')
    .by('su', { type: 'playbookAttach', playbook: 'public-opinion' })
    .by('su', { type: 'grade', severity: 'sev1', reason: '登上热搜' })
    .at('15:12')
    .by('sun', { type: 'wordingFreeze' })
    .at('15:22')
    .by('li', { type: 'wordingSet', vars: {} });

/** E2: one region, first 80 users and then 300; an announcement that was pre-approved and superseded. */
export const surge = (locale: Locale = 'zh-CN'): Desk =>
  new Desk(DAY, '00:09')
    .by(
      'wang',
      opening('call-surge', '大促咨询', { scope: { regions: ['华东'], users: 80 }, locale }),
    )
    .at('00:10')
    .by('zhao', { type: 'facts', facts: {}, scope: { users: 300 }, flags: [] })
    .by('wang', { type: 'metric', values: { ivrHealthy: 0, loadPct: 126 } })
    .at('00:15')
    .by('sun', {
      type: 'announceDraft',
      template: 'ivr-wait',
      vars: { waitMinutes: '8', workaround: '公众号' },
      promises: {},
      hold: false,
    })
    .at('00:16')
    .by('sun', { type: 'announceSent', id: 'A1', channel: 'ivr' })
    .by('sun', {
      type: 'announceDraft',
      template: 'ivr-wait',
      vars: { waitMinutes: '20', workaround: '公众号' },
      promises: {},
      hold: false,
      supersedes: 'A1',
    })
    .by('sun', { type: 'announceSent', id: 'A2', channel: 'ivr' })
    .by('sun', {
      type: 'announceDraft',
      template: 'busy-notice',
      vars: { impact: '来电较多', eta: '01:30', workaround: '公众号' },
      promises: { eta: local(DAY, '01:30') },
      hold: true,
    })
    .by('zhao', { type: 'taskSkip', task: 'simplify-flow', reason: '已简化' });
