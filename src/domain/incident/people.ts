import type { Actor, PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Person } from '../organisation/organisation.ts';
import type { Severity } from '../playbook/playbook.ts';
import type { IncidentState } from './state.ts';

/** Anyone who joined without a named role. */
export const RESPONDER = 'responder';
export const COMMANDER = 'incidentCommander';

const ref = ({ id, name }: Person): PersonRef => ({ id, name });

/** The person of the organisation file as an actor, with today's rights; undefined once they left the file. */
export const actorOf = (policy: Policy, personId: string): Actor | undefined => {
  const person = policy.organisation.people.find(({ id }) => id === personId);
  return person && { ...ref(person), groups: groupsOf(person, policy) };
};

const headsOf = (policy: Policy): readonly string[] =>
  policy.organisation.departments.flatMap(({ head }) => (head === undefined ? [] : [head]));

const groupsOf = (person: Person, policy: Policy): readonly string[] =>
  headsOf(policy).includes(person.id) && !person.groups.includes('deptHead')
    ? [...person.groups, 'deptHead']
    : person.groups;

const partsOf = (role: string, policy: Policy): readonly string[] =>
  policy.common.roles.find(({ id }) => id === role)?.unionOf ?? [];

/** Each person once, in the order of their first mention. */
export const unique = (people: readonly PersonRef[]): readonly PersonRef[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];

const readRoster = (role: string, policy: Policy): readonly PersonRef[] => {
  const own = policy.organisation.people
    .filter((person) => groupsOf(person, policy).includes(role))
    .map(ref);
  return unique([...own, ...partsOf(role, policy).flatMap((part) => rosterOf(part, policy))]);
};

/** Asked for many times in one command, and a policy never changes once it is loaded. */
const rosters = new WeakMap<Policy, Map<string, readonly PersonRef[]>>();

/** Everyone the organisation file gives this role, unions resolved. */
export const rosterOf = (role: string, policy: Policy): readonly PersonRef[] => {
  const known = rosters.get(policy) ?? new Map<string, readonly PersonRef[]>();
  rosters.set(policy, known);
  const roster = known.get(role) ?? readRoster(role, policy);
  known.set(role, roster);
  return roster;
};

/** Whether a person is in the organisation file today. */
export const isOnFile = ({ id }: PersonRef, policy: Policy): boolean =>
  policy.organisation.people.some((person) => person.id === id);

/** Those assigned to a role, the lead first; who left the organisation file is no longer among them. */
const assignedTo = (state: IncidentState, role: string, policy: Policy): readonly PersonRef[] => {
  const assigned = Object.hasOwn(state.roles, role) ? state.roles[role] : undefined;
  if (assigned === undefined) return [];
  const { lead, people } = assigned;
  return (lead === undefined ? people : unique([lead, ...people])).filter((person) =>
    isOnFile(person, policy),
  );
};

/** Who acts for a role in this incident: those assigned, the lead first, else the roster's people. */
export const membersOf = (
  state: IncidentState,
  role: string,
  policy: Policy,
): readonly PersonRef[] => {
  const assigned = assignedTo(state, role, policy);
  if (assigned.length > 0) return assigned;
  const parts = partsOf(role, policy);
  if (parts.length === 0) return rosterOf(role, policy);
  return unique([
    ...rosterOf(role, policy),
    ...parts.flatMap((part) => membersOf(state, part, policy)),
  ]);
};

/** Whether a person holds a role here: by assignment, by roster, or through a part of a union. */
export const holdsRole = (
  state: IncidentState,
  person: PersonRef,
  role: string,
  policy: Policy,
): boolean =>
  assignedTo(state, role, policy).some(({ id }) => id === person.id) ||
  rosterOf(role, policy).some(({ id }) => id === person.id) ||
  partsOf(role, policy).some((part) => holdsRole(state, person, part, policy));

/** The graded level, or the suggested one until somebody grades (domain 0.5, "Who is invited"). */
export const effectiveSeverity = (state: IncidentState): Severity =>
  state.severity ?? state.suggestion.severity;

/** Roles whose people belong into the room; executives only after a real grading. */
export const invitedRoles = (state: IncidentState): readonly string[] => {
  const roles = [
    ...state.playbooks.flatMap(({ playbook }) => playbook.roles.map(({ role }) => role)),
    'onsiteResponse',
    'communications',
    'opsSupervisor',
    'dutyOps',
  ].filter((role) => role !== 'leadership');
  if (effectiveSeverity(state) !== 'sev3') roles.push('commandGroup');
  if (state.severity === 'sev1') roles.push('leadership');
  // An incident made from a ticket that no department has yet takes all heads in (S4-21).
  if (state.fromTicket !== undefined && state.fromDepartment === undefined) roles.push('deptHead');
  return [...new Set(roles)];
};

/** The head of the department that had the ticket (S4-21). */
const headOf = (department: string | undefined, policy: Policy): readonly PersonRef[] => {
  const head = policy.organisation.departments.find(({ id }) => id === department)?.head;
  return policy.organisation.people.filter(({ id }) => id === head).map(ref);
};

/** Everyone who belongs into the war rooms now. */
export const inviteesOf = (state: IncidentState, policy: Policy): readonly PersonRef[] =>
  unique([
    state.opener,
    ...headOf(state.fromDepartment, policy),
    ...invitedRoles(state).flatMap((role) => membersOf(state, role, policy)),
    ...Object.values(state.roles).flatMap(({ people }) => people),
  ]).filter((person) => isOnFile(person, policy));

/** Everyone of the incident: who belongs into its rooms, and who is in one. */
export const everyoneOf = (state: IncidentState, policy: Policy): readonly PersonRef[] =>
  unique([
    ...inviteesOf(state, policy),
    ...policy.organisation.people.filter(({ id }) => state.joined[id] !== undefined).map(ref),
  ]);

/** Whether a person takes part: invited, assigned, joined, or of a group that may always act. */
export const participates = (state: IncidentState, person: PersonRef, policy: Policy): boolean => {
  const actor = actorOf(policy, person.id);
  if (actor === undefined) return false; // left the organisation file: rights end at once (domain 7, 43)
  return (
    state.joined[person.id] !== undefined ||
    inviteesOf(state, policy).some(({ id }) => id === person.id) ||
    holdsRole(state, person, 'commandGroup', policy) ||
    (state.severity === 'sev1' && holdsRole(state, person, 'leadership', policy))
  );
};
