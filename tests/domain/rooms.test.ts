import { describe, expect, it } from 'vitest';
import { timelineText } from '#cards/timeline-line.ts';
import type { Intent } from '#domain/effects.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import type { RoomLossReason } from '#domain/incident/event.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { HOUR } from '#domain/time.ts';
import { Desk, opening } from '../support/desk.ts';
import { archivingPolicy, shippedPolicy } from '../support/policy.ts';

const DAY = '2026-12-01';
const SANDBOX = { messenger: 'sandbox' } as const;
const by = { id: 'qian', name: '钱多' };

const outage = (): Desk =>
  new Desk(DAY, '10:04')
    .by('wang', opening('system-failure', '热线打不通'))
    .by('lin', { type: 'grade', severity: 'sev1', reason: '全国' });

const lost = (desk: Desk, reason: RoomLossReason, more: object = {}): IncidentIntent => ({
  type: 'recordRoomLost',
  ...SANDBOX,
  room: desk.incident.rooms['sandbox']?.id ?? '',
  reason,
  ...more,
});

const closing = (desk: Desk): Desk =>
  desk
    .by('lin', { type: 'resolve', reason: '已恢复' })
    .by('lin', { type: 'close', force: '其余转日常' });

/** What the last command made the world hear. */
const heardBy = (desk: Desk, act: () => void): readonly Intent[] => {
  const before = desk.heard.length;
  act();
  return desk.heard.slice(before).map(({ intent }) => intent);
};
const kinds = (intents: readonly Intent[]): readonly string[] => intents.map((one) => one.do);
const notices = (intents: readonly Intent[]): readonly string[] =>
  intents.flatMap((one) => (one.do === 'post' ? [one.notice.card] : []));

describe('a war room that was archived while the incident runs', () => {
  it('is kept and unarchived, and the room and the person who did it are told', () => {
    const desk = outage();
    const heard = heardBy(desk, () =>
      desk.by('delivery', lost(desk, 'archived', { by }), 'delivery'),
    );
    expect(kinds(heard)).toEqual(['unarchiveRoom', 'post', 'post']);
    expect(heard.find((one) => one.do === 'post' && one.place.kind === 'person')).toMatchObject({
      place: { person: 'qian' },
      notice: { card: 'roomLostBy', reason: 'archived' },
    });
    expect(desk.incident.rooms['sandbox']).toMatchObject({ id: 'R-sandbox', lost: 'archived' });
  });

  it('is told once, until it has come back', () => {
    const desk = outage();
    desk.by('delivery', lost(desk, 'archived'), 'delivery');
    desk.by('delivery', lost(desk, 'archived'), 'delivery');
    expect(desk.of('room.lost')).toHaveLength(1);
    const room = desk.incident.rooms['sandbox']?.id ?? '';
    desk.by('delivery', { type: 'recordRoomRestored', ...SANDBOX, room }, 'delivery');
    desk.by('delivery', { type: 'recordRoomRestored', ...SANDBOX, room }, 'delivery');
    expect(desk.of('room.restored')).toHaveLength(1);
    desk.by('delivery', lost(desk, 'archived'), 'delivery');
    expect(desk.of('room.lost')).toHaveLength(2);
  });
});

describe.each(['removed', 'deleted', 'stuck'] as const)('a war room that is %s', (reason) => {
  it('is given up for a new one with all cards, everyone who was there, and what happened first', () => {
    const desk = outage();
    const heard = heardBy(desk, () => desk.by('delivery', lost(desk, reason, { by }), 'delivery'));
    expect(heard[0]).toEqual({ do: 'openRoom', messenger: 'sandbox' });
    const cards = heard.flatMap((one) => (one.do === 'refresh' ? [one.card.card] : []));
    expect(cards).toEqual(['status', 'checklist']);
    const invite = heard.find((one) => one.do === 'invite');
    expect(invite).toMatchObject({ messenger: 'sandbox' });
    expect(invite?.do === 'invite' && new Set(invite.people)).toEqual(
      new Set(Object.keys(desk.incident.joined)),
    );
    expect(notices(heard)).toEqual(['roomLost', 'roomLostBy']);
    const first = heard.findIndex((one) => one.do === 'post');
    expect(first).toBeLessThan(heard.findLastIndex((one) => one.do === 'refresh'));
    expect(desk.incident.rooms['sandbox']).toBeUndefined();
    expect(desk.incident.lostRooms).toMatchObject([
      { messenger: 'sandbox', id: 'R-sandbox', reason },
    ]);
  });
});

