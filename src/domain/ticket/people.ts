import { rosterOf, unique } from '../incident/people.ts';
import type { Department } from '../organisation/organisation.ts';
import type { Actor, PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Severity } from '../playbook/playbook.ts';
import type { TicketClock } from './clocks.ts';
import type { FoundWord } from './event.ts';
import { askedBy } from './keyword-actions.ts';
import type { TicketState } from './state.ts';

/** Who works on any ticket; others on their own, and on those of their department (S2-25). */
export const TICKET_HANDLERS: readonly string[] = [
  'customerCare',
  'teamLead',
  'supervisor',
  'seniorAgent',
  'opsSupervisor',
  'dutyOps',
  'commandGroup',
];
/** Who takes over where nobody of the wanted role is on the roster. */
const FALLBACK: readonly string[] = ['supervisor', 'customerCare', 'opsSupervisor', 'commandGroup'];

const firstStaffed = (roles: readonly string[], policy: Policy): readonly PersonRef[] =>
  roles.map((role) => rosterOf(role, policy)).find((people) => people.length > 0) ?? [];

export const departmentOf = (id: string | undefined, policy: Policy): Department | undefined =>
  policy.organisation.departments.find((department) => department.id === id);

const refOf = (id: string | undefined, policy: Policy): readonly PersonRef[] =>
  policy.organisation.people
    .filter((person) => person.id === id)
    .map(({ id: person, name }) => ({ id: person, name }));

/** Who is told that something was transferred to a department: its contact, else its head. */
export const contactsOf = (
  department: string | undefined,
  policy: Policy,
): readonly PersonRef[] => {
  const found = departmentOf(department, policy);
  const contacts = refOf(found?.contact, policy);
  return contacts.length > 0 ? contacts : refOf(found?.head, policy);
};

const lastDepartment = ({ transfers }: TicketState): string | undefined =>
  transfers.at(-1)?.department;

/** Whether somebody belongs to the department that has the ticket. */
export const isOfDepartment = (state: TicketState, actor: Actor, policy: Policy): boolean => {
  const found = departmentOf(lastDepartment(state), policy);
  if (found === undefined) return false;
  return found.head === actor.id || found.contact === actor.id || actor.groups.includes(found.id);
};

/** Whether somebody works on any ticket. */
export const isHandler = ({ groups }: Actor): boolean =>
  groups.some((group) => TICKET_HANDLERS.includes(group));

/** Whether somebody sees every ticket there is. */
export const seesEveryTicket = (actor: Actor): boolean =>
  isHandler(actor) || actor.groups.includes('leadership');

/** Whether somebody may work on this ticket, and see it. */
export const mayWorkOn = (state: TicketState, actor: Actor, policy: Policy): boolean =>
  seesEveryTicket(actor) ||
  state.addedBy.id === actor.id ||
  state.owner?.id === actor.id ||
  state.asked.some(({ id }) => id === actor.id) ||
  isOfDepartment(state, actor, policy);

/** Who takes over, by what was said; the command group is not called for one ticket while others are there. */
export const seniorsFor = (words: readonly FoundWord[], policy: Policy): readonly PersonRef[] => {
  const roles = new Set(words.flatMap(({ action }) => askedBy(action)?.roles ?? []));
  if (roles.size === 0) roles.add('seniorAgent');
  const commanding = new Set(rosterOf('commandGroup', policy).map(({ id }) => id));
  const found = [...roles].flatMap((role) => {
    const people = rosterOf(role, policy);
    const free = people.filter(({ id }) => !commanding.has(id));
    return free.length > 0 ? free : people;
  });
  return found.length > 0 ? unique(found) : firstStaffed(FALLBACK, policy);
};

/** Whether a word asks for somebody to take over. */
export const asksForSenior = ({ action }: FoundWord): boolean => askedBy(action) !== undefined;

/** Role that looks after a ticket of this level: 普通→班组长, 重大→运营主管 (S2-07). */
export const ownerRoleFor = (severity: Severity, { tickets }: Policy): string =>
  Object.values(tickets.schemes).find(({ levels }) => levels[severity].owner !== undefined)?.levels[
    severity
  ].owner ?? 'supervisor';

/** Who is reminded before a clock passes. */
export const responsibleFor = (
  state: TicketState,
  { id }: TicketClock,
  policy: Policy,
): readonly PersonRef[] => {
  if (id === 'accept') return contactsOf(lastDepartment(state), policy);
  if (id === 'handover') return state.asked;
  if (state.owner !== undefined) return [state.owner];
  return firstStaffed([state.ownerRole, ...FALLBACK], policy);
};

/** Who is told once it has passed (S3-05, S3-08, S4-20). */
export const toldOnBreach = (
  state: TicketState,
  { onBreach }: TicketClock,
  policy: Policy,
): readonly PersonRef[] => {
  const head =
    onBreach === 'deptHead' ? departmentOf(lastDepartment(state), policy)?.head : undefined;
  const heads = refOf(head, policy);
  return heads.length > 0 ? heads : firstStaffed([onBreach, ...FALLBACK], policy);
};

/** Who is called when nothing happened after that. */
export const calledAgain = ({ severity }: TicketState, policy: Policy): readonly PersonRef[] =>
  firstStaffed(severity === 'sev1' ? ['commandGroup'] : ['opsSupervisor', 'commandGroup'], policy);
