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
