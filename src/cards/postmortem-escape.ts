/** Markup anywhere in a line: emphasis, code, links, table cells, strike-through, and what would begin HTML or an entity. */
const SPECIAL = /[\\`*_[\]|~]|<(?=[a-z/!?])|&(?=#?\w+;)/giu;
/** What would start a heading, quote, list or rule at the beginning of a line. */
const OPENING = /^(?<digits>\d*)(?<mark>(?<!\d)[#+\-=>]|(?<=\d)[.)](?=\s|$))/u;
/** Addresses become links by themselves in GitHub's Markdown. */
const ADDRESS = /(?<scheme>https?|ftp)(?<colon>:)(?=\/\/)|(?<www>www)(?<dot>\.)|(?<at>@)/giu;
/** Everything invisible that is no line break. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

const escapeLine = (line: string): string =>
  line
    .replace(CONTROL, ' ')
    .trim()
    .replace(SPECIAL, String.raw`\$&`)
    .replace(ADDRESS, (found) => found.replace(/[:.@]$/u, String.raw`\$&`))
    .replace(OPENING, String.raw`$<digits>\$<mark>`);

/** Text of a person as one line of Markdown that shows exactly its characters. */
export const escapeMarkdown = (text: string): string =>
  text
    .split(/\r?\n|\r/u)
    .map(escapeLine)
    .filter((line) => line !== '')
    .join(' ');

/** Text of a person that may have several lines, each kept. */
export const escapeMarkdownBlock = (text: string): string =>
  text
    .split(/\r?\n|\r/u)
    .map(escapeLine)
    .filter((line) => line !== '')
    .join('  \n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A Markdown table; every cell is plain text and is escaped here. */
export const mdTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    row(columns.map(escapeMarkdown)),
    row(columns.map(() => '---')),
    ...rows.map((cells) => row(cells.map(escapeMarkdown))),
  ].join('\n');
