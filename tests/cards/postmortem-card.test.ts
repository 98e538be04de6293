import { describe, expect, it } from 'vitest';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import type { Button, Card } from '#cards/card.ts';
import { lineText } from '#cards/line.ts';
import { postmortemCard } from '#cards/postmortem-card.ts';
import type { View } from '#cards/view.ts';
import type { EventLog } from '../support/event-log.ts';
import { shippedPolicy as policy } from '../support/policy.ts';
import { lateAnnouncement } from '../support/recorded-announcements.ts';
import { outage } from '../support/recorded-outage.ts';

const cardOf = (record: EventLog, locale: View['locale'] = 'zh-CN'): Card => {
  const now = Math.max(...record.events.map(({ recordedAt }) => recordedAt)) + 1;
  const view: View = {
    locale,
    timezone: 'Asia/Shanghai',
    now,
    policy,
    publicUrl: 'https://f.example',
  };
  return postmortemCard(buildPostmortem(record.state, record.events, policy, now), view);
};

const buttons = (card: Card): readonly Button[] =>
  card.elements.flatMap((element) => (element.kind === 'actions' ? element.buttons : []));

const facts = (card: Card): Readonly<Record<string, string>> =>
  Object.fromEntries(
    card.elements.flatMap((element) =>
      element.kind === 'facts'
        ? element.items.map(({ label, value }) => [label, lineText(value)])
        : [],
    ),
  );

const listed = (card: Card): readonly string[] =>
  card.elements.flatMap((element) =>
    element.kind === 'list' ? element.items.map(({ line }) => lineText(line)) : [],
  );

/** The outage with everything said that publication asks for. */
const complete = (): EventLog => {
  const record = outage()
    .at('12:40')
    .by('lin')
    .record('postmortem.edited', { field: 'rootCause', text: '固件缺陷' });
  for (const level of [1, 2, 3]) record.record('postmortem.why', { text: `第 ${level} 层`, level });
  return record.record('action.added', {
    id: 'AI-1',
    text: '固件升级',
    owner: record.person('qian'),
    dueAt: record.instant('12-15 18:00'),
    type: 'fix',
  });
};

describe('the card of the review', () => {
  it('E1: given the outage, then state, version, share and the five figures are on it', () => {
    const card = cardOf(outage());
    expect(card.title).toBe('复盘 INC-20261201-01 第 1 版');
    expect(card.incident).toBe('INC-20261201-01');
    expect(facts(card)).toEqual({
      状态: '草稿',
      恢复用时: '1 小时 5 分',
      影响时长: '1 小时 9 分',
      首个公告用时: '15 分 30 秒',
      时限按时: '19/19',
      最低接通率: '66%',
    });
    expect(card.fallback).toMatch(/已填写 \d+%$/u);
  });

  it('S0-62: given no figures, then the card says 无数据', () => {
    expect(facts(cardOf(lateAnnouncement()))).toMatchObject({
      影响时长: '无数据',
      最低接通率: '无数据',
    });
  });

  it('E1: given an empty root cause, then its form is one press away and publishing is not offered', () => {
    const card = cardOf(outage(), 'en');
    expect(buttons(card)[0]).toEqual({
      label: 'Fill in: root cause',
      line: 'postmortem edit rootCause',
      style: 'primary',
      form: true,
    });
    expect(buttons(card).map(({ line }) => line)).toEqual([
      'postmortem edit rootCause',
      'postmortem why',
      'action add',
      'postmortem edit where',
      'postmortem edit causeCategory',
    ]);
    expect(listed(card)).toContain('give at least three levels of causes');
  });

  it('given everything needed, then it can be published', () => {
    expect(buttons(cardOf(complete()))).toEqual([
      { label: '发布复盘', line: 'postmortem publish', style: 'primary' },
    ]);
  });

  it('given it is published, then there is nothing left to press', () => {
    const card = cardOf(complete().record('postmortem.published', {}));
    expect(card.tone).toBe('good');
    expect(buttons(card)).toEqual([]);
    expect(facts(card)['状态']).toBe('已发布');
  });

  it('given the pages have an address, then the card leads there', () => {
    const links = cardOf(outage()).elements.flatMap((element) =>
      element.kind === 'text' ? element.lines.flat() : [],
    );
    expect(links).toContainEqual({
      link: '查看完整复盘',
      url: 'https://f.example/incidents/INC-20261201-01',
    });
  });
});
