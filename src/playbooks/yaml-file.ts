import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { fileProblem } from './file-problem.ts';
import type { FileProblem } from './problem.ts';

export type YamlPath = readonly (string | number)[];

interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A parsed YAML file that can say where each of its values stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  readonly has: (path: YamlPath) => boolean;
  /** Where the value is; of what is not there, where the nearest thing around it is. */
  readonly where: (path: YamlPath) => Position;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

type Step = { readonly offset: number; readonly node: unknown };

const startOf = (node: unknown): number | undefined => {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  return node.range?.[0];
};

const step = (node: unknown, key: string | number): Step | undefined => {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { offset: startOf(item) ?? 0, node: item };
  }
  if (!isMap(node)) return undefined;
  for (const pair of node.items)
    if (isScalar(pair.key) && String(pair.key.value) === String(key))
      return { offset: startOf(pair.key) ?? 0, node: pair.value };
  return undefined;
};

/** Byte offset of the deepest part of `path` that exists, and how deep that is. */
const walk = (doc: Document, path: YamlPath): { offset: number; depth: number } => {
  let node: unknown = doc.contents;
  let offset = startOf(node) ?? 0;
  let depth = 0;
  for (const key of path) {
    const next = step(node, key);
    if (next === undefined) break;
    ({ offset, node } = next);
    depth += 1;
  }
  return { offset, depth };
};

/** Reads YAML text; syntax errors and repeated keys come back with their line. */
export const parseYaml = (file: string, text: string): Parsed<YamlFile> => {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = doc.errors.map((error) =>
    fileProblem(position(error.pos[0]), [], { code: 'yaml-syntax', detail: error.message }),
  );
  // What else is wrong in the same line follows from the first.
  const first = problems.filter(
    ({ line }, index) => problems.findIndex((other) => other.line === line) === index,
  );
  if (first.length > 0) return { ok: false, problems: first };
  return {
    ok: true,
    value: {
      file,
      value: doc.toJS(),
      has: (path) => walk(doc, path).depth === path.length,
      where: (path) => position(walk(doc, path).offset),
    },
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mergeValues = (base: unknown, over: unknown): unknown => {
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = mergeValues(base[key], value);
  return merged;
};

/** `over` on top of `base`: maps are merged, lists and single values replaced. */
export const mergeYaml = (base: YamlFile, over: YamlFile): YamlFile => ({
  file: over.file,
  value: mergeValues(base.value, over.value),
  has: (path) => over.has(path) || base.has(path),
  where: (path) => (over.has(path) || !base.has(path) ? over.where(path) : base.where(path)),
});
