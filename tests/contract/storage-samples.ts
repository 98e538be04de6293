import type {
  Commit,
  CommitResult,
  Head,
  IncidentRow,
  NewEvent,
  NewOutboxRow,
  PostedMessage,
  Storage,
  TimerRow,
} from '#ports/storage.ts';
import type { Log } from '#ports/system.ts';

// Small, plain values for the storage contract. Instants count from T0, a Tuesday morning in Shanghai.

export const T0 = Date.parse('2026-12-01T02:00:00.000Z');
export const START: Head = { version: 0, hash: '' };

export const silent: Log = {
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silent,
};

export const event = (n: number, data: unknown = { n }): NewEvent => ({
  type: 'note.added',
  data,
  occurredAt: T0 + n,
  recordedAt: T0 + n + 1,
  actor: { id: 'lin', name: '林悦' },
  via: 'slack',
  cause: `slack:Ev${n}`,
});

export const commit = (parts: Partial<Commit> = {}): Commit => ({
  stream: 'INC-20261201-01',
  expected: START,
  events: [event(1)],
  outbox: [],
  timers: { set: [], clear: [] },
  ...parts,
});

/** Nothing but deliveries. */
export const deliveries = (...outbox: readonly NewOutboxRow[]): Commit =>
  commit({ events: [], outbox });

/** Nothing but timers. */
export const timers = (...set: readonly TimerRow[]): Commit =>
  commit({ events: [], timers: { set, clear: [] } });

export const delivery = (key: string, parts: Partial<NewOutboxRow> = {}): NewOutboxRow => ({
  key,
  lane: 'slack:C1',
  stream: 'INC-20261201-01',
  intent: { do: 'post', text: `正文 ${key}` },
  coalesce: false,
  dueAt: T0,
  rank: 5,
  ...parts,
});

export const timer = (id: string, dueAt: number, rank = 5): TimerRow => ({
  id: `INC-20261201-01|${id}`,
  stream: 'INC-20261201-01',
  dueAt,
  rank,
});

export const incident = (key: string, parts: Partial<IncidentRow> = {}): IncidentRow => ({
  key,
  version: 1,
  phase: 'triage',
  severity: null,
  scenario: 'system-failure',
  title: '华东电话系统中断',
  confidential: false,
  openedAt: T0,
  resolvedAt: null,
  closedAt: null,
  reopened: 0,
  search: `${key.toLowerCase()} 华东电话系统中断 100%_done`,
  ...parts,
});

export const posted = (id: string, card: string, postedAt = T0): PostedMessage => ({
  platform: 'slack',
  room: 'C1',
  id,
  card,
  stream: 'INC-20261201-01',
  postedAt,
});

/** The head after a commit that had to succeed. */
export const headAfter = async (result: Promise<CommitResult>): Promise<Head> => {
  const settled = await result;
  if (!settled.ok) throw new Error(`the commit was refused: ${settled.because}`);
  return settled.head;
};

/** A stream of `count` events, stored in commits of `step`. */
export const fill = async (
  storage: Storage,
  stream: string,
  count: number,
  step = 1,
): Promise<Head> => {
  let head = START;
  for (let n = 1; n <= count; n += step) {
    const events = Array.from({ length: Math.min(step, count - n + 1) }, (_, i) => event(n + i));
    head = await headAfter(storage.commit(commit({ stream, expected: head, events })));
  }
  return head;
};

/** Keys claimed at `now` by `by`. */
export const claimKeys = async (
  storage: Storage,
  now = T0,
  by = 'me',
  limit = 100,
): Promise<readonly string[]> =>
  (await storage.claimOutbox(by, now, 60_000, limit)).map(({ key }) => key);
