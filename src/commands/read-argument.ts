import type { PersonRef } from '#domain/person.ts';
import type { Argument, ArgumentKind } from './argument.ts';
import { isFault, type Fault } from './fault.ts';
import type { Value } from './given.ts';
import { fold, foldKey, halfWidth, lengthOf } from './normalise.ts';
import type { ParseContext } from './request.ts';
import { readDuration } from './values/duration.ts';
import { allowedFor, betterThan, exampleOf } from './values/example.ts';
import { optionsFor, readId } from './values/ids.ts';
import { exampleDate, isDayOnly, readInstant } from './values/instant.ts';
import { readLevel } from './values/level.ts';
import { nearest } from './values/nearest.ts';
import { readNumber, readUsers } from './values/quantity.ts';
import { readRegions, readWords } from './values/regions.ts';
import { readRole } from './values/role.ts';
import { readScenario } from './values/scenario.ts';
import { findTerm, flagsOf } from './values/vocabulary.ts';

type Reading = Value | Fault;

const invalid = (given: string, argument: Argument, context: ParseContext): Fault => ({
  fault: 'invalid',
  given,
  allowed: allowedFor(argument, context),
  better: betterThan(given, argument, context),
});

const text = (value: string): Value => ({ is: 'text', text: value });
const number = (value: number): Value => ({ is: 'number', number: value });

const readText = (given: string, { maxLength }: Argument): Reading => {
  const value = given.trim();
  const length = lengthOf(value);
  return maxLength !== undefined && length > maxLength
    ? { fault: 'too-long', length, limit: maxLength }
    : text(value);
};

const readOneOf = (given: string, argument: Argument, context: ParseContext): Reading => {
  const found = argument.choices?.find(({ value, label, words }) =>
    [value, ...Object.values(label), ...words].some((word) => foldKey(word) === foldKey(given)),
  );
  if (found !== undefined) return text(found.value);
  return argument.others === true ? readText(given, argument) : invalid(given, argument, context);
};

const named = (
  given: string,
  found: string | undefined,
  argument: Argument,
  context: ParseContext,
): Reading => (found === undefined ? invalid(given, argument, context) : text(found));

const readInstantArgument = (given: string, argument: Argument, context: ParseContext): Reading => {
  const moment = { ...context, sense: argument.sense ?? 'future' };
  const reading = readInstant(given, moment);
  if ('instant' in reading) return number(reading.instant);
  const fault = reading.problem === 'past' ? 'time-in-past' : 'time-unreadable';
  const better = isDayOnly(given, moment)
    ? exampleDate(moment)
    : exampleOf({ ...argument, kind: 'instant' }, context);
  return { fault, given, better };
};

/** A period may also be told by its end: `--due 18:00`. */
const readPeriod = (given: string, argument: Argument, context: ParseContext): Reading => {
  const length = readDuration(given);
  if (length !== undefined) return number(length);
  if (argument.sense === undefined) return invalid(given, argument, context);
  const reading = readInstantArgument(given, argument, context);
  if (!isFault(reading))
    return reading.is === 'number' ? number(Math.max(1, reading.number - context.now)) : reading;
  return reading.fault === 'time-unreadable' ? invalid(given, argument, context) : reading;
};

const readBoundedNumber = (given: string, argument: Argument, context: ParseContext): Reading => {
  const value = readNumber(given);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = argument;
  return value === undefined || value < min || value > max
    ? invalid(given, argument, context)
    : number(value);
};

const readUrl = (given: string, argument: Argument, context: ParseContext): Reading => {
  // Slack writes links as <https://…|label>.
  const bare = halfWidth(given.trim()).replace(/^<([^|>]*)(\|[^>]*)?>$/, '$1');
  return /^https?:\/\/\S+$/i.test(bare) ? text(bare) : invalid(given, argument, context);
};

const isMention = (word: string): boolean => /^<(@|at\s)/.test(word);

/** One name, for `findPerson`: without @, mentions as they are. */
const personText = (word: string): string => (isMention(word) ? word : word.replace(/^[@＠]+/, ''));

