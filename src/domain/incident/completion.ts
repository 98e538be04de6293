import { SYSTEM } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Completion } from '../playbook/playbook.ts';
import type { CommandMeta } from './command.ts';
import type { IncidentEvent } from './event.ts';
import { fact } from './fact.ts';
import { holdsRole, membersOf } from './people.ts';
import type { IncidentState, Task } from './state.ts';
import { missingFacts, openTasks } from './tasks.ts';
import { ticketCount, unanswered, unprogressed } from './tickets.ts';

const published = (state: IncidentState, since: number) =>
  state.announcements.flatMap((announcement) =>
    announcement.published
      .filter(({ at }) => at >= since)
      .map(({ channel }) => ({
        channel,
        kind: announcement.kind,
        template: announcement.template,
      })),
  );

const announcementMet = (state: IncidentState, task: Task, completion: Completion): boolean => {
  const out = published(state, task.anchoredAt);
  const [wanted = 'all'] = completion.of;
  if (wanted !== 'all')
    return out.some(({ kind, template }) => kind === wanted || template === wanted);
  const channels = task.channels ?? [];
  return (
    channels.length > 0 && channels.every((name) => out.some(({ channel }) => channel === name))
  );
};

const roomMet = (state: IncidentState, roles: readonly string[], policy: Policy): boolean =>
  roles.every((role) =>
    membersOf(state, role, policy).some(({ id }) => state.joined[id] !== undefined),
  );

const rolesMet = (state: IncidentState, roles: readonly string[]): boolean =>
  roles.every((role) => (state.roles[role]?.people.length ?? 0) > 0);

/** Whether what ticks this item by itself has come true in `state`, given the events just decided. */
const met = (
  state: IncidentState,
  task: Task,
  completion: Completion,
  events: readonly IncidentEvent[],
  policy: Policy,
): boolean => {
  switch (completion.event) {
    case 'wording.published':
      return state.wordings.some(
        ({ publishedAt, status }) =>
          status === 'published' && publishedAt !== undefined && publishedAt >= task.anchoredAt,
      );
    case 'announcement.published':
      return announcementMet(state, task, completion);
    case 'update.byRole':
      return events.some(
        ({ type, actor }) => type === 'update.posted' && holdsRole(state, actor, task.role, policy),
      );
    case 'plan.approved':
      return events.some(({ type }) => type === 'plan.approved');
    case 'standby.called':
      return events.some(({ type }) => type === 'standby.called');
    case 'room.joined':
      return roomMet(state, completion.of, policy);
    case 'roles.filled':
      return rolesMet(state, completion.of);
    case 'meeting.started':
      return (
        events.some(({ type }) => type === 'meeting.started') &&
        missingFacts(state, task).length === 0
      );
    case 'tickets.progressAll':
      return ticketCount(state) > 0 && unprogressed(state).length === 0;
    case 'tickets.answeredAll':
      return ticketCount(state) > 0 && unanswered(state).length === 0;
  }
};

/** Nobody ticks what is true because people are there; all else is the doing of whoever acted. */
const asWhom = (meta: CommandMeta, { event }: Completion): CommandMeta =>
  event === 'room.joined' ? { ...meta, actor: SYSTEM } : meta;

/** Items that tick themselves because of the events just decided; `state` already holds those events. */
export const completions = (
  state: IncidentState,
  events: readonly IncidentEvent[],
  meta: CommandMeta,
  policy: Policy,
): readonly IncidentEvent[] => {
  const facts = events.some(({ type }) => type === 'facts.recorded');
  return openTasks(state).flatMap((task) => {
    const { completesOn } = task;
    const lateMs = Math.max(0, meta.now - task.dueAt);
    if (completesOn !== undefined)
      return met(state, task, completesOn, events, policy)
        ? [
            fact(asWhom(meta, completesOn), 'task.done', {
              id: task.id,
              by: completesOn.event,
              lateMs,
            }),
          ]
        : [];
    // Only newly told facts tick an item that waits for facts: evidence still wants a person's word (E11).
    return facts && task.requires !== undefined && missingFacts(state, task).length === 0
      ? [fact(meta, 'task.done', { id: task.id, by: 'facts.recorded', lateMs })]
      : [];
  });
};
