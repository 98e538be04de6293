import { fold } from '#commands/normalise.ts';
import type { PersonLookup } from '#commands/request.ts';
import { nearest } from '#commands/values/nearest.ts';
import type { Person } from '#domain/organisation/organisation.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';

const MOST_SIMILAR = 3;

const ref = ({ id, name }: Person): PersonRef => ({ id, name });

/** `@林悦`, `<@U_LIN>` and `<@U_LIN|lin>` all mean the bare word. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^<@(?<account>[^|>]+)(?:\|[^>]*)?>$/u, '$<account>')
    .replace(/^[@＠]/u, '');

const similarTo = (given: string, people: readonly Person[]): readonly PersonRef[] => {
  const near = nearest(
    given,
    people.map(({ name }) => name),
  );
  const inside = people.filter(
    ({ name }) => given !== '' && (fold(name).includes(fold(given)) || name === near),
  );
  return inside.slice(0, MOST_SIMILAR).map(ref);
};

/** Whom a typed word means: an account of this messenger, an id, an e-mail address, or a whole name. */
export const findPerson = (text: string, platform: string, policy: Policy): PersonLookup => {
  const { people } = policy.organisation;
  const given = bare(text);
  const exact = people.find((person) => person.accounts[platform] === given || person.id === given);
  if (exact !== undefined) return { person: ref(exact) };
  const wanted = fold(given);
  const found = people.filter(
    ({ id, name, email }) =>
      fold(name) === wanted ||
      fold(id) === wanted ||
      (email !== undefined && fold(email) === wanted),
  );
  const [first] = found;
  if (first === undefined) return { unknown: given, similar: similarTo(given, people) };
  return found.length === 1 ? { person: ref(first) } : { ambiguous: found.map(ref) };
};
