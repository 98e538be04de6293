import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { COMMAND, fact, happened, nothing, RUNNING, unlessAllowed, unlessPhase } from './fact.ts';
import { rosterOf } from './people.ts';
import type { IncidentState } from './state.ts';

/** S0-20: 10 % of the front line, rounded up, unless a number was given. */
const wantedCount = (given: number | undefined, policy: Policy): number =>
  given ?? Math.ceil(policy.organisation.agents * policy.common.standbyShare);

const standbyCall = (
  state: IncidentState,
  { meta, count }: CommandOf<'standbyCall'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'standby', RUNNING) ??
    unlessAllowed(state, meta, policy, 'standby', ['logistics', ...COMMAND, 'opsSupervisor']);
  if (refused !== undefined) return refused;
  const { standby } = state;
  if (standby !== undefined && standby.summarisedAt === undefined)
    return reject({ code: 'standby-already-called', at: standby.calledAt });
  const wanted = wantedCount(count, policy);
  const people = rosterOf('standby', policy).slice(0, wanted);
  return happened(fact(meta, 'standby.called', { count: wanted, people }));
};

/** Whoever was asked may answer; with an incomplete roster the call stands open to all agents. */
const standbyReply = (state: IncidentState, { meta, reply }: CommandOf<'standbyReply'>) => {
  const { standby } = state;
  if (standby === undefined) return reject({ code: 'standby-not-called' });
  const asked = standby.people.some(({ id }) => id === meta.actor.id);
  if (!asked && standby.people.length >= standby.count)
    return reject({ code: 'standby-not-asked' });
  return standby.replies[meta.actor.id] === reply
    ? nothing
    : happened(fact(meta, 'standby.replied', { reply }));
};

export const decideStandby: Deciders<'standbyCall' | 'standbyReply'> = {
  standbyCall,
  standbyReply,
};
