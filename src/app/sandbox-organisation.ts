import type { Organisation, StandingRooms } from '#domain/organisation/organisation.ts';
import type { Policy } from '#domain/policy.ts';

/**
 * In the sandbox everyone of the organisation file has an account, and the standing channels are its own;
 * the file need not say so.
 */
export const withSandbox = (
  platform: string,
  rooms: StandingRooms,
): ((policy: Policy) => Policy) => {
  // The same rules must give the same object: others notice a reload by that.
  const known = new WeakMap<Policy, Policy>();
  const extend = (organisation: Organisation): Organisation => ({
    ...organisation,
    people: organisation.people.map((person) => ({
      ...person,
      accounts: { ...person.accounts, [platform]: person.accounts[platform] ?? person.id },
    })),
    rooms: { ...organisation.rooms, [platform]: organisation.rooms[platform] ?? rooms },
  });
  return (policy) => {
    const before = known.get(policy);
    if (before !== undefined) return before;
    const made = { ...policy, organisation: extend(policy.organisation) };
    known.set(policy, made);
    return made;
  };
};
