import type { Policy } from '#domain/policy.ts';
import { linkedTo, type Links } from './doctor-links.ts';

/** A standing room of the organisation file: `duty` and its id. */
interface StandingRoom {
  readonly name: string;
  readonly id: string;
}

/** The standing rooms on one messenger, as far as they are named. */
export const standingRooms = (
  { organisation }: Policy,
  platform: string,
): readonly StandingRoom[] => {
  const { duty, command, feed, agents } = organisation.rooms[platform] ?? { agents: [] };
  return [
    { name: 'duty', id: duty },
    { name: 'command', id: command },
    { name: 'feed', id: feed },
    ...agents.map((id, n) => ({ name: n === 0 ? 'agents' : `agents ${n + 1}`, id })),
  ].flatMap(({ name, id }) => (id === undefined ? [] : [{ name, id }]));
};

interface KnownPerson {
  readonly name: string;
  readonly account?: string;
  readonly email?: string;
}

/**
 * Everybody, with what is known of them on one messenger of those that are on. Who has no account here and one on
 * another is reached there, and not looked for by e-mail.
 */
export const knownPeople = (
  { organisation }: Policy,
  platform: string,
  on: readonly string[],
  links: Links,
): readonly KnownPerson[] =>
  organisation.people.map((person) => {
    const { name, email } = person;
    const account = linkedTo(person, platform, links);
    if (account !== undefined) return { name, account, ...(email === undefined ? {} : { email }) };
    const isElsewhere = on.some((other) => linkedTo(person, other, links) !== undefined);
    return { name, ...(email === undefined || isElsewhere ? {} : { email }) };
  });
