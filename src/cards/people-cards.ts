import { COMMANDER, holdsRole, membersOf } from '#domain/incident/people.ts';
import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState, Task } from '#domain/incident/state.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Card, CardElement } from './card.ts';
import { messengerName } from './room-notices.ts';
import {
  actions,
  button,
  copy,
  fact,
  facts,
  headed,
  item,
  list,
  note,
  noticeCard,
  text,
} from './build.ts';
import { doneButton, openInOrder, taskList } from './checklist-card.ts';
import {
  currentWording,
  dutyTexts,
  levelTitle,
  phaseName,
  runningDeadlines,
  scopeText,
} from './incident-facts.ts';
import { line } from './line.ts';
import {
  clock,
  commanderName,
  mention,
  mentions,
  named,
  orMissing,
  roleName,
  roleNames,
  say,
  scenarioName,
  words,
  type View,
} from './view.ts';

type Elements = readonly CardElement[];

export const assignedCard = (
  { role, people, lead, by }: NoticeOf<'assigned'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people: phrases } = words(view);
  const name = roleName(role, view);
  const said = lead ? phrases.assignedLead : phrases.assigned;
  // Who takes a role over, or names themselves, was assigned by nobody else.
  const themselves = people.length === 1 && people[0]?.id === by.id;
  return noticeCard(
    state,
    {
      title: phrases.assignedTitle(name),
      tone: 'info',
      elements: [
        text([
          themselves
            ? phrases.tookRole(mentions(people, view), name)
            : said(mentions(people, view), name, by.name),
        ]),
      ],
    },
    view,
  );
};

const openTasksOf = (
  state: IncidentState,
  roles: readonly string[],
  person: PersonRef,
): readonly Task[] =>
  openInOrder(state).filter(({ role, owner }) =>
    owner === undefined ? roles.includes(role) : owner.id === person.id,
  );

const MOST = 5;

const taskElements = (tasks: readonly Task[], state: IncidentState, view: View): Elements => {
  const { people } = words(view);
  return tasks.length === 0
    ? note(people.noTasks)
    : [
        ...headed(people.myTasks, taskList(tasks, state, view, 8)),
        ...actions(tasks.slice(0, MOST).map((task) => doneButton(task, view))),
      ];
};

const whereToLook = (state: IncidentState, view: View): Elements => {
  const names = [...new Set(Object.values(state.rooms).map(({ name }) => name))];
  return names.length === 0
    ? []
    : note(words(view).people.look(names.join(words(view).common.comma)));
};

/** What a newly named role has to do, privately (S0-10). */
export const dutiesCard = (
  { role, person }: NoticeOf<'duties'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people } = words(view);
  const name = roleName(role, view);
  const texts = dutyTexts(state, role, view);
  const duties = role === COMMANDER && texts.length === 0 ? [people.commanderDuty] : texts;
  return noticeCard(
    state,
    {
      title: people.dutiesTitle(name),
      tone: 'info',
      elements: [
        text(duties.length === 0 ? [people.dutiesNone(name)] : duties),
        taskElements(openTasksOf(state, [role], person), state, view),
        whereToLook(state, view),
      ],
    },
    view,
  );
};

/** Open items, promises and next due times, to be accepted (domain 7.22). */
export const handoverAskedCard = (
  { role, from, to, note: said }: NoticeOf<'handoverAsked'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people, announcement, common } = words(view);
  const name = roleName(role, view);
  const next = runningDeadlines(state, view).find(({ kind }) => kind === 'update');
  const promised = state.promises.map(({ announcement: id, variable, at }) =>
    item(line`${id} ${announcement.promise(named(common.variables, variable), clock(at, view))}`),
  );
  return noticeCard(
    state,
    {
      title: people.handoverAskedTitle(name),
      tone: 'warning',
      elements: [
        text([people.handoverAsked([mention(to)], from.name, name)]),
        said === undefined ? [] : text([people.handoverNote(said)]),
        headed(people.handoverOpen, taskList(openInOrder(state), state, view, 8)),
        headed(people.handoverPromises, list(promised, view, 4)),
        next === undefined ? [] : text([words(view).lifecycle.nextUpdate(clock(next.dueAt, view))]),
        actions([button(people.handoverAccept, `handover accept ${role}`, { style: 'primary' })]),
      ],
    },
    view,
  );
};

export const handedOverCard = (
  { role, to }: NoticeOf<'handedOver'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people } = words(view);
  const name = roleName(role, view);
  return noticeCard(
    state,
    {
      title: people.handedOverTitle(name),
      tone: 'good',
      elements: [text([people.handedOver([mention(to)], name)])],
    },
    view,
  );
};

const rolesOf = (state: IncidentState, person: PersonRef, view: View): readonly string[] => {
  const fromPlaybooks = state.playbooks.flatMap(({ playbook }) =>
    playbook.roles.map(({ role }) => role),
  );
  const roles = [
    ...Object.keys(state.roles),
    ...fromPlaybooks,
    ...state.tasks.map(({ role }) => role),
  ];
  return [...new Set(roles)].filter(
    (role) =>
      holdsRole(state, person, role, view.policy) &&
      membersOf(state, role, view.policy).some(({ id }) => id === person.id),
  );
};

/** One private summary instead of a scroll: what, level, role, open items, wording (domain 7.10). */
export const lateJoinerCard = (
  { person }: NoticeOf<'lateJoiner'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people, status } = words(view);
  const roles = rolesOf(state, person, view);
  const wording = currentWording(state);
  const duties = roles.flatMap((role) =>
    dutyTexts(state, role, view).map((duty) => item(people.duty(roleName(role, view), duty))),
  );
  return noticeCard(
    state,
    {
      title: people.lateTitle(state.key, scenarioName(state, view)),
      tone: 'info',
      elements: [
        text([people.lateWhat(state.title, levelTitle(state, view), phaseName(state, view))]),
        facts([
          ...fact(
            status.labels.scope,
            orMissing(scopeText(state.scope, view, state.firstUsers), view),
          ),
          ...fact(status.labels.commander, commanderName(state, view)),
        ]),
        text([roles.length === 0 ? people.lateNoRole : people.lateRoles(roleNames(roles, view))]),
        list(duties, view, 4),
        taskElements(openTasksOf(state, roles, person), state, view),
        wording === undefined ? [] : copy(people.lateWording(wording.id), say(wording.text, view)),
        note(people.lateLook),
      ],
    },
    view,
  );
};

export const unreachableCard = (
  { messenger, people }: NoticeOf<'unreachable'>,
  state: IncidentState,
  view: View,
): Card => {
  const { people: phrases } = words(view);
  return noticeCard(
    state,
    {
      title: phrases.unreachableTitle(messengerName(messenger, view)),
      tone: 'warning',
      elements: [
        text([phrases.unreachable(people.map(({ name }) => name).join(words(view).common.comma))]),
        note(phrases.unreachableHint),
      ],
    },
    view,
  );
};
