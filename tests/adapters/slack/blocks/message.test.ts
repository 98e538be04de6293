import { describe, expect, it } from 'vitest';
import { languageOfCard } from '#adapters/slack/blocks/language.ts';
import { mentionsIn, renderMessage, type Rendering } from '#adapters/slack/blocks/message.ts';
import { renderAnswerModal, renderHome } from '#adapters/slack/blocks/modal.ts';
import type { Card, CardElement, Line } from '#cards/card.ts';
import { wordsOf } from '#cards/messages/words.ts';
import { LOCALES } from '../../../cards/fixture.ts';
import { shippedPolicy } from '../../../support/policy.ts';
import { allCards } from './all-cards.ts';
import { messageProblems, objectsIn, shownText, viewProblems } from './check-blocks.ts';

const rendering: Rendering = {
  accounts: new Map(
    shippedPolicy.organisation.people.map(({ id }) => [id, `U${id.toUpperCase()}`]),
  ),
};
const nobody: Rendering = { accounts: new Map() };

const cardOf = (...elements: readonly CardElement[]): Card => ({
  title: '系统故障',
  tone: 'neutral',
  fallback: '系统故障',
  elements,
});

const drawn = (...elements: readonly CardElement[]) =>
  renderMessage(cardOf(...elements), rendering).blocks.slice(1);

const titleOf = (card: Partial<Card>) =>
  renderMessage({ ...cardOf(), ...card }, rendering).blocks[0];

