import type { EventOf, IncidentEvent } from '../incident/event.ts';
import { rosterOf } from '../incident/people.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { RoleRow, Who } from './model.ts';
import { eventsOf, isAction, known } from './record.ts';

const distinct = <T extends PersonRef>(people: readonly T[]): readonly T[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];

const peopleOf = (assignments: readonly EventOf<'role.assigned'>[]): RoleRow['people'] => {
  const rows = new Map<string, RoleRow['people'][number]>();
  for (const { data, occurredAt } of assignments)
    for (const [index, person] of data.people.entries()) {
      const before = rows.get(person.id);
      const lead = before?.lead === true || (data.lead === true && index === 0);
      rows.set(person.id, { person, assignedAt: before?.assignedAt ?? occurredAt, lead });
    }
  return [...rows.values()];
};

const handoversOf = (role: string, events: readonly IncidentEvent[]): RoleRow['handovers'] =>
  eventsOf(events, 'handover.accepted')
    .filter(({ data }) => data.role === role)
    .map(({ data, actor, occurredAt }) => ({
      ...known('from', data.from),
      to: actor,
      at: occurredAt,
    }));

/** The first thing one of these people did after having been named. */
const firstActionOf = (
  people: RoleRow['people'],
  events: readonly IncidentEvent[],
): RoleRow['firstAction'] => {
  const event = events.find(
    (each) =>
      isAction(each) &&
      people.some(
        ({ person, assignedAt }) => person.id === each.actor.id && each.occurredAt > assignedAt,
      ),
  );
  return event === undefined
    ? undefined
    : { by: event.actor, at: event.occurredAt, kind: event.type };
};

const TECHNICAL = 'techSupport';

const row = (
  role: string,
  assignments: readonly EventOf<'role.assigned'>[],
  events: readonly IncidentEvent[],
  policy: Policy,
): RoleRow => {
  const people = peopleOf(assignments);
  const firstAction = firstActionOf(people, events);
  const assignedAt = Math.min(...people.map((each) => each.assignedAt));
  return {
    role,
    people,
    handovers: handoversOf(role, events),
    ...known('firstAction', firstAction),
    ...known('responseMs', firstAction === undefined ? undefined : firstAction.at - assignedAt),
    ...known(
      'benchmarkMs',
      role === TECHNICAL ? policy.common.deadlines.techOnSite.dueMs : undefined,
    ),
  };
};

/** Who held which role from when, what they did first, who approved and when leadership came in. */
export const whoTookPart = (events: readonly IncidentEvent[], policy: Policy): Who => {
  const byRole = Map.groupBy(eventsOf(events, 'role.assigned'), ({ data }) => data.role);
  const leadership = new Set(rosterOf('leadership', policy).map(({ id }) => id));
  const leadershipEvent = events.find(
    (event) =>
      (event.type === 'room.joined' && event.data.people.some(({ id }) => leadership.has(id))) ||
      (isAction(event) && leadership.has(event.actor.id)),
  );
  return {
    roles: [...byRole].map(([role, assignments]) => row(role, assignments, events, policy)),
    approvers: distinct(eventsOf(events, 'approval.approved').flatMap(({ data }) => data.by)),
    ...known('leadershipJoinedAt', leadershipEvent?.occurredAt),
  };
};
