import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState, Task } from '#domain/incident/state.ts';
import type { Card, CardElement } from './card.ts';
import { actions, button, fact, facts, headed, item, list, noticeCard, text } from './build.ts';
import { openInOrder, taskList } from './checklist-card.ts';
import { runningDeadlines, toneOf } from './incident-facts.ts';
import { clock, levelBadge, levelWord, playbookName, words, type View } from './view.ts';

type Elements = readonly CardElement[];

const newTasks = (
  title: string,
  state: IncidentState,
  wanted: (task: Task) => boolean,
  view: View,
): Elements => headed(title, taskList(openInOrder(state).filter(wanted), state, view, 8));

/** The level, by whom and why, and what it asks for now. */
export const gradedCard = (
  { severity, from, by, reason }: NoticeOf<'graded'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle } = words(view);
  const badge = levelBadge(severity, state.scheme, view);
  const next = runningDeadlines(state, view).find(({ kind }) => kind === 'update')?.dueAt;
  return noticeCard(
    state,
    {
      title:
        from === undefined || from === severity
          ? lifecycle.gradedTitle(badge)
          : lifecycle.regradedTitle(levelWord(from, state.scheme, view), badge),
      tone: toneOf(severity),
      elements: [
        text([
          reason === undefined
            ? lifecycle.graded(by.name)
            : lifecycle.gradedBecause(by.name, reason),
        ]),
        newTasks(
          lifecycle.newDuties,
          state,
          ({ source }) => source.kind === 'level' && source.severity === severity,
          view,
        ),
        next === undefined ? [] : text([lifecycle.nextUpdate(clock(next, view))]),
      ],
    },
    view,
  );
};

export const resolvedCard = (
  { by, reason }: NoticeOf<'resolved'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle, status } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.resolvedTitle,
      tone: 'good',
      elements: [
        text([lifecycle.resolved(by.name, reason), lifecycle.resolvedNext]),
        newTasks(lifecycle.resolvedTasks, state, ({ anchor }) => anchor === 'resolved', view),
        actions([
          button(status.buttons.close, 'close', { style: 'primary', form: true }),
          button(status.buttons.reopen, 'reopen', { form: true }),
        ]),
      ],
    },
    view,
  );
};

export const closedCard = (
  { by, reason, forced }: NoticeOf<'closed'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle, status } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.closedTitle,
      tone: forced === undefined ? 'good' : 'warning',
      elements: [
        text([
          reason === undefined
            ? lifecycle.closed(by.name)
            : lifecycle.closedBecause(by.name, reason),
          forced === undefined ? '' : lifecycle.closedForced(forced),
          lifecycle.closedNext(Math.max(1, state.postmortem.version)),
        ]),
        actions([button(status.buttons.postmortem, 'postmortem show', { style: 'primary' })]),
      ],
    },
    view,
  );
};

export const reopenedCard = (
  { by, reason, episode }: NoticeOf<'reopened'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle, status } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.reopenedTitle(episode),
      tone: 'danger',
      elements: [
        text([
          lifecycle.reopened(by.name, reason),
          state.postmortem.version > 0 ? lifecycle.reopenedPostmortem : '',
        ]),
        newTasks(lifecycle.attachedTasks, state, () => true, view),
        actions([button(status.buttons.tasks, 'task list')]),
      ],
    },
    view,
  );
};

export const cancelledCard = (
  { by, reason }: NoticeOf<'cancelled'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.cancelledTitle,
      tone: 'muted',
      elements: [text([lifecycle.cancelled(by.name, reason), lifecycle.cancelledNext])],
    },
    view,
  );
};

export const playbookAttachedCard = (
  { playbook, by }: NoticeOf<'playbookAttached'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle, status } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.attachedTitle(playbookName(playbook, view)),
      tone: 'warning',
      elements: [
        text([lifecycle.attached(by.name)]),
        newTasks(
          lifecycle.attachedTasks,
          state,
          ({ source }) => source.kind === 'playbook' && source.playbook === playbook,
          view,
        ),
        actions([button(status.buttons.tasks, 'task list')]),
      ],
    },
    view,
  );
};

export const planApprovedCard = (
  { id }: NoticeOf<'planApproved'>,
  state: IncidentState,
  view: View,
): Card => {
  const { announcement } = words(view);
  const plan = state.plans.findLast((entry) => entry.id === id);
  return noticeCard(
    state,
    {
      title: announcement.planTitle(id),
      tone: 'good',
      elements:
        plan === undefined
          ? []
          : [
              text([plan.text]),
              list(
                plan.steps.map((step, n) => item(announcement.step(n + 1, step))),
                view,
              ),
              facts([
                ...fact(announcement.labels.resources, plan.resources),
                ...fact(announcement.labels.due, plan.due),
                ...fact(announcement.labels.owner, plan.owner),
                ...fact(announcement.labels.compensation, plan.compensation),
              ]),
            ],
    },
    view,
  );
};

/** A delivery that was given up: what and why, in words an operator can act on. */
export const abandonedCard = (
  { key, what, messenger, error }: NoticeOf<'abandoned'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.abandonedTitle(messenger),
      tone: 'warning',
      elements: [
        text([lifecycle.abandoned(what), lifecycle.abandonedError(error), lifecycle.abandonedHint]),
        key === undefined ? [] : actions([button(lifecycle.tryAgain, `retry "${key}"`)]),
      ],
    },
    view,
  );
};
