import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardElement } from '#cards/card.ts';
import { renderCard } from '#adapters/feishu/cards/message.ts';
import { checkCard } from '../../../support/feishu/card-check.ts';
import { anyCard } from './any-card.ts';
import { nodesWith, readCard } from './read-back.ts';

const RENDERING = {
  accounts: new Map([
    ['lin', 'ou_lin'],
    ['all', 'all'],
  ]),
  timezone: 'Asia/Shanghai',
};

const cardOf = (elements: readonly CardElement[], more: Partial<Card> = {}): Card => ({
  title: '系统故障',
  tone: 'danger',
  fallback: '系统故障',
  elements,
  ...more,
});

const times = <T>(n: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, index) => make(index));

const sent = (card: Card) => {
  const json = renderCard(card, RENDERING);
  expect(checkCard(json)).toEqual([]);
  return json;
};

const buttons = (n: number): CardElement => ({
  kind: 'actions',
  buttons: times(n, (at) => ({ label: `按钮${at}`, line: `task done t${at}`, style: 'default' })),
});

describe('a card that is too large', () => {
  it('shortens a title of 5,000 characters', () => {
    expect(sent(cardOf([], { title: '长'.repeat(5_000) })).header['title']).toMatchObject({
      content: `${'长'.repeat(199)}…`,
    });
  });

  it('shortens a note of 100,000 characters', () => {
    const json = sent(cardOf([{ kind: 'note', line: ['字'.repeat(100_000)] }]));
    expect(readCard(json).text).toMatch(/字{1000,}…/u);
  });

  it.each<readonly [string, readonly CardElement[]]>([
    ['60 elements', times(60, (n) => ({ kind: 'text', lines: [[`第${n}段`]] }))],
    [
      '200 facts',
      [{ kind: 'facts', items: times(200, (n) => ({ label: `项${n}`, value: [`值${n}`] })) }],
    ],
    ['40 KB of Chinese', times(10, () => ({ kind: 'text', lines: [['汉'.repeat(1_400)]] }))],
    [
      '40 KB of markup',
      times(10, () => ({ kind: 'text', lines: [[{ bold: '<*'.repeat(2_000) }]] })),
    ],
    ['40 KB of quotes', times(10, () => ({ kind: 'copy', label: '"', text: '"\\'.repeat(2_000) }))],
    ['300 buttons', [buttons(300)]],
    ['ten rows of buttons among facts', times(10, () => buttons(8))],
    [
      'a table of 1,000 rows',
      [{ kind: 'table', columns: ['甲', '乙'], rows: times(1_000, (n) => [[`${n}`], ['值']]) }],
    ],
    [
      'an immense address',
      [{ kind: 'text', lines: [[{ link: '看', url: `https://x.example/${'a'.repeat(40_000)}` }]] }],
    ],
    [
      'an immense line behind a button',
      [{ kind: 'actions', buttons: [{ label: '发', line: 'x'.repeat(40_000), style: 'default' }] }],
    ],
    [
      'six large charts',
      times(6, () => ({
        kind: 'chart',
        title: '接通率',
        series: times(4, (s) => ({
          name: `序列${s}`,
          points: times(1_000, (n) => [n * 60_000, n] as const),
        })),
      })),
    ],
  ])('is sent, shortened, with %s', (_, elements) => {
    const json = sent(cardOf(elements));
    expect(readCard(json).text.startsWith('系统故障')).toBe(true);
    expect(json.body.elements.length).toBeGreaterThan(0);
  });

  it('says how much is missing', () => {
    const items = times(500, (n) => ({ line: [`第${n}项`] }));
    expect(readCard(sent(cardOf([{ kind: 'list', items }]))).text).toMatch(/\+441/u);
  });

  it('gives up texts before buttons', () => {
    const notes = times(60, (): CardElement => ({ kind: 'note', line: ['字'.repeat(900)] }));
    expect(nodesWith(sent(cardOf([...notes, buttons(3)])), 'button')).toHaveLength(3);
  });

  it('is sent whatever it holds', () => {
    let shortened = 0;
    fc.assert(
      fc.property(anyCard, (card) => {
        const json = sent(card);
        const { live } = readCard(json);
        expect(live.filter((one) => !/^(at ou_lin$|link https?:\/\/)/u.test(one))).toEqual([]);
        if (json.body.elements.length < card.elements.length) shortened += 1;
      }),
      { numRuns: 400 },
    );
    expect(shortened).toBeGreaterThan(20);
  });
});
