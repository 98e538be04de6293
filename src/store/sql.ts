import { Prisma } from './generated/sqlite/client.ts';

// Prisma's SQL templates: what is interpolated is a parameter, never text. The generated SQLite client
// carries them; PostgreSQL's are the same code.

export type Sql = Prisma.Sql;
export const { sql, raw, join, empty } = Prisma;

/** A statement with one JSON parameter whose text is put together only once. */
export const reusable = (build: (json: string) => Sql): ((json: string) => Sql) => {
  const { strings } = build('');
  return (json) => new Prisma.Sql(strings, [json]);
};

/** Column names as they stand in a list. */
export const names = (columns: readonly string[]): Sql => raw(columns.join(', '));
