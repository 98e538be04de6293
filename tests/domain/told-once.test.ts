import { describe, expect, it } from 'vitest';
import { Desk, opening } from '../support/desk.ts';

const outage = (): Desk =>
  new Desk('2026-12-01', '10:04')
    .by('wang', opening('system-failure', '热线接不通', { scope: { regions: ['全国'] } }))
    .by('lin', { type: 'grade', severity: 'sev1' });

const roomCards = (desk: Desk, card: string) =>
  desk.told.filter(({ intent }) => intent.place.kind === 'room' && intent.notice.card === card);

describe('what is told once, and of whom', () => {
  it('given a meeting that is on, when another starts, then the first has ended', () => {
    const desk = outage().by('lin', { type: 'meetingStart', url: 'https://m.example/1' });
    desk
      .at('10:10')
      .by('lin', { type: 'meetingStart', url: 'https://m.example/2', priority: '先恢复' });
    expect(desk.incident.meetings.map(({ endedAt }) => endedAt)).toEqual([desk.now, undefined]);
  });

  it('given people who are still in the room, when it is reopened, then nobody is said to have ticked that', () => {
    const desk = outage()
      .by('lin', { type: 'resolve' })
      .by('lin', { type: 'close', force: '演练' })
      .by('lin', { type: 'reopen', reason: '又断了' });
    expect(desk.task('notify-tech-ops@2')).toMatchObject({
      status: 'done',
      closedBy: { id: 'system' },
    });
  });

  it('given a handover, when it is taken, then the room gets one card for it', () => {
    const desk = outage()
      .by('lin', { type: 'handover', role: 'incidentCommander', to: { id: 'chen', name: '陈波' } })
      .by('chen', { type: 'acceptHandover' });
    expect(roomCards(desk, 'handedOver')).toHaveLength(1);
    expect(roomCards(desk, 'assigned')).toHaveLength(0);
    expect(desk.incident.roles['incidentCommander']?.people.map(({ id }) => id)).toEqual(['chen']);
  });
});
