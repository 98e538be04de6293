import { Desk, local, opening } from '../../support/desk.ts';
import {
  assign,
  connectRate,
  DAY,
  done,
  draft,
  INITIAL,
  sent,
  STATEMENT,
  update,
  yes,
} from '../acts.ts';

type Row = readonly [clock: string, act: (desk: Desk) => void];

const connectRates = (desk: Desk): void => {
  for (let minute = 0; minute < 10; minute += 1)
    desk.by('wang', connectRate(minute === 0 ? 68 : 67, local(DAY, `10:0${minute}`)));
};

/** E1 of the acceptance scripts from the opening on, one row for each. */
const ROWS: readonly Row[] = [
  [
    '10:04',
    (desk) =>
      desk.by(
        'wang',
        opening('system-failure', '主交换节点无响应', {
          scope: { regions: ['全国'], users: 5_000 },
          startedAt: local(DAY, '10:00'),
          status: '接通率68%，等待150秒',
          cause: '主交换节点无响应',
        }),
      ),
  ],
  ['10:05', (desk) => desk.by('lin', { type: 'grade', severity: 'sev1', reason: '全国接通率68%' })],
  [
    '10:06',
    (desk) =>
      desk
        .by('lin', {
          type: 'assign',
          role: 'techSupport',
          people: [{ id: 'qian', name: '钱多' }],
          lead: true,
        })
        .by('lin', assign('brandPr', 'li'))
        .by('lin', assign('customerCare', 'sun'))
        .by('lin', assign('incidentCommander', 'lin')),
  ],
  ['10:08:30', (desk) => desk.by('qian', done('switch-backup', '已切至备用服务器B'))],
  ['10:08:50', (desk) => desk.by('sun', done('manual-recording'))],
  ['10:09', connectRates],
  ['10:10', (desk) => desk.by('wang', connectRate(66))],
  ['10:11', (desk) => desk.by('wang', connectRate(66))],
  [
    '10:12:30',
    (desk) =>
      desk.by('sun', { type: 'wordingSet', vars: { eta: '11:15', workaround: '微信公众号' } }),
  ],
  [
    '10:13',
    (desk) => desk.by('li', draft('initial', INITIAL, { eta: '11:15', nextUpdate: '11:00' })),
  ],
  ['10:15', (desk) => desk.by('chen', yes('A1.v1'))],
  ['10:16', (desk) => desk.by('li', yes('A1.v1'))],
  ['10:18', (desk) => desk.by('su', yes('A1.v1'))],
  ['10:19:30', (desk) => desk.by('li', sent('A1', 'website'))],
  ['10:20', (desk) => desk.by('li', sent('A1', 'app'))],
  ['10:22', (desk) => desk.by('li', sent('A1', 'sms'))],
  ['10:25', (desk) => desk.by('sun', done('divert-online'))],
  ['10:30', (desk) => desk.by('zheng', done('online-offline'))],
  [
    '10:34',
    (desk) =>
      desk.by('qian', update('系统故障已修复50%', { percent: 50, measure: '已启用备用线路' })),
  ],
  [
    '10:40',
    (desk) =>
      desk.by('zheng', {
        type: 'meetingStart',
        url: 'https://m.example/1',
        priority: '先恢复系统，再处理投诉',
      }),
  ],
  ['10:48', (desk) => desk.by('su', draft('statement', STATEMENT, { eta: '11:15' }))],
  ['10:50', (desk) => desk.by('zheng', done('company-resources', '各部门20人支援'))],
  ['10:51', (desk) => desk.by('lin', yes('A2.v1'))],
  ['10:52', (desk) => desk.by('chen', yes('A2.v1'))],
  ['10:54', (desk) => desk.by('zheng', yes('A2.v1'))],
  ['10:56', (desk) => desk.by('su', sent('A2', 'website'))],
  ['11:02', (desk) => desk.by('wang', connectRate(91))],
  ['11:03', (desk) => desk.by('wang', connectRate(91)).by('qian', update('接通率回升至91%'))],
  ['11:04', (desk) => desk.by('wang', connectRate(91))],
  ['11:05', (desk) => desk.by('wang', connectRate(91))],
  ['11:06', (desk) => desk.by('wang', connectRate(91))],
  ['11:07', (desk) => desk.by('wang', connectRate(91))],
  ['11:08', (desk) => desk.by('wang', connectRate(91))],
  ['11:09', (desk) => desk.by('lin', { type: 'resolve', reason: '主节点已更换' })],
  [
    '11:15',
    (desk) =>
      desk.by(
        'li',
        draft('resolved', { impact: '热线', cause: '交换节点故障', recoveredAt: '11:09' }),
      ),
  ],
  ['11:17', (desk) => desk.by('lin', yes('A3.v1'))],
  ['11:18', (desk) => desk.by('chen', yes('A3.v1'))],
  ['11:20', (desk) => desk.by('li', sent('A3', 'website'))],
  ['12:09', (desk) => desk.by('lin', { type: 'close', reason: '观察1小时稳定' })],
];

/** E1 played up to a time, that minute's row included. */
export const outage = (until = '12:09'): Desk => {
  const desk = new Desk(DAY, '10:04');
  for (const [clock, act] of ROWS) if (clock <= until) act(desk.at(clock));
  return desk.at(until);
};
