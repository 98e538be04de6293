import type { ParseContext } from '#commands/request.ts';
import { Desk } from '../support/desk.ts';
import { at, inRoom } from './context.ts';

/** E1 at 10:20: graded 重大, wording set, A1 waiting for votes. */
const outage = new Desk('2026-12-01', '10:04')
  .by('wang', {
    type: 'open',
    key: 'INC-20261201-01',
    scenario: 'system-failure',
    title: '热线全国无法接通',
    scope: { regions: ['全国'], users: 5_000 },
    flags: [],
    cause: '主交换节点无响应',
    messengers: ['sandbox'],
    locale: 'zh-CN',
  })
  .at('10:05')
  .by('lin', { type: 'grade', severity: 'sev1', reason: '全国接通率68%' })
  .at('10:13')
  .by('li', {
    type: 'announceDraft',
    template: 'initial',
    vars: {
      impact: '热线接入困难',
      cause: '交换节点故障',
      eta: '11:15',
      workaround: '微信公众号',
      nextUpdate: '11:00',
    },
    promises: { eta: at('2026-12-01', '11:15'), nextUpdate: at('2026-12-01', '11:00') },
    hold: false,
  })
  .at('10:20');

export const outageKey = outage.incident.key;

export const inOutage: ParseContext = { ...inRoom, now: outage.now, incident: outage.incident };
