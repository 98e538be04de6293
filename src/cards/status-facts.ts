import { membersOf, unique } from '#domain/incident/people.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { ticketCount, unanswered } from '#domain/incident/tickets.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Line } from './card.ts';
import { fact, type Fact } from './build.ts';
import {
  currentWording,
  etaText,
  phaseName,
  runningDeadlines,
  scopeText,
  suggestionText,
  targetText,
} from './incident-facts.ts';
import { bold, line, link } from './line.ts';
import { figureFacts } from './status-metrics.ts';
import {
  clock,
  commanderName,
  durationText,
  fullClock,
  levelBadge,
  nameList,
  orMissing,
  playbookName,
  roleName,
  say,
  words,
  type View,
} from './view.ts';

const isOver = ({ phase }: IncidentState): boolean => phase === 'closed' || phase === 'cancelled';

const levelFact = (state: IncidentState, view: View): string => {
  if (state.severity !== undefined) return levelBadge(state.severity, state.scheme, view);
  return isOver(state) ? words(view).common.pendingGrade : suggestionText(state, view);
};

const restoredLine = (state: IncidentState, view: View): Line | undefined =>
  state.resolvedAt === undefined || state.phase === 'active'
    ? undefined
    : words(view).status.resolvedAfter(
        clock(state.resolvedAt, view),
        durationText(state.resolvedAt - (state.reopenedAt ?? state.openedAt), view),
      );

/** When it was opened, began, ended. */
export const timeFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { labels, openedBy, episode } = words(view).status;
  const { length } = state.episodes;
  return [
    ...fact(labels.opened, openedBy(fullClock(state.openedAt, view), state.opener.name)),
    ...fact(
      labels.started,
      state.startedAt === undefined ? undefined : [fullClock(state.startedAt, view)],
    ),
    ...fact(labels.episode, length > 1 ? episode(length) : undefined),
    ...fact(labels.resolved, restoredLine(state, view)),
    ...fact(
      labels.closed,
      state.closedAt === undefined ? undefined : [clock(state.closedAt, view)],
    ),
  ];
};

const scenarioFacts = ({ playbooks }: IncidentState, view: View): readonly Fact[] => {
  const names = playbooks.map(({ playbook }) => playbookName(playbook.id, view));
  const several = names.length > 1 ? names.join(words(view).common.comma) : undefined;
  return fact(words(view).status.labels.scenarios, several);
};

/** Where, and how many are affected. */
export const scopeFacts = (state: IncidentState, view: View): readonly Fact[] =>
  fact(
    words(view).status.labels.scope,
    orMissing(scopeText(state.scope, view, state.firstUsers), view),
  );

const stateFacts = ({ facts: known }: IncidentState, view: View): readonly Fact[] =>
  fact(words(view).status.labels.status, orMissing(known['status'], view));

/** The cause as far as it is known. */
export const causeFacts = ({ facts: known }: IncidentState, view: View): readonly Fact[] =>
  fact(words(view).status.labels.cause, orMissing(known['cause'], view));

const ticketsText = (state: IncidentState, view: View): string | undefined => {
  const all = ticketCount(state);
  return all === 0
    ? undefined
    : words(view).tickets.onIncident(all, all - unanswered(state).length);
};

const goalFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { labels } = words(view).status;
  const { tickets } = words(view);
  return [
    ...fact(labels.target, isOver(state) ? undefined : targetText(state, view)),
    ...figureFacts(state, view),
    ...fact(labels.eta, isOver(state) ? undefined : etaText(state, view)),
    ...fact(labels.linked, state.linkedTo),
    ...fact(tickets.label, ticketsText(state, view)),
  ];
};

/** The four groups of S0, always shown; others once somebody is assigned. */
const GROUPS = ['commandGroup', 'onsiteResponse', 'communications', 'logistics'] as const;

const roleNamesText = (state: IncidentState, role: string, view: View): string => {
  const people = membersOf(state, role, view.policy);
  const { common, status } = words(view);
  if (people.length === 0) return common.unassigned;
  const lead = state.roles[role]?.lead;
  const withLead = people.map((person) =>
    person.id === lead?.id ? { ...person, name: status.leadOf(person.name) } : person,
  );
  return nameList(withLead, view);
};

const commandFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { status } = words(view);
  const level = state.severity === undefined ? undefined : state.scheme.levels[state.severity];
  const body = level?.commandBody;
  const lead = level?.lead;
  return [
    ...fact(status.labels.commander, commanderName(state, view)),
    ...fact(status.labels.command, body === undefined ? undefined : roleName(body, view)),
    ...fact(status.labels.lead, lead === undefined ? undefined : roleName(lead, view)),
  ];
};

const groupFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const assigned = Object.keys(state.roles).filter(
    (role) => role !== 'incidentCommander' && !GROUPS.some((group) => group === role),
  );
  return [...GROUPS, ...assigned].flatMap((role) =>
    fact(roleName(role, view), roleNamesText(state, role, view)),
  );
};

