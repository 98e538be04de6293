import { EventDispatcher, LoggerLevel } from '@larksuiteoapi/node-sdk';
import type { Locale } from '#domain/locale.ts';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Inbox, Stop } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { Desk, SentForm } from './inbound/desk.ts';
import { createDrawing } from './inbound/drawing.ts';
import { createFirstContact } from './inbound/greeting.ts';
import type { Places } from './inbound/places.ts';
import { createTell } from './inbound/private-answers.ts';
import { quietLogger } from './inbound/quiet-logger.ts';
import type { Reading } from './inbound/reading.ts';
import { NOTHING, type Reply } from './inbound/reply.ts';
import { type Kind, KINDS, recognise } from './inbound/shapes.ts';
import { NotTaken, take } from './inbound/take.ts';
import { type BotId, clientLocale } from './inbound/text.ts';
import type { FeishuOptions } from './options.ts';
import type { Outbound } from './outbound.ts';
import type { FeishuApi } from './web/api.ts';
import { createRecent } from './web/recent.ts';

/** How what Feishu sends gets here. */
export interface Receiver {
  /** Hands everything that comes in to the dispatcher until it is stopped. */
  start(dispatcher: EventDispatcher): Promise<void>;
  stop(): Promise<void>;
}

/** What is heard beyond what names the bot. */
export interface Hearing {
  /**
   * Whether a word is one of our verbs: `/status` in a group is heard then, without naming the bot. Absent: such
   * words are heard only in direct conversations and where the bot is named.
   */
  readonly isVerb?: (word: string) => boolean;
  /** The group of a message that was posted, by this process or any other; undefined for one that is not ours. */
  readonly roomOfMessage: (message: string) => Promise<string | undefined>;
}

export interface ListenDeps {
  readonly options: FeishuOptions & Hearing;
  readonly receiver: Receiver;
  readonly api: FeishuApi;
  readonly outbound: Pick<Outbound, 'replyPrivately' | 'localeOf' | 'botOpenId'>;
  readonly places: Places;
}

/** What is being done for somebody may end before the connection does. */
const PATIENCE: DurationMs = 3 * SECOND;
const REMEMBERED = 5_000;

/** The bot's own id: asked for in the background, again at need, and never waited for. */
const createBot = ({ botOpenId }: ListenDeps['outbound'], log: Log): (() => BotId) => {
  let known: BotId;
  let isAsked = false;
  return () => {
    if (known !== undefined || isAsked) return known;
    isAsked = true;
    botOpenId().then(
      (id) => {
        known = id;
      },
      (error: unknown) => {
        isAsked = false;
        log.warn({ err: error }, 'could not ask Feishu for the id of the bot');
      },
    );
    return known;
  };
};

const createOnce = (): ((receiptId: string) => boolean) => {
  const shown = createRecent<true>(REMEMBERED);
  return (receiptId) => {
    if (shown.get(receiptId) === true) return false;
    shown.set(receiptId, true);
    return true;
  };
};

const createReading = (
  { options, outbound, places }: ListenDeps,
  locales: {
    get(account: string): Locale | undefined;
  },
): Reading => ({
  bot: createBot(outbound, options.log),
  isVerb: options.isVerb ?? (() => false),
  isOwn: (message) => places.isOwn(message),
  localeOf: (account) => locales.get(account) ?? outbound.localeOf(account),
  timezone: options.timezone,
});

type Afterwards = Desk['afterwards'];

const createDesk = (deps: ListenDeps, afterwards: Afterwards): Omit<Desk, 'inbox'> => {
  const { options, api, outbound, places } = deps;
  const { log, clock, appId } = options;
  const locales = createRecent<Locale>(REMEMBERED);
  return {
    reading: createReading(deps, locales),
    places,
    drawing: createDrawing(options, log),
    forms: createRecent<SentForm>(REMEMBERED),
    tell: createTell({ replyPrivately: outbound.replyPrivately, clock, log }),
    isFirstContact: createFirstContact(api, appId),
    isFirst: createOnce(),
    noteLocale: (account, userAgent) => {
      const locale = clientLocale(userAgent);
      if (locale !== undefined) locales.set(account, locale);
    },
    afterwards,
    log,
  };
};

/** Everything under way now, or as much of it as ends soon. */
const settled = async (underWay: ReadonlySet<Promise<unknown>>): Promise<void> => {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    late = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([Promise.allSettled(underWay), patience]);
  clearTimeout(late);
};

/**
 * What Feishu sent, taken; a fault of ours is logged and acknowledged, for a repetition would meet the same.
 * Throws NotTaken alone.
 */
const hear = async (desk: Desk, kind: Kind, data: unknown): Promise<Reply> => {
  const { log } = desk;
  const event = recognise(kind, data);
  if (event === undefined) {
    log.warn({ kind }, 'Feishu sent something that could not be read');
    return NOTHING;
  }
  try {
    return await take(desk, event);
  } catch (error) {
    if (error instanceof NotTaken) throw error;
    log.error({ err: error, kind }, 'could not take what Feishu sent');
    return NOTHING;
  }
};

type Handler = (data: unknown) => Promise<Reply>;

const createDispatcher = (handlerOf: (kind: Kind) => Handler, log: Log): EventDispatcher => {
  const dispatcher = new EventDispatcher({
    logger: quietLogger(log),
    loggerLevel: LoggerLevel.error,
  });
  const invoke = dispatcher.invoke.bind(dispatcher);
  // The SDK throws over what has the shape of no event, and a repetition would meet the same.
  dispatcher.invoke = async (...given) => {
    try {
      return (await invoke(...given)) as unknown;
    } catch (error) {
      if (error instanceof NotTaken) throw error;
      log.warn({ err: error }, 'Feishu sent something that the SDK could not read');
      return NOTHING;
    }
  };
  // For apps of a store; here it would let an event write into the SDK's cache.
  dispatcher.unregister('app_ticket');
  return dispatcher.register(Object.fromEntries(KINDS.map((kind) => [kind, handlerOf(kind)])));
};

/** Hears what Feishu brings to the receiver. */
export const createListen = (deps: ListenDeps): ((inbox: Inbox) => Promise<Stop>) => {
  const { receiver, options } = deps;
  const { log } = options;
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.then(
      () => underWay.delete(work),
      () => underWay.delete(work),
    );
    return work;
  };
  const parts = createDesk(deps, (work) => {
    // After the acknowledgement is on its way.
    const later = new Promise<void>((resolve) => setImmediate(resolve)).then(work);
    void track(later.catch((error: unknown) => log.error({ err: error }, 'could not answer')));
  });
  return async (inbox) => {
    const desk = { ...parts, inbox };
    desk.reading.bot();
    await receiver.start(createDispatcher((kind) => (data) => track(hear(desk, kind, data)), log));
    return async () => {
      await settled(underWay);
      await receiver.stop();
      await settled(underWay);
    };
  };
};
