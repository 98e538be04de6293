import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  BUTTONS,
  type Feature,
  FORM_BUTTONS,
  MANNERS,
  type ParityColumn,
  parityCell,
  type ParityRow,
  parityRows,
  parityTable,
  SUBSTITUTES,
} from '../support/parity.ts';
import { answerCard } from '#cards/answer-card.ts';
import type { Button, Card } from '#cards/card.ts';
import { NOTICE_CARDS, renderNotice } from '#cards/notice-card.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { headOf, lineOf } from '#commands/head.ts';
import { REGISTRY } from '#commands/registry.ts';
import type { Locale } from '#domain/locale.ts';
import { effectsOf } from '#domain/incident/effects.ts';
import { EVENTS } from '../cards/event-samples.ts';
import { viewAt } from '../cards/fixture.ts';
import { ALL_NOTICES, statesIn } from '../cards/notice-samples.ts';
import { REJECTIONS } from '../cards/refusal-samples.ts';
import { COLUMNS, readmeWithTable, README_OF } from '../support/parity-readme.ts';
import { shippedPolicy } from '../support/policy.ts';

const itemsOf = (kind: string): readonly string[] =>
  parityRows().flatMap((row) => (row.kind === kind ? row.items : []));

const buttonsOf = (card: Card): readonly Button[] =>
  card.elements.flatMap((one) => (one.kind === 'actions' ? one.buttons : []));
const SAMPLE_BUTTONS: readonly Button[] = statesIn('zh-CN').flatMap(({ state, now }) => {
  const view = { ...viewAt('10:00'), now };
  return [
    ...ALL_NOTICES.map((notice) => renderNotice(notice, state, view)),
    ...EVENTS.map((event) => answerCard([event], state, view)),
    ...Object.values(REJECTIONS)
      .flat()
      .map((rejection) => rejectionCard(rejection, view, { state })),
  ].flatMap(buttonsOf);
});
const commandOf = ({ line }: Button): string => {
  const head = headOf(lineOf(line));
  return head.head === 'command' ? head.command.id : line;
};

/** Names of reactions, yes, or exactly what takes the place of what is lacking. */
const expectedOf = ({ kind, needs }: ParityRow, { can }: ParityColumn, locale: Locale): RegExp => {
  if (kind === 'reactions') return /^`[^`]+`(?: `[^`]+`)*$/u;
  if (needs === undefined || can[needs]) return /^✓$/u;
  const literal = SUBSTITUTES[needs][locale].replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  return new RegExp(`^${literal}$`, 'u');
};

const code = (text: string) => text.match(/`[^`]+`/gu);

describe('the table of what each messenger has', () => {
  it('names every verb, card and notice once', () => {
    expect(parityRows()[0]?.items).toEqual(REGISTRY.map(({ id }) => id));
    const cards = [...itemsOf('cards'), ...itemsOf('notices')];
    expect(cards.toSorted()).toEqual(NOTICE_CARDS.toSorted());
  });

  it.each([
    ['without a form', false, BUTTONS],
    ['with a form', true, FORM_BUTTONS],
  ] as const)('names every button %s that a card can have, and no other verb', (_, form, named) => {
    const seen = SAMPLE_BUTTONS.filter((button) => (button.form === true) === form).map(commandOf);
    expect(named).toEqual(expect.arrayContaining([...new Set(seen)]));
    const known = REGISTRY.flatMap(({ commands }) => commands.map(({ id }) => id));
    expect(named.filter((command) => !known.includes(command))).toEqual([]);
  });

  it('says how each notice reaches its readers, as the core sends them', () => {
    const seen = new Set<string>();
    const wrong: string[] = [];
    for (const { state } of statesIn('zh-CN'))
      for (const event of EVENTS)
        for (const intent of effectsOf(state, [event], state, shippedPolicy)) {
          if (intent.do !== 'post') continue;
          const { notice, place } = intent;
          const isPrivate = place.kind === 'person' || place.kind === 'whisper';
          const inRoom = intent.thread === undefined ? 'room' : 'thread';
          const manner = isPrivate ? place.kind : inRoom;
          const said = MANNERS[notice.card];
          // A channel may hear of it besides, and those it calls hear of it in person.
          const besides = said === 'room' ? ['room', 'person'] : [said, 'room'];
          if (said !== 'live' && !besides.includes(manner)) wrong.push(`${notice.card}: ${manner}`);
          seen.add(notice.card);
        }
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThan(25);
  });

  describe.each(COLUMNS)('$title.en', (column) => {
    it.each(parityRows().map((row) => [row.title.en, row] as const))(
      'has “%s”, or what takes its place',
      (_, row) => {
        for (const locale of ['zh-CN', 'en'] as const)
          expect(parityCell(row, column, shippedPolicy, locale)).toMatch(
            expectedOf(row, column, locale),
          );
      },
    );
  });

  it('has a row for everything that a messenger may lack', () => {
    const features = Object.keys(SUBSTITUTES) as readonly Feature[];
    expect([...new Set(parityRows().flatMap(({ needs = [] }) => needs))].toSorted()).toEqual(
      features.toSorted(),
    );
  });

  it('is one Markdown table, the same in both languages but for its words', () => {
    const tables = (['zh-CN', 'en'] as const).map((locale) =>
      parityTable(COLUMNS, shippedPolicy, locale).split('\n'),
    );
    const [zh = [], en = []] = tables;
    expect(zh.map(code)).toEqual(en.map(code));
    for (const lines of tables)
      for (const row of lines) expect(row.split('|')).toHaveLength(COLUMNS.length + 3);
  });

  it.each(['zh-CN', 'en'] as const)('stands in the README as it is (%s)', (locale) => {
    const readme = readFileSync(README_OF[locale], 'utf8');
    // `npm run tables` writes it anew.
    expect(readmeWithTable(readme, locale)).toBe(readme);
  });
});
