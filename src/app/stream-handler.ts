import { setTimeout as pause } from 'node:timers/promises';
import type { Card } from '#cards/card.ts';
import type { View } from '#cards/view.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import { isRejected, type Rejection } from '#domain/rejection.ts';
import type { Instant } from '#domain/time.ts';
import type { Answer } from '#ports/messenger.ts';
import type { Finding } from '#ports/storage.ts';
import { asStored } from './event-record.ts';
import { EMPTY, type Folded, type StreamCache } from './incident-cache.ts';
import { createIncidentNumbers } from './incident-numbers.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { maskIntent } from './mask-intent.ts';
import {
  cacheOf,
  prepareStream,
  rebuildStream,
  receiptPart,
  rowsOfTimers,
  type StreamAttempt,
  type StreamDeps,
  type StreamOptions,
  type Told,
} from './stream-commit.ts';
import type { Happened, Page, Spoken, StreamKind } from './stream-kind.ts';

export type StreamOutcome<S, E> =
  | {
      readonly key: string;
      readonly events: readonly E[];
      readonly state: S;
      readonly tells: readonly Told[];
      readonly answer?: Answer;
    }
  | { readonly rejected: Rejection; readonly state?: S }
  | { readonly duplicate: true; readonly key: string; readonly answer: Answer }
  | { readonly busy: true };

/** What the shell does with any stream that has no rooms, whatever it is about. */
export interface Stream {
  readonly name: string;
  readonly prefix: string;
  /** A command from another stream, of the type that this kind takes. False: busy, to be tried again. */
  tell(key: string, intent: unknown, meta: CommandMeta, receipt: string): Promise<boolean>;
  /** Deadlines passed: ids of the timers that it still wants; undefined when others were at it. */
  passed(
    key: string,
    startedAt: Instant,
    meta: CommandMeta,
  ): Promise<ReadonlySet<string> | undefined>;
  /** A notice of this kind; undefined when there is no such stream. */
  draw(key: string, notice: unknown, view: View): Promise<Card | undefined>;
  /** What the pager is told with a notice; undefined when there is nothing to call anybody for. */
  page(key: string, notice: unknown): Promise<Page | undefined>;
  rebuild(key: string): Promise<readonly Finding[]>;
}

/** Takes every change of one kind of stream: decides, stores all of it in one commit, wakes the deliveries. */
export interface StreamHandler<S, I, E> extends Stream {
  load(key: string): Promise<S | undefined>;
  handle(
    key: string,
    intent: I,
    meta: CommandMeta,
    options?: StreamOptions<S, E>,
  ): Promise<StreamOutcome<S, E>>;
  /** Begins a stream under the next free key, which the intent is given as its `key`. */
  open(intent: I, meta: CommandMeta, options?: StreamOptions<S, E>): Promise<StreamOutcome<S, E>>;
}

const TRIES = 20;
const PAUSE = 20;
const IN_MEMORY = 500;

interface Ground<S, I extends { readonly type: string }, E extends Happened, N extends Spoken> {
  readonly kind: StreamKind<S, I, E, N>;
  readonly deps: StreamDeps;
  readonly cache: StreamCache<S>;
}

type Try<S, E> = Promise<StreamOutcome<S, E> | 'conflict'>;

/** What was refused once is told the same when it comes in a second time. */
const refuse = async <S, I, E>(
  { deps }: { readonly deps: StreamDeps },
  key: string,
  { state, head }: Folded<S>,
  rejected: Rejection,
  attempt: StreamAttempt<S, I, E>,
): Promise<StreamOutcome<S, E>> => {
  if (attempt.options.receipt !== undefined) {
    const result = await deps.storage.commit({
      stream: key,
      expected: head,
      events: [],
      ...receiptPart(attempt, attempt.options.refusal?.(rejected, state)),
      outbox: [],
      timers: { set: [], clear: [] },
    });
    if (!result.ok && result.because === 'duplicate')
      return { duplicate: true, key, answer: result.answer ?? {} };
  }
  return state === undefined ? { rejected } : { rejected, state };
};

