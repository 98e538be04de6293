import { PrismaPg } from '@prisma/adapter-pg';
import type { Log } from '#ports/system.ts';

/** Two tries fit into the three seconds in which a person expects an answer. */
const LOCK_WAIT_MS = 1_000;
/** A replica that was stopped in the middle of a transaction must not hold its locks for long. */
const IDLE_MS = 5_000;
const CONNECT_MS = 2_000;
const CONNECTIONS = 10;

/** Prisma's adapter for pg, with statements prepared once a connection. */
export const postgresAdapter = (url: string, log: Log): PrismaPg => {
  const kept = new Map<string, string>();
  const nameOf = ({ sql }: { readonly sql: string }): string => {
    const name = kept.get(sql) ?? `s${kept.size}`;
    kept.set(sql, name);
    return name;
  };
  const lost = (error: Error): void => log.warn({ err: error }, 'lost a database connection');
  return new PrismaPg(
    {
      connectionString: url,
      max: CONNECTIONS,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      options: `-c lock_timeout=${LOCK_WAIT_MS} -c idle_in_transaction_session_timeout=${IDLE_MS}`,
    },
    { statementNameGenerator: nameOf, onPoolError: lost, onConnectionError: lost },
  );
};
