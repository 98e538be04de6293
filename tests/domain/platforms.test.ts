import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/effects.ts';
import type { IntentOf } from '#domain/incident/command.ts';
import { coveringOutage, isDown } from '#domain/incident/outage.ts';
import { local, type Desk } from '../support/desk.ts';
import { DAY, gradedOutage, outageAt, person, update } from './acts.ts';

const down = (
  clock: string,
  more: Partial<IntentOf<'recordPlatformDown'>> = {},
): IntentOf<'recordPlatformDown'> => ({
  type: 'recordPlatformDown',
  messenger: 'slack',
  since: local(DAY, clock),
  up: ['feishu'],
  unreachable: [],
  alone: false,
  ...more,
});
const up = (messenger = 'slack'): IntentOf<'recordPlatformUp'> => ({
  type: 'recordPlatformUp',
  messenger,
});

const inSlack = (): Desk => outageAt('10:00', { messengers: ['slack'] }).at('10:20');
const inBoth = (): Desk => outageAt('10:00', { messengers: ['slack', 'feishu'] }).at('10:20');

/** What the last act made the world hear. */
const heardBy = (desk: Desk, act: () => void): readonly Intent[] => {
  const before = desk.heard.length;
  act();
  return desk.heard.slice(before).map(({ intent }) => intent);
};
const posts = (intents: readonly Intent[]) =>
  intents.flatMap((one) =>
    one.do === 'post'
      ? [[one.notice.card, 'messenger' in one.place ? one.place.messenger : one.place.kind]]
      : [],
  );

describe('relay', () => {
  it('carries a text into the rooms of the other messengers only, and onto the timeline (E9)', () => {
    const desk = inBoth();
    const heard = heardBy(desk, () =>
      desk.by('zhao', { type: 'relay', text: '请产品准备退款口径' }, 'slack'),
    );
    expect(posts(heard)).toEqual([['relayed', 'feishu']]);
    expect(heard[0]).toMatchObject({ source: 'slack', notice: { by: { name: '赵磊' } } });
    expect(desk.of('chat.relayed')).toHaveLength(1);
  });

  it('says so where there is nowhere to carry it to', () => {
    const desk = inSlack().by('zhao', { type: 'relay', text: '请产品准备' }, 'slack');
    expect(desk.rejection).toEqual({ code: 'nowhere-to-relay' });
    expect(desk.of('chat.relayed')).toEqual([]);
  });

  it('is for those who take part', () => {
    const desk = inBoth().by('standby01', { type: 'relay', text: '请产品准备' }, 'slack');
    expect(desk.rejection).toMatchObject({ code: 'not-allowed', verb: 'relay' });
  });
});

describe('the source of what is told in rooms', () => {
  it('is the messenger in which it was done; what the engine says has none', () => {
    const desk = inBoth();
    const heard = heardBy(desk, () => desk.by('qian', update('已切换'), 'feishu'));
    const told = heard.filter((one) => one.do === 'post' && one.place.kind === 'room');
    expect(told.length).toBeGreaterThan(0);
    for (const one of told) expect(one).toMatchObject({ source: 'feishu' });
    const later = heardBy(desk, () => desk.at('10:40'));
    expect(later.some((one) => one.do === 'post' && one.source !== undefined)).toBe(false);
  });
});

