import { holdsRole } from '#domain/incident/people.ts';
import type { Phase, TextProblem } from '#domain/incident/event.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Severity } from '#domain/playbook/playbook.ts';
import type { Instant } from '#domain/time.ts';
import type { Card } from './card.ts';
import {
  actions,
  button,
  copy,
  fact,
  facts,
  headed,
  incidentCard,
  item,
  list,
  note,
  plainCard,
  text,
} from './build.ts';
import { publishButtons } from './announcement-card.ts';
import { checklistCard } from './checklist-card.ts';
import { currentWording, dutyTexts } from './incident-facts.ts';
import { actionLine } from './review-cards.ts';
import { line, struck } from './line.ts';
import { standbyCounterCard } from './standby-cards.ts';
import { statusCard } from './status-card.ts';
import { announcementItems } from './status-lists.ts';
import { problemText } from './text-problems.ts';
import {
  fullClock,
  levelWord,
  named,
  playbookName,
  roleName,
  roleNames,
  say,
  words,
  type View,
} from './view.ts';
import { wordingCard } from './wording-card.ts';

/** The answer to `status`: the status card itself. */
export const statusAnswer = (state: IncidentState, view: View): Card => statusCard(state, view);

/** The answer to `task list`: the checklist itself. */
export const taskListCard = (state: IncidentState, view: View): Card => checklistCard(state, view);

/** The answer to `standby list`: who comes, who cannot, who is silent. */
export const standbyListCard = (state: IncidentState, view: View): Card =>
  standbyCounterCard(state, view);

/** Every announcement with its state, and buttons for what waits to be published. */
export const announcementListCard = (state: IncidentState, view: View): Card => {
  const { queries, status } = words(view);
  const { announcements } = state;
  const ready = announcements.filter(
    (entry) => entry.status === 'approved' || entry.status === 'published',
  );
  return incidentCard(
    state,
    {
      title: queries.announcementsTitle(announcements.length),
      tone: 'info',
      elements: [
        announcements.length === 0
          ? text([queries.announcementsNone], 'muted')
          : list(announcementItems(state, view), view),
        actions([
          ...ready.flatMap((entry) => publishButtons(entry, view)).slice(0, 6),
          button(status.buttons.announce, 'announce draft', { form: true }),
        ]),
      ],
    },
    view,
  );
};

/** The wording in force with copy, and what it replaced struck through. */
export const wordingShowCard = (state: IncidentState, view: View): Card => {
  const { announcement, queries } = words(view);
  const current = currentWording(state) ?? state.wordings.at(-1);
  if (current === undefined)
    return incidentCard(
      state,
      {
        title: queries.wordingsTitle,
        tone: 'muted',
        elements: [
          text([announcement.wordingNone]),
          actions([
            button(queries.buttons.wording, 'wording set', { style: 'primary', form: true }),
          ]),
        ],
      },
      view,
    );
  const card = wordingCard(current, state, view);
  const old = state.wordings
    .filter(({ id }) => id !== current.id)
    .map(({ id, text: said }) => item(line`${id} ${struck(say(said, view))}`, 'struck'));
  return {
    ...card,
    elements: [...card.elements, ...headed(queries.wordingOld, list(old, view, 4))],
  };
};

/** Privately: forbidden words in a sentence, each with a better one (E3). */
export const wordingCheckCard = (
  checked: string,
  problems: readonly TextProblem[],
  view: View,
): Card => {
  const { queries } = words(view);
  const clean = problems.length === 0;
  return plainCard(
    {
      title: queries.checkTitle,
      tone: clean ? 'good' : 'info',
      elements: [
        text([clean ? queries.checkClean : queries.checkFound(problems.length)]),
        list(
          problems.map((problem) => item(problemText(problem, view))),
          view,
        ),
        clean ? copy(queries.checkText, checked) : [],
      ],
    },
    view,
  );
};

/** Action items with owner and due date, and a button for those that are open. */
export const actionListCard = (state: IncidentState, view: View): Card => {
  const { queries, lifecycle, deadlines, status } = words(view);
  const items = state.actions.map((entry) => {
    const type = named(lifecycle.actionTypes, entry.type);
    const said = queries.actionItem(entry.id, type, actionLine(entry, view));
    if (entry.doneAt !== undefined) return item(said, 'done');
    return item(said, entry.dueAt !== undefined && entry.dueAt < view.now ? 'overdue' : 'open');
  });
  const open = state.actions.filter(({ doneAt }) => doneAt === undefined).slice(0, 6);
  return incidentCard(
    state,
    {
      title: queries.actionsTitle(state.actions.length),
      tone: 'info',
      elements: [
        items.length === 0 ? text([queries.actionsNone], 'muted') : list(items, view),
        actions([
          ...open.map(({ id }) => button(deadlines.buttons.actionDone(id), `action done ${id}`)),
          button(status.buttons.action, 'action add', { form: true }),
        ]),
      ],
    },
    view,
  );
};

