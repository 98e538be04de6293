import { setTimeout as pause } from 'node:timers/promises';
import { SYSTEM } from '#domain/person.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import { type OutboxRow, StorageError } from '#ports/storage.ts';
import type { Log } from '#ports/system.ts';
import type { AppClock } from './clock.ts';
import { failureOf, isAway, isLimited, isRefused, keyOf } from './delivery-failure.ts';
import { deliver } from './deliver.ts';
import { type Delivery, deliveryOf } from './delivery.ts';
import { describeDelivery } from './describe-delivery.ts';
import type { CommandHandler } from './handle-command.ts';
import type { Meters } from './meters.ts';
import { type Delivered, type DeliverDeps, ROOM_WAIT } from './sending.ts';
import { deliverSpoken } from './deliver-spoken.ts';
import { type SpokenDelivery, spokenOf } from './spoken.ts';
import type { Streams } from './streams.ts';

export interface DispatchDeps extends DeliverDeps {
  readonly clock: AppClock;
  readonly handler: CommandHandler;
  readonly streams: Streams;
  readonly meters: Meters;
  readonly log: Log;
  /** This process, in claims. */
  readonly by: string;
}

/** Told after every call: whether the messenger did what was asked. */
export type OnOutcome = (messenger: string, ok: boolean) => void;

/** What a row's attempt says about its messenger. */
export interface Verdicts {
  readonly onOutcome: OnOutcome;
  /** It let us not do one thing; resolves when it is known whether it lets us do nothing at all. */
  readonly onRefusal: (messenger: string) => Promise<void>;
}

/** Until the lease ends. */
const PUT_BACK_TRIES = 15;
/** A shorter wait for a room is not worth a word. */
const LONG_WAIT: DurationMs = 3 * SECOND;
const deliveryMeta = ({ clock }: DispatchDeps) => ({
  now: clock.now(),
  actor: SYSTEM,
  via: 'delivery',
});

/** What a delivery found out becomes events before its row is finished; its key makes a repeat harmless. */
const sendFacts = async (
  deps: DispatchDeps,
  row: OutboxRow,
  { incident }: Delivery,
  facts: Delivered['facts'],
): Promise<void> => {
  for (const fact of facts) {
    deps.checkpoint('fact:before');
    const receipt = { platform: 'outbox', id: `${row.key}|${fact.type}` };
    // A room may be lost more than once while a row waits; the incident knows which loss is news.
    const options = fact.type === 'recordRoomLost' ? {} : { receipt };
    await deps.handler.handle(incident, fact, deliveryMeta(deps), options);
    deps.checkpoint('fact:after');
  }
};

const recordAbandoned = async (
  deps: DispatchDeps,
  row: OutboxRow,
  delivery: Delivery,
  error: string,
): Promise<void> => {
  const state = await deps.loadIncident(delivery.incident);
  // About the message that tells of giving up there is nothing more to tell.
  const told = delivery.do === 'post' && delivery.notice.card === 'abandoned';
  if (state === undefined || told) return;
  const what = describeDelivery(delivery, state, deps.views(state.locale));
  const { incident, messenger } = delivery;
  const receipt = { platform: 'outbox', id: `${row.key}|abandoned|${row.revision}` };
  const fact = { type: 'recordAbandoned', key: row.key, what, messenger, error } as const;
  await deps.handler.handle(incident, fact, deliveryMeta(deps), { receipt });
};

/** Whoever opened the incident is told once that its room waits for a limit of the messenger. */
const tellDelay = async (
  deps: DispatchDeps,
  row: OutboxRow,
  { incident, messenger }: Delivery,
  waitMs: DurationMs,
): Promise<void> => {
  const waited = deps.clock.now() - (row.startedAt ?? deps.clock.now());
  if (waited + waitMs <= LONG_WAIT) return;
  const receipt = { platform: 'outbox', id: `${row.key}|delayed` };
  const fact = { type: 'recordRoomDelayed', messenger, waitMs } as const;
  await deps.handler.handle(incident, fact, deliveryMeta(deps), { receipt });
};