describe.each(LOCALES)('every card there is, in %s', (locale) => {
  const cards = allCards(locale);

  it('is a message that Slack takes, without a live entity', () => {
    expect(cards.length).toBeGreaterThan(1_500);
    const wrong = cards.flatMap(({ name, card }) => {
      const problems = messageProblems(renderMessage(card, rendering));
      return problems.length === 0 ? [] : [{ name, problems }];
    });
    expect(wrong).toEqual([]);
  });

  it('is an answer in an open window and a Home tab that Slack takes', () => {
    const wrong = cards.flatMap(({ name, card }) => {
      const problems = [
        ...viewProblems(renderAnswerModal(card, rendering)),
        ...viewProblems(renderHome(card, nobody)),
      ];
      return problems.length === 0 ? [] : [{ name, problems }];
    });
    expect(wrong).toEqual([]);
  });

  it('is said whole: no card of ours is shortened', () => {
    const { cut } = wordsOf(locale).common;
    const wrong = cards.filter(({ card }) =>
      shownText(renderMessage(card, nobody).blocks).includes(cut),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('is taken for what it is: its language is read from its labels', () => {
    const wrong = cards.filter(({ card }) => languageOfCard(card) !== locale);
    expect(wrong.map(({ name, card }) => `${name}: ${card.title}`)).toEqual([]);
  });
});

describe('the title', () => {
  it.each([
    ['danger', '🔴 系统故障'],
    ['warning', '🟠 系统故障'],
    ['good', '🟢 系统故障'],
    ['info', 'ℹ️ 系统故障'],
    ['neutral', '系统故障'],
    ['muted', '系统故障'],
  ] as const)('says the tone %s by a symbol before it', (tone, text) => {
    expect(titleOf({ tone })).toEqual({
      type: 'header',
      text: { type: 'plain_text', text, emoji: false },
    });
  });

  it.each([
    ['🔴 重大 · INC-20261201-01', '🔴 重大 · INC-20261201-01'],
    ['INC-20261201-01 系统故障 · 重大事件 🔴', '🔴 INC-20261201-01 系统故障 · 重大事件'],
    ['😀😀', '🔴 😀😀'],
  ])('has its symbol once: %s', (title, text) => {
    expect(titleOf({ title, tone: 'danger' })).toMatchObject({ text: { text } });
  });
});

const spans = (...line: Line) =>
  objectsIn(drawn({ kind: 'text', lines: [line] })).filter(
    ({ type }) => type === 'text' || type === 'link' || type === 'user' || type === 'date',
  );

describe('spans', () => {
  it('shows an instant in the zone of each reader, with the text where Slack can not', () => {
    const instant = Date.parse('2026-12-01T02:15:00Z');
    expect(spans({ instant, text: '10:15' })).toEqual([
      { type: 'date', timestamp: 1_796_091_300, format: '{time}', fallback: '10:15' },
    ]);
    expect(spans({ instant, text: '2026-12-01 10:15 UTC+8' })).toMatchObject([
      { type: 'date', format: '{date_short_pretty} {time}', fallback: '2026-12-01 10:15 UTC+8' },
    ]);
  });

  it.each([Number.NaN, -1_000, 1e16])('shows the impossible instant %s as its text', (instant) => {
    expect(spans({ instant, text: '10:15' })).toEqual([{ type: 'text', text: '10:15' }]);
  });

  it('mentions who has an account, and names who has none or one that Slack would refuse', () => {
    const line = [{ mention: 'lin', name: '林悦' }];
    const leaf = (accounts: Rendering['accounts']) =>
      objectsIn(
        renderMessage(cardOf({ kind: 'text', lines: [line] }), { accounts }).blocks.slice(1),
      ).at(-1);
    expect(leaf(new Map([['lin', 'U1LIN']]))).toEqual({ type: 'user', user_id: 'U1LIN' });
    expect(leaf(new Map())).toEqual({ type: 'text', text: '@林悦' });
    expect(leaf(new Map([['lin', 'not an id']]))).toEqual({ type: 'text', text: '@林悦' });
  });

  it.each([
    ['https://d.example/a b', 'https://d.example/a%20b'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
  ])('links to %s', (url, href) => {
    expect(spans({ link: '文档', url })).toEqual([{ type: 'link', url: href, text: '文档' }]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'no address',
    `https://x/${'a'.repeat(3_000)}`,
  ])('F-S3: shows the text alone where the address is %s', (url) => {
    expect(spans({ link: '文档', url })).toEqual([{ type: 'text', text: '文档' }]);
  });

  it('emphasises without markup', () => {
    expect(spans({ bold: 'a' }, { code: 'b' }, { struck: 'c' })).toEqual([
      { type: 'text', text: 'a', style: { bold: true } },
      { type: 'text', text: 'b', style: { code: true } },
      { type: 'text', text: 'c', style: { strike: true } },
    ]);
  });
});

const table = (name: string): CardElement => ({
  kind: 'table',
  columns: ['指标', name],
  rows: [[['接通率'], [{ bold: '66%' }]], [['等待']]],
});

const image = (url: string) => drawn({ kind: 'image', url, alt: '曲线' })[0]?.type;

describe('elements', () => {
  it('shows facts as lines with a bold label, in the language of the card', () => {
    const blocks = drawn({
      kind: 'facts',
      items: [
        { label: '影响', value: ['全国'] },
        { label: '指挥长', value: ['林悦'] },
      ],
    });
    expect(shownText(blocks)).toBe('影响：全国\n指挥长：林悦');
    const english = renderMessage(
      {
        ...cardOf({ kind: 'facts', items: [{ label: 'Scope', value: ['全国'] }] }),
        title: 'System failure',
      },
      rendering,
    ).blocks.slice(1);
    expect(shownText(english)).toBe('Scope: 全国');
  });

  it('marks the items of a list in words of one character, and strikes what no longer counts', () => {
    const marks = ['open', 'done', 'late', 'overdue', 'skipped', 'struck'] as const;
    const blocks = drawn({
      kind: 'list',
      items: marks.map((mark) => ({ line: [mark], mark })),
    });
    expect(shownText(blocks)).toBe('☐ open\n☑ done\n⚠️ late\n❗ overdue\n➖ skipped\n✖️ struck');
    expect(JSON.stringify(blocks)).toContain(
      '{"type":"text","text":"struck","style":{"strike":true}}',
    );
  });

  it('shows the first table as a table and further ones as lists; in a window all as lists', () => {
    const card = cardOf(table('当前'), table('昨日'));
    const kinds = renderMessage(card, nobody).blocks.map(({ type }) => type);
    expect(kinds).toEqual(['header', 'table', 'rich_text']);
    const { blocks } = renderAnswerModal(card, nobody);
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'rich_text']);
    expect(shownText(blocks)).toContain('接通率 · 昨日：66%');
    expect(messageProblems(renderMessage(card, nobody))).toEqual([]);
  });

  it('offers a text to hand on as it is', () => {
    const blocks = drawn({ kind: 'copy', label: '官网', text: '【公告】a < b\n第二行' });
    expect(objectsIn(blocks)).toContainEqual({
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: '【公告】a < b\n第二行' }],
    });
  });

  it.each([
    [50, '已完成 50%', '█████░░░░░ 已完成 50%'],
    [33.3, '已完成', '███░░░░░░░ 33.3% 已完成'],
    [Number.NaN, '已完成', '░░░░░░░░░░ 0% 已完成'],
    [250, '已完成', '██████████ 100% 已完成'],
  ])('draws progress of %s', (percent, label, text) => {
    expect(shownText(drawn({ kind: 'progress', percent, label }))).toBe(text);
  });

  it('draws a chart in text with its first and last value and the threshold', () => {
    const points = [92, 90, 68, 66].map((value, n) => [n, value] as const);
    const blocks = drawn({
      kind: 'chart',
      title: '接通率（%）',
      threshold: 70,
      series: [{ name: '热线', points }],
    });
    expect(shownText(blocks)).toBe('接通率（%）\n热线 ▇▇▁▁ 92 → 66\n阈值：70');
  });

  it('shows a note in small text, and as ordinary text where it has a time or a link', () => {
    expect(drawn({ kind: 'note', line: ['内部使用'] })).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: '内部使用', emoji: false }] },
    ]);
    const [linked] = drawn({ kind: 'note', line: [{ link: '网页', url: 'https://f.example' }] });
    expect(linked?.type).toBe('rich_text');
  });

  it('asks Slack to fetch a picture only from a public kind of address', () => {
    expect(image('https://f.example/a.png')).toBe('image');
    expect(image('http://localhost:3000/a.png')).toBe('rich_text');
    expect(image('file:///a.png')).toBe('rich_text');
  });
});

const who = (mention: string) => ({ mention, name: mention });

describe('who is mentioned', () => {
  it('is found in every element, each once', () => {
    const card = cardOf(
      { kind: 'text', lines: [[who('lin')]] },
      { kind: 'facts', items: [{ label: 'x', value: [who('li'), who('lin')] }] },
      { kind: 'list', items: [{ line: [who('qian')] }] },
      { kind: 'table', columns: ['x'], rows: [[[who('sun')]]] },
      { kind: 'note', line: [who('chen')] },
    );
    expect(mentionsIn(card)).toEqual(['lin', 'li', 'qian', 'sun', 'chen']);
  });
});
