import { REGISTRY } from '#commands/registry.ts';

/** Commands that end the incident come last. */
const ENDS = ['close', 'cancel', 'reopen', 'resolve'];

/** Every command there is: its example in both languages, and bare, which opens its form. */
export const LINES: readonly string[] = REGISTRY.flatMap(({ words, commands }) =>
  commands.map((command) => ({ command, words })),
)
  .toSorted((a, b) => Number(ENDS.includes(a.command.id)) - Number(ENDS.includes(b.command.id)))
  .flatMap(({ command, words }) => [
    command.example['zh-CN'],
    command.example.en,
    [words.en[0], command.sub?.en[0] ?? ''].join(' ').trim(),
  ]);

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;

/** The 99th percentile of these times in milliseconds, told with the others. */
export const p99Of = (transport: string, acked: readonly number[]): number => {
  const p99 = percentile(acked, 0.99);
  process.stdout.write(
    `acknowledged over ${transport}: ${acked.length}, p50 ${percentile(acked, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, slowest ${Math.max(...acked).toFixed(0)} ms\n`,
  );
  return p99;
};
