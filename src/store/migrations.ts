import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { StorageError } from '#ports/storage.ts';
import { type Checkpoint, noCheckpoint } from '#ports/system.ts';

// Applies prisma/migrations/<database>/*/migration.sql at start-up, with the table, checksum and lock
// of `prisma migrate deploy`, so that either may be used on the same database.

export interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: unknown;
  readonly rolled_back_at: unknown;
}

export interface Migration {
  readonly id: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** What a database must offer to be migrated. */
export interface MigrationTarget {
  /** Undefined when the migrations table does not exist yet. */
  applied(): Promise<readonly AppliedMigration[] | undefined>;
  /** Tables that are there, the migrations table left out. */
  tables(): Promise<readonly string[]>;
  /** Runs `work` while no other process migrates this database. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  createTable(): Promise<void>;
  /** The script and its row, all or nothing. */
  apply(migration: Migration): Promise<void>;
  close(): Promise<void>;
}

/** The migrations of a folder, in order. Throws StorageError when the folder is missing. */
export const readMigrations = (folder: string): readonly Migration[] => {
  if (!existsSync(folder))
    throw new StorageError('failed', `No migrations at ${folder}: the installation is incomplete.`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { id: randomUUID(), name, sql, checksum };
    });
};

/** Those of `wanted` that are not in the database. Throws StorageError when the two cannot belong together. */
const pending = (
  wanted: readonly Migration[],
  rows: readonly AppliedMigration[],
): readonly Migration[] => {
  const applied = rows.filter((row) => row.rolled_back_at === null);
  const halfDone = applied.find((row) => row.finished_at === null);
  if (halfDone !== undefined)
    throw new StorageError(
      'failed',
      `Migration ${halfDone.migration_name} began and did not finish. Restore the last backup, or finish it by hand and mark it with "prisma migrate resolve".`,
    );
  const newer = applied.find((row) => !wanted.some(({ name }) => name === row.migration_name));
  if (newer !== undefined)
    throw new StorageError(
      'newer',
      `The database was used by a newer Fenghuo (it has migration ${newer.migration_name}). Start that version, or restore a backup made before the upgrade.`,
    );
  const checksums = new Map(applied.map((row) => [row.migration_name, row.checksum]));
  const edited = wanted.find(
    ({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum,
  );
  if (edited !== undefined)
    throw new StorageError(
      'failed',
      `Migration ${edited.name} was changed after this database had applied it. Bring back the original file.`,
    );
  return wanted.filter(({ name }) => !checksums.has(name));
};

const refuseForeign = async (target: MigrationTarget): Promise<void> => {
  const [table] = await target.tables();
  if (table !== undefined)
    throw new StorageError(
      'failed',
      `The database holds tables of something else (${table}). Point DATABASE_URL at an empty one.`,
    );
};

/** Brings the database up to date and gives the names of what it ran. Takes no lock when nothing is missing. */
export const migrate = async (
  target: MigrationTarget,
  folder: string,
  checkpoint: Checkpoint = noCheckpoint,
): Promise<readonly string[]> => {
  const wanted = readMigrations(folder);
  const known = await target.applied();
  if (known !== undefined && pending(wanted, known).length === 0) return [];
  return target.exclusively(async () => {
    // Another process may have been faster while this one waited for the lock.
    const rows = await target.applied();
    if (rows === undefined) {
      await refuseForeign(target);
      await target.createTable();
      checkpoint('migrate:table');
    }
    const missing = pending(wanted, rows ?? []);
    for (const migration of missing) {
      await target.apply(migration);
      checkpoint('migrate:applied');
    }
    return missing.map(({ name }) => name);
  });
};
