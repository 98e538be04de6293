import { describe, expect, it } from 'vitest';
import { plainText } from '#cards/plain-text.ts';
import { statusCard } from '#cards/status-card.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Locale } from '#domain/locale.ts';
import { connectRate, DAY, gradedOutage } from '../domain/acts.ts';
import { type Desk, local } from '../support/desk.ts';
import { viewAt } from './fixture.ts';

const cardOf = (desk: Desk, locale: Locale = 'zh-CN') =>
  statusCard(desk.incident, { ...viewAt('10:00', locale), now: desk.now });
const chartOf = (desk: Desk) => cardOf(desk).elements.find(({ kind }) => kind === 'chart');

const outage = (...values: readonly number[]): Desk => {
  const desk = gradedOutage('sev2', '09:58');
  for (const [n, value] of values.entries()) desk.at(`10:0${n}`).by('wang', connectRate(value));
  return desk;
};

describe('figures on the status card', () => {
  it('S0-47: the metric that ends the emergency is drawn, with its target as the threshold', () => {
    const desk = outage(68, 66, 91);
    expect(chartOf(desk)).toEqual({
      kind: 'chart',
      title: '接通率走势',
      series: [
        {
          name: '接通率',
          points: [
            [local(DAY, '10:00'), 68],
            [local(DAY, '10:01'), 66],
            [local(DAY, '10:02'), 91],
          ],
        },
      ],
      threshold: 90,
    });
    expect(plainText(cardOf(desk))).toContain('接通率 91%（最低 66%，最高 91%）');
    expect(plainText(cardOf(desk, 'en'))).toContain('connect rate 91% (least 66%, most 91%)');
  });

  it('one value is no line, and no value is no figure', () => {
    expect(chartOf(outage(68))).toBeUndefined();
    expect(plainText(cardOf(outage(68)))).toContain('接通率 68%');
    expect(plainText(cardOf(outage()))).not.toContain('指标');
  });

  it('what a monitor saw between two figures counts for the extremes', () => {
    const desk = outage(68);
    const figure = { metric: 'connectRate', value: 70, least: 61, most: 72, at: desk.now };
    desk.by(SYSTEM.id, { type: 'recordFigure', ...figure }, 'ingest');
    expect(plainText(cardOf(desk))).toContain('接通率 70%（最低 61%，最高 72%）');
  });
});
