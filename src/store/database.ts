import { noCheckpoint } from '#ports/system.ts';
import { StorageError } from '#ports/storage.ts';
import type { Checkpoint, Log } from '#ports/system.ts';
import { type Dialect, POSTGRES, SQLITE } from './dialect.ts';
import { storageFailure } from './failures.ts';
import { PrismaClient as SqliteClient } from './generated/sqlite/client.ts';
import { type Sql, sql } from './sql.ts';
import { SQLITE_INTAKE_SETUP } from './sqlite-intake.ts';

/** A row as the database gives it; its columns are named where it is read. */
export type Row = Readonly<Record<string, unknown>>;
export type Query = <T = Row>(statement: Sql) => Promise<readonly T[]>;

/** Prisma over either database. Every error is a StorageError with the driver's own as its cause. */
export interface Database {
  readonly dialect: Dialect;
  /** Reads what is committed. */
  readonly rows: Query;
  /** One transaction; `step` names the checkpoint between its statements. A third cheaper than `atomically`. */
  readonly write: (statements: readonly Sql[], step: string) => Promise<void>;
  /** One transaction; gives the rows that each statement returned. */
  readonly atomically: (statements: readonly Sql[]) => Promise<readonly (readonly Row[])[]>;
  /** One transaction; gives how many rows each statement changed, which is cheaper than to have them returned. */
  readonly changes: (statements: readonly Sql[]) => Promise<readonly number[]>;
  /** One transaction whose statements depend on each other. Several times dearer than `atomically`. */
  readonly interactively: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** A rebuild of a long incident takes longer than Prisma's five seconds. */
const TRANSACTION = { maxWait: 5_000, timeout: 30_000 };

// SQLite's client type is the common denominator: what it allows, PostgreSQL's allows too.
const connect = async (
  url: string,
  log: Log,
): Promise<{ readonly client: SqliteClient; readonly dialect: Dialect }> => {
  const options = { errorFormat: 'minimal', transactionOptions: TRANSACTION } as const;
  if (isPostgres(url)) {
    const { PrismaClient } = await import('./generated/postgres/client.ts');
    const { postgresAdapter } = await import('./postgres-adapter.ts');
    const client = new PrismaClient({ ...options, adapter: postgresAdapter(url, log) });
    return { client: client as unknown as SqliteClient, dialect: POSTGRES };
  }
  const { sqliteAdapter } = await import('./sqlite-adapter.ts');
  const adapter = sqliteAdapter(sqliteFile(url), SQLITE_INTAKE_SETUP);
  return { client: new SqliteClient({ ...options, adapter }), dialect: SQLITE };
};

export const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);

/** The path in a `file:` URL. */
export const sqliteFile = (url: string): string => url.replace(/^file:(\/\/(?=\/))?/, '');

/** SQLite forgets acknowledged commits in a power cut unless both are in force on Prisma's own connection. */
const requireDurability = async (database: Database): Promise<void> => {
  // A transaction, because lone reads go to the connection that does not write.
  const [journal, synchronous] = await database.atomically([
    sql`PRAGMA journal_mode`,
    sql`PRAGMA synchronous`,
  ]);
  const mode = journal?.[0]?.['journal_mode'];
  const level = Number(synchronous?.[0]?.['synchronous']);
  if (mode !== 'wal' || level !== 2)
    throw new StorageError(
      'failed',
      `SQLite would not promise durability here (journal_mode ${String(mode)}, synchronous ${level}). Put the database on a local disk.`,
    );
};

// Prisma opens no transaction for one statement, and pg throws a connection away when a statement
// fails on it outside of one: a conflict would cost a new connection (measured: 40 ms against 2 ms).
const inTransaction = (dialect: Dialect, statements: readonly Sql[]): readonly Sql[] =>
  dialect === POSTGRES && statements.length === 1 ? [...statements, sql`SELECT 1`] : statements;

const databaseOver = (client: SqliteClient, dialect: Dialect, checkpoint: Checkpoint): Database => {
  let closed = false;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    // Prisma would connect again, and nobody would close that.
    if (closed) throw new StorageError('failed', 'The storage is closed.');
    try {
      return await work();
    } catch (error) {
      throw storageFailure(error);
    }
  };
  const interactively: Database['interactively'] = (work) =>
    guard(() => client.$transaction((tx) => work((statement) => tx.$queryRaw(statement))));
  /** Slow, and stops between the statements: for the crash suite alone. */
  const stepwise = (statements: readonly Sql[], step: string): Promise<void> =>
    interactively(async (query) => {
      for (const statement of statements) {
        await query(statement);
        checkpoint(step);
      }
    });
  return {
    dialect,
    rows: (statement) => guard(() => client.$queryRaw(statement)),
    write: async (statements, step) => {
      if (checkpoint !== noCheckpoint) return stepwise(statements, step);
      const calls = inTransaction(dialect, statements).map((text) => client.$executeRaw(text));
      await guard(() => client.$transaction(calls));
    },
    atomically: (statements) =>
      guard(() =>
        client.$transaction(statements.map((statement) => client.$queryRaw<Row[]>(statement))),
      ),
    changes: async (statements) => {
      const calls = inTransaction(dialect, statements).map((text) => client.$executeRaw(text));
      const all = await guard(() => client.$transaction(calls));
      return all.slice(0, statements.length);
    },
    interactively,
    close: async () => {
      closed = true;
      await client.$disconnect();
    },
  };
};

/** Opens the database behind `url`; its tables must be there. */
export const openDatabase = async (
  url: string,
  log: Log,
  checkpoint: Checkpoint,
): Promise<Database> => {
  const { client, dialect } = await connect(url, log);
  const database = databaseOver(client, dialect, checkpoint);
  try {
    if (dialect === SQLITE) await requireDurability(database);
    else await database.rows(sql`SELECT 1`);
  } catch (error) {
    await client.$disconnect();
    throw error;
  }
  return database;
};
