import BetterSqlite from 'better-sqlite3';
import pg from 'pg';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Storage } from '#ports/storage.ts';
import { type Checkpoint, noCheckpoint } from '#ports/system.ts';
import { openStorage } from '#store/open-storage.ts';
import { storageContract, type StorageUnderTest } from '../contract/storage-contract.ts';
import { silent } from '../contract/storage-samples.ts';
import { type ThrowawayPostgres, throwawayPostgres } from '../support/postgres.ts';
import { fileOf, temporarySqlite } from '../support/temporary-sqlite.ts';

const sqlite = temporarySqlite();
let postgres: ThrowawayPostgres;
let opened: { readonly close: () => unknown }[] = [];

beforeAll(async () => {
  postgres = await throwawayPostgres();
});
afterEach(async () => {
  for (const each of opened) await each.close();
  opened = [];
});
afterAll(async () => {
  await postgres.stop();
  sqlite.remove();
});

const openAt = async (url: string, checkpoint: Checkpoint = noCheckpoint): Promise<Storage> => {
  const storage = await openStorage({ url, log: silent, checkpoint });
  opened.push(storage);
  return storage;
};

const overSqlite = async (checkpoint?: Checkpoint): Promise<StorageUnderTest> => {
  const url = sqlite.url();
  const storage = await openAt(url, checkpoint);
  const db = new BetterSqlite(fileOf(url));
  opened.push(db);
  return {
    storage,
    replicas: false,
    reopen: () => openAt(url, checkpoint),
    raw: async (text, values = []) => {
      const statement = db.prepare(text);
      return statement.reader ? statement.all(...values) : [statement.run(...values)];
    },
  };
};

const overPostgres = async (): Promise<StorageUnderTest> => {
  const url = await postgres.createDatabase();
  const storage = await openAt(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  opened.push({ close: () => client.end() });
  return {
    storage,
    replicas: true,
    reopen: () => openAt(url),
    raw: async (text, values = []) => {
      let count = 0;
      const numbered = text.replaceAll('?', () => {
        count += 1;
        return `$${count}`;
      });
      return (await client.query(numbered, [...values])).rows;
    },
  };
};

storageContract('SQLite', () => overSqlite());
// With a checkpoint a commit is written statement by statement, as the crash suite needs it.
storageContract('SQLite with checkpoints', () => overSqlite(() => {}));
storageContract('PostgreSQL', overPostgres);
