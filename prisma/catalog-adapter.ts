import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlQueryable } from '@prisma/driver-adapter-utils';
import { Pool, type QueryResult } from 'pg';

/** PostgreSQL's internal one-byte type; its catalogue uses it and adapter-pg has no reading for it (prisma/prisma#27403). */
const CHAR_OID = 18;
const BPCHAR_OID = 1042;

/** adapter-pg with which the schema engine can read PostgreSQL's catalogue. One connection, one query at a time. */
export const catalogAdapter = (connectionString: string): PrismaPg => {
  const pool = new Pool({ connectionString, max: 1 });
  let chars: readonly number[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<QueryResult>;
  const reading = async (...args: unknown[]): Promise<QueryResult> => {
    const result = await query(...args);
    chars = result.fields.flatMap((field, n) => (field.dataTypeID === CHAR_OID ? [n] : []));
    for (const field of result.fields)
      if (field.dataTypeID === CHAR_OID) field.dataTypeID = BPCHAR_OID;
    return result;
  };
  Object.assign(pool, { query: reading });
  const factory = new PrismaPg(pool, { disposeExternalPool: true });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    const queryRaw: SqlQueryable['queryRaw'] = connection.queryRaw.bind(connection);
    connection.queryRaw = async (asked) => {
      const result = await queryRaw(asked);
      for (const n of chars) result.columnTypes[n] = ColumnTypeEnum.Character;
      return result;
    };
    return connection;
  };
  return factory;
};
