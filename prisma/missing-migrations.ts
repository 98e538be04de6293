import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { migrate, type MigrationTarget } from '../src/store/migrations.ts';
import { postgresMigrationTarget } from '../src/store/postgres-migrations.ts';
import { sqliteMigrationTarget } from '../src/store/sqlite-migrations.ts';
import { catalogAdapter } from './catalog-adapter.ts';
import { missingSql, readSchema } from './schema-engine.ts';

export type Kind = 'sqlite' | 'postgres';
const here = import.meta.dirname;
/** Where the migrations of a database lie. */
export const folderOf = (kind: Kind): string => path.join(here, 'migrations', kind);

const missing = async (
  kind: Kind,
  target: MigrationTarget,
  adapter: () => SqlMigrationAwareDriverAdapterFactory,
): Promise<string> => {
  mkdirSync(folderOf(kind), { recursive: true });
  await migrate(target, folderOf(kind));
  await target.close();
  return (await missingSql(await readSchema(path.join(here, kind)), adapter())).trim();
};

/** SQL that the migrations of SQLite lack against the Prisma schema; empty when nothing. */
export const missingInSqlite = async (): Promise<string> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fenghuo-migrate-'));
  const file = path.join(folder, 'shadow.db');
  try {
    return await missing(
      'sqlite',
      sqliteMigrationTarget(file),
      () => new PrismaBetterSqlite3({ url: `file:${file}` }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** SQL that the migrations of PostgreSQL lack; `url` is an empty database, which is used up. */
export const missingInPostgres = (url: string): Promise<string> =>
  missing('postgres', postgresMigrationTarget(url), () => catalogAdapter(url));
