import type { Line, Span } from './card.ts';
import { lineText, spanText } from './line.ts';

const isHighSurrogate = (text: string, index: number): boolean => {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
};

/** The first `limit` UTF-16 units, one fewer where that would halve a character. */
export const head = (text: string, limit: number): string => {
  const end = Math.max(0, limit);
  if (text.length <= end) return text;
  return end > 0 && isHighSurrogate(text, end - 1) ? text.slice(0, end - 1) : text.slice(0, end);
};

/** At most `limit` units; what is missing is shown by an ellipsis. */
export const cutText = (text: string, limit: number): string =>
  text.length <= limit ? text : limit < 1 ? '' : `${head(text, limit - 1)}…`;

const cutSpan = (span: Span, limit: number): readonly Span[] => {
  if (typeof span === 'string') return [head(span, limit)];
  if ('bold' in span) return [{ bold: head(span.bold, limit) }];
  if ('code' in span) return [{ code: head(span.code, limit) }];
  if ('struck' in span) return [{ struck: head(span.struck, limit) }];
  return []; // half a name, address or time would be a wrong one
};

/** A line of at most `limit` units; names, links and times stay whole or go. */
export const cutLine = (line: Line, limit: number): Line => {
  if (lineText(line).length <= limit) return line;
  if (limit < 1) return [];
  const out: Span[] = [];
  let left = limit - 1;
  for (const span of line) {
    const { length } = spanText(span);
    if (length > left) {
      out.push(...cutSpan(span, left));
      break;
    }
    out.push(span);
    left -= length;
  }
  return [...out, '…'];
};

/** Whole lines as long as they fit, newlines counted; then as much of the next as fits, then `ending`. */
export const cutLines = (
  lines: readonly Line[],
  limit: number,
  ending: string,
): readonly Line[] => {
  if (linesLength(lines) <= limit) return lines;
  const room = ending.length + 1 <= limit ? limit - ending.length - 1 : limit;
  const out: Line[] = [];
  let left = room;
  for (const line of lines) {
    const { length } = lineText(line);
    const gap = out.length === 0 ? 0 : 1;
    if (length + gap > left) {
      const rest = cutLine(line, left - gap);
      if (rest.length > 0) out.push(rest);
      break;
    }
    out.push(line);
    left -= length + gap;
  }
  return room === limit ? out : [...out, [ending]];
};

/** Units of several lines with a newline between each two. */
export const linesLength = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + lineText(line).length, 0) + Math.max(0, lines.length - 1);