describe('a lost room', () => {
  it('of an ended incident is on the timeline once and makes nobody hear of it', () => {
    const desk = closing(outage());
    const heard = heardBy(desk, () => {
      desk.by('delivery', lost(desk, 'removed'), 'delivery');
      desk.by('delivery', lost(desk, 'deleted'), 'delivery');
    });
    expect(heard).toEqual([]);
    expect(desk.of('room.lost')).toHaveLength(1);
    expect(desk.incident.rooms['sandbox']).toBeDefined();
  });

  it('that was lost while closed has a successor at once when the incident is reopened (E8)', () => {
    const desk = closing(outage());
    desk.by('delivery', lost(desk, 'removed'), 'delivery');
    const heard = heardBy(desk, () => desk.by('wang', { type: 'reopen', reason: '再次下跌' }));
    expect(heard).toContainEqual({ do: 'openRoom', messenger: 'sandbox' });
    expect(desk.incident.lostRooms).toHaveLength(1);
  });

  it('of a cancelled incident was archived by us, which is not worth a word', () => {
    const desk = outage().by('lin', { type: 'cancel', reason: '误报' });
    desk.by('delivery', lost(desk, 'archived'), 'delivery');
    expect(desk.of('room.lost')).toEqual([]);
  });

  it('that is not the present one changes nothing', () => {
    const desk = outage();
    desk.by('delivery', { type: 'recordRoomLost', ...SANDBOX, room: 'R9', reason: 'removed' });
    expect(desk.of('room.lost')).toEqual([]);
  });

  it('is told on the timeline in both languages, with who did it', () => {
    const desk = outage();
    desk.by('delivery', lost(desk, 'removed', { by }), 'delivery');
    const entry = timelineEntries(desk.of('room.lost'))[0];
    const view = { timezone: 'Asia/Shanghai', now: desk.now, policy: shippedPolicy };
    if (entry === undefined) throw new Error('nothing on the timeline');
    expect(timelineText(entry, { ...view, locale: 'zh-CN' })).toBe('钱多将烽火移出沙盒作战室。');
    expect(timelineText(entry, { ...view, locale: 'en' })).toBe(
      '钱多 removed Fenghuo from the war room in the sandbox.',
    );
  });
});

describe('a room that waits for a limit of the messenger', () => {
  it('is announced in private to whoever opened the incident', () => {
    const desk = new Desk(DAY, '10:04');
    desk.by('wang', opening('system-failure', '热线打不通', { messengers: ['slack'] }), 'delivery');
    const waits: IncidentIntent = { type: 'recordRoomDelayed', messenger: 'slack', waitMs: 40_000 };
    expect(heardBy(desk, () => desk.by('delivery', waits, 'delivery'))).toMatchObject([
      { do: 'post', place: { kind: 'person', person: 'wang' }, notice: { card: 'roomDelayed' } },
    ]);
  });
});

describe('the rooms of a closed incident', () => {
  it('are archived once the hours of the rules have passed, and never without such a rule', () => {
    const desk = new Desk(DAY, '10:04', archivingPolicy)
      .by('wang', opening('system-failure', '热线打不通'))
      .by('lin', { type: 'grade', severity: 'sev3', reason: '少数' });
    closing(desk);
    const closedAt = desk.incident.closedAt ?? 0;
    desk.at('10:03', '2026-12-04');
    expect(desk.of('rooms.archived')).toEqual([]);
    desk.at('10:06', '2026-12-04');
    expect(desk.of('rooms.archived').map(({ occurredAt }) => occurredAt - closedAt)).toEqual([
      72 * HOUR,
    ]);
    expect(desk.heard.filter(({ intent }) => intent.do === 'archiveRoom')).toHaveLength(1);
    desk.at('10:06', '2026-12-08');
    expect(desk.of('rooms.archived')).toHaveLength(1);

    const kept = closing(outage()).at('10:06', '2026-12-06');
    expect(kept.of('rooms.archived')).toEqual([]);
  });
});
