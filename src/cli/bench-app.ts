import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PLATFORM } from '#adapters/sandbox/actions.ts';
import { createSandbox } from '#adapters/sandbox/sandbox.ts';
import { STANDING_ROOMS } from '#adapters/sandbox/standing.ts';
import { createSystemClock } from '#app/clock.ts';
import { silentLog } from '#app/log.ts';
import { withSandbox } from '#app/sandbox-organisation.ts';
import type { Policy } from '#domain/policy.ts';
import type { Storage } from '#ports/storage.ts';
import { openStorage } from '#store/open-storage.ts';
import { type App, composeApp } from '../compose.ts';
import { loadPolicy } from '../organisation/policy.ts';

/** A whole Fenghuo over a SQLite file of its own and the sandbox, on the machine's clock. */
export interface BenchApp {
  readonly app: App;
  readonly storage: Storage;
  readonly policy: Policy;
  readonly dir: string;
  readonly close: () => Promise<void>;
}

const rules = (): Policy => {
  const loaded = loadPolicy();
  if (!loaded.ok) throw new Error('the shipped rules do not load');
  return withSandbox(PLATFORM, STANDING_ROOMS)(loaded.policy);
};

/** Opens one in a temporary folder, which `close` removes, or in one that stays. */
export const openBenchApp = async (given?: string): Promise<BenchApp> => {
  const dir = given ?? mkdtempSync(path.join(tmpdir(), 'fenghuo-bench-'));
  const policy = rules();
  const clock = createSystemClock();
  const ids = { next: () => randomUUID() };
  const storage = await openStorage({ url: `file:${path.join(dir, 'bench.db')}`, log: silentLog });
  const sandbox = createSandbox({
    worldFile: ':memory:',
    organisation: () => policy.organisation,
    clock,
    ids,
    log: silentLog,
  });
  const app = composeApp({
    policy: () => policy,
    clock,
    ids,
    log: silentLog,
    storage,
    messengers: [sandbox],
    locale: 'zh-CN',
    alone: true,
  });
  return {
    app,
    storage,
    policy,
    dir,
    close: async () => {
      await app.stop();
      sandbox.close();
      await storage.close();
      if (given === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};
