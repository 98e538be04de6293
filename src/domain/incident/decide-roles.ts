import { reject } from '../rejection.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import {
  COMMAND,
  fact,
  happened,
  nothing,
  PARTICIPANT,
  RUNNING,
  unlessAllowed,
  unlessPhase,
} from './fact.ts';
import { COMMANDER, RESPONDER, actorOf, participates, unique } from './people.ts';
import type { IncidentState } from './state.ts';

const isRole = (role: string, policy: Policy): boolean =>
  role === RESPONDER || policy.common.roles.some(({ id }) => id === role);

const isSingle = (role: string, policy: Policy): boolean =>
  policy.common.roles.some(({ id, single }) => id === role && single);

/** The department contact to propose when nobody was named (S0-21, S1-09). */
const contactFor = (role: string, policy: Policy): PersonRef | undefined => {
  const names = policy.common.roles.find(({ id }) => id === role)?.names;
  const department = policy.organisation.departments.find(
    (candidate) =>
      candidate.id === role ||
      candidate.names['zh-CN'] === names?.['zh-CN'] ||
      names?.['zh-CN'].startsWith(candidate.names['zh-CN']),
  );
  const contact =
    department?.contact ??
    policy.organisation.people.find(({ groups }) => groups.includes(role))?.id;
  const actor = contact === undefined ? undefined : actorOf(policy, contact);
  return actor && { id: actor.id, name: actor.name };
};

/** The lead stands first in the list. */
const assign = (state: IncidentState, command: CommandOf<'assign'>, policy: Policy) => {
  const { role, people, lead, meta } = command;
  const refused =
    unlessPhase(state, 'assign', RUNNING) ??
    unlessAllowed(state, meta, policy, 'assign', [...COMMAND, 'opsSupervisor']);
  if (refused !== undefined) return refused;
  if (!isRole(role, policy)) return reject({ code: 'unknown-role', given: role });
  if (people.length === 0) {
    const suggestion = contactFor(role, policy);
    return reject({
      code: 'nobody-named',
      role,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  if (isSingle(role, policy) && people.length > 1) return reject({ code: 'single-role', role });
  const before = isSingle(role, policy) ? [] : (state.roles[role]?.people ?? []);
  const after = lead ? unique([...people, ...before]) : unique([...before, ...people]);
  const same =
    after.length === before.length && after.every(({ id }, index) => id === before[index]?.id);
  return same && !lead
    ? nothing
    : happened(fact(meta, 'role.assigned', { role, people: after, ...(lead ? { lead } : {}) }));
};

/** The role that is handed over when none was named: the one the actor holds. */
const heldBy = (state: IncidentState, person: PersonRef): string | undefined =>
  Object.entries(state.roles).find(([, { people }]) =>
    people.some(({ id }) => id === person.id),
  )?.[0];

const handover = (state: IncidentState, command: CommandOf<'handover'>, policy: Policy) => {
  const { to, note, meta } = command;
  const role = command.role === '' ? (heldBy(state, meta.actor) ?? COMMANDER) : command.role;
  const refused =
    unlessPhase(state, 'handover', RUNNING) ??
    unlessAllowed(state, meta, policy, 'handover', [...COMMAND, role]) ??
    unlessAllowed(state, meta, policy, 'handover', PARTICIPANT);
  if (refused !== undefined) return refused;
  if (!isRole(role, policy)) return reject({ code: 'unknown-role', given: role });
  return happened(
    fact(meta, 'handover.proposed', { role, to, ...(note === undefined ? {} : { note }) }),
  );
};

/** A handover counts once the other has taken it (domain 7, 22). */
const acceptHandover = (
  state: IncidentState,
  { role: given, meta }: CommandOf<'acceptHandover'>,
  policy: Policy,
) => {
  const refused = unlessPhase(state, 'handover', RUNNING);
  if (refused !== undefined) return refused;
  const found = Object.entries(state.handovers).find(
    ([role, { to }]) => to.id === meta.actor.id && (given === undefined || given === role),
  );
  if (found === undefined || actorOf(policy, meta.actor.id) === undefined)
    return reject({ code: 'handover-not-found' });
  const [role, { to, from }] = found;
  const others = (state.roles[role]?.people ?? []).filter(
    ({ id }) => id !== from?.id && id !== to.id,
  );
  return happened(
    fact(meta, 'handover.accepted', { role, ...(from === undefined ? {} : { from }) }),
    fact(meta, 'role.assigned', { role, people: [to, ...others], lead: true }),
  );
};

/** Someone comes to help; confidential incidents take in only whom a commander names. */
const join = (state: IncidentState, { meta }: CommandOf<'join'>, policy: Policy) => {
  const { actor } = meta;
  const refused = unlessPhase(state, 'join', RUNNING);
  if (refused !== undefined) return refused;
  if (actorOf(policy, actor.id) === undefined)
    return reject({ code: 'person-not-found', given: actor.name, similar: [] });
  if (state.joined[actor.id] !== undefined)
    return reject({ code: 'already-joined', key: state.key });
  if (state.confidential && !participates(state, actor, policy))
    return reject({ code: 'confidential', key: state.key });
  const people = unique([
    ...(state.roles[RESPONDER]?.people ?? []),
    { id: actor.id, name: actor.name },
  ]);
  return happened(fact(meta, 'role.assigned', { role: RESPONDER, people }));
};

export const decideRoles: Deciders<'assign' | 'handover' | 'acceptHandover' | 'join'> = {
  assign,
  handover,
  acceptHandover,
  join,
};
