import { LOCALES, type Localised } from '#domain/locale.ts';
import type { ForbiddenPhrase, Playbook, Script } from '#domain/playbook/playbook.ts';
import type { YamlPath } from '../yaml-file.ts';
import type { Report } from './report.ts';

/** Filled in everywhere without being asked for. */
const AMBIENT = ['company', 'agentNo'];

/** What wording and scripts may name: the facts an incident or a ticket can know (domain 0.5, 6). */
const FACTS = [
  ...AMBIENT,
  'action',
  'actions',
  'answerBy',
  'cause',
  'contact',
  'dept',
  'eta',
  'facts',
  'impact',
  'issue',
  'nextUpdate',
  'person',
  'product',
  'progress',
  'progressBy',
  'recoveredAt',
  'replyWithin',
  'risk',
  'topic',
  'waitMinutes',
  'workaround',
];

const VARIABLE = /\{\{([A-Za-z]\w*)\}\}/g;

/** Names between double braces. */
const variablesOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name));

/** The first brace that is not part of a variable, with some of what follows. */
const strayBrace = (text: string): string | undefined =>
  /\{\{?[^{}]*\}?\}?|\}+/.exec(text.replaceAll(VARIABLE, ''))?.[0];

const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...some].filter((name) => !others.has(name));

/** Checks one text in both languages: brace syntax, known variables, the same ones in each. */
const checkVariables = (
  report: Report,
  path: YamlPath,
  text: Localised,
  allowed: readonly string[],
): void => {
  for (const locale of LOCALES) {
    const stray = strayBrace(text[locale]);
    if (stray !== undefined) report([...path, locale], { code: 'bad-template', given: stray });
    for (const given of variablesOf(text[locale]))
      if (!allowed.includes(given))
        report([...path, locale], { code: 'unknown-variable', given, allowed });
  }
  const [zh, en] = [variablesOf(text['zh-CN']), variablesOf(text.en)];
  const [onlyZh, onlyEn] = [without(zh, en), without(en, zh)];
  if (onlyZh.length + onlyEn.length > 0) report(path, { code: 'variables-differ', onlyZh, onlyEn });
};

/** Checks a text that customers hear. A phrase with `unless` is left to the moment of use. */
const checkPhrases = (
  report: Report,
  path: YamlPath,
  text: Localised,
  forbidden: readonly ForbiddenPhrase[],
): void => {
  for (const locale of LOCALES) {
    const spoken = text[locale].toLowerCase();
    for (const { match, replace, unlessCause } of forbidden) {
      if (unlessCause !== undefined) continue;
      const phrase = match.find((words) => spoken.includes(words.toLowerCase()));
      if (phrase !== undefined)
        report([...path, locale], { code: 'forbidden-phrase', phrase, replace });
    }
  }
};

/** Service scripts of common.yaml. */
export const checkServiceScripts = (
  report: Report,
  scripts: readonly Script[],
  forbidden: readonly ForbiddenPhrase[],
): void => {
  for (const { id, text } of scripts) {
    const path = ['serviceScripts', id];
    checkVariables(report, path, text, FACTS);
    checkPhrases(report, path, text, forbidden);
  }
};

/** Replacements offered for forbidden phrases must not be forbidden themselves. */
export const checkReplacements = (report: Report, forbidden: readonly ForbiddenPhrase[]): void => {
  for (const [index, { replace }] of forbidden.entries()) {
    const path = ['forbiddenPhrases', index, 'replace'];
    checkVariables(report, path, replace, FACTS);
    checkPhrases(report, path, replace, forbidden);
  }
};

/** Wording, scripts and announcements of a playbook. */
export const checkPlaybookTexts = (
  report: Report,
  playbook: Playbook,
  forbidden: readonly ForbiddenPhrase[],
): void => {
  const check = (path: YamlPath, text: Localised, allowed: readonly string[]): void => {
    checkVariables(report, path, text, allowed);
    checkPhrases(report, path, text, forbidden);
  };
  // A playbook that asks for a fact of its own in an announcement may speak of it elsewhere too.
  const facts = [...new Set([...FACTS, ...playbook.announcements.flatMap(({ vars }) => vars)])];
  if (playbook.wording !== undefined) check(['wording'], playbook.wording, facts);
  for (const [index, { text }] of playbook.scripts.entries())
    check(['scripts', index], text, facts);
  for (const [index, { channels, vars }] of playbook.announcements.entries())
    for (const [channel, text] of Object.entries(channels))
      check(['announcements', index, channel], text, [...AMBIENT, ...vars]);
};