const departmentItems = (person: PersonRef, view: View) => {
  const { queries } = words(view);
  return view.policy.organisation.departments.flatMap(({ names, head, contact }) => [
    ...(head === person.id ? [item(queries.departmentHead(say(names, view)))] : []),
    ...(contact === person.id ? [item(queries.departmentContact(say(names, view)))] : []),
  ]);
};

const dutiesHere = (person: PersonRef, state: IncidentState, view: View) => {
  const roles = [
    ...new Set(state.playbooks.flatMap(({ playbook }) => playbook.roles.map(({ role }) => role))),
  ].filter((role) => holdsRole(state, person, role, view.policy));
  return roles.flatMap((role) =>
    dutyTexts(state, role, view).map((duty) =>
      item(words(view).queries.whoDuty(roleName(role, view), duty)),
    ),
  );
};

/** Who one is here: groups, linked accounts, departments, and duties where an incident is implied. */
export const whoamiCard = (
  who: PersonRef & {
    readonly groups: readonly string[];
    readonly accounts: readonly { readonly messenger: string; readonly account: string }[];
  },
  view: View,
  state?: IncidentState,
): Card => {
  const { queries, common } = words(view);
  const accounts = who.accounts.map(({ messenger, account }) =>
    queries.account(messenger, account),
  );
  const duties = state === undefined ? [] : dutiesHere(who, state, view);
  const card = plainCard(
    {
      title: queries.whoTitle(who.name),
      tone: 'neutral',
      elements: [
        facts([
          ...fact(
            queries.whoGroups,
            who.groups.length === 0 ? queries.whoNoGroups : roleNames(who.groups, view),
          ),
          ...fact(
            queries.whoAccounts,
            accounts.length === 0 ? queries.whoNoAccounts : accounts.join(common.comma),
          ),
        ]),
        headed(queries.whoDepartments, list(departmentItems(who, view), view)),
        headed(queries.whoDuties, list(duties, view)),
        accounts.length > 1 ? [] : note(queries.bindHint),
        accounts.length > 1 ? [] : actions([button(queries.buttons.bind, 'bind', { form: true })]),
      ],
    },
    view,
  );
  return state === undefined ? card : { ...card, incident: state.key };
};

/** What a list of incidents knows of each. */
export interface IncidentSummary {
  readonly key: string;
  readonly title: string;
  readonly scenario: string;
  readonly phase: Phase;
  readonly severity?: Severity | undefined;
  readonly confidential: boolean;
  readonly openedAt: Instant;
}

const summaryLevel = ({ severity, scenario }: IncidentSummary, view: View): string => {
  const scheme =
    view.policy.schemes[view.policy.playbooks[scenario]?.scheme ?? view.policy.defaultScheme];
  return severity === undefined || scheme === undefined
    ? words(view).common.pendingGrade
    : levelWord(severity, scheme, view);
};

const summaryItem = (summary: IncidentSummary, view: View) => {
  const { queries, common } = words(view);
  const { key, title, scenario, phase, confidential, openedAt } = summary;
  const level = summaryLevel(summary, view);
  return confidential
    ? item(queries.incidentConfidential(key, level, common.phases[phase]))
    : item(
        queries.incident(
          key,
          title === '' ? playbookName(scenario, view) : title,
          level,
          common.phases[phase],
          [fullClock(openedAt, view)],
        ),
      );
};

/** Open incidents with a button to join each; of confidential ones key, level and phase only. */
export const openIncidentsCard = (incidents: readonly IncidentSummary[], view: View): Card => {
  const { queries } = words(view);
  const joinable = incidents.filter(({ confidential }) => !confidential).slice(0, 5);
  return plainCard(
    {
      title: queries.incidentsTitle(incidents.length),
      tone: 'info',
      elements: [
        incidents.length === 0
          ? text([queries.incidentsNone], 'muted')
          : list(
              incidents.map((summary) => summaryItem(summary, view)),
              view,
              10,
            ),
        actions([
          ...joinable.map(({ key }) => button(queries.join(key), `join ${key}`)),
          button(queries.buttons.open, 'open', { form: true }),
        ]),
      ],
    },
    view,
  );
};
