import type { Policy } from '#domain/policy.ts';

/** Only Slack is on, with the standing channels of the sample organisation. */
export const onSlackOnly = (policy: Policy): Policy => {
  const { slack } = policy.organisation.rooms;
  return {
    ...policy,
    organisation: {
      ...policy.organisation,
      warRooms: ['slack'],
      rooms: slack === undefined ? {} : { slack },
    },
  };
};
