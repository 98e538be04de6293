import { line } from './line.ts';
import { runningDeadlines, suggestionText, taskOwner, titleOfTask } from './incident-facts.ts';
import { silent, type Tellers } from './answer-parts.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Line } from './card.ts';
import {
  clock,
  durationText,
  factNames,
  latenessText,
  levelBadge,
  metricName,
  metricValue,
  named,
  nameList,
  roleName,
  say,
  scenarioName,
  words,
  type View,
} from './view.ts';

const nextUpdate = (state: IncidentState, view: View): { readonly body?: Line } => {
  const due = runningDeadlines(state, view).find(({ kind }) => kind === 'update')?.dueAt;
  return due === undefined ? {} : { body: words(view).answers.next(clock(due, view)) };
};

type Types =
  | 'incident.opened'
  | 'playbook.attached'
  | 'tasks.added'
  | 'tasks.superseded'
  | 'task.done'
  | 'task.skipped'
  | 'facts.recorded'
  | 'incident.graded'
  | 'role.assigned'
  | 'handover.proposed'
  | 'handover.accepted'
  | 'update.posted'
  | 'update.corrected'
  | 'metric.recorded'
  | 'trigger.met'
  | 'recovery.suggested'
  | 'deadline.warned'
  | 'deadline.breached'
  | 'deadline.escalated'
  | 'deadline.acknowledged'
  | 'cadence.changed';

/** Answers about level, roles, progress, tasks and clocks. */
export const INCIDENT_ANSWERS: Tellers<Types> = {
  'incident.opened': (_, state, view) => {
    const { answers } = words(view);
    return {
      title: answers.opened(state.key, scenarioName(state, view)),
      body: line`${
        state.severity === undefined
          ? answers.openedSuggested(suggestionText(state, view))
          : answers.openedNext
      }`,
    };
  },
  'playbook.attached': ({ data }, _, view) => ({
    title: words(view).answers.attached(say(data.playbook.names, view)),
  }),
  'tasks.added': ({ data }, state, view) => {
    const [added] = data.tasks.filter(({ source }) => source.kind === 'adhoc');
    if (added === undefined) return undefined;
    const task = state.tasks.find(({ id }) => id === added.id);
    return {
      title: words(view).answers.taskAdded(say(added.title, view)),
      ...(task === undefined
        ? {}
        : {
            body: words(view).answers.taskDue(
              clock(task.dueAt, view),
              taskOwner(state, task, view),
            ),
          }),
    };
  },
  'tasks.superseded': ({ data }, _, view) => ({
    title: words(view).answers.superseded(data.ids.length),
  }),
  'task.done': ({ data, occurredAt }, state, view) => {
    const { answers } = words(view);
    const title = titleOfTask(state, data.id, view);
    const anchoredAt = state.tasks.find(({ id }) => id === data.id)?.anchoredAt ?? occurredAt;
    const body =
      data.lateMs > 0
        ? answers.doneLate(latenessText(data.lateMs, view))
        : answers.doneOnTime(durationText(occurredAt - anchoredAt, view));
    return {
      title: data.by === undefined ? answers.done(title) : answers.doneToo(title),
      body: line`${body}`,
    };
  },
  'task.skipped': ({ data }, state, view) => ({
    title: words(view).answers.skipped(titleOfTask(state, data.id, view)),
  }),
  'facts.recorded': ({ data }, state, view) => {
    const names = Object.keys(data.facts);
    const { answers } = words(view);
    const suggested =
      state.severity === undefined ? { body: line`${suggestionText(state, view)}` } : {};
    return {
      title: names.length === 0 ? answers.scopeChanged : answers.facts(factNames(names, view)),
      ...suggested,
    };
  },
  'incident.graded': ({ data }, state, view) => ({
    title: words(view).answers.graded(levelBadge(data.severity, state.scheme, view)),
    ...nextUpdate(state, view),
  }),
  'role.assigned': ({ data }, _, view) => ({
    title: words(view).answers.assigned(nameList(data.people, view), roleName(data.role, view)),
  }),
  'handover.proposed': ({ data }, _, view) => ({
    title: words(view).answers.handoverAsked(data.to.name, roleName(data.role, view)),
    body: line`${words(view).answers.handoverWaiting}`,
  }),
  'handover.accepted': ({ data }, _, view) => ({
    title: words(view).answers.handoverDone(roleName(data.role, view)),
  }),
  'update.posted': ({ data }, state, view) => ({
    title: words(view).answers.update(data.n),
    ...nextUpdate(state, view),
  }),
  'update.corrected': (_, __, view) => ({ title: words(view).answers.corrected }),
  'metric.recorded': ({ data }, _, view) => {
    const figures = Object.entries(data.values).map(
      ([metric, value]) => `${metricName(metric, view)} ${metricValue(metric, value, view)}`,
    );
    return { title: words(view).answers.metric(figures.join(words(view).common.comma)) };
  },
  'trigger.met': silent,
  'recovery.suggested': silent,
  'deadline.warned': silent,
  'deadline.breached': silent,
  'deadline.escalated': silent,
  'deadline.acknowledged': ({ data }, _, view) => ({
    title: words(view).answers.acknowledged(say(data.deadline.title, view)),
    ...(data.eta === undefined
      ? {}
      : { body: words(view).answers.acknowledgedUntil(clock(data.eta, view)) }),
  }),
  'cadence.changed': ({ data }, state, view) => ({
    title: words(view).answers.cadence(durationText(data.everyMs, view)),
    ...nextUpdate(state, view),
  }),
};

/** The name of a kind of link. */
export const linkKind = (kind: string, view: View): string =>
  named(words(view).common.linkKinds, kind);
