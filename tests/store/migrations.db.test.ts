import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from '#store/open-storage.ts';
import { folderOf, missingInPostgres, missingInSqlite } from '../../prisma/missing-migrations.ts';
import { commit, silent } from '../contract/storage-samples.ts';
import { type ThrowawayPostgres, throwawayPostgres } from '../support/postgres.ts';
import { fileOf, temporarySqlite } from '../support/temporary-sqlite.ts';

const sqlite = temporarySqlite();
const folder = mkdtempSync(path.join(tmpdir(), 'fenghuo-migrations-'));
let postgres: ThrowawayPostgres;

beforeAll(async () => {
  postgres = await throwawayPostgres();
});
afterAll(async () => {
  await postgres.stop();
  sqlite.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Kind {
  readonly name: string;
  readonly kind: 'sqlite' | 'postgres';
  readonly create: () => Promise<string>;
  readonly run: (url: string, statement: string) => Promise<void>;
}

const kinds: readonly Kind[] = [
  {
    name: 'SQLite',
    kind: 'sqlite',
    create: async () => sqlite.url(),
    run: async (url, statement) => {
      const db = new BetterSqlite(fileOf(url));
      try {
        db.exec(statement);
      } finally {
        db.close();
      }
    },
  },
  {
    name: 'PostgreSQL',
    kind: 'postgres',
    create: () => postgres.createDatabase(),
    run: async (url, statement) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(statement);
      } finally {
        await client.end();
      }
    },
  },
];

/** A copy of the shipped migrations with one more. */
const withOneMore = (kind: Kind['kind'], sql: string): string => {
  const copy = mkdtempSync(path.join(folder, 'copy-'));
  cpSync(folderOf(kind), copy, { recursive: true });
  const added = path.join(copy, '99991231000000_more');
  mkdirSync(added);
  writeFileSync(path.join(added, 'migration.sql'), sql);
  return copy;
};

const openAndClose = async (url: string, migrationsDir?: string): Promise<void> => {
  const dir = migrationsDir === undefined ? {} : { migrationsDir };
  await (await openStorage({ url, log: silent, ...dir })).close();
};

describe('the shipped migrations', () => {
  it('give SQLite exactly what the Prisma schema says', async () => {
    expect(await missingInSqlite()).toBe('');
  });
  it('give PostgreSQL exactly what the Prisma schema says', async () => {
    expect(await missingInPostgres(await postgres.createDatabase())).toBe('');
  });
});

describe.each(kinds)('migrating $name at start-up', ({ kind, create, run }) => {
  it('runs what is missing, once', async () => {
    const url = await create();
    await openAndClose(url);
    const more = withOneMore(
      kind,
      "CREATE TABLE more (id TEXT PRIMARY KEY); INSERT INTO more VALUES ('a;b');",
    );
    await openAndClose(url, more);
    await openAndClose(url, more);
    // The row is there once: a second one would not fit.
    await expect(run(url, `INSERT INTO more VALUES ('a;b')`)).rejects.toThrow(/unique/iu);
  });

  it('refuses a database that a newer version has used, and says what to do', async () => {
    const url = await create();
    await openAndClose(url, withOneMore(kind, 'CREATE TABLE more (id TEXT PRIMARY KEY)'));
    await expect(openAndClose(url)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'newer',
      message: expect.stringMatching(/newer Fenghuo.*99991231000000_more.*backup/su),
    });
  });

  it('leaves nothing of a migration that fails, and runs it when it is mended', async () => {
    const url = await create();
    await openAndClose(url);
    const broken = withOneMore(
      kind,
      'CREATE TABLE more (id TEXT PRIMARY KEY); SELECT * FROM nowhere;',
    );
    await expect(openAndClose(url, broken)).rejects.toMatchObject({ code: 'failed' });
    await openAndClose(url);
    await openAndClose(url, withOneMore(kind, 'CREATE TABLE more (id TEXT PRIMARY KEY)'));
  });

  it('refuses a migration that was changed after it ran', async () => {
    const url = await create();
    await openAndClose(url, withOneMore(kind, 'CREATE TABLE more (id TEXT PRIMARY KEY)'));
    const edited = withOneMore(kind, 'CREATE TABLE more (id TEXT PRIMARY KEY, x TEXT)');
    await expect(openAndClose(url, edited)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('99991231000000_more'),
    });
  });

  it('refuses one that stopped in the middle', async () => {
    const url = await create();
    await openAndClose(url);
    await run(url, 'UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(openAndClose(url)).rejects.toMatchObject({ code: 'failed' });
  });

  it('does not touch a database that belongs to something else', async () => {
    const url = await create();
    await run(url, 'CREATE TABLE customers (id TEXT PRIMARY KEY)');
    await expect(openAndClose(url)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('customers'),
    });
    await run(url, 'DROP TABLE customers');
    await openAndClose(url);
  });
});

describe('PostgreSQL out of reach', () => {
  it('is unreachable at start-up, and says what to check', async () => {
    const nowhere = 'postgresql://postgres:postgres@127.0.0.1:9/x';
    await expect(openAndClose(nowhere)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'unreachable',
      message: expect.stringContaining('DATABASE_URL'),
    });
    const url = await postgres.createDatabase();
    await expect(openAndClose(url.replace(/[^/]*$/u, 'unknown'))).rejects.toMatchObject({
      code: 'unreachable',
    });
    await expect(
      openAndClose(url.replace('postgres:postgres@', 'postgres:wrong@')),
    ).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('heals by itself when the connections were cut', async () => {
    const url = await postgres.createDatabase();
    const storage = await openStorage({ url, log: silent });
    const run = kinds[1]?.run;
    await run?.(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const tries = [];
    for (let n = 0; n < 5; n += 1)
      tries.push(
        await storage.commit(commit({ stream: `INC-${n}` })).catch((error: unknown) => error),
      );
    await storage.close();
    expect(tries.at(-1)).toMatchObject({ ok: true });
    const failed = tries.filter((one) => one instanceof Error);
    expect(failed.map((error) => Reflect.get(error, 'code'))).toEqual(
      failed.map(() => 'unreachable'),
    );
  });
});
