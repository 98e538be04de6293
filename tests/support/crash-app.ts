import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createSandbox, type Sandbox } from '#adapters/sandbox/sandbox.ts';
import { STANDING_ROOMS } from '#adapters/sandbox/standing.ts';
import type { AppClock } from '#app/clock.ts';
import { silentLog } from '#app/log.ts';
import { withSandbox } from '#app/sandbox-organisation.ts';
import type { Policy } from '#domain/policy.ts';
import type { DurationMs } from '#domain/time.ts';
import type { Meters } from '#app/meters.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';
import { type Checkpoint, type Log, noCheckpoint } from '#ports/system.ts';
import { type App, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { shippedPolicy } from './policy.ts';

export interface FileAppOptions {
  /** Folder of the database and of the sandbox's own file. */
  readonly dir: string;
  readonly clock: AppClock;
  readonly checkpoint?: Checkpoint;
  readonly policy?: Policy;
  readonly log?: Log;
  readonly meters?: Meters;
  /** Default: the database in the folder. */
  readonly storage?: Storage;
  /** Puts something between the app and the messenger. */
  readonly between?: (messenger: Messenger) => Messenger;
}

/** The program over files, as one process has it; another may open the same files after it died. */
export interface FileApp {
  readonly app: App;
  readonly sandbox: Sandbox;
  readonly storage: Storage;
  readonly policy: Policy;
  /** Stops and closes the files; without patience what is on its way is left where it is. */
  abandon(patienceMs?: DurationMs): Promise<void>;
}

export const databaseFile = (dir: string): string => path.join(dir, 'fenghuo.db');
export const worldFile = (dir: string): string => path.join(dir, 'sandbox.db');

const extend = withSandbox('sandbox', STANDING_ROOMS);

/** Puts the real app together over the files in `dir`; nothing runs before its `start`. */
export const openFileApp = async (options: FileAppOptions): Promise<FileApp> => {
  const { dir, clock, checkpoint = noCheckpoint, log = silentLog } = options;
  const policy = extend(options.policy ?? shippedPolicy);
  const ids = { next: () => randomUUID() };
  const url = `file:${databaseFile(dir)}`;
  const storage = options.storage ?? (await openStorage({ url, log, checkpoint }));
  const sandbox = createSandbox({
    worldFile: worldFile(dir),
    organisation: () => policy.organisation,
    clock,
    ids,
    log,
    checkpoint,
  });
  const app = composeApp({
    policy: () => policy,
    clock,
    ids,
    log,
    storage,
    messengers: [options.between?.(sandbox) ?? sandbox],
    locale: 'zh-CN',
    publicUrl: 'http://localhost:3000',
    checkpoint,
    alone: true,
    ...(options.meters === undefined ? {} : { meters: options.meters }),
  });
  return {
    app,
    sandbox,
    storage,
    policy,
    abandon: async (patienceMs = 0) => {
      await app.stop(patienceMs);
      sandbox.close();
      await storage.close();
    },
  };
};
