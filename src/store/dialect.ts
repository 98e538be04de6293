import { empty, raw, type Sql, sql } from './sql.ts';

/** Columns of rows that come in as a JSON array of objects. */
export type Columns = Readonly<Record<string, 'text' | 'integer' | 'boolean' | 'double precision'>>;

/**
 * Where the two databases speak differently. Everything else in the store is one text for both:
 * instants are ISO text in byte order, so comparing and sorting need no fragment.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** The table `r` of a JSON array of objects. */
  rowsOf(columns: Columns, json: string): Sql;
  /** The table `r` of a JSON array of texts, in its column `value`. */
  textsOf(json: string): Sql;
  /** Ends a subquery that picks rows of the table `alias` to be claimed: two claimers never wait for each other. */
  forClaim(alias: string): Sql;
  /** True where the text of `column` contains `needle`. */
  contains(column: Sql, needle: string): Sql;
  /** Keeps other processes from writing projections until the transaction ends; nothing where they cannot anyway. */
  readonly holdProjections: Sql | undefined;
  /** True where only one process uses the database. */
  readonly alone: boolean;
}

export const SQLITE: Dialect = {
  name: 'sqlite',
  rowsOf: (columns, json) => {
    const fields = Object.keys(columns).map((name) => `value ->> '$.${name}' AS ${name}`);
    // Binary JSON: json_each would parse the text of a row again for each of its columns (twice the time).
    return sql`(SELECT ${raw(fields.join(', '))} FROM jsonb_each(${json})) AS r`;
  },
  textsOf: (json) => sql`json_each(${json}) AS r`,
  forClaim: () => empty,
  contains: (column, needle) => sql`instr(${column}, ${needle}) > 0`,
  holdProjections: undefined,
  alone: true,
};

export const POSTGRES: Dialect = {
  name: 'postgres',
  rowsOf: (columns, json) => {
    const fields = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    return sql`jsonb_to_recordset(${json}::jsonb) AS r(${raw(fields.join(', '))})`;
  },
  textsOf: (json) => sql`jsonb_array_elements_text(${json}::jsonb) AS r(value)`,
  forClaim: (alias) => sql`FOR UPDATE OF ${raw(alias)} SKIP LOCKED`,
  contains: (column, needle) => sql`strpos(${column}, ${needle}) > 0`,
  holdProjections: sql`LOCK TABLE incident, subject, timer, room, person_link, preference, snapshot IN SHARE ROW EXCLUSIVE MODE`,
  alone: false,
};