const nobody = (given: string): Fault => ({
  fault: 'rejected',
  rejection: { code: 'person-not-found', given, similar: [] },
});

const readPeople = (given: readonly string[], context: ParseContext): Reading => {
  const words = given
    .flatMap((word) => word.split(/[,，、](?![^<]*>)/))
    .map((word) => personText(word.trim()))
    .filter((word) => word !== '');
  if (words.length === 0) return nobody(given.join(' '));
  const people: PersonRef[] = [];
  for (const word of words) {
    const found = context.findPerson(word);
    if ('ambiguous' in found)
      return {
        fault: 'rejected',
        rejection: { code: 'person-ambiguous', given: word, candidates: found.ambiguous },
      };
    if ('unknown' in found)
      return {
        fault: 'rejected',
        rejection: { code: 'person-not-found', given: found.unknown, similar: found.similar },
      };
    if (!people.some(({ id }) => id === found.person.id)) people.push(found.person);
  }
  return { is: 'people', people };
};

const readList = (given: string, argument: Argument, context: ParseContext): Reading => {
  const list = readWords(given);
  if (argument.from === 'flags') {
    const flags = flagsOf(context.policy);
    return { is: 'list', list: list.map((word) => findTerm(word, flags)?.id ?? word) };
  }
  const known = optionsFor(argument.from, context).map(({ value }) => value);
  const values = list.map((word) => readId(word, argument.from, context));
  const stranger = values.find((value) => known.length > 0 && !known.includes(value));
  return stranger === undefined
    ? { is: 'list', list: values }
    : invalid(stranger, argument, context);
};

/** Done, skipped or of an earlier episode: the core knows which one is meant, and says what became of it. */
const isKnownTask = (id: string, { incident }: ParseContext): boolean =>
  incident?.tasks.some((task) => task.id === id || task.item === id) === true;

/** A slip in an id is told at once; a stranger is left to the core, which knows the incident. */
const readIdArgument = (given: string, argument: Argument, context: ParseContext): Reading => {
  const id = readId(given, argument.from, context);
  const known = optionsFor(argument.from, context).map(({ value }) => value);
  const slip =
    known.length > 0 &&
    !known.includes(id) &&
    !isKnownTask(id, context) &&
    argument.from !== 'announcements' &&
    argument.from !== 'actions' &&
    argument.from !== 'approvals';
  return slip && nearest(id, known) !== undefined
    ? invalid(given, argument, context)
    : readText(id, argument);
};

const readFlag = (given: string): Value => ({
  is: 'flag',
  on: !/^(false|no|off|0|否|不)$/.test(fold(given)),
});

type Reader = (given: string, argument: Argument, context: ParseContext) => Reading;

const READERS: Readonly<Record<Exclude<ArgumentKind, 'person' | 'people'>, Reader>> = {
  text: readText,
  rest: readText,
  id: readIdArgument,
  level: (given, argument, context) =>
    named(given, readLevel(given, context.policy), argument, context),
  scenario: (given, argument, context) =>
    named(given, readScenario(given, context.policy), argument, context),
  role: (given, argument, context) =>
    named(given, readRole(given, context.policy), argument, context),
  duration: readPeriod,
  instant: readInstantArgument,
  number: readBoundedNumber,
  users: (given, argument, context) => {
    const users = readUsers(given);
    return users === undefined ? invalid(given, argument, context) : number(users);
  },
  regions: (given, _, { locale }) => ({ is: 'list', list: readRegions(given, locale) }),
  words: readList,
  url: readUrl,
  choice: readOneOf,
  flag: readFlag,
  // Pairs are read by readVars.
  vars: () => ({ is: 'vars', vars: {} }),
};

/** The value of an argument from what was typed for it; several pieces only for people and lists. */
export const readArgument = (
  argument: Argument,
  pieces: readonly string[],
  context: ParseContext,
): Reading => {
  const { kind } = argument;
  if (kind === 'person' || kind === 'people') return readPeople(pieces, context);
  const between = kind === 'words' || kind === 'regions' ? ',' : ' ';
  return READERS[kind](pieces.join(between), argument, context);
};
