import type { Finding, Storage } from '#ports/storage.ts';
import { subjectInsert } from './watch-rows.ts';
import { canonicalJson } from './codec.ts';
import { incidentInsert, timerInsert } from './commit-rows.ts';
import type { Database, Query } from './database.ts';
import type { Dialect } from './dialect.ts';
import { names, raw, type Sql, sql } from './sql.ts';
import {
  INCIDENT,
  PERSON_LINK,
  PREFERENCE,
  ROOM,
  SUBJECT,
  type Table,
  TIMER,
  upsert,
  upsertTimers,
} from './upsert.ts';

type Projections = Parameters<Storage['replaceProjections']>[1];
type Fields = Readonly<Record<string, unknown>>;

const keyOf = (table: Table, row: Fields): string =>
  table.key.map((column) => String(row[column])).join(' ');

/** Both sides as the same text: databases give numbers and booleans in their own ways. */
const contentOf = (table: Table, row: Fields): string =>
  canonicalJson(
    Object.entries(table.columns).map(([name, type]) => {
      const value = row[name] ?? null;
      if (value === null) return null;
      if (type === 'integer') return Number(value);
      return type === 'boolean' ? Boolean(value) : value;
    }),
  );

const readOf = (table: Table, stream: string): Sql =>
  sql`SELECT ${names(Object.keys(table.columns))} FROM ${raw(table.name)} WHERE stream = ${stream}`;

const removeOf = (dialect: Dialect, table: Table, rows: readonly Fields[]): Sql => {
  const columns = Object.fromEntries(table.key.map((column) => [column, 'text' as const]));
  const match = table.key.map((column) => `r.${column} = ${table.name}.${column}`).join(' AND ');
  return sql`DELETE FROM ${raw(table.name)} WHERE EXISTS (
    SELECT 1 FROM ${dialect.rowsOf(columns, JSON.stringify(rows))} WHERE ${raw(match)})`;
};

interface Difference {
  readonly findings: readonly Finding[];
  /** New or changed. */
  readonly wanted: readonly Fields[];
  readonly unwanted: readonly Fields[];
}

/** What stands in a table against what should: rows that are right stay untouched, with their claims. */
const differenceOf = (
  table: Table,
  stored: readonly Fields[],
  right: readonly Fields[],
): Difference => {
  const there = new Map(stored.map((row) => [keyOf(table, row), row]));
  const should = new Map(right.map((row) => [keyOf(table, row), row]));
  const findings: Finding[] = [];
  const wanted: Fields[] = [];
  for (const [key, row] of should) {
    const found = there.get(key);
    if (found !== undefined && contentOf(table, found) === contentOf(table, row)) continue;
    findings.push({
      what: `${table.name}-${found === undefined ? 'missing' : 'different'}`,
      where: key,
    });
    wanted.push(row);
  }
  const unwanted = [...there].filter(([key]) => !should.has(key));
  for (const [key] of unwanted) findings.push({ what: `${table.name}-surplus`, where: key });
  return { findings, wanted, unwanted: unwanted.map(([, row]) => row) };
};

const rightRows = (
  stream: string,
  projections: Projections,
): readonly (readonly [Table, readonly Fields[]])[] => {
  const { incident, subject, timers, rooms, links, preferences } = projections;
  const owned = (rows: readonly object[]): readonly Fields[] =>
    rows.map((row) => ({ ...row, stream }));
  return [
    [INCIDENT, incident === undefined ? [] : [incidentInsert(stream, incident)]],
    [SUBJECT, subject === undefined ? [] : [subjectInsert(stream, subject)]],
    [TIMER, timers.map(timerInsert)],
    [ROOM, owned(rooms)],
    [PERSON_LINK, owned(links)],
    [PREFERENCE, owned(preferences)],
  ];
};

/** Puts the projections of a stream right and says what was wrong with them. Snapshots go: they are made anew. */
export const createReplaceProjections = (database: Database): Storage['replaceProjections'] => {
  const { dialect } = database;
  const replace = async (
    query: Query,
    stream: string,
    [table, right]: readonly [Table, readonly Fields[]],
  ): Promise<readonly Finding[]> => {
    const stored = await query<Fields>(readOf(table, stream));
    const { findings, wanted, unwanted } = differenceOf(table, stored, right);
    if (unwanted.length > 0) await query(removeOf(dialect, table, unwanted));
    const insert = table === TIMER ? upsertTimers(dialect) : upsert(dialect, table);
    if (wanted.length > 0) await query(insert(JSON.stringify(wanted)));
    return findings;
  };
  return (stream, projections) =>
    database.interactively(async (query) => {
      if (dialect.holdProjections !== undefined) await query(dialect.holdProjections);
      // A write first: SQLite then takes its lock at once, and what is read stays true until the end.
      await query(sql`DELETE FROM snapshot WHERE stream = ${stream}`);
      const findings: Finding[] = [];
      for (const table of rightRows(stream, projections))
        findings.push(...(await replace(query, stream, table)));
      return findings;
    });
};
