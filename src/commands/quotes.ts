/** Opening quote → what may close it, best first. Phones mix straight and curly ones. */
const CLOSERS: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”“'],
  '“': ['”', '"“'],
  '”': ['”“', '"'],
  '「': ['」'],
  '『': ['』'],
  '‘': ['’'],
  "'": ["'"],
};
/** An open one of these is a mistake; the others may stand alone in prose. */
const STRICT = '"“「『';
const NESTING = '“「『';

export interface Quoted {
  readonly text: string;
  /** Index behind the closing quote. */
  readonly end: number;
}

const isEscaped = (line: string, at: number): boolean => {
  let slashes = 0;
  while (line[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
};

const nestedClose = (line: string, from: number, open: string, close: string): number => {
  let depth = 1;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === open) depth += 1;
    if (line[at] === close) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
};

const plainClose = (line: string, from: number, open: string, closers: string): number => {
  for (let at = from; at < line.length; at += 1) {
    if (!closers.includes(line[at] ?? ' ')) continue;
    if (open === '"' && isEscaped(line, at)) continue;
    // An apostrophe inside a word closes nothing.
    if (open === "'" && /\S/.test(line[at + 1] ?? ' ')) continue;
    return at;
  }
  return -1;
};

/** A line in which quotations are sought; the text is taken from the same places of `raw`. */
export interface Quotable {
  readonly plain: string;
  readonly raw: string;
  /** Where each closing quote stands last: many opening ones without an end cost nothing. */
  readonly last: ReadonlyMap<string, number>;
}

const ALL_CLOSERS = new Set(Object.values(CLOSERS).join(''));

export const quotable = (plain: string, raw: string): Quotable => ({
  plain,
  raw,
  last: new Map(Array.from(ALL_CLOSERS, (closer) => [closer, plain.lastIndexOf(closer)])),
});

const closeOf = ({ plain, last }: Quotable, at: number): number => {
  const open = plain[at] ?? '';
  for (const closers of CLOSERS[open] ?? []) {
    if (!Array.from(closers).some((closer) => (last.get(closer) ?? -1) > at)) continue;
    const nests = NESTING.includes(open) && closers.length === 1;
    const nested = nests ? nestedClose(plain, at + 1, open, closers) : -1;
    const found = nested === -1 ? plainClose(plain, at + 1, open, closers) : nested;
    if (found !== -1) return found;
  }
  return -1;
};

/** The quotation that begins at `at`; `open` when its end is missing, undefined when it is no quotation. */
export const quotedAt = (line: Quotable, at: number): Quoted | 'open' | undefined => {
  const open = line.plain[at];
  if (open === undefined || !Object.hasOwn(CLOSERS, open)) return undefined;
  const close = closeOf(line, at);
  if (close === -1) return STRICT.includes(open) ? 'open' : undefined;
  const inner = line.raw.slice(at + 1, close);
  return { text: open === '"' ? inner.replace(/\\(["\\])/g, '$1') : inner, end: close + 1 };
};

const closerFor = (open: string): string => (CLOSERS[open]?.[0] ?? '"').slice(0, 1);

/** `line` with the quotation that begins at `at` closed behind `end`. */
export const closedAt = (line: string, at: number, end: number): string => {
  const inner = line.slice(0, end);
  const escapes = line[at] === '"' && isEscaped(inner, inner.length);
  const trailing = escapes ? `${inner}\\` : inner;
  return `${trailing}${closerFor(line[at] ?? '"')}${line.slice(end)}`;
};

/** `text` as one word of a command line. */
export const quote = (text: string): string =>
  `"${text.replace(/[\\"]/g, (special) => `\\${special}`)}"`;

/** Quoted only where the line would otherwise be read differently. */
export const quoteIfNeeded = (text: string): string =>
  text === '' || /[\s"'“”「」『』‘’=]/.test(text) || text.startsWith('-') ? quote(text) : text;
