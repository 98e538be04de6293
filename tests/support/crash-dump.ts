import BetterSqlite from 'better-sqlite3';
import { canonicalJson } from '#store/codec.ts';
import { databaseFile, worldFile } from './crash-app.ts';

/** Everything that people can see and that the store holds, one text each; what may differ between runs is left out. */
export interface Dump {
  readonly visible: readonly string[];
  readonly stored: readonly string[];
  /** What is not finished, or not as it must be. */
  readonly half: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

const read = <T>(file: string, work: (all: (text: string) => readonly Row[]) => T): T => {
  const db = new BetterSqlite(file);
  try {
    return work((text) => db.prepare<[], Row>(text).all());
  } finally {
    db.close();
  }
};

const JSON_TEXT = /^[{[]/u;

/** An answer that was read back has its keys in another order; nobody sees that. */
const plain = (value: unknown): unknown =>
  typeof value === 'string' && JSON_TEXT.test(value) ? canonicalJson(JSON.parse(value)) : value;

const line = (what: string, fields: Row): string => {
  const values = Object.entries(fields).map(([name, value]) => [name, plain(value)]);
  return `${what} ${JSON.stringify(Object.fromEntries(values))}`;
};

// Numbers of messages depend on which of two lanes was faster, so a thread is told by what it hangs on.
const MESSAGES = `
  SELECT m.room, m.author, m.text, m.card, m.command, m.only_for, m.deleted,
    m.pinned_at IS NOT NULL AS pinned, coalesce(t.card, t.text) AS thread,
    (SELECT group_concat(person || ' ' || emoji, ', ' ORDER BY person, emoji)
      FROM reaction WHERE message = m.n) AS reactions
  FROM message AS m LEFT JOIN message AS t ON t.n = m.thread ORDER BY m.n`;

const visibleIn = (dir: string): readonly string[] =>
  read(worldFile(dir), (all) => [
    ...all('SELECT id, name, kind, topic, incident, private, archived FROM room').map((row) =>
      line('room', row),
    ),
    ...all('SELECT room, person FROM member').map((row) => line('member', row)),
    ...all('SELECT room, label, url FROM bookmark').map((row) => line('bookmark', row)),
    ...all(MESSAGES).map((row) => line('message', row)),
  ]);

/** What everyone sees in each place, in the order in which it appeared. */
export const orderIn = (dir: string): Readonly<Record<string, readonly unknown[]>> =>
  read(worldFile(dir), (all) => {
    const rows = all('SELECT room, text, card FROM message WHERE only_for IS NULL ORDER BY n');
    const places = Map.groupBy(rows, ({ room }) => String(room));
    return Object.fromEntries(
      [...places].map(([room, inside]) => [
        room,
        inside.map(({ card, text }) => plain(card ?? text)),
      ]),
    );
  });

// How people were called differs where an answer was lost; that they were does not.
const EVENTS = `
  SELECT stream, version, type,
    CASE type WHEN 'people.urged' THEN json_remove(data, '$.by', '$.asked', '$.doubted') ELSE data END AS data,
    actor_id, occurred_at
  FROM event ORDER BY stream, version`;

/** What the database holds. */
export const storedIn = (dir: string): readonly string[] =>
  read(databaseFile(dir), (all) => [
    ...all(EVENTS).map((row) => line('event', row)),
    ...all('SELECT id, due_at, wake_at FROM timer').map((row) => line('timer', row)),
    ...all('SELECT * FROM incident').map((row) => line('incident', row)),
    ...all('SELECT platform, room, incident FROM room').map((row) => line('address', row)),
    ...all('SELECT platform, id, answer FROM receipt').map((row) => line('receipt', row)),
    ...all('SELECT platform, room, card FROM message').map((row) => line('posted', row)),
  ]);

const brokenIn = (file: string): readonly string[] =>
  read(file, (all) => all('PRAGMA integrity_check'))
    .map((row) => String(row['integrity_check']))
    .filter((found) => found !== 'ok');

/** What is not finished in the database, or broken. */
export const halfOf = (dir: string): readonly string[] => {
  const left = read(databaseFile(dir), (all) => all('SELECT key, last_error FROM outbox'));
  return [...brokenIn(databaseFile(dir)), ...left.map((row) => line('outbox', row))];
};

/** Where the store says that a card stands. */
export const postedIn = (
  dir: string,
  card: string,
): { readonly room: string; readonly id: string } | undefined => {
  const rows = read(databaseFile(dir), (all) => all('SELECT room, id, card FROM message'));
  const found = rows.find((row) => row['card'] === card);
  return found && { room: String(found['room']), id: String(found['id']) };
};

/** Reads the files of a process that has ended. */
export const dumpOf = (dir: string): Dump => ({
  visible: visibleIn(dir),
  stored: storedIn(dir),
  half: [...halfOf(dir), ...brokenIn(worldFile(dir))],
});

const DURATION = /(?:\d+ (?:天|小时|分钟|分|秒) ?)+/gu;
/** Seconds are shown where there are any. */
const TIME = /\b\d\d:\d\d(?::\d\d)?\b/gu;
const NUMBER = /\d+/gu;

/** A retry comes later, and so does what follows it; all but times and numbers must be the same. */
export const withoutTimes = (line: string): string =>
  line.replace(DURATION, '# ').replace(TIME, '#').replace(NUMBER, '#');

/** What is wrong with a run, beside one in which nothing went wrong. */
export interface Damage {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly orphaned: readonly string[];
  readonly half: readonly string[];
}

/** What `left` has more of than `right`, as often as it has it more. */
const surplus = (left: readonly string[], right: readonly string[]): readonly string[] => {
  const known = new Map<string, number>();
  for (const item of right) known.set(item, (known.get(item) ?? 0) + 1);
  return left.filter((item) => {
    const count = known.get(item) ?? 0;
    known.set(item, count - 1);
    return count <= 0;
  });
};

export const damageOf = (run: Dump, right: Dump): Damage => {
  const all = (dump: Dump): readonly string[] => [...dump.visible, ...dump.stored];
  const more = surplus(all(run), all(right));
  const wanted = new Set(all(right));
  return {
    lost: surplus(all(right), all(run)),
    doubled: more.filter((item) => wanted.has(item)),
    orphaned: more.filter((item) => !wanted.has(item)),
    half: run.half,
  };
};
