import type { Person } from '#domain/organisation/organisation.ts';
import {
  type Capabilities,
  type Decoration,
  DeliveryError,
  type DeliveryKey,
  type Inbox,
  type Messenger,
} from '#ports/messenger.ts';
import type { Faults } from './faults.ts';
import type { PostingDependencies } from './posting.ts';
import type { RoomRow } from './world-schema.ts';
import type { World } from './world.ts';
import { createFaults } from './faults.ts';
import { LIMITS } from './limits.ts';
import { createPosting, cut } from './posting.ts';
import { accountOf, PLATFORM } from './refs.ts';
import { messageNumber } from './views.ts';

const CAN: Capabilities = {
  whisper: true,
  forms: true,
  threads: true,
  updateCards: true,
  topic: true,
  pin: true,
  rename: true,
  archive: true,
  bookmarks: true,
  documents: false,
  files: false,
  rewritesFiles: false,
  urgent: false,
  todos: false,
  meetings: false,
  roomNames: 'unicode',
};

/** What the sandbox says it cannot do is never asked of it. */
const unsupported = async (): Promise<never> => {
  throw new DeliveryError('unsupported', 'give-up');
};

const same = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && left.trim().toLowerCase() === right?.trim().toLowerCase();

/** The one person a query fits; undefined when nobody or more than one does. */
const findPerson = (
  people: readonly Person[],
  { id, email, name }: { readonly id?: string; readonly email?: string; readonly name?: string },
): Person | undefined => {
  const found = people.filter(
    (person) => person.id === id || same(person.email, email) || same(person.name, name),
  );
  return found.length === 1 ? found[0] : undefined;
};

const decorate = (world: World, room: RoomRow, decoration: Decoration): void => {
  switch (decoration.kind) {
    case 'pin':
      world.pin(messageNumber(decoration.message.id) ?? -1);
      return;
    case 'topic':
      world.changeRoom(room.id, { topic: cut(decoration.text, LIMITS.topic) });
      return;
    case 'rename':
      world.changeRoom(room.id, { name: cut(decoration.displayName, LIMITS.roomName) });
      return;
    case 'bookmark':
      world.addBookmark(room.id, { label: decoration.label, url: decoration.url });
      return;
    // A room of the sandbox says by its name what it is for, and has no documents.
    case 'purpose':
      return;
    case 'document':
      throw new DeliveryError('unsupported', 'give-up');
    case 'archive':
      world.changeRoom(room.id, { archived: true });
      return;
    case 'unarchive':
      world.changeRoom(room.id, { archived: false });
  }
};

/** The sandbox as every other messenger looks from inside, and the switchboard of its faults. */
export const createMessenger = (
  dependencies: PostingDependencies & { readonly setInbox: (inbox: Inbox | undefined) => void },
): { readonly messenger: Messenger; readonly faults: Faults } => {
  const { world, setInbox } = dependencies;
  const posting = createPosting(dependencies);
  const { faults, guard } = createFaults();
  const once = <T>(method: string, { key }: DeliveryKey, effect: () => T): T =>
    world.once(method, key, effect);

  const messenger: Messenger = {
    platform: PLATFORM,
    can: CAN,
    listen: async (inbox) => {
      setInbox(inbox);
      return async () => setInbox(undefined);
    },
    openRoom: (plan, key) =>
      guard('openRoom', () => once('openRoom', key, () => posting.openRoom(plan))),
    invite: (room, people, key) =>
      guard('invite', () => once('invite', key, () => posting.invite(room, people))),
    post: (to, card, key) => guard('post', () => once('post', key, () => posting.post(to, card))),
    // Editing and decorating twice is the same as once, so they need no memory of their key.
    update: (message, card) => guard('update', () => posting.update(message, card)),
    whisper: (to, at, card, key) =>
      guard('whisper', () => {
        once('whisper', key, () => posting.whisper(to, at, card));
      }),
    decorate: (room, decoration) =>
      guard('decorate', () => decorate(world, posting.room(room), decoration)),
    attach: unsupported,
    urge: unsupported,
    putTodo: unsupported,
    startMeeting: unsupported,
    lookup: (query) =>
      guard('lookup', () => {
        const person = findPerson(posting.people(), query);
        return person === undefined ? undefined : accountOf(person);
      }),
  };
  return { messenger, faults };
};
