import type { Database } from 'better-sqlite3';
import { type Checkpoint, type Clock, noCheckpoint } from '#ports/system.ts';
import type { Changes } from './world-changes.ts';
import type { Messages } from './world-messages.ts';
import type { Rooms } from './world-rooms.ts';
import { createChanges } from './world-changes.ts';
import { createMessages } from './world-messages.ts';
import { createRooms } from './world-rooms.ts';
import { openWorldFile } from './world-schema.ts';

/**
 * The platform behind the sandbox: what a Slack or a Feishu keeps on its own servers. It lies in a file of
 * its own, so that it survives the death of the process as a real platform would.
 */
export interface World extends Rooms, Messages, Omit<Changes, 'record'> {
  /** Runs `effect` unless this delivery took effect before; gives the first result again. */
  once<T>(method: string, key: string, effect: () => T): T;
  setting(key: string): string | undefined;
  setSetting(key: string, value: string): void;
  close(): void;
}

const createOnce = (db: Database, checkpoint: Checkpoint): World['once'] => {
  const found = db.prepare<[string, string], { result: string }>(
    'SELECT result FROM delivered WHERE method = ? AND key = ?',
  );
  const deliver = db.prepare('INSERT INTO delivered (method, key, result) VALUES (?, ?, ?)');
  return <T>(method: string, key: string, effect: () => T): T =>
    db
      .transaction((): T => {
        const before = found.get(method, key);
        // What was stored here is what `effect` gave for the same method, so it has its type.
        if (before !== undefined) return JSON.parse(before.result) as T;
        const result = effect();
        checkpoint('world:inside');
        deliver.run(method, key, JSON.stringify(result ?? null));
        return result;
      })
      .immediate();
};

const createSettings = (db: Database): Pick<World, 'setting' | 'setSetting'> => {
  const setting = db.prepare<[string], { value: string }>(
    'SELECT value FROM setting WHERE key = ?',
  );
  const set = db.prepare(
    `INSERT INTO setting (key, value) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  return {
    setting: (key) => setting.get(key)?.value,
    setSetting: (key, value) => {
      set.run(key, value);
    },
  };
};

/** Opens the world in `file`; `:memory:` keeps nothing. */
export const openWorld = (
  file: string,
  clock: Clock,
  checkpoint: Checkpoint = noCheckpoint,
): World => {
  const db = openWorldFile(file);
  const { record, ...changes } = createChanges(db);
  return {
    ...changes,
    ...createRooms(db, clock, record),
    ...createMessages(db, clock, record),
    ...createSettings(db),
    once: createOnce(db, checkpoint),
    close: () => {
      db.close();
    },
  };
};
