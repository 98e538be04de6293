import BetterSqlite from 'better-sqlite3';
import { StorageError } from '#ports/storage.ts';
import { storageFailure } from './failures.ts';
import type { AppliedMigration, MigrationTarget } from './migrations.ts';

const MIGRATIONS_TABLE = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** Another process may be migrating a large database; waiting for it is better than giving up. */
const LOCK_WAIT_MS = 30_000;

const foreignKeysHold = (db: BetterSqlite.Database): void => {
  const broken: readonly unknown[] = db.prepare('PRAGMA foreign_key_check').all();
  if (broken.length > 0)
    throw new StorageError('failed', `A migration broke ${broken.length} references.`);
};

const locked = async <T>(db: BetterSqlite.Database, work: () => Promise<T>): Promise<T> => {
  // A table rebuild needs it, and it does nothing inside a transaction.
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = await work();
    foreignKeysHold(db);
    db.exec('COMMIT');
    return result;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.pragma('foreign_keys = ON');
  }
};

const appliedIn = (db: BetterSqlite.Database): readonly AppliedMigration[] | undefined => {
  const table = db
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_prisma_migrations'`)
    .get();
  if (table === undefined) return undefined;
  return db
    .prepare<[], AppliedMigration>(
      'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at',
    )
    .all();
};

const tablesIn = (db: BetterSqlite.Database): readonly string[] =>
  db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()
    .map(({ name }) => name);

/** A SQLite file to migrate; it is made when it does not exist. Throws StorageError when it cannot be opened. */
export const sqliteMigrationTarget = (file: string): MigrationTarget => {
  const guard = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storageFailure(error, file);
    }
  };
  let opened: BetterSqlite.Database | undefined;
  const open = (): BetterSqlite.Database => {
    opened ??= new BetterSqlite(file, { timeout: LOCK_WAIT_MS });
    return opened;
  };
  return {
    applied: () => guard(() => appliedIn(open())),
    tables: () => guard(() => tablesIn(open())),
    exclusively: (work) => guard(() => locked(open(), work)),
    createTable: () => guard(() => void open().exec(MIGRATIONS_TABLE)),
    apply: ({ id, name, checksum, sql }) =>
      guard(() => {
        const startedAt = Date.now();
        open().exec(sql);
        open()
          .prepare(
            'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
          )
          .run(id, checksum, name, startedAt, Date.now());
      }),
    close: () => guard(() => void opened?.close()),
  };
};
