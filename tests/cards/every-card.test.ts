import { describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { answerCard } from '#cards/answer-card.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { usageCard } from '#cards/usage-card.ts';
import type { Locale } from '#domain/locale.ts';
import { LOCALES, viewAt } from './fixture.ts';
import { EVENTS } from './event-samples.ts';
import { HAN, LATIN_SENTENCE, ownWords, typedTexts, without } from './language.ts';
import { ALL_NOTICES, statesIn } from './notice-samples.ts';
import { REJECTIONS, USAGE } from './refusal-samples.ts';
import { shippedPolicy } from '../support/policy.ts';
import { SANE } from './sane-limits.ts';
import { elementLength } from '#cards/card-limits.ts';

const NAMES = shippedPolicy.organisation.people.flatMap(({ name, title = '' }) => [name, title]);

const expectOwnLanguage = (card: Card, locale: Locale, source: unknown): void => {
  const typed = [...NAMES, '烽火', '晨星', ...typedTexts(source)];
  for (const text of ownWords(card)) {
    const own = without(text, typed);
    if (locale === 'en') expect(own).not.toMatch(HAN);
    else expect(own).not.toMatch(LATIN_SENTENCE);
  }
  expect(card.title).not.toBe('');
  expect(card.fallback).not.toBe('');
  for (const text of ownWords(card)) expect(text).not.toMatch(/undefined|NaN|\[object/u);
};

const expectWithinLimits = (card: Card): void => {
  expect(card.elements.length).toBeLessThanOrEqual(SANE.elements);
  expect(card.title.length).toBeLessThanOrEqual(SANE.heading);
  for (const element of card.elements) {
    if (element.kind === 'actions') {
      expect(element.buttons.length).toBeLessThanOrEqual(SANE.buttons);
      expect(element.buttons.length).toBeGreaterThan(0);
      expect(new Set(element.buttons.map(({ line }) => line)).size).toBe(element.buttons.length);
    }
    if (element.kind === 'list') expect(element.items.length).toBeLessThanOrEqual(SANE.listItems);
    if (element.kind === 'copy') expect(element.label).not.toBe('');
    expect(elementLength(element)).toBeLessThanOrEqual(SANE.text);
  }
};

describe.each(LOCALES)('every card in %s', (locale) => {
  const states = statesIn(locale);

  it.each(ALL_NOTICES.map((notice) => [notice.card, notice] as const))(
    'words the notice %s in its own language only, in every phase, within sane limits',
    (_, notice) => {
      for (const { state, now } of states) {
        const card = renderNotice(notice, state, { ...viewAt('10:00', locale), now });
        expectOwnLanguage(card, locale, [state, notice]);
        expectWithinLimits(card);
        expect(card.incident).toBe(state.key);
      }
    },
  );

  it.each(EVENTS.map((event) => [event.type, event] as const))(
    'answers the event %s in its own language only',
    (_, event) => {
      for (const { state, now } of states) {
        const card = answerCard([event], state, { ...viewAt('10:00', locale), now });
        expectOwnLanguage(card, locale, [state, event]);
        expectWithinLimits(card);
        expect(card.incident).toBe(state.key);
      }
    },
  );

  it.each(
    Object.values(REJECTIONS)
      .flat()
      .map((rejection) => [rejection.code, rejection] as const),
  )('words the rejection %s in its own language only', (_, rejection) => {
    const view = viewAt('10:41', locale);
    const [{ state } = { state: undefined }] = states;
    const cards = [
      rejectionCard(rejection, view),
      rejectionCard(rejection, view, { line: 'grade 宕机啦 钱 李 10:05' }),
      ...(state === undefined ? [] : [rejectionCard(rejection, view, { state })]),
    ];
    for (const card of cards) {
      expectOwnLanguage(card, locale, [rejection, state]);
      expectWithinLimits(card);
      expect(card.tone).not.toBe('danger');
    }
  });

  it.each(
    Object.values(USAGE)
      .flat()
      .map((problem) => [problem.kind, problem] as const),
  )('words the usage problem %s and shows what was typed', (_, problem) => {
    const card = usageCard(problem, viewAt('10:41', locale), 'grad 很大');
    expectOwnLanguage(card, locale, problem);
    expectWithinLimits(card);
    const typed = JSON.stringify(card.elements.filter(({ kind }) => kind === 'note'));
    expect(typed).toContain('grad 很大');
  });
});
