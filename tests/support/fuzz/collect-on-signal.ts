// Loaded into a program before it starts (`--expose-gc --import`): on SIGUSR2 it collects its garbage and says what it
// still holds, because V8 keeps what it does not need for as long as there is room.
import { memoryUsage } from 'node:process';

process.on('SIGUSR2', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = memoryUsage();
  process.stdout.write(`${JSON.stringify({ held: { rss, live: heapUsed + external } })}\n`);
});
