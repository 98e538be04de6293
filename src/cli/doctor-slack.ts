import type { Policy } from '#domain/policy.ts';
import type { Config } from '../config.ts';
import type { Finding } from './doctor-checks.ts';
import type { Links } from './doctor-links.ts';
import { knownPeople, standingRooms } from './doctor-places.ts';

const PLATFORM = 'slack';

/** What Slack itself says of this installation; nothing where Slack is not on. */
export const checkSlackApp = async (
  { messengers }: Config,
  policy: Policy,
  links: Links,
): Promise<readonly Finding[]> => {
  const { slack } = messengers;
  if (slack === undefined) return [];
  const { checkSlack } = await import('#adapters/slack/doctor.ts');
  return checkSlack({
    ...slack,
    rooms: standingRooms(policy, PLATFORM),
    people: knownPeople(policy, PLATFORM, Object.keys(messengers), links),
    now: () => Date.now(),
  });
};
