import type { Damage } from '../support/crash-dump.ts';

export const TWO_CORES = 2;

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

const KINDS = ['lost', 'doubled', 'orphaned', 'half'] as const;

export const isClean = (damage: Damage): boolean =>
  KINDS.every((kind) => damage[kind].length === 0);

/** One line of the table, and the first of what was found; gives whether it is clean. */
export const reportDamage = (
  name: string,
  tried: number,
  damages: readonly Damage[],
  more = '',
): boolean => {
  const counts = KINDS.map((kind) => damages.reduce((sum, one) => sum + one[kind].length, 0));
  say(
    `${name}: ${tried} tried, ${KINDS.map((kind, n) => `${kind} ${counts[n]}`).join(', ')}${more}`,
  );
  for (const kind of KINDS)
    for (const item of damages.flatMap((one) => one[kind]).slice(0, 3)) say(`  ${kind}: ${item}`);
  return damages.every(isClean);
};
