/** An address that was marked as a link: `<https://…>`. */
const AUTOLINK = /^<(?<url>https?:\/\/[^\s<>]+)>/iu;
/** `:tada:` would become a picture in a canvas. */
const EMOJI = /^:(?=[^\s:/|]{1,100}:)/u;

const SAFE_LINK = /^\]\((?:https?:\/\/|mailto:)/iu;
/** Both marks: parsers take the backslash from a bracket within the text of a link. */
const NO_PICTURE = String.raw`\!\[`;

interface Piece {
  /** Units of the given text. */
  readonly taken: number;
  readonly text: string;
}

const linkTo = (url: string): string => {
  // Within a canvas' link these would end it, or be read as markup.
  const safe = url.replace(/[()\\[\]*_~`@!]/gu, (mark) =>
    mark === '(' ? '%28' : mark === ')' ? '%29' : `\\${mark}`,
  );
  const shown = url.replace(/[\\[\]*_~`@!|]/gu, String.raw`\$&`);
  return `[${shown.replace(':', String.raw`\:`)}](${safe})`;
};

/** What stands for the text at `at`, where it could be more than text in a canvas. */
const pieceAt = (markdown: string, at: number): Piece => {
  const rest = markdown.slice(at, at + 2_100);
  const [character = '', next = ''] = rest;
  if (character === '\\') {
    if (next === '<') return { taken: 2, text: '&lt;' };
    if (next === '&') return { taken: 2, text: '&amp;' };
    if (next === '!' && rest[2] === '[') return { taken: 3, text: NO_PICTURE };
    return { taken: 1 + next.length, text: `\\${next}` };
  }
  if (character === '<') {
    const url = AUTOLINK.exec(rest)?.groups?.['url'];
    return url === undefined
      ? { taken: 1, text: '&lt;' }
      : { taken: url.length + 2, text: linkTo(url) };
  }
  if (character === '@') return { taken: 1, text: String.raw`\@` };
  if (character === '!' && next === '[') return { taken: 2, text: NO_PICTURE };
  if (character === '!' && next === '\\') return { taken: 1, text: String.raw`\!` };
  if (character === ']' && next === '(' && !SAFE_LINK.test(rest))
    return { taken: 2, text: String.raw`\]\(` };
  if (character === ':' && EMOJI.test(rest)) return { taken: 1, text: String.raw`\:` };
  return { taken: character.length, text: character };
};

const inert = (markdown: string): string => {
  const out: string[] = [];
  for (let at = 0; at < markdown.length; ) {
    const { taken, text } = pieceAt(markdown, at);
    out.push(text);
    at += taken;
  }
  return out.join('');
};

/** Cells of one table that a canvas takes; a longer table is refused, and with it the whole document. */
const MOST_CELLS = 300;

const RULE = /^\|(?:\s*:?-+:?\s*\|)+\s*$/u;

const cellsIn = (rule: string): number => rule.split('|').length - 2;

/** The rows of a table in several tables of the same head. */
const splitTable = (head: readonly [string, string], rows: readonly string[]): string => {
  const each = Math.max(1, Math.floor(MOST_CELLS / cellsIn(head[1])) - 1);
  const tables = Array.from({ length: Math.max(1, Math.ceil(rows.length / each)) }, (_, n) =>
    [...head, ...rows.slice(n * each, (n + 1) * each)].join('\n'),
  );
  return tables.join('\n\n');
};

const splitTables = (markdown: string): string => {
  const lines = markdown.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const rule = lines[at + 1] ?? '';
    if (!line.startsWith('|') || !RULE.test(rule)) {
      out.push(line);
      continue;
    }
    const after = lines.findIndex((later, n) => n > at + 1 && !later.startsWith('|'));
    const end = after < 0 ? lines.length : after;
    out.push(splitTable([line, rule], lines.slice(at + 2, end)));
    at = end - 1;
  }
  return out.join('\n');
};

/** A canvas knows three levels of headings. */
const shallow = (markdown: string): string => markdown.replace(/^#{4,6}(?= )/gmu, '###');

/**
 * Markdown of ours as a canvas takes it (docs.slack.dev, canvases): headings, emphasis, lists, tables and links
 * stay; nothing in it mentions a person or a channel (`![](@U123)`, `<!channel>`), is HTML, a picture or an emoji.
 */
export const canvasMarkdown = (markdown: string): string =>
  splitTables(shallow(inert(markdown.toWellFormed())));
