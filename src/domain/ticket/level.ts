import type { Policy } from '../policy.ts';
import { SEVERITIES, type Severity } from '../playbook/playbook.ts';
import type { FoundWord } from './event.ts';
import { askedBy } from './keyword-actions.ts';

/** Why a ticket has its level; `found`: the word or tag that decided. */
export interface LevelReason {
  readonly severity: Severity;
  readonly because: 'given' | 'keyword' | 'tag' | 'default';
  readonly found?: string;
}

/** Groups of escalation keywords in a text, with the first word of each (S0-30). */
export const wordsIn = (text: string, { common }: Policy): readonly FoundWord[] => {
  const plain = text.toLowerCase();
  return common.escalationKeywords.flatMap(({ id, words, action }) => {
    const word = words.find((one) => plain.includes(one.toLowerCase()));
    return word === undefined ? [] : [{ group: id, word, action }];
  });
};

const SHORTEST_TAG = 2;

/** The level whose example a tag is part of: 安全 of 安全事故 (S3-03). */
export const levelOfTag = (
  tag: string,
  { tickets, severityAliases }: Policy,
): Severity | undefined => {
  const plain = tag.trim().toLowerCase();
  if (plain.length < SHORTEST_TAG) return undefined;
  return SEVERITIES.find(
    (severity) =>
      severityAliases[severity].some((alias) => alias.toLowerCase() === plain) ||
      Object.values(tickets.schemes).some(({ levels }) =>
        levels[severity].examples?.some(
          (example) =>
            example.toLowerCase().includes(plain) || plain.includes(example.toLowerCase()),
        ),
      ),
  );
};

const graver = (a: LevelReason, b: LevelReason): LevelReason =>
  SEVERITIES.indexOf(b.severity) < SEVERITIES.indexOf(a.severity) ? b : a;

const DEFAULT: LevelReason = { severity: 'sev3', because: 'default' };

/** The level of a ticket: the one given, else the gravest that its words or tags speak for (S3-02, S3-03). */
export const levelFor = (
  given: Severity | undefined,
  words: readonly FoundWord[],
  tags: readonly string[],
  policy: Policy,
): LevelReason => {
  if (given !== undefined) return { severity: given, because: 'given' };
  const byWord = words.flatMap(({ word, action }): readonly LevelReason[] => {
    const severity = askedBy(action)?.severity;
    return severity === undefined ? [] : [{ severity, because: 'keyword', found: word }];
  });
  const byTag = tags.flatMap((tag): readonly LevelReason[] => {
    const severity = levelOfTag(tag, policy);
    return severity === undefined ? [] : [{ severity, because: 'tag', found: tag }];
  });
  return [...byWord, ...byTag].reduce(graver, DEFAULT);
};
