import type { DeadlineRef } from '#domain/incident/event.ts';
import type { IncidentState, Task } from '#domain/incident/state.ts';
import { unanswered, unprogressed } from '#domain/incident/tickets.ts';
import type { Button } from './card.ts';
import { voteButtons } from './approval-card.ts';
import { button } from './build.ts';
import { channelsLeft } from './incident-facts.ts';
import { gradeButtons } from './status-buttons.ts';
import { channelName, say, words, type View } from './view.ts';

const PRIMARY = { style: 'primary' } as const;
const FORM = { style: 'primary', form: true } as const;

/** The task behind a deadline; undefined for the other kinds. */
export const taskOf = (state: IncidentState, deadline: Pick<DeadlineRef, 'id'>): Task | undefined =>
  state.tasks.find(({ id }) => deadline.id === `task:${id}`);

/** Channels a task asks for that no announcement since its start has reached (S0-12). */
export const unpublishedChannels = (state: IncidentState, task: Task): readonly string[] =>
  (task.channels ?? []).filter(
    (channel) =>
      !state.announcements.some(({ published }) =>
        published.some((done) => done.channel === channel && done.at >= task.anchoredAt),
      ),
  );

/** Tickets whose customers have not heard what a task asks for (S0-52, S0-53). */
export const ticketsLeft = (state: IncidentState, { completesOn }: Task): readonly string[] => {
  if (completesOn?.event === 'tickets.progressAll') return unprogressed(state);
  return completesOn?.event === 'tickets.answeredAll' ? unanswered(state) : [];
};

/** An approved announcement waits only for its channels; otherwise there is one to write. */
const announcementButtons = (state: IncidentState, view: View): readonly Button[] => {
  const { buttons } = words(view).deadlines;
  const ready = state.announcements.findLast(
    (announcement) =>
      (announcement.status === 'approved' || announcement.status === 'published') &&
      channelsLeft(announcement).length > 0,
  );
  return ready === undefined
    ? [button(buttons.draft, 'announce draft', FORM)]
    : channelsLeft(ready).map((channel) =>
        button(
          buttons.sent(channelName(channel, view)),
          `announce sent ${ready.id} ${channel}`,
          PRIMARY,
        ),
      );
};

const taskButtons = (state: IncidentState, task: Task, view: View): readonly Button[] => {
  const { buttons } = words(view).deadlines;
  const done = button(
    buttons.done(say(task.title, view)),
    `task done ${task.id}`,
    task.precondition === undefined ? PRIMARY : FORM,
  );
  if (task.requires?.includes('priority') === true)
    return [button(buttons.startMeeting, 'meeting start', FORM), done];
  switch (task.completesOn?.event) {
    case 'announcement.published':
      return announcementButtons(state, view);
    case 'wording.published':
      return [button(buttons.setWording, 'wording set', FORM)];
    case 'update.byRole':
      return [button(buttons.update, 'update', FORM)];
    case 'plan.approved':
      return [button(buttons.plan, 'plan propose', FORM)];
    case 'standby.called':
      return [button(buttons.standby, 'standby call', PRIMARY)];
    case 'meeting.started':
      return [button(buttons.startMeeting, 'meeting start', FORM)];
    case 'roles.filled':
      return [button(buttons.assign, 'assign', FORM), done];
    case 'room.joined':
    case 'tickets.progressAll':
    case 'tickets.answeredAll':
    case undefined:
      return [done];
  }
};

/** What does the thing a deadline asks for. */
export const deadlineButtons = (
  state: IncidentState,
  deadline: DeadlineRef,
  view: View,
): readonly Button[] => {
  const { buttons } = words(view).deadlines;
  const task = taskOf(state, deadline);
  switch (deadline.kind) {
    case 'task':
      return task === undefined || task.status !== 'open' ? [] : taskButtons(state, task, view);
    case 'grade':
      return gradeButtons(state, view);
    case 'update':
      return [button(buttons.update, 'update', FORM)];
    case 'approval':
      return voteButtons(deadline.id.replace(/^approval:/u, ''), view);
    case 'promise': {
      const [, old = ''] = deadline.id.split(':');
      return [button(buttons.draft, `announce draft --supersedes ${old}`, FORM)];
    }
    case 'standbySummary':
      return [button(buttons.standbyList, 'standby list')];
    case 'postmortemDraft':
    case 'postmortemReview':
      return [button(buttons.postmortem, 'postmortem show', PRIMARY)];
    case 'action': {
      const id = deadline.id.replace(/^action:/u, '');
      return [button(buttons.actionDone(id), `action done ${id}`, PRIMARY)];
    }
  }
};

/** Says that one knows, why it takes longer, and until when (domain 0.5, `ack`). */
export const ackButtons = (deadlines: readonly DeadlineRef[], view: View): readonly Button[] => {
  const { buttons } = words(view).deadlines;
  return deadlines.map((deadline) =>
    button(
      deadlines.length === 1 ? buttons.ackOne : buttons.ack(say(deadline.title, view)),
      `ack ${deadline.id.replace(/^task:/u, '')}`,
      { form: true },
    ),
  );
};
