import type { NoticeOf } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Card } from './card.ts';
import { actions, button, noticeCard, text } from './build.ts';
import { runningDeadlines, taskOwner, titleOfTask } from './incident-facts.ts';
import { clock, durationText, latenessText, words, type View } from './view.ts';

/** How long it took, and whether in time: "钱多 完成，用时 4 分 30 秒，按时。" */
export const taskDoneCard = (
  { task: id, by, lateMs, note: said }: NoticeOf<'taskDone'>,
  state: IncidentState,
  view: View,
): Card => {
  const { deadlines } = words(view);
  const task = state.tasks.find((entry) => entry.id === id);
  const title = titleOfTask(state, id, view);
  const took = task === undefined ? 0 : (task.closedAt ?? view.now) - task.anchoredAt;
  return noticeCard(
    state,
    {
      title: lateMs > 0 ? deadlines.taskDoneLateTitle(title) : deadlines.taskDoneTitle(title),
      tone: lateMs > 0 ? 'warning' : 'good',
      elements: [
        text([
          lateMs > 0
            ? deadlines.lateDone(by.name, latenessText(lateMs, view))
            : by.id === SYSTEM.id
              ? deadlines.onTimeAuto(durationText(took, view))
              : deadlines.onTime(by.name, durationText(took, view)),
          said === undefined ? '' : deadlines.note(said),
        ]),
      ],
    },
    view,
  );
};

export const taskSkippedCard = (
  { task: id, by, reason }: NoticeOf<'taskSkipped'>,
  state: IncidentState,
  view: View,
): Card => {
  const { deadlines } = words(view);
  return noticeCard(
    state,
    {
      title: deadlines.skippedTitle(titleOfTask(state, id, view)),
      tone: 'muted',
      elements: [text([deadlines.skipped(by.name, reason)])],
    },
    view,
  );
};

export const taskAddedCard = (
  { task: id, by }: NoticeOf<'taskAdded'>,
  state: IncidentState,
  view: View,
): Card => {
  const { deadlines } = words(view);
  const task = state.tasks.find((entry) => entry.id === id);
  const title = titleOfTask(state, id, view);
  return noticeCard(
    state,
    {
      title: deadlines.addedTitle(title),
      tone: 'info',
      elements:
        task === undefined
          ? []
          : [
              text([
                deadlines.added(clock(task.dueAt, view), taskOwner(state, task, view), by.name),
              ]),
              actions([
                button(deadlines.buttons.done(title), `task done ${task.id}`, { style: 'primary' }),
              ]),
            ],
    },
    view,
  );
};

export const cadenceCard = (
  { everyMs, by, reason }: NoticeOf<'cadence'>,
  state: IncidentState,
  view: View,
): Card => {
  const { deadlines } = words(view);
  const next = runningDeadlines(state, view).find(({ kind }) => kind === 'update')?.dueAt;
  return noticeCard(
    state,
    {
      title: deadlines.cadenceTitle(durationText(everyMs, view)),
      tone: 'info',
      elements: [
        text([
          deadlines.cadence(by.name),
          reason === undefined ? '' : deadlines.reason(reason),
          next === undefined ? '' : deadlines.next(clock(next, view)),
        ]),
      ],
    },
    view,
  );
};
