import type { Instant } from '#domain/time.ts';
import * as burst from '../outside/burst.ts';
import type { Burst } from '../outside/burst.ts';
import type { ApiCall, SlackChannel } from './fake-slack.ts';
import type { SlackTestApp } from './slack-app.ts';
import { accountOf } from './slack-sights.ts';

/** Declares `count` incidents within ten seconds. */
export const declareAtOnce = (app: SlackTestApp, count: number): Promise<Burst> =>
  burst.declareAtOnce(
    app,
    async (person, line) => (await app.slack.slash(accountOf(person), 'C_DUTY', line)).status,
    count,
  );

/** Moves the clock from delivery to delivery until nothing is left to say. */
export const untilQuiet = (app: SlackTestApp): Promise<void> => burst.untilQuiet(app, app.slack);

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
