import { plainCard } from '#cards/build.ts';
import type { Card } from '#cards/card.ts';
import { type HelpGroup, helpCard, type HelpTopic, helpVerbCard } from '#cards/help-cards.ts';
import { playbookListCard, playbookShowCard } from '#cards/playbook-cards.ts';
import { wordsOf } from '#cards/messages/words.ts';
import { pageCard } from '#cards/page-card.ts';
import { postmortemCard } from '#cards/postmortem-card.ts';
import { postmortemMarkdown } from '#cards/postmortem-markdown.ts';
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
import { timelineCard } from '#cards/timeline-card.ts';
import {
  type HelpCommand,
  type HelpTopic as CommandTopic,
  helpTopic,
  helpTopics,
} from '#commands/help-topics.ts';
import type { Query } from '#commands/request.ts';
import { problemsIn } from '#domain/incident/text-check.ts';
import type { Phase } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { maskText } from '#domain/masking.ts';
import { LINK_LASTS } from '#domain/organisation/access.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import { buildPostmortem } from '#domain/postmortem/build.ts';
import { MINUTE } from '#domain/time.ts';
import { timelineEntries } from '#domain/timeline/entry.ts';
import type { Answer } from '#ports/messenger.ts';
import type { IncidentRow } from '#ports/storage.ts';
import { ticketListAnswer, ticketShowAnswer } from './answer-tickets.ts';
import { cardAnswer, rejectedAnswer } from './answers.ts';
import { exportIncident } from './export-incident.ts';
import { metricEvidence } from './metric-evidence.ts';
import { loadRecord } from './rebuild.ts';
import { maySee, openIncidents, type Session, stateOf } from './session.ts';

type OneIncident = Extract<
  Query,
  {
    type:
      | 'status'
      | 'timeline'
      | 'taskList'
      | 'wordingShow'
      | 'announceList'
      | 'standbyList'
      | 'postmortemShow'
      | 'actionList';
  }
>;
type Tickets = Extract<Query, { type: 'ticketList' | 'ticketShow' }>;
type Anywhere = Exclude<Query, OneIncident | Tickets>;

const ABOUT_ONE: ReadonlySet<Query['type']> = new Set<OneIncident['type']>([
  'status',
  'timeline',
  'taskList',
  'wordingShow',
  'announceList',
  'standbyList',
  'postmortemShow',
  'actionList',
]);
const isAboutOne = (query: Query): query is OneIncident => ABOUT_ONE.has(query.type);

const PHASES: readonly Phase[] = ['triage', 'active', 'monitoring', 'closed', 'cancelled'];

const summaryOf = (row: IncidentRow) => ({
  key: row.key,
  title: row.title,
  scenario: row.scenario,
  phase: PHASES.find((phase) => phase === row.phase) ?? 'active',
  severity: SEVERITIES.find((severity) => severity === row.severity),
  // Only those who may see it are shown it at all, so it need not be hidden again.
  confidential: false,
  openedAt: row.openedAt,
});

/** Open incidents the person may know of. */
export const openIncidentsAnswer = async (session: Session): Promise<Answer> => {
  const rows = await openIncidents(session);
  return cardAnswer(openIncidentsCard(rows.map(summaryOf), session.view));
};

const commandTopic = (verb: string, command: HelpCommand): HelpTopic => ({
  verb,
  title: command.usage,
  usage: command.usage,
  summary: command.summary,
  example: command.example,
});

const topicsOf = ({ verb, commands }: CommandTopic): readonly HelpTopic[] =>
  commands.map((command) => commandTopic(verb, command));

const helpOf = (verb: string | undefined, { view, locale }: Session): Card => {
  const topic = verb === undefined ? undefined : helpTopic(verb, locale);
  if (topic !== undefined) return helpVerbCard(topicsOf(topic), view);
  const groups: readonly HelpGroup[] = helpTopics(locale).map(({ id, title, topics }) => ({
    id,
    title,
    topics: topics.map(({ verb: name, word, usage, summary, example }) => ({
      verb: name,
      title: word,
      usage,
      summary,
      example,
    })),
  }));
  return helpCard(groups, view);
};

const accountsOf = async ({ deps, actor }: Session) => {
  const found = await Promise.all(
    [...deps.messengers.keys()].map((platform) => deps.directory.accountOn(actor.id, platform)),
  );
  return found
    .filter((account) => account !== undefined)
    .map(({ platform, id }) => ({ messenger: platform, account: id }));
};

const timelineAnswer = async (
  session: Session,
  query: Extract<OneIncident, { type: 'timeline' }>,
  state: IncidentState,
): Promise<Card> => {
  const { view, deps } = session;
  const record = await loadRecord(deps.storage, state.key);
  const events = record?.events ?? [];
  if (query.export !== undefined) {
    const evidence = await metricEvidence(deps.storage, { state, events }, view.policy, view.now);
    const file = exportIncident({ state, events, evidence }, query.export, view);
    const label = `${state.key}.${query.export}`;
    return plainCard(
      { title: label, tone: 'neutral', elements: [[{ kind: 'copy', label, text: file }]] },
      view,
    );
  }
  const timelineView = { ...view, incident: state.key, scheme: state.scheme };
  return timelineCard(timelineEntries(events), timelineView, query.page);
};

