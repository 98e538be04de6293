import { describe, expect, it } from 'vitest';
import { catchUpCard, platformDownCard, withSource } from '#cards/platform-cards.ts';
import { plainText } from '#cards/plain-text.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { local } from '../support/desk.ts';
import { busy, DAY, LOCALES, person, viewAt } from './fixture.ts';
import { SANE } from './sane-limits.ts';

const desk = busy('zh-CN');
const view = viewAt('11:30');
const all = {
  card: 'catchUp',
  messenger: 'slack',
  since: local(DAY, '10:06'),
  until: local(DAY, '11:30'),
} as const;

describe('a messenger is down', () => {
  it('says where to go on, whom nobody reaches, what is open and what waits (E10)', () => {
    const notice = {
      card: 'platformDown',
      messenger: 'slack',
      since: local(DAY, '10:20:10'),
      unreachable: [person('chen'), person('qian')],
    } as const;
    const text = plainText(platformDownCard(notice, desk.incident, view));
    expect(text).toContain('Slack');
    expect(text).toContain('10:20');
    expect(text).toContain('无法触达：陈波、钱多');
    expect(text).toContain('时限');
  });
});

describe('the catch-up', () => {
  it('tells in order what was recorded in that time, and nothing of the machinery', () => {
    const text = plainText(catchUpCard(all, desk.incident, view, timelineEntries(desk.events)));
    const clocks = [...text.matchAll(/^• (\d\d:\d\d) /gmu)].map(([, clock = '']) => clock);
    expect(clocks.length).toBeGreaterThan(5);
    expect(clocks).toEqual(clocks.toSorted((a, b) => a.localeCompare(b)));
    expect(text).not.toContain('提醒');
    expect(text).not.toContain('加入');
  });

  it('keeps to the newest when there was much, and says how much there was before', () => {
    const card = catchUpCard(all, desk.incident, view, timelineEntries(desk.events));
    const [list] = card.elements.flatMap((one) => (one.kind === 'list' ? [one.items] : []));
    expect(list?.length).toBeLessThanOrEqual(SANE.listItems);
    expect(plainText(card)).toMatch(/更早还有 \d+ 条/u);
  });

  it('says so when nothing happened', () => {
    const quiet = { ...all, since: local(DAY, '11:29'), until: local(DAY, '11:29:30') };
    const text = plainText(catchUpCard(quiet, desk.incident, view, timelineEntries(desk.events)));
    expect(text).toContain('没有新的记录');
  });
});

describe('where it was done', () => {
  it.each(LOCALES)('stands at the end of the card, in the language of the room: %s', (locale) => {
    const words = { 'zh-CN': '来自 Slack', en: 'From Slack' };
    const drawn = renderNotice(
      { card: 'relayed', text: '请产品准备退款口径', by: person('zhao') },
      desk.incident,
      viewAt('11:30', locale),
    );
    const text = plainText(withSource(drawn, 'slack', viewAt('11:30', locale)));
    expect(text.split('\n').at(-1)).toBe(words[locale]);
    expect(text).toContain('赵磊');
  });
});
