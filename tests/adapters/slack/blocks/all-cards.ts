import { answerCard } from '#cards/answer-card.ts';
import type { Card } from '#cards/card.ts';
import {
  helpCard,
  helpVerbCard,
  internalErrorCard,
  storageTroubleCard,
  welcomeCard,
} from '#cards/help-cards.ts';
import { renderNotice } from '#cards/notice-card.ts';
import { playbookListCard, playbookShowCard } from '#cards/playbook-cards.ts';
import { postmortemCard } from '#cards/postmortem-card.ts';
import {
  actionListCard,
  announcementListCard,
  openIncidentsCard,
  standbyListCard,
  statusAnswer,
  taskListCard,
  whoamiCard,
  wordingCheckCard,
  wordingShowCard,
} from '#cards/query-cards.ts';
import { rejectionCard } from '#cards/rejection-card.ts';
import { timelineCard } from '#cards/timeline-card.ts';
import { usageCard } from '#cards/usage-card.ts';
import type { View } from '#cards/view.ts';
import { helpTopics } from '#commands/help-topics.ts';
import type { Locale } from '#domain/locale.ts';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import { EVENTS } from '../../../cards/event-samples.ts';
import { busy, viewAt } from '../../../cards/fixture.ts';
import { ALL_NOTICES, statesIn } from '../../../cards/notice-samples.ts';
import { REJECTIONS, USAGE } from '../../../cards/refusal-samples.ts';
import { shippedPolicy } from '../../../support/policy.ts';

export interface NamedCard {
  readonly name: string;
  readonly card: Card;
}

const ofIncidents = (locale: Locale): readonly NamedCard[] =>
  statesIn(locale).flatMap(({ name, state, now }) => {
    const view: View = { ...viewAt('10:00', locale), now, publicUrl: 'https://f.example' };
    return [
      ...ALL_NOTICES.map((notice) => ({
        name: `${name}: notice ${notice.card}`,
        card: renderNotice(notice, state, view),
      })),
      ...EVENTS.map((event) => ({
        name: `${name}: answer ${event.type}`,
        card: answerCard([event], state, view),
      })),
      ...[
        statusAnswer,
        taskListCard,
        standbyListCard,
        announcementListCard,
        wordingShowCard,
        actionListCard,
      ].map((make) => ({ name: `${name}: ${make.name}`, card: make(state, view) })),
    ];
  });

const ofRefusals = (view: View): readonly NamedCard[] => [
  ...Object.values(REJECTIONS)
    .flat()
    .map((rejection) => ({
      name: `rejection ${rejection.code}`,
      card: rejectionCard(rejection, view, { line: 'grade 宕机啦 钱 李 10:05' }),
    })),
  ...Object.values(USAGE)
    .flat()
    .map((problem) => ({
      name: `usage ${problem.kind}`,
      card: usageCard(problem, view, 'grad 很大'),
    })),
];

const ofHelp = (locale: Locale, view: View): readonly NamedCard[] => {
  const groups = helpTopics(locale).map(({ id, title, topics }) => ({
    id,
    title,
    topics: topics.map(({ verb, word, usage, summary, example }) => ({
      verb,
      title: word,
      usage,
      summary,
      example,
    })),
  }));
  return [
    { name: 'help', card: helpCard(groups, view) },
    ...groups.map(({ id, topics }) => ({ name: `help ${id}`, card: helpVerbCard(topics, view) })),
    { name: 'welcome', card: welcomeCard(view) },
    { name: 'storage trouble', card: storageTroubleCard(view, 'grade 重大') },
    { name: 'internal error', card: internalErrorCard(view, 'E-1') },
  ];
};

const ofRecords = (locale: Locale, view: View): readonly NamedCard[] => {
  const desk = busy(locale);
  const state = desk.incident;
  const entries = timelineEntries(desk.events);
  const lin = { id: 'lin', name: '林悦', groups: ['commandGroup'] };
  const accounts = [{ messenger: 'slack', account: 'U1' }];
  const summary = {
    key: state.key,
    title: state.title,
    scenario: 'system-failure',
    phase: state.phase,
    severity: state.severity,
    confidential: false,
    openedAt: state.openedAt,
  };
  return [
    {
      name: 'timeline',
      card: timelineCard(entries, { ...view, incident: state.key, scheme: state.scheme }),
    },
    {
      name: 'postmortem',
      card: postmortemCard(buildPostmortem(state, desk.events, shippedPolicy, view.now), view),
    },
    { name: 'whoami', card: whoamiCard({ ...lin, accounts }, view, state) },
    { name: 'open incidents', card: openIncidentsCard([summary], view) },
    { name: 'no open incidents', card: openIncidentsCard([], view) },
    { name: 'wording check', card: wordingCheckCard('原因正在查明', [], view) },
    { name: 'playbooks', card: playbookListCard(view) },
    ...Object.values(shippedPolicy.playbooks).map((playbook) => ({
      name: `playbook ${playbook.id}`,
      card: playbookShowCard(playbook, view),
    })),
  ];
};

/** Every card there is, in one language: notices and answers in every phase, refusals, questions, help. */
export const allCards = (locale: Locale): readonly NamedCard[] => {
  const view = viewAt('10:41', locale);
  return [
    ...ofIncidents(locale),
    ...ofRefusals(view),
    ...ofHelp(locale, view),
    ...ofRecords(locale, view),
  ];
};