const postmortemAnswer = async ({ deps, view }: Session, state: IncidentState): Promise<Card> => {
  const record = await loadRecord(deps.storage, state.key);
  const events = record?.events ?? [];
  const evidence = await metricEvidence(deps.storage, { state, events }, view.policy, view.now);
  const postmortem = buildPostmortem(state, events, view.policy, view.now, evidence);
  const card = postmortemCard(postmortem, view);
  const label = wordsOf(view.locale).queries.postmortemDocument;
  const document = { kind: 'copy', label, text: postmortemMarkdown(postmortem, view) } as const;
  return { ...card, elements: [...card.elements, document] };
};

const answerAbout = async (
  session: Session,
  query: OneIncident,
  state: IncidentState,
): Promise<Card> => {
  const { view } = session;
  switch (query.type) {
    case 'status':
      return statusAnswer(state, view);
    case 'timeline':
      return timelineAnswer(session, query, state);
    case 'taskList':
      return taskListCard(state, view);
    case 'wordingShow':
      return wordingShowCard(state, view);
    case 'announceList':
      return announcementListCard(state, view);
    case 'standbyList':
      return standbyListCard(state, view);
    case 'postmortemShow':
      return postmortemAnswer(session, state);
    case 'actionList':
      return actionListCard(state, view);
  }
};

const wordingCheck = (typed: string, session: Session, state: IncidentState | undefined): Card => {
  const { view } = session;
  const { policy } = view;
  const masked = maskText(typed, policy.common.mask);
  const problems = problemsIn([masked], policy, state?.facts['cause']);
  return wordingCheckCard(masked, problems, view);
};

/** A link signs in whoever holds it, so only somebody of the organisation is given one, in private. */
const pageAnswer = async (
  { deps, actor, view }: Session,
  state: IncidentState | undefined,
): Promise<Card> => {
  const path = state === undefined ? '/incidents' : `/incidents/${state.key}`;
  const known = deps.directory.knows(actor.id);
  const url = known ? await deps.pageLinks?.(actor, path) : undefined;
  return pageCard(url, state?.key, LINK_LASTS / MINUTE, view);
};

const RETRIERS = ['dutyOps', 'commandGroup'] as const;

/** Sends again what was given up; for those who run the messengers. */
const retryDelivery = async (delivery: string, { deps, view, meta }: Session): Promise<Card> => {
  const { queries } = wordsOf(view.locale);
  const revived = await deps.storage.reviveOutbox(delivery, meta.now);
  const title = revived ? queries.retried : queries.notRetried;
  return plainCard({ title, tone: revived ? 'good' : 'neutral', elements: [] }, view);
};

const answerAnywhere = async (
  session: Session,
  query: Anywhere,
  state: IncidentState | undefined,
): Promise<Card | undefined> => {
  const { view, actor } = session;
  switch (query.type) {
    case 'wordingCheck':
      return wordingCheck(query.text, session, state);
    case 'playbookList':
      return playbookListCard(view);
    case 'playbookShow':
    case 'playbookHistory': {
      const playbook = view.policy.playbooks[query.playbook];
      return playbook && playbookShowCard(playbook, view);
    }
    case 'whoami': {
      const { id, name, groups } = actor;
      return whoamiCard({ id, name, groups, accounts: await accountsOf(session) }, view, state);
    }
    case 'page':
      return pageAnswer(session, state);
    case 'help':
      return helpOf(query.verb, session);
    case 'retryDelivery':
      return retryDelivery(query.delivery, session);
  }
};

/** Answers a question; what the person may not read is refused. */
export const answerQuery = async (
  session: Session,
  query: Query,
  key: string | undefined,
  line: string,
): Promise<Answer> => {
  if (query.type === 'ticketList') return ticketListAnswer(session, query);
  if (query.type === 'ticketShow') return ticketShowAnswer(session, query, line);
  const state = await stateOf(session, key);
  const seen = state !== undefined && maySee(session, state) ? state : undefined;
  if (!isAboutOne(query)) {
    const mayRetry = RETRIERS.some((group) => session.actor.groups.includes(group));
    if (query.type === 'retryDelivery' && !mayRetry)
      return rejectedAnswer(session, { code: 'not-allowed', verb: 'retry', needs: RETRIERS }, line);
    const card = await answerAnywhere(session, query, seen);
    if (card !== undefined) return cardAnswer(card);
    const known = Object.keys(session.view.policy.playbooks);
    const given = 'playbook' in query ? query.playbook : '';
    return rejectedAnswer(session, { code: 'playbook-not-found', given, known }, line);
  }
  if (state === undefined)
    return key === undefined
      ? openIncidentsAnswer(session)
      : rejectedAnswer(session, { code: 'incident-not-found', key }, line);
  if (seen === undefined)
    return rejectedAnswer(session, { code: 'confidential', key: state.key }, line);
  return cardAnswer(await answerAbout(session, query, seen));
};
