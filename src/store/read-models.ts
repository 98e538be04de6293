import type {
  IncidentFilter,
  IncidentRow,
  LastUse,
  PostedMessage,
  Storage,
} from '#ports/storage.ts';
import { instantOf, instantOrNull, isoOf } from './codec.ts';
import type { Database } from './database.ts';
import type { Dialect } from './dialect.ts';
import type { WriteSmall } from './small-writes.ts';
import { empty, join, raw, type Sql, sql } from './sql.ts';

/** What is looked up: incidents, rooms, people, messages. */
export type ReadModels = Pick<
  Storage,
  | 'incidents'
  | 'incidentOfRoom'
  | 'roomOf'
  | 'personOf'
  | 'linksOf'
  | 'localeOf'
  | 'lastUse'
  | 'touch'
  | 'messagesOf'
  | 'message'
  | 'roomOfMessage'
>;

/** An incident as its table gives it. */
export interface StoredIncident {
  readonly key: string;
  readonly version: number;
  readonly phase: string;
  readonly severity: string | null;
  readonly scenario: string;
  readonly title: string;
  readonly confidential: unknown;
  readonly opened_at: string;
  readonly resolved_at: string | null;
  readonly closed_at: string | null;
  readonly reopened: number;
  readonly search: string;
}

export const INCIDENT_COLUMNS = raw(
  'key, version, phase, severity, scenario, title, confidential, opened_at, resolved_at, closed_at, reopened, search',
);

export const incidentOf = (row: StoredIncident): IncidentRow => ({
  key: row.key,
  version: row.version,
  phase: row.phase,
  severity: row.severity,
  scenario: row.scenario,
  title: row.title,
  confidential: Boolean(row.confidential),
  openedAt: instantOf(row.opened_at),
  resolvedAt: instantOrNull(row.resolved_at),
  closedAt: instantOrNull(row.closed_at),
  reopened: row.reopened,
  search: row.search,
});

interface StoredMessage {
  readonly platform: string;
  readonly room: string;
  readonly id: string;
  readonly card: string;
  readonly stream: string;
  readonly posted_at: string;
}

const messageOf = ({ posted_at, ...row }: StoredMessage): PostedMessage => ({
  ...row,
  postedAt: instantOf(posted_at),
});

const createPeople = ({ rows }: Database, write: WriteSmall) => {
  /** The first column of the first row. */
  const one = async (statement: Sql): Promise<string | undefined> => {
    const [found] = await rows<{ value: string }>(statement);
    return found?.value;
  };
  const lastUse = async (person: string): Promise<LastUse | undefined> => {
    const [found] = await rows<{ platform: string; locale: string | null }>(
      sql`SELECT platform, locale FROM last_use WHERE person = ${person}`,
    );
    return found && { platform: found.platform, locale: found.locale ?? undefined };
  };
  return {
    incidentOfRoom: (platform: string, room: string) =>
      one(sql`SELECT incident AS value FROM room WHERE platform = ${platform} AND room = ${room}`),
    roomOf: (platform: string, incident: string) =>
      one(
        sql`SELECT room AS value FROM room WHERE incident = ${incident} AND platform = ${platform} ORDER BY room DESC LIMIT 1`,
      ),
    personOf: (platform: string, account: string) =>
      one(
        sql`SELECT person AS value FROM person_link WHERE platform = ${platform} AND account = ${account}`,
      ),
    roomOfMessage: (platform: string, id: string) =>
      one(sql`SELECT room AS value FROM message WHERE platform = ${platform} AND id = ${id}`),
    localeOf: (person: string) =>
      one(sql`SELECT locale AS value FROM preference WHERE person = ${person}`),
    lastUse,
    touch: async (person: string, { platform, locale }: LastUse, at: number) => {
      const known = await lastUse(person);
      // Only the change matters, and a person keeps to one messenger for long: no disk flush for most commands.
      if (known?.platform === platform && (locale ?? known.locale) === known.locale) return;
      await write([
        sql`
        INSERT INTO last_use (person, platform, locale, at)
        VALUES (${person}, ${platform}, ${locale ?? null}, ${isoOf(at)})
        ON CONFLICT (person) DO UPDATE SET platform = excluded.platform,
          locale = COALESCE(excluded.locale, last_use.locale), at = excluded.at
        WHERE last_use.at <= excluded.at`,
      ]);
    },
  };
};

const optional = <T>(value: T | undefined, condition: (value: T) => Sql): readonly Sql[] =>
  value === undefined ? [] : [condition(value)];

/** Instants are text whose order is that of time. */
const placeConditions = ({ from, to, after }: IncidentFilter): readonly Sql[] => [
  ...optional(from, (at) => sql`opened_at >= ${isoOf(at)}`),
  ...optional(to, (at) => sql`opened_at < ${isoOf(at)}`),
  ...optional(
    after,
    ({ openedAt, key }) =>
      sql`(opened_at < ${isoOf(openedAt)} OR (opened_at = ${isoOf(openedAt)} AND key < ${key}))`,
  ),
];

const conditions = (dialect: Dialect, filter: IncidentFilter): Sql => {
  const words = (filter.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const all = [
    ...optional(filter.open, (open) =>
      open ? sql`closed_at IS NULL` : sql`closed_at IS NOT NULL`,
    ),
    ...optional(filter.scenario, (scenario) => sql`scenario = ${scenario}`),
    ...optional(filter.severity, (severity) =>
      severity === 'none' ? sql`severity IS NULL` : sql`severity = ${severity}`,
    ),
    ...optional(filter.phase, (phase) => sql`phase = ${phase}`),
    ...placeConditions(filter),
    ...words.map((word) => dialect.contains(sql`search`, word)),
  ];
  return all.length === 0 ? empty : sql`WHERE ${join(all, ' AND ')}`;
};

export const createReadModels = (database: Database, write: WriteSmall): ReadModels => {
  const { rows, dialect } = database;
  return {
    ...createPeople(database, write),
    incidents: async (filter) => {
      const found = await rows<StoredIncident>(
        sql`SELECT ${INCIDENT_COLUMNS} FROM incident ${conditions(dialect, filter)} ORDER BY opened_at DESC, key DESC LIMIT ${filter.limit}`,
      );
      return found.map(incidentOf);
    },
    linksOf: (person) =>
      rows(
        sql`SELECT platform, account, person FROM person_link WHERE person = ${person} ORDER BY platform, account`,
      ),
    messagesOf: async (card) => {
      const found = await rows<StoredMessage>(
        sql`SELECT platform, room, id, card, stream, posted_at FROM message WHERE card = ${card} ORDER BY posted_at, platform, room, id`,
      );
      return found.map(messageOf);
    },
    message: async (platform, room, id) => {
      const [found] = await rows<StoredMessage>(
        sql`SELECT platform, room, id, card, stream, posted_at FROM message WHERE platform = ${platform} AND room = ${room} AND id = ${id}`,
      );
      return found && messageOf(found);
    },
  };
};
