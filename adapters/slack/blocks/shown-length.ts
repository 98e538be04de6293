import { keptLength } from './escape.ts';

/** What is not shown and not counted by anybody: the names of things. */
const NAMES: ReadonlySet<string> = new Set([
  'type',
  'style',
  'align',
  'format',
  'action_id',
  'block_id',
]);

/** Units of everything that blocks show or carry: texts, addresses, values of buttons. */
export const shownLength = (value: unknown): number => {
  if (typeof value === 'string') return keptLength(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + shownLength(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, part]) => (NAMES.has(name) ? sum : sum + shownLength(part)),
    0,
  );
};
