import { fold } from '#commands/normalise.ts';
import type { PersonLookup } from '#commands/request.ts';
import { nearest } from '#commands/values/nearest.ts';
import type { Person } from '#domain/organisation/organisation.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Directory } from './directory.ts';

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

/** Accounts of this messenger that people linked or that were found by e-mail, with whom they belong to. */
export type Linked = ReadonlyMap<string, string>;

const MENTIONED = /<@(?<account>[^|>\s]+)(?:\|[^>]*)?>/gu;
const ACCOUNT = /^[\w.:-]{2,64}$/u;
/** Nobody names more people in one line. */
const MOST_NAMED = 50;

/** Linked accounts that a line mentions, or that a picker of a form gave; unknown ones are looked into later. */
export const linkedIn = async (
  texts: readonly string[],
  platform: string,
  directory: Pick<Directory, 'personOf'>,
): Promise<Linked> => {
  const [line = '', ...picked] = texts;
  const mentioned = [...line.matchAll(MENTIONED)].flatMap(
    ({ groups }) => groups?.['account'] ?? [],
  );
  const chosen = picked.flatMap((value) => value.split(',').map(bare));
  const accounts = [...new Set([...mentioned, ...chosen.filter((value) => ACCOUNT.test(value))])];
  const found = await Promise.all(
    accounts.slice(0, MOST_NAMED).map(async (id) => {
      const person = await directory.personOf(platform, id);
      return person === undefined ? [] : [[id, person] as const];
    }),
  );
  return new Map(found.flat());
};

/** Whom a typed word means: an account of this messenger, an id, an e-mail address, or a whole name. */
export const findPerson = (
  text: string,
  platform: string,
  policy: Policy,
  linked: Linked,
): PersonLookup => {
  const { people } = policy.organisation;
  const given = bare(text);
  const exact = people.find(
    ({ accounts, id }) => accounts[platform] === given || id === given || id === linked.get(given),
  );
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
