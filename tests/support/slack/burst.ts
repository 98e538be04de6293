import { SECOND, type DurationMs, type Instant } from '#domain/time.ts';
import type { ApiCall, SlackChannel } from './fake-slack.ts';
import type { SlackTestApp } from './slack-app.ts';
import { accountOf } from './slack-sights.ts';

/** People of the sample organisation who may declare. */
const REPORTERS = ['wang', 'qian', 'sun', 'su', 'li', 'zhao', 'fang', 'lin', 'chen'];

export interface Burst {
  readonly began: Instant;
  /** Answers to the commands, in their order. */
  readonly answered: readonly number[];
  readonly reporters: readonly string[];
}

/** Declares `count` incidents within this time, while deliveries go on. */
export const declareAtOnce = async (
  app: SlackTestApp,
  count: number,
  within: DurationMs = 10 * SECOND,
): Promise<Burst> => {
  const { slack, clock } = app;
  const began = clock.now();
  const answered: number[] = [];
  const reporters: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const person = REPORTERS[n % REPORTERS.length] ?? '';
    const line = `open 系统故障 "第 ${n + 1} 条线路不通" --regions 全国 --users 5000`;
    const { status } = await slack.slash(accountOf(person), 'C_DUTY', line);
    answered.push(status);
    reporters.push(person);
    await app.app.dispatcher.drain();
    clock.set(began + Math.round(((n + 1) * within) / count));
  }
  return { began, answered, reporters };
};

/** Moves the clock from delivery to delivery until nothing is left to say. */
export const untilQuiet = async (app: SlackTestApp): Promise<void> => {
  for (;;) {
    await app.app.dispatcher.drain();
    await app.slack.idle();
    const { nextDue } = await app.storage.outboxDepth();
    if (nextDue === undefined) return;
    app.clock.set(nextDue);
  }
};

export const warRooms = ({ slack }: SlackTestApp): readonly SlackChannel[] =>
  slack.channels().filter(({ name }) => name.startsWith('inc-'));

/** Rooms in which people can work: they are inside, and the status card is pinned, once. */
export const usable = (app: SlackTestApp): readonly SlackChannel[] =>
  warRooms(app).filter(({ id, members }) => {
    const pinned = app.slack.messages(id).filter((message) => message.pinned);
    return members.length > 5 && pinned.length === 1;
  });

/** When the last call of these methods was answered well. */
export const doneAt = (calls: readonly ApiCall[], ...methods: readonly string[]): Instant =>
  Math.max(
    ...calls
      .filter(({ method, outcome }) => methods.includes(method) && outcome === 'ok')
      .map(({ at }) => at),
  );

/** What a 429 is about: a method, and for messages a channel. */
const limitOf = ({ method, args }: ApiCall): string =>
  method === 'chat.postMessage' ? `${method} ${String(args['channel'])}` : method;

/**
 * When calls were refused (429), by what they met; those that were on their way at the same moment count once,
 * for it was learned once that it is too soon.
 */
export const refusals = (calls: readonly ApiCall[]): ReadonlyMap<string, readonly Instant[]> => {
  const refused = calls.filter(({ outcome }) => outcome === 'ratelimited');
  return new Map(
    [...Map.groupBy(refused, limitOf)].map(([limit, list]) => [
      limit,
      [...new Set(list.map(({ at }) => at))],
    ]),
  );
};
