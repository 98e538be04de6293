import type { Locale } from '#domain/locale.ts';
import { type Capabilities, DeliveryError, type Messenger } from '#ports/messenger.ts';
import { createDecorate } from './decorations.ts';
import { createDocuments } from './documents.ts';
import { createAttach } from './files.ts';
import { createInvite } from './invitations.ts';
import type { SlackOptions } from './options.ts';
import { createFindOwn } from './own-messages.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { createRooms } from './rooms.ts';
import { createUserGroups, type UserGroups } from './user-groups.ts';
import type { SlackApi } from './web/api.ts';
import { createIdentity } from './web/identity.ts';
import { PLATFORM } from './web/platform.ts';

/** Everything of the messenger that goes out. */
export interface Outbound extends Omit<Messenger, 'listen'> {
  readonly groups: UserGroups;
  /** The language the person set in Slack: from the cache, learned in the background. */
  readonly localeOf: (account: string) => Locale | undefined;
}

const CAN: Capabilities = {
  // Slack can show a message to one person in a room, but keeps no trace of it: after a crash nobody could tell
  // whether it was sent. What the outbox owes one person goes into the direct conversation, once.
  whisper: false,
  forms: true,
  threads: true,
  updateCards: true,
  topic: true,
  pin: true,
  // A room keeps the name it was opened with; the level is in its topic and on its card.
  rename: false,
  archive: true,
  bookmarks: true,
  documents: true,
  files: true,
  rewritesFiles: false,
  // Slack rings nobody; a mention is as loud as it gets.
  urgent: false,
  // A huddle is started by people only.
  todos: false,
  meetings: false,
  roomNames: 'ascii',
};

/** What Slack says it cannot do is never asked of it. */
const unsupported = async (): Promise<never> => {
  throw new DeliveryError('unsupported', 'give-up');
};

/** What goes out to Slack, over one `api`, so that all of it counts against the same buckets. */
export const createOutbound = (options: SlackOptions, api: SlackApi): Outbound => {
  const { clock, log, accountOf } = options;
  const identity = createIdentity(api);
  const findOwn = createFindOwn(api, clock, identity);
  const people = createPeople({ api, clock, log });
  return {
    platform: PLATFORM,
    can: CAN,
    ...createRooms({ api, clock, identity }),
    invite: createInvite(api),
    ...createPosts({ api, accountOf, findOwn }),
    decorate: createDecorate({ api, documents: createDocuments({ api, clock, log }) }),
    attach: createAttach({ api, findOwn }),
    urge: unsupported,
    putTodo: unsupported,
    startMeeting: unsupported,
    lookup: people.lookup,
    localeOf: people.localeOf,
    groups: createUserGroups({ api, clock, log }),
  };
};
