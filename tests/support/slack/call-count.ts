import type { ApiCall, FakeSlack } from './fake-slack.ts';

export const countBy = (calls: readonly ApiCall[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(calls, ({ method }) => method)].map(([method, list]) => [method, list.length]),
  );

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** What was changed in the same instant is seen as one change. */
const instantsOf = (
  calls: readonly ApiCall[],
  method: string,
  what: (args: ApiCall['args']) => unknown,
): number =>
  new Set(
    calls
      .filter((call) => call.method === method && call.outcome === 'ok')
      .map(({ args, at }) => JSON.stringify([what(args), at])),
  ).size;

/**
 * The least number of calls that everything there is to see in this Slack needs, by what people see and not by
 * what was called: a message, a pin, a bookmark, a room, people who came in together, and each change of a card,
 * a topic or a canvas need one each, a file two (`files.getUploadURLExternal`, `files.completeUploadExternal`).
 */
export const leastCalls = (slack: FakeSlack): number => {
  const { calls, bot } = slack;
  const channels = slack.channels();
  const messages = channels
    .flatMap(({ id }) => slack.messages(id))
    .filter(({ user, answer, onlyFor }) => user === bot.userId && !answer && onlyFor === undefined);
  const rooms = channels.filter(({ creator }) => creator === bot.userId);
  const posted = new Set(messages.map(({ ts }) => ts));
  return sum([
    rooms.length,
    instantsOf(calls, 'conversations.invite', ({ channel }) => channel),
    posted.size,
    messages.filter(({ pinned }) => pinned).length,
    instantsOf(calls, 'chat.update', ({ ts }) => ts),
    rooms.filter(({ purpose }) => purpose !== '').length,
    instantsOf(calls, 'conversations.setTopic', ({ channel }) => channel),
    sum(rooms.map(({ bookmarks }) => bookmarks.length)),
    rooms.filter(({ canvas }) => canvas !== undefined).length,
    instantsOf(calls, 'canvases.edit', ({ canvas_id: canvas }) => canvas),
    2 * sum(rooms.map(({ files }) => files.length)),
  ]);
};
