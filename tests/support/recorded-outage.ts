import type { Policy } from '#domain/policy.ts';
import { log, type EventLog } from './event-log.ts';
import { shippedPolicy } from './policy.ts';

const announcements = (record: EventLog): EventLog =>
  record
    .at('10:13')
    .by('li')
    .drafted('A1', {
      vars: { workaround: '微信公众号' },
      promises: { eta: '11:15', nextUpdate: '11:00' },
    })
    .submitted('A1', 2)
    .at('10:15')
    .by('chen')
    .votes('A1.v1')
    .at('10:16')
    .by('li')
    .ignored('A1.v1', 'author')
    .at('10:18')
    .by('su')
    .votes('A1.v1')
    .approved('A1.v1', 'chen', 'su')
    .at('10:19:30')
    .by('li')
    .sent('A1', 'website')
    .at('10:20')
    .sent('A1', 'app')
    .at('10:22')
    .sent('A1', 'sms')
    .ticked('announce', 'announcement.published');

const statement = (record: EventLog): EventLog =>
  record
    .at('10:48')
    .by('su')
    .drafted('A2', {
      template: 'statement',
      kind: 'statement',
      channels: ['website'],
      promises: { eta: '11:15' },
    })
    .submitted('A2', 2, { mustInclude: ['leadership'] })
    .at('10:50')
    .by('zheng')
    .done('company-resources', '各部门20人支援')
    .at('10:51')
    .by('lin')
    .votes('A2.v1')
    .at('10:52')
    .by('chen')
    .votes('A2.v1')
    .at('10:54')
    .by('zheng')
    .votes('A2.v1')
    .approved('A2.v1', 'lin', 'chen', 'zheng')
    .at('10:56')
    .by('su')
    .sent('A2', 'website')
    .ticked('official-statement', 'announcement.published');

const recovery = (record: EventLog): EventLog =>
  record
    .at('11:15')
    .by('li')
    .drafted('A3', { template: 'resolved', kind: 'resolved', channels: ['website', 'app', 'sms'] })
    .submitted('A3', 2)
    .at('11:17')
    .by('lin')
    .votes('A3.v1')
    .at('11:18')
    .by('chen')
    .votes('A3.v1')
    .approved('A3.v1', 'lin', 'chen')
    .at('11:20')
    .by('li')
    .sent('A3', 'website')
    .ticked('recovery-notice', 'announcement.published');

/** E1: 系统故障, 重大, from the confirmed alert to the close. */
export const outage = (policy: Policy = shippedPolicy): EventLog => {
  const record = log({ policy });
  record
    .at('10:04')
    .by('wang')
    .opened({
      startedAt: record.instant('10:00'),
      alertedAt: record.instant('10:00'),
      status: '接通率68%,等待150秒',
      cause: '主交换节点无响应',
      scope: { regions: [], nationwide: true, users: 5000 },
      suggestion: {
        severity: 'sev1',
        reasons: [
          { kind: 'nationwide' },
          { kind: 'metric', metric: 'connectRate', op: 'lt', limit: 80, value: 68 },
        ],
      },
    })
    .checklist('opened')
    .by('system')
    .ticked('notify-tech-ops', 'room.joined')
    .at('10:05')
    .by('lin')
    .graded('sev1', '全国接通率68%')
    .duties()
    .by('system', 'delivery')
    .record('room.joined', { messenger: 'slack', people: [record.person('zheng')] })
    .at('10:06')
    .by('lin', 'slack')
    .assigned('techSupport', 'qian')
    .assigned('brandPr', 'li')
    .assigned('customerCare', 'sun')
    .assigned('incidentCommander', 'lin')
    .at('10:08')
    .by('qian')
    .done('switch-backup', '已切至备用服务器B')
    .at('10:08:50')
    .by('sun')
    .done('manual-recording')
    .at('10:11')
    .by('system', 'ingest')
    .metric({ connectRate: 66, waitSeconds: 150 })
    .record('trigger.met', {
      rule: 'sf-connect-outage',
      metric: 'connectRate',
      op: 'lt',
      limit: 70,
      value: 66,
      sustainedForMs: 600_000,
    })
    .at('10:12:30')
    .by('sun', 'slack')
    .wording('W1', 'playbook', { eta: '11:15', workaround: '微信公众号' })
    .ticked('publish-wording', 'wording.published');
  announcements(record)
    .at('10:25')
    .by('sun')
    .done('divert-online')
    .at('10:30')
    .by('zheng')
    .done('online-offline')
    .at('10:34')
    .by('qian')
    .update('系统故障已修复50%', { percent: 50, measure: '已启用备用线路' })
    .ticked('progress-feedback', 'update.byRole')
    .at('10:40')
    .by('zheng')
    .record('meeting.started', { url: 'https://m.example/1', priority: '先恢复系统,再处理投诉' })
    .done('executive-meeting');
  statement(record)
    .at('11:02')
    .by('system', 'ingest')
    .metric({ connectRate: 91, waitSeconds: 20 })
    .at('11:03')
    .by('qian', 'slack')
    .update('接通率回升至91%')
    .at('11:09')
    .by('lin')
    .resolved('主节点已更换')
    .checklist('resolved');
  return recovery(record).at('12:09').by('lin').closed('观察1小时稳定');
};

/** E8: the same incident, reviewed a little, opened again at 13:04 and closed again. */
export const outageReopened = (policy: Policy = shippedPolicy): EventLog => {
  const record = outage(policy);
  record
    .at('12:40')
    .by('lin')
    .record('postmortem.edited', { field: 'rootCause', text: '主交换节点固件缺陷' })
    .record('action.added', {
      id: 'AI-1',
      text: '固件升级',
      owner: record.person('qian'),
      dueAt: record.instant('12-15 18:00'),
      type: 'fix',
    })
    .at('13:04')
    .by('wang')
    .reopened('接通率再次跌至74%')
    .checklist('opened')
    .duties()
    .by('system')
    .ticked('notify-tech-ops', 'room.joined')
    .at('13:05')
    .by('qian')
    .done('switch-backup')
    .at('13:07')
    .by('sun')
    .done('manual-recording')
    .at('13:08')
    .wording('W2', 'typed', { eta: '14:00' })
    .ticked('publish-wording', 'wording.published')
    .at('13:20:30')
    .by('lin')
    .graded('sev2', '仅华东受影响')
    .superseded(
      'regraded',
      'executive-meeting',
      'company-resources',
      'official-statement',
      'online-offline',
    )
    .duties()
    .at('13:21')
    .by('li')
    .drafted('A4')
    .submitted('A4', 1)
    .at('13:22')
    .by('chen')
    .votes('A4.v1')
    .approved('A4.v1', 'chen')
    .at('13:25')
    .by('sun')
    .done('divert-online')
    .at('13:27')
    .by('li')
    .sent('A4', 'website', 'app', 'sms')
    .ticked('announce', 'announcement.published')
    .at('13:34')
    .by('qian')
    .update('华东线路已切换')
    .ticked('progress-feedback', 'update.byRole')
    .at('13:35')
    .by('lin')
    .done('emergency-meeting')
    .done('reinforcement')
    .at('13:40')
    .resolved('备用节点稳定')
    .checklist('resolved')
    .at('13:55')
    .by('li')
    .drafted('A5', { template: 'resolved', kind: 'resolved', channels: ['website'] })
    .submitted('A5', 1)
    .by('su')
    .votes('A5.v1')
    .approved('A5.v1', 'su')
    .by('li')
    .sent('A5', 'website')
    .ticked('recovery-notice', 'announcement.published');
  return record.at('14:10').by('lin').closed();
};
