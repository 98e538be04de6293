import { App, type Context, type Receiver } from '@slack/bolt';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { Inbox, Stop } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { Desk } from './inbound/answering.ts';
import { deliveryOf } from './inbound/delivery.ts';
import { createDrawing } from './inbound/drawing.ts';
import { createTell } from './inbound/private-answers.ts';
import { createRespond } from './inbound/respond.ts';
import { take } from './inbound/take.ts';
import type { SlackOptions } from './options.ts';
import type { Outbound } from './outbound.ts';
import { quietLogger } from './quiet-logger.ts';
import type { SlackApi } from './web/api.ts';
import { createRecent } from './web/recent.ts';

export interface ListenDeps {
  readonly options: SlackOptions;
  readonly receiver: Receiver;
  readonly api: SlackApi;
  readonly outbound: Pick<Outbound, 'groups' | 'localeOf'>;
}

/** What is being done for somebody may end before the connection does. */
const PATIENCE: DurationMs = 3 * SECOND;
const REMEMBERED = 5_000;

/** Any text. */
const ANY = /^/u;

type Listener = (args: { readonly context: Context }) => Promise<void>;

/**
 * A Bolt app that asks Slack nothing: it starts, takes and acknowledges while Slack can't be reached. It has no
 * token, because it would keep a client for every team that an event names.
 */
const createApp = (receiver: Receiver, apiUrl: string | undefined, log: Log): App => {
  const app = new App({
    receiver,
    authorize: async () => ({}),
    // What is our own is told apart while it is read, where an edit of our own message is seen, too.
    ignoreSelf: false,
    convoStore: false,
    attachFunctionToken: false,
    logger: quietLogger(log),
    clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl },
  });
  // The receiver answers and logs.
  app.error(async (error) => {
    throw error;
  });
  return app;
};

const register = (app: App, listener: Listener): void => {
  app.command(ANY, listener);
  app.event(ANY, listener);
  app.action({ type: 'block_actions' }, listener);
  app.view({ type: 'view_submission' }, listener);
  app.view({ type: 'view_closed' }, listener);
  app.shortcut({ type: 'message_action' }, listener);
  app.shortcut({ type: 'shortcut' }, listener);
};

const createDesk = ({ options, api, outbound }: ListenDeps): ((inbox: Inbox) => Desk) => {
  const { log, command, timezone } = options;
  const drawing = createDrawing(options, log);
  const shown = createRecent<true>(REMEMBERED);
  const { groups, localeOf } = outbound;
  const parts = {
    api,
    reading: { groups, localeOf, timezone },
    drawing,
    respond: createRespond(log),
    tell: createTell({ api, drawing, log }),
    command,
    isFirst: (receiptId: string): boolean => {
      if (shown.get(receiptId) === true) return false;
      shown.set(receiptId, true);
      return true;
    },
    log,
  };
  return (inbox) => ({ ...parts, inbox });
};

/** Everything under way now, or as much of it as ends soon. */
const settled = async (underWay: ReadonlySet<Promise<void>>): Promise<void> => {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    late = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([Promise.allSettled(underWay), patience]);
  clearTimeout(late);
};

/** Hears what Slack brings to the receiver. */
export const createListen = (deps: ListenDeps): ((inbox: Inbox) => Promise<Stop>) => {
  const { options, receiver, outbound } = deps;
  const app = createApp(receiver, options.apiUrl, options.log);
  const deskFor = createDesk(deps);
  const underWay = new Set<Promise<void>>();
  let desk: Desk | undefined;
  register(app, async ({ context }) => {
    if (desk === undefined) return;
    const taking = take(desk, deliveryOf(context));
    underWay.add(taking);
    await taking.finally(() => underWay.delete(taking));
  });
  return async (inbox) => {
    desk = deskFor(inbox);
    outbound.groups.warm();
    await app.start();
    return async () => {
      await settled(underWay);
      await app.stop();
      await settled(underWay);
    };
  };
};
