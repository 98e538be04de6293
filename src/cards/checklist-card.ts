import { missingFacts, openTasks } from '#domain/incident/tasks.ts';
import type { IncidentState, Task } from '#domain/incident/state.ts';
import type { Resource } from '#domain/organisation/organisation.ts';
import type { Button, Card, CardElement } from './card.ts';
import {
  actions,
  button,
  headed,
  incidentCard,
  item,
  list,
  note,
  text,
  type ListItem,
} from './build.ts';
import { taskOwner } from './incident-facts.ts';
import { clock, durationText, factNames, latenessText, say, words, type View } from './view.ts';

/** What a kind of resource helps with where the file names no items (S0-19). */
const ITEMS_BY_KIND: Readonly<Record<string, readonly string[]>> = {
  server: ['switch-backup'],
  line: ['switch-backup'],
  channel: ['divert-online', 'online-offline'],
  online: ['divert-online', 'online-offline'],
};

const resourcesFor = (task: Task, view: View): readonly Resource[] =>
  view.policy.organisation.resources.filter((resource) =>
    (resource.for ?? ITEMS_BY_KIND[resource.kind] ?? []).includes(task.item),
  );

const nameOf = (id: string | undefined, view: View): string =>
  view.policy.organisation.people.find((person) => person.id === id)?.name ??
  words(view).common.unassigned;

const resourceText = (resource: Resource, view: View): string => {
  const { checklist } = words(view).status;
  const owner = nameOf(resource.owner, view);
  return resource.steps === undefined
    ? checklist.resourceBare(say(resource.names, view), owner)
    : checklist.resource(say(resource.names, view), owner, say(resource.steps, view));
};

/** Clock, title and owner of one task, marked by how it stands. */
const taskItem = (state: IncidentState, task: Task, view: View): ListItem => {
  const { status } = words(view);
  const title = say(task.title, view);
  const who = taskOwner(state, task, view);
  const closedBy =
    task.automatic === true ? status.checklist.automatic : (task.closedBy?.name ?? who);
  const closedAt = task.closedAt ?? task.dueAt;
  const at = clock(closedAt, view);
  switch (task.status) {
    case 'open':
      return task.dueAt < view.now
        ? item(status.overdue(clock(task.dueAt, view), title, who), 'overdue')
        : item(status.deadline(clock(task.dueAt, view), title, who), 'open');
    case 'done': {
      const late = task.lateMs ?? 0;
      if (late > 0)
        return item(
          status.checklist.doneLate(title, closedBy, at, latenessText(late, view)),
          'late',
        );
      const took = durationText(closedAt - task.anchoredAt, view);
      return item(status.checklist.done(title, closedBy, at, took), 'done');
    }
    case 'skipped':
      return item(status.checklist.skipped(title, task.note ?? ''), 'skipped');
    case 'superseded':
      return item(title, 'struck');
  }
};

const conditions = (state: IncidentState, task: Task, view: View): readonly string[] => {
  const { checklist } = words(view).status;
  const title = say(task.title, view);
  const missing = missingFacts(state, task);
  return [
    ...(task.precondition === undefined
      ? []
      : [checklist.precondition(title, say(task.precondition, view))]),
    ...(missing.length === 0 ? [] : [checklist.needs(title, factNames(missing, view))]),
  ];
};

/** The button that ticks an item; where it waits for something, the form says what. */
export const doneButton = (task: Task, view: View): Button =>
  button(
    words(view).status.checklist.complete(say(task.title, view)),
    `task done ${task.id}`,
    task.precondition === undefined ? {} : { form: true },
  );

const LISTED = 12;
const BUTTONS = 10;

/** Tasks as list lines. */
export const taskList = (
  tasks: readonly Task[],
  state: IncidentState,
  view: View,
  limit = LISTED,
): readonly CardElement[] =>
  list(
    tasks.map((task) => taskItem(state, task, view)),
    view,
    limit,
  );

/** Open tasks, the next due first. */
export const openInOrder = (state: IncidentState): readonly Task[] =>
  openTasks(state).toSorted((a, b) => a.dueAt - b.dueAt);

const helpers = (
  open: readonly Task[],
  state: IncidentState,
  view: View,
): readonly CardElement[] => {
  const { checklist } = words(view).status;
  const waiting = open.flatMap((task) => conditions(state, task, view)).map((said) => item(said));
  const resources = [...new Set(open.flatMap((task) => resourcesFor(task, view)))];
  const offered = resources.map((resource) => item(resourceText(resource, view)));
  return [...list(waiting, view, LISTED), ...headed(checklist.resources, list(offered, view, 4))];
};

/** The checklist with clock times, owners, what each item waits for, and a button for each open one. */
export const checklistCard = (state: IncidentState, view: View): Card => {
  const { checklist } = words(view).status;
  const counted = state.tasks.filter(({ status }) => status !== 'superseded');
  const open = openInOrder(state);
  const closed = counted.filter(({ status }) => status !== 'open');
  const gone = state.tasks.length - counted.length;
  const done = counted.filter(({ status }) => status === 'done').length;
  return incidentCard(
    state,
    {
      title: checklist.title(done, counted.length),
      tone: open.some(({ dueAt }) => dueAt < view.now) ? 'warning' : 'info',
      elements: [
        open.length === 0 ? text([checklist.empty], 'muted') : [],
        taskList(open, state, view),
        helpers(open, state, view),
        taskList(closed, state, view),
        gone === 0 ? [] : note(checklist.superseded(gone)),
        actions(open.slice(0, BUTTONS).map((task) => doneButton(task, view))),
      ],
    },
    view,
  );
};
