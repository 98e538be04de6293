import type { SpokenIntent, Tell } from '#domain/effects.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import type { Policy } from '#domain/policy.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Answer } from '#ports/messenger.ts';
import type { Commit, Finding, Storage, StoredEvent, TimerRow } from '#ports/storage.ts';
import { toRecord } from './event-record.ts';
import type { HandlerDeps, ReceiptId } from './handle-command.ts';
import { createStreamCache, type Folded, type StreamCache } from './incident-cache.ts';
import { expandSpoken, tellKey } from './spoken.ts';
import type { Happened, Spoken, StreamKind } from './stream-kind.ts';

export interface StreamDeps extends Omit<HandlerDeps, 'incidents'> {
  /** Called once a commit has stored observations. */
  readonly observed: () => void;
}

export interface StreamOptions<S, E> {
  readonly receipt?: ReceiptId;
  /** What the person is told; kept with the receipt. */
  readonly answer?: (events: readonly E[], state: S) => Answer;
  readonly refusal?: (rejected: Rejection, state?: S) => Answer;
}

/** One command on its way, masked already. */
export interface StreamAttempt<S, I, E> {
  readonly intent: I;
  readonly meta: CommandMeta;
  readonly options: StreamOptions<S, E>;
  readonly since: number;
}

/** A command for another stream, with the receipt under which it is carried out. */
export interface Told {
  readonly to: Tell;
  readonly receipt: string;
}

/** What one decision means: the new state, the answer, and all rows of the one transaction. */
export interface PreparedStream<S> {
  readonly commit: Commit;
  readonly state: S;
  readonly tells: readonly Told[];
  readonly answer: Answer | undefined;
  readonly firsts: readonly string[];
}

/** The event as the store gives it back; the store's codec has checked its shape. */
export const storedAs = <E>({ type, data, occurredAt, recordedAt, actor, via }: StoredEvent): E =>
  ({ type, data, occurredAt, recordedAt, actor, via }) as E;

/** Folded streams of one kind in memory. */
export const cacheOf = <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  kind: StreamKind<S, I, E, N>,
  storage: Storage,
  limit: number,
): StreamCache<S> =>
  createStreamCache<S>({
    storage,
    evolve: (state, event) => kind.evolve(state, storedAs<E>(event)),
    restore: (snapshot) => snapshot as S,
    limit,
  });

/** The timers that a kind wants, as rows. */
export const rowsOfTimers = (
  key: string,
  timers: readonly Pick<TimerRow, 'id' | 'dueAt' | 'rank'>[],
): readonly TimerRow[] =>
  timers.map(({ id, dueAt, rank }) => ({ id: `${key}|${id}`, stream: key, dueAt, rank }));

const timersBetween = (had: readonly TimerRow[], has: readonly TimerRow[]): Commit['timers'] => {
  const before = new Map(had.map(({ id, rank }) => [id, rank]));
  const ids = new Set(has.map(({ id }) => id));
  return {
    set: has.filter(({ id, rank }) => before.get(id) !== rank),
    clear: [...before.keys()].filter((id) => !ids.has(id)),
  };
};

/** The receipt of a commit, with what is answered to it. */
export const receiptPart = <S, I, E>(
  { options, meta }: StreamAttempt<S, I, E>,
  answer: Answer | undefined,
): Pick<Commit, 'receipt'> =>
  options.receipt === undefined
    ? {}
    : { receipt: { ...options.receipt, at: meta.now, answer: answer ?? {} } };

const tellsIn = <N extends Spoken>(
  key: string,
  intents: readonly SpokenIntent<N>[],
): readonly Told[] =>
  intents.flatMap((intent) =>
    intent.do === 'tell' ? [{ to: intent.to, receipt: tellKey(key, intent.key) }] : [],
  );

const causeOf = <S, I, E>({ options, meta }: StreamAttempt<S, I, E>): string =>
  options.receipt === undefined ? meta.via : `${options.receipt.platform}:${options.receipt.id}`;

/** Makes the commit of decided events. */
export const prepareStream = async <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  { kind, deps }: { readonly kind: StreamKind<S, I, E, N>; readonly deps: StreamDeps },
  key: string,
  before: Folded<S>,
  events: readonly E[],
  attempt: StreamAttempt<S, I, E>,
): Promise<PreparedStream<S>> => {
  const { meta, options } = attempt;
  const policy = deps.policy();
  const state = events.reduce<S | undefined>((so, event) => kind.evolve(so, event), before.state);
  if (state === undefined) throw new Error(`${key}: ${attempt.intent.type} left nothing`);
  const intents = kind.effects(before.state, events, state, policy);
  const version = before.head.version + 1;
  const opening = before.state === undefined;
  const context = { ...deps, policy, key, version, opening, now: meta.now };
  const { rows, firsts } = await expandSpoken(intents, (notice) => kind.cardName(notice), context);
  const answer = options.answer?.(events, state);
  const had = before.state === undefined ? [] : kind.timers(before.state, policy);
  const cause = causeOf(attempt);
  const commit: Commit = {
    stream: key,
    expected: before.head,
    events: events.map((event) => toRecord(event, cause)),
    ...receiptPart(attempt, answer),
    outbox: rows,
    timers: timersBetween(rowsOfTimers(key, had), rowsOfTimers(key, kind.timers(state, policy))),
    subject: kind.row(state, before.head.version + events.length),
    observations: kind
      .observations(events, state)
      .map((observation) => ({ observation, receivedAt: meta.now })),
    waitingSince: attempt.since,
  };
  return { commit, state, tells: tellsIn(key, intents), answer, firsts };
};

/** Makes the projections of one stream anew from its events, and says what differed. */
export const rebuildStream = async <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  kind: StreamKind<S, I, E, N>,
  key: string,
  storage: Storage,
  policy: Policy,
): Promise<readonly Finding[]> => {
  const { head, state } = await cacheOf(kind, storage, 1).load(key);
  if (state === undefined) return [];
  return storage.replaceProjections(key, {
    subject: kind.row(state, head.version),
    timers: rowsOfTimers(key, kind.timers(state, policy)),
    rooms: [],
    links: [],
    preferences: [],
  });
};
