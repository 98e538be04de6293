import type { NoticeOf } from '#domain/incident/notice.ts';
import type { ActionItem, IncidentState } from '#domain/incident/state.ts';
import type { Card, Line } from './card.ts';
import { actions, button, note, noticeCard, text } from './build.ts';
import { line, link } from './line.ts';
import { clock, fullClock, words, type View } from './view.ts';

const postmortemState = (state: IncidentState, view: View): readonly Line[] => {
  const { lifecycle } = words(view);
  const { postmortem, postmortemDue } = state;
  if (postmortem.status === 'superseded') return [line`${lifecycle.postmortemReopened}`];
  if (postmortem.status === 'published') return [line`${lifecycle.postmortemPublished}`];
  const due =
    postmortemDue === undefined
      ? []
      : [
          lifecycle.postmortemDue(
            clock(postmortemDue.draft, view),
            clock(postmortemDue.review, view),
          ),
        ];
  return [line`${lifecycle.postmortemReady}`, ...due];
};

/** Points to the postmortem and what it still wants; the document itself has a card of its own. */
export const postmortemNoticeCard = (
  { version }: NoticeOf<'postmortem'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle, status } = words(view);
  const page =
    view.publicUrl === undefined
      ? []
      : note([link(status.openPage, `${view.publicUrl}/incidents/${state.key}`)]);
  const open = state.postmortem.status !== 'published' && state.postmortem.status !== 'superseded';
  return noticeCard(
    state,
    {
      title: lifecycle.postmortemTitle(version),
      tone: 'info',
      elements: [
        text(postmortemState(state, view)),
        actions([
          button(status.buttons.postmortem, 'postmortem show', { style: 'primary' }),
          ...(open
            ? [
                button(lifecycle.buttons.why, 'postmortem why', { form: true }),
                button(lifecycle.buttons.rootCause, 'postmortem edit rootCause', { form: true }),
                button(status.buttons.action, 'action add', { form: true }),
                button(lifecycle.buttons.publish, 'postmortem publish'),
              ]
            : []),
        ]),
        page,
      ],
    },
    view,
  );
};

/** Leadership is asked for outcome and impact of a critical incident (S1-21). */
export const outcomeAskedCard = (state: IncidentState, view: View): Card => {
  const { lifecycle } = words(view);
  return noticeCard(
    state,
    {
      title: lifecycle.outcomeTitle,
      tone: 'info',
      elements: [
        text([lifecycle.outcome]),
        actions([
          button(lifecycle.buttons.outcome, 'postmortem edit outcome', {
            style: 'primary',
            form: true,
          }),
        ]),
      ],
    },
    view,
  );
};

/** "固件升级，负责：钱多，截止 2026-12-15 00:00 UTC+8" */
export const actionLine = ({ text: said, owner, dueAt }: ActionItem, view: View): Line => {
  const { lifecycle, common } = words(view);
  const who = owner?.name ?? common.unassigned;
  return dueAt === undefined
    ? line`${lifecycle.actionWithoutDue(said, who)}`
    : lifecycle.action(said, who, fullClock(dueAt, view));
};

export const actionAddedCard = (
  { id, by }: NoticeOf<'actionAdded'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle } = words(view);
  const added = state.actions.find((entry) => entry.id === id);
  return noticeCard(
    state,
    {
      title: lifecycle.actionAddedTitle(id),
      tone: 'info',
      elements: [
        text([added === undefined ? '' : actionLine(added, view), lifecycle.actionBy(by.name)]),
      ],
    },
    view,
  );
};

export const actionDoneCard = (
  { id, by }: NoticeOf<'actionDone'>,
  state: IncidentState,
  view: View,
): Card => {
  const { lifecycle } = words(view);
  const done = state.actions.find((entry) => entry.id === id);
  return noticeCard(
    state,
    {
      title: lifecycle.actionDoneTitle(id),
      tone: 'good',
      elements: [text([lifecycle.actionDone(by.name, done?.text ?? id)])],
    },
    view,
  );
};
