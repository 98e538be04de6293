import type { Field } from '#domain/postmortem/model.ts';
import { escapeMarkdown, escapeMarkdownBlock, mdTable } from './postmortem-escape.ts';
import type { TextTable } from './postmortem-tables.ts';
import { postmortemWordsOf } from './postmortem-words.ts';
import { words, type View } from './view.ts';

/** Plain text as Markdown. */
export const md = escapeMarkdown;
/** 待补 */
export const missing = (view: View): string => words(view).common.missing;

export const bullets = (lines: readonly string[]): string =>
  lines.map((line) => `- ${md(line)}`).join('\n');

export const table = ({ columns, rows }: TextTable, view: View): string =>
  rows.length === 0 ? missing(view) : mdTable(columns, rows);

const quoted = (block: string): string =>
  block
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** A field as a block: the text of a person, and beside it what the record says; 待补 where there is neither. */
export const block = <T>(field: Field<T>, auto: string | undefined, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  const { human } = field;
  if (human === undefined) return auto ?? missing(view);
  const typed = escapeMarkdownBlock(human.text);
  return auto === undefined ? typed : `${typed}\n\n${quoted(`${sentences.autoBlock}\n\n${auto}`)}`;
};

/** The same within a line. */
export const inline = <T>(field: Field<T>, auto: string | undefined, view: View): string => {
  const { sentences } = postmortemWordsOf(view);
  const { human } = field;
  if (human === undefined) return md(auto ?? missing(view));
  const differs = auto !== undefined && auto !== human.text;
  return md(differs ? sentences.autoInline(human.text, auto) : human.text);
};