/** People with a role who have no account in any messenger of the incident (E9). */
const unlinked = (state: IncidentState, view: View): readonly PersonRef[] => {
  const { people } = view.policy.organisation;
  const messengers = state.messengers.filter((name) =>
    people.some(({ accounts }) => accounts[name] !== undefined),
  );
  if (messengers.length === 0) return [];
  const roles = [...new Set([...GROUPS, ...Object.keys(state.roles)])];
  const ids = new Set(
    roles.flatMap((role) => membersOf(state, role, view.policy).map(({ id }) => id)),
  );
  return people.filter(
    ({ id, accounts }) =>
      // Whoever is in a room has an account there, whatever the file says.
      state.joined[id] === undefined &&
      ids.has(id) &&
      messengers.every((name) => accounts[name] === undefined),
  );
};

/** Who cannot be reached at all, and whom an outage cuts off. */
const outOfReach = ({ unreachable, outages = [] }: IncidentState): readonly PersonRef[] =>
  unique([
    ...unreachable,
    ...outages.flatMap((outage) => (outage.upAt === undefined ? outage.unreachable : [])),
  ]);

const reachFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { labels } = words(view).status;
  const missing = unlinked(state, view);
  const lost = outOfReach(state);
  return [
    ...fact(labels.unlinked, missing.length === 0 ? undefined : nameList(missing, view)),
    ...fact(labels.unreachable, lost.length === 0 ? undefined : nameList(lost, view)),
  ];
};

const wordingFact = (state: IncidentState, view: View): readonly Fact[] => {
  const { labels, currentWording: current, wordingPending, wordingFrozen } = words(view).status;
  const published = currentWording(state);
  const last = state.wordings.at(-1);
  if (published !== undefined)
    return fact(labels.wording, current(published.id, say(published.text, view)));
  if (last === undefined) return [];
  if (last.status === 'pending') return fact(labels.wording, wordingPending(last.id));
  return last.status === 'frozen' ? fact(labels.wording, wordingFrozen(last.id)) : [];
};

const meetingFact = (state: IncidentState, view: View): readonly Fact[] => {
  const { labels, meeting, meetingWithoutPriority, meetingLink } = words(view).status;
  const running = state.meetings.findLast(({ endedAt }) => endedAt === undefined);
  if (running === undefined) return [];
  const at = clock(running.startedAt, view);
  const said =
    running.priority === undefined ? meetingWithoutPriority(at) : meeting(at, running.priority);
  return fact(
    labels.meeting,
    running.url === undefined ? said : line`${said} ${link(meetingLink, running.url)}`,
  );
};

/** The last update and when the next is due. */
export const updateFacts = (state: IncidentState, view: View): readonly Fact[] => {
  const { labels, lastUpdate, by, overdueSince } = words(view).status;
  const { lastAt, lastBy, lastText, caution } = state.updates;
  const next = runningDeadlines(state, view).find(({ kind }) => kind === 'update')?.dueAt;
  const nextText = (due: number): Line =>
    due < view.now ? overdueSince(clock(due, view)) : by(clock(due, view));
  return [
    ...fact(
      labels.lastUpdate,
      lastAt === undefined
        ? undefined
        : lastUpdate(clock(lastAt, view), lastBy?.name ?? '', lastText ?? ''),
    ),
    ...fact(labels.caution, caution),
    ...fact(labels.nextUpdate, next === undefined ? undefined : nextText(next)),
  ];
};

const standbyFact = (state: IncidentState, view: View): readonly Fact[] => {
  const { standby } = state;
  if (standby === undefined) return [];
  const accepted = Object.values(standby.replies).filter((reply) => reply === 'accept').length;
  const { labels, standby: counted } = words(view).status;
  return fact(labels.standby, counted(accepted, standby.count));
};

const phaseFacts = (state: IncidentState, view: View): readonly Fact[] => [
  ...fact(words(view).status.labels.phase, [bold(phaseName(state, view))]),
  ...fact(words(view).status.labels.level, levelFact(state, view)),
];

/** What it is, how bad it is, and when it counts as over. */
export const whatFacts = (state: IncidentState, view: View): readonly Fact[] => [
  ...phaseFacts(state, view),
  ...scenarioFacts(state, view),
  ...stateFacts(state, view),
  ...goalFacts(state, view),
];

/** Who leads, who responds, and who cannot be reached. */
export const whoFacts = (state: IncidentState, view: View): readonly Fact[] => [
  ...commandFacts(state, view),
  ...groupFacts(state, view),
  ...reachFacts(state, view),
];

/** Everything the status card knows as a label and a value. */
export const statusFacts = (state: IncidentState, view: View): readonly Fact[] => [
  ...phaseFacts(state, view),
  ...timeFacts(state, view),
  ...scenarioFacts(state, view),
  ...scopeFacts(state, view),
  ...stateFacts(state, view),
  ...causeFacts(state, view),
  ...goalFacts(state, view),
  ...whoFacts(state, view),
  ...updateFacts(state, view),
  ...wordingFact(state, view),
  ...meetingFact(state, view),
  ...standbyFact(state, view),
];
