import { Client } from 'pg';
import { storageFailure } from './failures.ts';
import type { AppliedMigration, MigrationTarget } from './migrations.ts';

const MIGRATIONS_TABLE = `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/** The key that `prisma migrate` takes. */
const LOCK_KEY = 72_707_369;

const appliedIn = async (client: Client): Promise<readonly AppliedMigration[] | undefined> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) return undefined;
  const found = await client.query<AppliedMigration>(
    'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at',
  );
  return found.rows;
};

const tablesIn = async (client: Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

const applyTo = async (
  client: Client,
  migration: {
    readonly id: string;
    readonly name: string;
    readonly checksum: string;
    readonly sql: string;
  },
): Promise<void> => {
  await client.query('BEGIN');
  try {
    // The simple protocol takes a whole script; Prisma's executeScript would split it at every semicolon.
    await client.query(migration.sql);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [migration.id, migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};

/** A PostgreSQL database to migrate. Throws StorageError when it cannot be reached. */
export const postgresMigrationTarget = (url: string): MigrationTarget => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Without a listener a connection lost between two statements would end the process.
  client.on('error', () => {});
  let connecting: Promise<unknown> | undefined;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      connecting ??= client.connect();
      await connecting;
      return await work();
    } catch (error) {
      throw storageFailure(error);
    }
  };
  return {
    applied: () => guard(() => appliedIn(client)),
    tables: () => guard(() => tablesIn(client)),
    exclusively: (work) =>
      guard(async () => {
        await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
        try {
          return await work();
        } finally {
          await client.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]);
        }
      }),
    createTable: () => guard(async () => void (await client.query(MIGRATIONS_TABLE))),
    apply: (migration) => guard(() => applyTo(client, migration)),
    close: () => client.end(),
  };
};
