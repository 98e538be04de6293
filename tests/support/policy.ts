import type { Policy } from '#domain/policy.ts';
import { HOUR } from '#domain/time.ts';
import { loadPolicy } from '#src/organisation/policy.ts';

const loaded = loadPolicy();
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message.en).join('\n'));

/** The shipped rules and the sample organisation. */
export const shippedPolicy: Policy = loaded.policy;

/** The shipped rules with some people, agents or departments replaced. */
export const policyWith = (organisation: Partial<Policy['organisation']>): Policy => ({
  ...shippedPolicy,
  organisation: { ...shippedPolicy.organisation, ...organisation },
});

/** The shipped rules, and rooms that are archived three days after closing. */
export const archivingPolicy: Policy = {
  ...shippedPolicy,
  common: {
    ...shippedPolicy.common,
    warRoom: { ...shippedPolicy.common.warRoom, archiveAfterMs: 72 * HOUR },
  },
};

/** Only this messenger is on, with the standing rooms that the sample organisation has there. */
export const onOnly = (messenger: string, policy: Policy): Policy => {
  const { [messenger]: rooms } = policy.organisation.rooms;
  return {
    ...policy,
    organisation: {
      ...policy.organisation,
      warRooms: [messenger],
      rooms: rooms === undefined ? {} : { [messenger]: rooms },
    },
  };
};

/** Everybody has an account on this messenger; who has none in the organisation file gets the one that `accountOf` names. */
export const everyoneOn = (
  messenger: string,
  accountOf: (person: string) => string,
  policy: Policy = shippedPolicy,
): Policy => ({
  ...policy,
  organisation: {
    ...policy.organisation,
    people: policy.organisation.people.map((person) => ({
      ...person,
      accounts: { [messenger]: accountOf(person.id), ...person.accounts },
    })),
  },
});
