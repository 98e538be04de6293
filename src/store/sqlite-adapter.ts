import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlResultSet,
} from '@prisma/driver-adapter-utils';
import type BetterSqlite from 'better-sqlite3';
import { StorageError } from '#ports/storage.ts';

/**
 * SQLite waits for a lock inside the call and holds up the whole process, so it waits only for what
 * passes at once; `write-queue.ts` waits for the rest between its tries.
 */
const LOCK_WAIT_MS = 20;

/** The connection that Prisma's adapter keeps to itself. */
const connectionOf = (adapter: SqlDriverAdapter): BetterSqlite.Database => {
  const { client } = adapter as unknown as { readonly client?: BetterSqlite.Database };
  if (client === undefined) throw new StorageError('failed', 'Prisma hides its SQLite connection.');
  return client;
};

/**
 * Prisma's adapter prepares every statement anew, which takes longer than running it (measured: 25 of
 * 45 µs for a receipt). The store has a fixed set of texts, so prepared ones are kept.
 */
const keepStatements = (db: BetterSqlite.Database): void => {
  const prepare = db.prepare.bind(db);
  const make = (text: string) => {
    const statement = prepare(text);
    const columns = statement.reader ? statement.columns() : [];
    // The part of a statement that the adapter uses; one that better-sqlite3 has bound cannot be bound again.
    const bind = (values: unknown[]) => ({
      reader: statement.reader,
      run: () => statement.run(...values),
      columns: () => columns,
      raw: () => ({ all: () => statement.raw().all(...values) }),
    });
    return { bind, run: () => statement.run() };
  };
  const kept = new Map<string, ReturnType<typeof make>>();
  const keep = (text: string): ReturnType<typeof make> => {
    const made = kept.get(text) ?? make(text);
    kept.set(text, made);
    return made;
  };
  Object.assign(db, { prepare: keep });
};

/** A full disk makes SQLite roll back by itself, or leaves the transaction open at COMMIT; Prisma expects neither. */
const surviveFailedTransactions = (adapter: SqlDriverAdapter, db: BetterSqlite.Database): void => {
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => {
    if (db.inTransaction) db.exec('ROLLBACK');
    const transaction = await start(level);
    const query = transaction.queryRaw.bind(transaction);
    transaction.queryRaw = (asked) => asNumbers(query(asked));
    const run = transaction.executeRaw.bind(transaction);
    transaction.executeRaw = async (asked) => {
      if (asked.sql === 'ROLLBACK' && !db.inTransaction) return 0;
      try {
        return await run(asked);
      } finally {
        if (asked.sql === 'COMMIT' && db.inTransaction) db.exec('ROLLBACK');
      }
    };
    return transaction;
  };
};

// ColumnTypeEnum of @prisma/driver-adapter-utils.
const INT64 = 1;
const DOUBLE = 3;

/** Whole numbers of columns without a declared type (RETURNING, count, max) would arrive as bigint. */
const asNumbers = async (result: Promise<SqlResultSet>): Promise<SqlResultSet> => {
  const { columnTypes, ...rest } = await result;
  return { ...rest, columnTypes: columnTypes.map((type) => (type === INT64 ? DOUBLE : type)) };
};

const READS = /^\s*SELECT\b/i;

/**
 * Prisma's adapter for better-sqlite3 with a second connection for what is read while a transaction is
 * open: on the same one it would see what may yet be rolled back. At other times the first connection
 * reads too, its pages being in memory (measured: 60 µs against 100 µs for a load). `setup` is run on
 * the connection that writes.
 */
export const sqliteAdapter = (file: string, setup: string): SqlDriverAdapterFactory => {
  const factory = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: LOCK_WAIT_MS });
  const connect = async (): Promise<SqlDriverAdapter> => {
    const writer = await factory.connect();
    const db = connectionOf(writer);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(setup);
    const reader = await factory.connect();
    connectionOf(reader).pragma('query_only = ON');
    keepStatements(db);
    keepStatements(connectionOf(reader));
    surviveFailedTransactions(writer, db);
    const write = writer.queryRaw.bind(writer);
    writer.queryRaw = (query) =>
      asNumbers(db.inTransaction && READS.test(query.sql) ? reader.queryRaw(query) : write(query));
    const dispose = writer.dispose.bind(writer);
    writer.dispose = async () => {
      await reader.dispose();
      await dispose();
    };
    return writer;
  };
  return { provider: factory.provider, adapterName: factory.adapterName, connect };
};
