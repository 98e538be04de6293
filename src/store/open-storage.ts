import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Storage, StorageError } from '#ports/storage.ts';
import { type Checkpoint, type Log, noCheckpoint } from '#ports/system.ts';
import { isPostgres, openDatabase, sqliteFile } from './database.ts';
import { migrate } from './migrations.ts';
import { storageOver } from './storage-over.ts';

export interface OpenStorageOptions {
  /** `file:./data/fenghuo.db` or `postgresql://…`. */
  readonly url: string;
  /** Default: the migrations this code came with. */
  readonly migrationsDir?: string;
  readonly checkpoint?: Checkpoint;
  readonly log: Log;
}

const SHIPPED = path.join(import.meta.dirname, '../../prisma/migrations');

const migrateUp = async ({
  url,
  migrationsDir,
  log,
  checkpoint = noCheckpoint,
}: OpenStorageOptions): Promise<void> => {
  const kind = isPostgres(url) ? 'postgres' : 'sqlite';
  const target = isPostgres(url)
    ? (await import('./postgres-migrations.ts')).postgresMigrationTarget(url)
    : (await import('./sqlite-migrations.ts')).sqliteMigrationTarget(sqliteFile(url));
  try {
    checkpoint('migrate:before');
    const applied = await migrate(target, migrationsDir ?? path.join(SHIPPED, kind), checkpoint);
    checkpoint('migrate:after');
    if (applied.length > 0) log.info({ applied }, 'migrated the database');
  } finally {
    await target.close().catch(() => {});
  }
};

const makeFolder = (file: string): void => {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new StorageError('unreadable', `No folder for the database at ${file}.`, {
      cause: error,
    });
  }
};

/**
 * Opens the store, SQLite or PostgreSQL, and brings its tables up to date. Throws StorageError with
 * advice when the database cannot be used: `unreadable`, `newer`, `unreachable`, `busy`, `full`, `failed`.
 */
export const openStorage = async (options: OpenStorageOptions): Promise<Storage> => {
  const { url, log, checkpoint = noCheckpoint } = options;
  if (!isPostgres(url)) makeFolder(sqliteFile(url));
  await migrateUp(options);
  return storageOver(await openDatabase(url, log, checkpoint), checkpoint);
};
