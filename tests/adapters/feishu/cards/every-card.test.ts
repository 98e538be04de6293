import { describe, expect, it } from 'vitest';
import { answerCard } from '#cards/answer-card.ts';
import type { Card } from '#cards/card.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { usageCard } from '#cards/usage-card.ts';
import { fit } from '#cards/fit.ts';
import { scaledLimits, WORDS } from '#adapters/feishu/cards/limits.ts';
import { mentionsIn, renderCard } from '#adapters/feishu/cards/message.ts';
import { EVENTS } from '../../../cards/event-samples.ts';
import { LOCALES, viewAt } from '../../../cards/fixture.ts';
import { ALL_NOTICES, statesIn } from '../../../cards/notice-samples.ts';
import { REJECTIONS, USAGE } from '../../../cards/refusal-samples.ts';
import { checkCard } from '../../../support/feishu/card-check.ts';
import { shippedPolicy } from '../../../support/policy.ts';
import { labelOf, nodesWith, readCard } from './read-back.ts';

const ACCOUNTS = new Map(
  shippedPolicy.organisation.people.map(({ id }) => [id, `ou_${id.replaceAll('-', '_')}`]),
);
const RENDERING = { accounts: ACCOUNTS, timezone: 'Asia/Shanghai' };

const buttonsOf = (card: Card) =>
  card.elements.flatMap((element) => (element.kind === 'actions' ? element.buttons : []));

const LIVE = /^(at ou_|link https?:)/u;

/** Everything that keeps a card from being taken, or from being the same in Feishu. */
const problemsOf = (card: Card): readonly string[] => {
  const json = renderCard(card, RENDERING);
  const { text, live } = readCard(json);
  const mentioned = mentionsIn(card).map((id) => `at ${ACCOUNTS.get(id)}`);
  const labels = nodesWith(json, 'button').map(labelOf);
  return [
    ...checkCard(json),
    ...(text.startsWith(card.title) ? [] : ['the title is another']),
    ...live.filter((one) => !LIVE.test(one)),
    ...mentioned.filter((one) => !live.includes(one)).map((one) => `${one} is missing`),
    ...live.filter((one) => one.startsWith('at ') && !mentioned.includes(one)),
    ...fit(card, scaledLimits(1), WORDS).dropped.map((part) => `${part} is missing`),
    ...buttonsOf(card)
      .filter(({ label }) => !labels.includes(label))
      .map(({ label }) => `the button ${label} is missing`),
  ];
};

describe.each(LOCALES)('every card in %s is one that Feishu takes', (locale) => {
  const states = statesIn(locale);

  it.each(ALL_NOTICES.map((notice) => [notice.card, notice] as const))(
    'the notice %s, in every phase',
    (_, notice) => {
      for (const { state, now } of states)
        expect(
          problemsOf(renderNotice(notice, state, { ...viewAt('10:00', locale), now })),
        ).toEqual([]);
    },
  );

  it.each(EVENTS.map((event) => [event.type, event] as const))(
    'the answer to the event %s',
    (_, event) => {
      for (const { state, now } of states)
        expect(problemsOf(answerCard([event], state, { ...viewAt('10:00', locale), now }))).toEqual(
          [],
        );
    },
  );

  it.each(
    Object.values(REJECTIONS)
      .flat()
      .map((rejection) => [rejection.code, rejection] as const),
  )('the rejection %s', (_, rejection) => {
    const card = rejectionCard(rejection, viewAt('10:41', locale), { line: 'grade 宕机啦' });
    expect(problemsOf(card)).toEqual([]);
  });

  it.each(
    Object.values(USAGE)
      .flat()
      .map((problem) => [problem.kind, problem] as const),
  )('the usage problem %s', (_, problem) => {
    expect(problemsOf(usageCard(problem, viewAt('10:41', locale), 'grad 很大'))).toEqual([]);
  });
});
