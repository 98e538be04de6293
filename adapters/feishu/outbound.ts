import type { Locale } from '#domain/locale.ts';
import type { Capabilities, Messenger } from '#ports/messenger.ts';
import { createChats } from './chats.ts';
import { createDecorate } from './decorations.ts';
import { createDocuments } from './documents.ts';
import { createAttach } from './files.ts';
import { createInvite } from './invitations.ts';
import { createMessages, type ReplyPrivately } from './messages.ts';
import type { FeishuOptions } from './options.ts';
import { createFindOwn } from './own-messages.ts';
import { createLookup } from './people.ts';
import { createStartMeeting } from './meetings.ts';
import { createPutTodo } from './todos.ts';
import { createUrge } from './urgent.ts';
import type { FeishuApi } from './web/api.ts';
import { createIdentity } from './web/identity.ts';
import { PLATFORM } from './web/platform.ts';

/** Everything of the messenger that goes out. */
export interface Outbound extends Omit<Messenger, 'listen'> {
  readonly replyPrivately: ReplyPrivately;
  /** Feishu does not say which language a person set. */
  readonly localeOf: (account: string) => Locale | undefined;
  /** open_id of the bot, asked for once. Throws DeliveryError. */
  readonly botOpenId: () => Promise<string>;
}

const CAN: Capabilities = {
  // Seen by those only who are online, and without a notification: a direct message takes its place.
  whisper: false,
  forms: true,
  threads: true,
  updateCards: true,
  topic: true,
  pin: true,
  rename: true,
  // A group can only be dissolved, and then its record is gone.
  archive: false,
  bookmarks: true,
  documents: true,
  files: true,
  rewritesFiles: true,
  urgent: true,
  todos: true,
  meetings: true,
  roomNames: 'unicode',
};

/** What goes out to Feishu, over one `api`, so that all of it counts against the same limits. */
export const createOutbound = (options: FeishuOptions, api: FeishuApi): Outbound => {
  const { appId, clock, log, domain } = options;
  const findOwn = createFindOwn({ api, appId });
  return {
    platform: PLATFORM,
    can: CAN,
    ...createChats({ api, clock }),
    invite: createInvite(api),
    ...createMessages({ api, clock, options, findOwn }),
    decorate: createDecorate({ api, documents: createDocuments({ api, clock, log }) }),
    attach: createAttach({ api, clock, domain, findOwn }),
    lookup: createLookup(api),
    urge: createUrge(api),
    putTodo: createPutTodo(api, clock),
    startMeeting: createStartMeeting(api, clock),
    localeOf: () => undefined,
    botOpenId: createIdentity(api),
  };
};