const fail = async (
  deps: DispatchDeps,
  row: OutboxRow,
  delivery: Delivery | SpokenDelivery,
  error: unknown,
): Promise<void> => {
  const { storage, clock, log, by, meters } = deps;
  const now = clock.now();
  const { code, final, counts, waitMs } = failureOf(error, row, now);
  const details = error instanceof DeliveryError ? {} : { err: error };
  const about = { key: row.key, code, attempts: row.attempts + 1, ...details };
  meters.delivery(delivery.messenger, delivery.do, final ? 'abandoned' : 'retry', 0);
  if (final) {
    log.error(about, 'gave up a delivery');
    if ('incident' in delivery) await recordAbandoned(deps, row, delivery, code);
    await storage.abandonOutbox(by, row, code);
  } else {
    log.warn({ ...about, waitMs }, 'delivery failed');
    if (delivery.do === 'openRoom' && isLimited(error))
      await tellDelay(deps, row, delivery, waitMs);
    await storage.retryOutbox(by, row, now + waitMs, code, counts);
  }
};

/** A database that is locked or full for a while must not leave the row to its lease: it is asked again. */
const putBack = async (
  deps: DispatchDeps,
  row: OutboxRow,
  delivery: Delivery | SpokenDelivery,
  error: unknown,
): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fail(deps, row, delivery, error);
    } catch (failure) {
      if (failure instanceof StorageError && tries < PUT_BACK_TRIES) await pause(SECOND);
      else return deps.log.error({ key: row.key, err: failure }, 'could not put a delivery back');
    }
  }
};

/** Stores what a delivery brought. Throws DeliveryError for one that waits for its room. */
const finish = async (
  deps: DispatchDeps,
  row: OutboxRow,
  delivery: Delivery,
  { posted, facts, lost }: Delivered,
): Promise<void> => {
  const { storage, log, by } = deps;
  await sendFacts(deps, row, delivery, facts);
  if (lost?.again === true)
    throw new DeliveryError(lost.code, 'retry', { retryAfterMs: ROOM_WAIT });
  if (lost !== undefined) log.warn({ key: row.key, code: lost.code }, 'not sent: the room is gone');
  const mine = await storage.finishOutbox(by, row, posted);
  if (!mine) log.warn({ key: row.key }, 'another process had taken over this delivery');
};

const carried = async (
  deps: DispatchDeps,
  row: OutboxRow,
  spoken: SpokenDelivery | undefined,
): Promise<Delivered> => {
  const key = keyOf(row, deps.clock);
  return spoken === undefined
    ? deliver(deps, deliveryOf(row), key)
    : deliverSpoken(deps, spoken, key);
};

const finishSpoken = async (
  { storage, log, by }: DispatchDeps,
  row: OutboxRow,
  { posted }: Delivered,
): Promise<void> => {
  const mine = await storage.finishOutbox(by, row, posted);
  if (!mine) log.warn({ key: row.key }, 'another process had taken over this delivery');
};

/** One row, from claim to finish. Never throws: a row that can't be put back comes again after its lease. */
export const dispatchRow = async (
  deps: DispatchDeps,
  row: OutboxRow,
  { onOutcome, onRefusal }: Verdicts,
): Promise<void> => {
  const spoken = spokenOf(row);
  const delivery = spoken ?? deliveryOf(row);
  const { messenger } = delivery;
  const started = performance.now();
  try {
    const delivered = await carried(deps, row, spoken);
    if (delivered.lost === undefined && delivered.asked !== false) onOutcome(messenger, true);
    if (spoken === undefined) await finish(deps, row, deliveryOf(row), delivered);
    else await finishSpoken(deps, row, delivered);
    deps.meters.delivery(messenger, delivery.do, 'done', performance.now() - started);
  } catch (error) {
    if (isAway(error)) onOutcome(messenger, false);
    if (isRefused(error)) await onRefusal(messenger);
    await putBack(deps, row, delivery, error);
  }
};
