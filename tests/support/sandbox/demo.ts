import express from 'express';
import { randomUUID } from 'node:crypto';
import { controlClock } from '#adapters/sandbox/clock-control.ts';
import { createSandbox } from '#adapters/sandbox/sandbox.ts';
import { loadOrganisation } from '#src/organisation/load.ts';
import { createVirtualClock } from '#app/clock.ts';
import { createFakeInbox } from './fake-inbox.ts';

// A page to look at without the product behind it: `node tests/support/sandbox/demo.ts [port]`.
const port = Number(process.argv[2] ?? 4173);
const loaded = loadOrganisation();
if (!loaded.ok) throw new Error('the sample organisation does not load');
const { organisation } = loaded;
const clock = createVirtualClock({ start: Date.parse('2026-12-01T10:03:40+08:00'), rate: 1 });
const quiet = (): void => {};
const log = {
  info: quiet,
  warn: quiet,
  error: (fields: unknown, message: string) =>
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
  child: () => log,
};
const sandbox = createSandbox({
  worldFile: process.argv[3] ?? ':memory:',
  organisation: () => organisation,
  clock,
  clockControl: controlClock(clock),
  ids: { next: () => randomUUID() },
  log,
});
await sandbox.listen(createFakeInbox(sandbox));
const app = express();
sandbox.routes(app, { host: '127.0.0.1' });
app.listen(port, '127.0.0.1', () => process.stdout.write(`http://localhost:${port}/sandbox\n`));