describe('a messenger that is down', () => {
  it('gets a room of another in its place, with everyone, all cards, what is open and whom nobody reaches (E10)', () => {
    const desk = inSlack();
    const unreachable = [person('chen'), person('qian')];
    const heard = heardBy(desk, () =>
      desk.by('delivery', down('10:18:30', { unreachable }), 'delivery'),
    );
    expect(desk.of('platform.down').map(({ data }) => data)).toEqual([
      { messenger: 'slack', since: local(DAY, '10:18:30'), unreachable },
    ]);
    expect(desk.of('platform.substituted').map(({ data }) => data)).toEqual([
      { messenger: 'slack', by: 'feishu' },
    ]);
    expect(heard.find((one) => one.do === 'openRoom')).toEqual({
      do: 'openRoom',
      messenger: 'feishu',
    });
    expect(heard.find((one) => one.do === 'invite')).toMatchObject({ messenger: 'feishu' });
    expect(posts(heard)).toEqual([['platformDown', 'feishu']]);
    const calls = heard.filter((one) => one.do === 'callFallback');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ notice: { card: 'platformDown', unreachable } });
    expect(isDown(desk.incident, 'slack')).toBe(true);
  });

  it('is down since the time that the rules allow was over, whenever the engine looked', () => {
    const desk = inSlack().by('delivery', down('10:18:30'), 'delivery');
    expect(desk.of('platform.down')[0]?.occurredAt).toBe(local(DAY, '10:19:30'));
    const young = outageAt('10:20', { messengers: ['slack'] }).by(
      'delivery',
      down('10:00'),
      'delivery',
    );
    expect(young.of('platform.down')[0]?.occurredAt).toBe(local(DAY, '10:20'));
  });

  it('is told once, in the rooms that are left, and opens none where there is one', () => {
    const desk = inBoth();
    const heard = heardBy(desk, () => desk.by('delivery', down('10:18'), 'delivery'));
    desk.by('delivery', down('10:18'), 'delivery');
    expect(posts(heard)).toEqual([['platformDown', 'feishu']]);
    expect(heard.some((one) => one.do === 'openRoom')).toBe(false);
    expect(desk.of('platform.down')).toHaveLength(1);
    expect(desk.of('platform.substituted')).toEqual([]);
  });

  it('has no substitute while none works; the first that does takes the incident and hears what happened', () => {
    const desk = inSlack().by('delivery', down('10:18', { up: [] }), 'delivery');
    expect(desk.of('platform.substituted')).toEqual([]);
    desk.at('10:30');
    const heard = heardBy(desk, () => desk.by('delivery', down('10:18'), 'delivery'));
    expect(desk.of('platform.down')).toHaveLength(1);
    expect(posts(heard)).toEqual([
      ['platformDown', 'feishu'],
      ['catchUp', 'feishu'],
    ]);
    expect(heard.some((one) => one.do === 'callFallback')).toBe(false);
  });

  it('concerns an incident without a room there only when it cuts people off', () => {
    const desk = outageAt('10:00', { messengers: ['feishu'] }).at('10:20');
    desk.by('delivery', down('10:18'), 'delivery');
    expect(desk.of('platform.down')).toEqual([]);
    const unreachable = [person('qian')];
    desk.by('delivery', down('10:18', { unreachable }), 'delivery');
    expect(desk.of('platform.down')).toHaveLength(1);
    expect(desk.of('platform.substituted')).toEqual([]);
  });

  it('pauses no deadline', () => {
    const plain = gradedOutage('sev2');
    const cut = gradedOutage('sev2').by(
      'delivery',
      down('10:01', { messenger: 'sandbox' }),
      'delivery',
    );
    for (const desk of [plain, cut]) desk.at('11:10');
    expect(cut.reminders).toEqual(plain.reminders);
    expect(cut.of('deadline.breached').length).toBe(plain.of('deadline.breached').length);
  });

  it('is no matter for an incident that has ended', () => {
    const desk = inSlack().by('lin', { type: 'cancel', reason: '误报' });
    desk.by('delivery', down('10:18'), 'delivery');
    expect(desk.of('platform.down')).toEqual([]);
  });
});

describe('a messenger that is back', () => {
  it('brings one catch-up message and the status card, and is back once', () => {
    const desk = inSlack().by('delivery', down('10:18'), 'delivery').at('10:46');
    const heard = heardBy(desk, () => desk.by('delivery', up(), 'delivery'));
    desk.by('delivery', up(), 'delivery');
    expect(posts(heard)).toEqual([['catchUp', 'slack']]);
    expect(heard).toContainEqual(
      expect.objectContaining({ do: 'refresh', card: { card: 'status' } }),
    );
    expect(heard).toHaveLength(2);
    expect(desk.of('platform.up')).toHaveLength(1);
    expect(isDown(desk.incident, 'slack')).toBe(false);
  });

  it('covers what was written from shortly before the first failure until it was back', () => {
    const desk = inSlack().by('delivery', down('10:18'), 'delivery').at('10:46');
    const covered = (clock: string): boolean =>
      coveringOutage(desk.incident, 'slack', local(DAY, clock)) !== undefined;
    expect([covered('10:17'), covered('10:17:45'), covered('10:50')]).toEqual([false, true, true]);
    desk.by('delivery', up(), 'delivery');
    expect([covered('10:45:59'), covered('10:46'), covered('10:50')]).toEqual([true, false, false]);
    expect(coveringOutage(desk.incident, 'feishu', local(DAY, '10:30'))).toBeUndefined();
  });

  it('was the only one: nobody heard anything meanwhile, so all that waited is sent, and no catch-up', () => {
    const desk = inSlack().by('delivery', down('10:18', { up: [], alone: true }), 'delivery');
    desk.at('10:46');
    const heard = heardBy(desk, () => desk.by('delivery', up(), 'delivery'));
    expect(posts(heard)).toEqual([]);
    expect(coveringOutage(desk.incident, 'slack', local(DAY, '10:30'))).toBeUndefined();
    expect(desk.of('platform.up')).toHaveLength(1);
  });

  it('may fall again, and each time is an outage of its own', () => {
    const desk = inSlack().by('delivery', down('10:18'), 'delivery').at('10:30');
    desk.by('delivery', up(), 'delivery').at('10:40').by('delivery', down('10:38'), 'delivery');
    expect(desk.incident.outages).toMatchObject([
      { since: local(DAY, '10:18'), upAt: local(DAY, '10:30') },
      { since: local(DAY, '10:38') },
    ]);
    expect(desk.incident.messengers).toEqual(['slack', 'feishu']);
  });

  it('was never known to a closed incident: its outage ended with it', () => {
    const desk = gradedOutage('sev2').by(
      'delivery',
      down('10:01', { messenger: 'sandbox' }),
      'delivery',
    );
    desk
      .by('lin', { type: 'resolve', reason: '已恢复' })
      .by('lin', { type: 'close', force: '其余转日常' });
    expect(isDown(desk.incident, 'sandbox')).toBe(false);
    desk.by('delivery', up('sandbox'), 'delivery');
    expect(desk.of('platform.up')).toEqual([]);
  });
});
