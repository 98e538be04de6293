import type { Inbound, Inbox, Messenger } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { FakeFeishu, FeishuMessage } from './fake-feishu.ts';

/** Follows what people are told: the adapter answers after it has acknowledged, so an act is not over with that. */
export interface Answering {
  /** The same messenger, with its answers followed. */
  through(messenger: Messenger): Messenger;
  /** The same log; an answer that could not be shown is waited for no longer. */
  readonly log: Log;
  /** Does it, and gives what the person was told for it; empty where they were told nothing. */
  told(account: string, act: () => Promise<unknown>): Promise<string>;
}

/** What people wait for after doing it. */
const ASKING: readonly Inbound['kind'][] = [
  'command',
  'press',
  'submit',
  'record',
  'reaction',
  'reply',
];
/** Real milliseconds; an answer takes a few. */
const MOST_WAIT = 5_000;

const privately = (feishu: FakeFeishu, account: string): readonly FeishuMessage[] =>
  [
    ...feishu
      .chats()
      .filter(({ kind }) => kind === 'group')
      .flatMap(({ id }) => feishu.messages(id, account).filter((one) => one.onlyFor === account)),
    ...feishu.direct(account),
  ].filter(({ answer }) => answer);

/** Answers as cards; the toast of a callback comes with its acknowledgement. */
const cardsFor = (feishu: FakeFeishu, account: string): readonly FeishuMessage[] =>
  privately(feishu, account).filter(({ card }) => card !== undefined);

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const since = performance.now();
  while (!holds()) {
    if (performance.now() - since > MOST_WAIT) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

export const createAnswering = (feishu: FakeFeishu, log: Log): Answering => {
  /** How many answers the app has given each account, shown or not yet. */
  const given = new Map<string, number>();
  let failed = 0;
  const inboxOf = (inbox: Inbox): Inbox => ({
    ...inbox,
    receive: async (inbound) => {
      const answer = await inbox.receive(inbound);
      const { kind, who } = inbound;
      if (ASKING.includes(kind) && (answer.card ?? answer.form) !== undefined)
        given.set(who.id, (given.get(who.id) ?? 0) + 1);
      return answer;
    },
  });
  const watched: Log = {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => {
      if (message === 'could not answer in private') failed += 1;
      log.warn(fields, message);
    },
    error: (fields, message) => {
      if (message === 'could not answer') failed += 1;
      log.error(fields, message);
    },
    child: () => watched,
  };
  return {
    through: (messenger) => ({
      ...messenger,
      listen: (inbox) => messenger.listen(inboxOf(inbox)),
    }),
    log: watched,
    told: async (account, act) => {
      const before = {
        all: new Set(privately(feishu, account).map(({ id }) => id)),
        cards: cardsFor(feishu, account).length,
        given: given.get(account) ?? 0,
        failed,
      };
      await act();
      const isShown = (): boolean =>
        cardsFor(feishu, account).length > before.cards || failed > before.failed;
      if ((given.get(account) ?? 0) > before.given)
        await until(isShown, `an answer for ${account}`);
      const fresh = privately(feishu, account).filter(({ id }) => !before.all.has(id));
      return fresh.at(-1)?.shown ?? '';
    },
  };
};
