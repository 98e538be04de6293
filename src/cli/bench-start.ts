import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inParallel } from '#app/in-parallel.ts';
import { silentLog } from '#app/log.ts';
import { openStorage } from '#store/open-storage.ts';
import { rounded } from './bench-stats.ts';
import { PROGRAM } from './program.ts';

const INCIDENTS = 10_000;
const ROUNDS = 3;
const IDLE_MS = 3_000;
const LOOK_EVERY_MS = 5;
const MB = 1024 * 1024;

interface Start {
  readonly incidents: number;
  readonly readyMs: number;
  readonly idleMb: number;
  /** The same of a bare Bolt app, in the same minute. */
  readonly referenceMs: number;
  readonly referenceMb: number;
  readonly startRatio: number;
  readonly memoryRatio: number;
}

/** The least that answers Slack: the reference of the numbers to reach. */
const BARE = `import bolt from '@slack/bolt';
const handler = (_, response) => response.end('{}');
const app = new bolt.App({
  token: 'xoxb-none',
  signingSecret: 'none',
  tokenVerificationEnabled: false,
  customRoutes: [{ path: '/readyz', method: ['GET'], handler }],
});
await app.start(Number(process.env.PORT));`;

/** A port of loopback that nobody uses now. */
export const freePort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Resident memory in MB; only Linux says. */
export const memoryOf = ({ pid }: ChildProcess): number => {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Math.round((pages * 4096) / MB);
  } catch {
    return 0;
  }
};

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Waits until the program on this port says that it is ready. Throws when it ends before. */
export const untilReady = async (port: number, child: ChildProcess): Promise<void> => {
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error('the program ended before it was ready');
    await wait(LOOK_EVERY_MS);
  }
};

const startOnce = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly ms: number; readonly mb: number }> => {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  await untilReady(port, child);
  const ms = performance.now() - started;
  await wait(IDLE_MS);
  const mb = memoryOf(child);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, mb };
};

const fill = async (url: string): Promise<void> => {
  const storage = await openStorage({ url, log: silentLog });
  const now = Date.now();
  await inParallel([...Array(INCIDENTS).keys()], 20, async (n) => {
    const key = `INC-20250101-${String(n + 1).padStart(2, '0')}`;
    await storage.commit({
      stream: key,
      expected: { version: 0, hash: '' },
      events: [
        {
          type: 'note.added',
          data: { id: 'N1', text: 'x'.repeat(500) },
          occurredAt: now,
          recordedAt: now,
          actor: { id: 'wang', name: '王强' },
          via: 'bench',
          cause: 'bench',
        },
      ],
      outbox: [],
      timers: { set: [], clear: [] },
      incident: {
        key,
        version: 1,
        phase: 'closed',
        severity: 'sev3',
        scenario: 'system-failure',
        title: `第 ${n} 次`,
        confidential: false,
        openedAt: now,
        resolvedAt: now,
        closedAt: now,
        reopened: 0,
        search: key.toLowerCase(),
      },
    });
  });
  await storage.close();
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** From nothing to `/readyz` with 10,000 incidents stored, and memory at rest (N10); in turn with the reference. */
export const benchStart = async (): Promise<Start> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-start-'));
  try {
    const url = `file:${path.join(dir, 'bench.db')}`;
    await fill(url);
    const ours: { readonly ms: number; readonly mb: number }[] = [];
    const bare: { readonly ms: number; readonly mb: number }[] = [];
    for (let n = 0; n < ROUNDS; n += 1) {
      bare.push(await startOnce(['--input-type=module', '--eval', BARE], {}));
      ours.push(await startOnce(PROGRAM, { DATABASE_URL: url, SANDBOX: 'on' }));
    }
    const readyMs = rounded(median(ours.map(({ ms }) => ms)));
    const referenceMs = rounded(median(bare.map(({ ms }) => ms)));
    const idleMb = median(ours.map(({ mb }) => mb));
    const referenceMb = median(bare.map(({ mb }) => mb));
    return {
      incidents: INCIDENTS,
      readyMs,
      idleMb,
      referenceMs,
      referenceMb,
      startRatio: rounded(readyMs / referenceMs),
      memoryRatio: rounded(idleMb / referenceMb),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};
