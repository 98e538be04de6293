import type { Line, Span } from './card.ts';
import { bold, line, struck } from './line.ts';

/** Chinese by the character, everything else by the word; spaces by themselves. */
const tokensOf = (text: string): readonly string[] =>
  text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}:.%-])+|\s+|[^]/gu) ?? [];

const MAX_CELLS = 4_000_000;

interface Run {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Lengths of the longest common subsequences of all tails, row by row. */
const tailLengths = (a: readonly string[], b: readonly string[]): Uint16Array => {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
  return table;
};

const walk = (a: readonly string[], b: readonly string[]): readonly Run[] => {
  const width = b.length + 1;
  const table = tailLengths(a, b);
  const runs: Run[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [from, to] = [a[i] ?? '', b[j] ?? ''];
    if (from === to) {
      runs.push({ kind: 'same', text: from });
      i += 1;
      j += 1;
    } else if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) {
      runs.push({ kind: 'gone', text: from });
      i += 1;
    } else {
      runs.push({ kind: 'new', text: to });
      j += 1;
    }
  }
  return [
    ...runs,
    ...a.slice(i).map((text): Run => ({ kind: 'gone', text })),
    ...b.slice(j).map((text): Run => ({ kind: 'new', text })),
  ];
};

/** Within one change, all that went before all that came: reads as a replacement. */
const grouped = (runs: readonly Run[]): readonly Run[] => {
  const out: Run[] = [];
  let gone = '';
  let added = '';
  const flush = (): void => {
    if (gone !== '') out.push({ kind: 'gone', text: gone });
    if (added !== '') out.push({ kind: 'new', text: added });
    gone = '';
    added = '';
  };
  for (const { kind, text } of runs) {
    if (kind === 'gone') gone += text;
    else if (kind === 'new') added += text;
    else {
      flush();
      const last = out.at(-1);
      if (last?.kind === 'same') out[out.length - 1] = { kind, text: last.text + text };
      else out.push({ kind, text });
    }
  }
  flush();
  return out;
};

const spanOf = ({ kind, text }: Run): Span => {
  if (kind === 'same') return text;
  return kind === 'gone' ? struck(text) : bold(text);
};

/** The new text with what was removed struck through and what was added in bold. */
export const textDiff = (before: string, after: string): Line => {
  const a = tokensOf(before);
  const b = tokensOf(after);
  const runs: readonly Run[] =
    (a.length + 1) * (b.length + 1) > MAX_CELLS
      ? [
          { kind: 'gone', text: before },
          { kind: 'new', text: after },
        ]
      : walk(a, b);
  return line`${grouped(runs)
    .filter(({ text }) => text !== '')
    .map(spanOf)}`;
};
