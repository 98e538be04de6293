import { StorageError } from '#ports/storage.ts';

/** What a driver said, dug out of the wrapping of Prisma and its adapters. */
interface DriverFailure {
  /** `SQLITE_BUSY`, `23505`, `ECONNREFUSED`, `P2024`, or empty. */
  readonly code: string;
  readonly message: string;
}

const textAt = (value: object, key: string): string | undefined => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
};
const objectAt = (value: object, key: string): object | undefined => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'object' && found !== null ? found : undefined;
};

const driverFailure = (error: unknown): DriverFailure => {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  const meta = objectAt(error, 'meta');
  const adapterError = meta === undefined ? undefined : objectAt(meta, 'driverAdapterError');
  const inner = adapterError ?? objectAt(error, 'cause');
  if (inner !== undefined && inner !== error) {
    const found = driverFailure(inner);
    if (found.code !== '') return found;
  }
  const code =
    textAt(error, 'originalCode') ?? textAt(error, 'code') ?? textAt(error, 'kind') ?? '';
  return { code, message: textAt(error, 'originalMessage') ?? textAt(error, 'message') ?? code };
};

// SQLite: https://www.sqlite.org/rescode.html — PostgreSQL: https://www.postgresql.org/docs/18/errcodes-appendix.html
const KINDS: readonly (readonly [StorageError['code'], RegExp])[] = [
  // Deadlocks and serialisation failures (40…) are cured by another try, as a lock is.
  [
    'busy',
    /^(SQLITE_BUSY|SQLITE_LOCKED|SQLITE_PROTOCOL|55P03|57014|40001|40P01|TransactionWriteConflict|SocketTimeout)/,
  ],
  ['full', /^(SQLITE_FULL|SQLITE_IOERR_SHM|53100)/],
  ['unreadable', /^(SQLITE_NOTADB|SQLITE_CORRUPT|SQLITE_CANTOPEN|SQLITE_FORMAT|XX00[12])/],
  [
    'unreachable',
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE|EAI_|08|28|3D000|53300|57P0|DatabaseNotReachable|ConnectionClosed|AuthenticationFailed|DatabaseAccessDenied|DatabaseDoesNotExist|TooManyConnections|P1001|P1017)/,
  ],
];

const ADVICE: Readonly<Record<StorageError['code'], string>> = {
  busy: 'The database is locked by another process. Nothing was recorded; try again.',
  full: 'The disk of the database is full. Nothing was recorded; free some space, it goes on by itself.',
  unreadable:
    'The database file cannot be read: it is damaged, not a database, or not accessible. Check DATABASE_URL and the rights on the file, or restore the last backup.',
  newer:
    'The database was used by a newer Fenghuo. Start that version, or restore a backup made before the upgrade.',
  unreachable:
    'The database server cannot be reached. Check that it runs and that DATABASE_URL names the right host, database and account.',
  failed: 'The database refused a statement.',
};

// pg tells a lost connection in words only.
const LOST =
  /connection (terminated|ended|is closed)|timeout expired|timeout exceeded when trying to connect|client has encountered a connection error/i;

const codeOf = ({ code, message }: DriverFailure): StorageError['code'] => {
  const found = KINDS.find(([, pattern]) => pattern.test(code));
  if (found !== undefined) return found[0];
  return LOST.test(message) ? 'unreachable' : 'failed';
};

/** The failure as StorageError, with the driver's words behind the advice; a StorageError stays what it is. */
export const storageFailure = (error: unknown, where?: string): StorageError => {
  if (error instanceof StorageError) return error;
  const failure = driverFailure(error);
  const code = codeOf(failure);
  const said = [where, failure.code, failure.message].filter(
    (part) => part !== undefined && part !== '',
  );
  return new StorageError(code, `${ADVICE[code]} (${said.join(': ')})`, { cause: error });
};

const UNIQUE = /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505|UniqueConstraintViolation)/;
const MISSING = /^(SQLITE_CONSTRAINT_NOTNULL|23502|NullConstraintViolation)/;

/**
 * True when a commit met a row that was there before it (a version, a receipt), or did not find the
 * event it wants to follow: then its insert leaves `version` empty.
 */
export const isClash = (error: unknown): boolean => {
  const { code, message } = driverFailure(error);
  return UNIQUE.test(code) || (MISSING.test(code) && /\bversion\b/.test(message));
};