const tryOnce = async <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  ground: Ground<S, I, E, N>,
  key: string,
  attempt: StreamAttempt<S, I, E>,
  opening: boolean,
): Try<S, E> => {
  const { kind, deps, cache } = ground;
  const before = opening ? EMPTY : await cache.load(key);
  const command = { ...attempt.intent, meta: attempt.meta };
  const decision = kind.decide(before.state, command, deps.policy());
  if (isRejected(decision)) return refuse(ground, key, before, decision.rejected, attempt);
  const { state: known } = before;
  if (decision.events.length === 0 && known !== undefined && attempt.options.receipt === undefined)
    return { key, events: [], state: known, tells: [] };
  const events = decision.events.map((event) => asStored(event));
  const prepared = await prepareStream(ground, key, before, events, attempt);
  deps.checkpoint('decided');
  const { commit, state, tells, answer, firsts } = prepared;
  const result = await deps.storage.commit(commit);
  if (!result.ok) {
    cache.drop(key);
    if (result.because === 'conflict') return 'conflict';
    return { duplicate: true, key, answer: result.answer ?? {} };
  }
  cache.put(key, { head: result.head, state, snapshotAt: before.snapshotAt });
  for (const first of firsts) deps.placements.note(first);
  deps.wake(key);
  if ((commit.observations ?? []).length > 0) deps.observed();
  return { key, events, state, tells, ...(answer === undefined ? {} : { answer }) };
};

const attemptOf = <S, I extends { readonly type: string }, E>(
  { policy }: StreamDeps,
  intent: I,
  meta: CommandMeta,
  options: StreamOptions<S, E>,
): StreamAttempt<S, I, E> => {
  const masked = maskIntent(intent, policy().common.mask);
  return { intent: masked, meta, options, since: performance.now() };
};

const createHandling = <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  ground: Ground<S, I, E, N>,
): StreamHandler<S, I, E>['handle'] => {
  const { deps } = ground;
  const queue = createKeyedQueue();
  return (key, intent, meta, options = {}) => {
    const attempt = attemptOf(deps, intent, meta, options);
    return queue(key, async () => {
      for (let tries = 1; tries <= TRIES; tries += 1) {
        const outcome = await tryOnce(ground, key, attempt, false);
        if (outcome !== 'conflict') return outcome;
        await pause(Math.random() * PAUSE);
      }
      deps.log.warn({ stream: key, command: intent.type }, 'gave way to other changes');
      return { busy: true };
    });
  };
};

const createOpening = <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  ground: Ground<S, I, E, N>,
): StreamHandler<S, I, E>['open'] => {
  const { kind, deps } = ground;
  const numbers = createIncidentNumbers(deps.storage);
  return async (intent, meta, options = {}) => {
    const { receipt } = options;
    const known = receipt && (await deps.storage.receipt(receipt.platform, receipt.id));
    if (known !== undefined)
      return { duplicate: true, key: known.stream, answer: known.answer ?? {} };
    const prefix = kind.numberPrefix(meta.now, deps.policy());
    for (let tries = 0; tries < TRIES; tries += 1) {
      const number = await numbers.take(prefix);
      const key = `${prefix}${String(number).padStart(2, '0')}`;
      const attempt = attemptOf(deps, { ...intent, key }, meta, options);
      const outcome = await tryOnce(ground, key, attempt, true);
      if (outcome === 'conflict') continue;
      if (!('events' in outcome)) numbers.giveBack(prefix, number);
      return outcome;
    }
    return { busy: true };
  };
};

/** A handler over one kind of stream; commands of one stream run one after another inside this process. */
export const createStreamHandler = <
  S,
  I extends { readonly type: string },
  E extends Happened,
  N extends Spoken,
>(
  kind: StreamKind<S, I, E, N>,
  deps: StreamDeps,
): StreamHandler<S, I, E> => {
  const ground = { kind, deps, cache: cacheOf(kind, deps.storage, IN_MEMORY) };
  const handle = createHandling(ground);
  const load = async (key: string): Promise<S | undefined> => (await ground.cache.load(key)).state;
  return {
    name: kind.name,
    prefix: kind.prefix,
    load,
    handle,
    open: createOpening(ground),
    // Only effects of this program make what another stream says, so it is of this kind's types.
    tell: async (key, intent, meta, id) => {
      const receipt = { platform: 'outbox', id };
      return !('busy' in (await handle(key, intent as I, meta, { receipt })));
    },
    passed: async (key, startedAt, meta) => {
      const due: unknown = { type: 'deadlinesPassed', startedAt };
      const outcome = await handle(key, due as I, meta);
      if ('busy' in outcome) return undefined;
      const state = 'state' in outcome ? outcome.state : undefined;
      const wanted = state === undefined ? [] : kind.timers(state, deps.policy());
      return new Set(rowsOfTimers(key, wanted).map(({ id }) => id));
    },
    draw: async (key, notice, view) => {
      const state = await load(key);
      return state === undefined ? undefined : kind.draw(notice as N, state, view);
    },
    page: async (key, notice) => {
      const state = await load(key);
      return state === undefined ? undefined : kind.page?.(notice as N, state, deps.policy());
    },
    rebuild: (key) => rebuildStream(kind, key, deps.storage, deps.policy()),
  };
};
