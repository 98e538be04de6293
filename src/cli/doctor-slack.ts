import type { StandingRooms } from '#domain/organisation/organisation.ts';
import type { Policy } from '#domain/policy.ts';
import type { Config } from '../config.ts';
import type { Finding } from './doctor-checks.ts';
import { linkedTo, type Links } from './doctor-links.ts';

const PLATFORM = 'slack';

const standing = ({ duty, command, feed, agents }: StandingRooms) =>
  [
    { name: 'duty', id: duty },
    { name: 'command', id: command },
    { name: 'feed', id: feed },
    ...agents.map((id, n) => ({ name: n === 0 ? 'agents' : `agents ${n + 1}`, id })),
  ].flatMap(({ name, id }) => (id === undefined ? [] : [{ name, id }]));

/** What Slack itself says of this installation; nothing where Slack is not on. */
export const checkSlackApp = async (
  { messengers: { slack } }: Config,
  { organisation }: Policy,
  links: Links,
): Promise<readonly Finding[]> => {
  if (slack === undefined) return [];
  const { checkSlack } = await import('#adapters/slack/doctor.ts');
  return checkSlack({
    ...slack,
    rooms: standing(organisation.rooms[PLATFORM] ?? { agents: [] }),
    people: organisation.people.map((person) => {
      const account = linkedTo(person, PLATFORM, links);
      return {
        name: person.name,
        ...(account === undefined ? {} : { account }),
        ...(person.email === undefined ? {} : { email: person.email }),
      };
    }),
    now: () => Date.now(),
  });
};
