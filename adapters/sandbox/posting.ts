import type { Card } from '#cards/card.ts';
import type { Organisation, Person } from '#domain/organisation/organisation.ts';
import type {
  AccountRef,
  Invited,
  MessageRef,
  Place,
  RoomPlan,
  RoomRef,
} from '#ports/messenger.ts';
import type { MessageRow, RoomRow } from './world-schema.ts';
import type { NewMessage } from './world-messages.ts';
import type { World } from './world.ts';
import { DeliveryError } from '#ports/messenger.ts';
import { LIMITS } from './limits.ts';
import { messageRef, roomRef } from './refs.ts';
import { openDirectRoom } from './standing.ts';
import { messageNumber } from './views.ts';
import { BOT } from './world-schema.ts';

export interface PostingDependencies {
  readonly world: World;
  readonly organisation: () => Organisation;
  readonly fit: (card: Card) => Card;
}

/** What Fenghuo does here, without keys and faults. */
export interface Posting {
  people(): readonly Person[];
  room(room: RoomRef): RoomRow;
  openRoom(plan: RoomPlan): { readonly room: RoomRef; readonly name: string };
  invite(room: RoomRef, people: readonly AccountRef[]): Invited;
  post(to: Place, card: Card): MessageRef;
  update(message: MessageRef, card: Card): void;
  whisper(to: AccountRef, at: RoomRef, card: Card): void;
}

export const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;

const ids = (people: readonly AccountRef[]): readonly string[] => people.map(({ id }) => id);

const createFinders = ({ world, organisation }: PostingDependencies) => {
  const people = (): readonly Person[] => organisation().people;
  const room = ({ id }: RoomRef): RoomRow => {
    const found = world.room(id);
    if (found === undefined) throw new DeliveryError('room-not-found', 'gone');
    return found;
  };
  return {
    people,
    knows: ({ id }: AccountRef): boolean => people().some((person) => person.id === id),
    room,
    livingRoom: (ref: RoomRef): RoomRow => {
      const found = room(ref);
      if (found.archived === 1) throw new DeliveryError('room-is-archived', 'gone');
      return found;
    },
    message: (message: MessageRef): MessageRow => {
      const row = world.message(messageNumber(message.id) ?? -1);
      if (row === undefined || row.deleted === 1 || row.room !== message.room)
        throw new DeliveryError('message-not-found', 'gone');
      return row;
    },
  };
};

type Finders = ReturnType<typeof createFinders>;

const createHosting = (
  { world }: PostingDependencies,
  { knows, livingRoom }: Finders,
): Pick<Posting, 'openRoom' | 'invite'> => ({
  openRoom: (plan) => {
    const { id, name } = world.addRoom({
      name: cut(plan.displayName, LIMITS.roomName),
      kind: 'war',
      topic: cut(plan.topic, LIMITS.topic),
      incident: plan.incident,
      private: plan.private,
    });
    world.addMembers(id, ids(plan.people.filter(knows)));
    return { room: roomRef(id), name };
  },
  invite: (ref, accounts) => {
    const { id } = livingRoom(ref);
    const joined = accounts.filter(knows);
    const strangers = accounts.filter((account) => !knows(account));
    world.addMembers(id, ids(joined));
    return {
      joined,
      failed: strangers.map((account) => ({ account, reason: 'account-not-found' })),
    };
  },
});

const createSpeaking = (
  { world, fit }: PostingDependencies,
  { knows, livingRoom, message }: Finders,
): Pick<Posting, 'post' | 'update' | 'whisper'> => {
  const placeOf = (to: Place): Pick<NewMessage, 'room' | 'thread'> => {
    if (to.kind === 'direct') {
      if (!knows(to.account)) throw new DeliveryError('account-not-found', 'give-up');
      return { room: openDirectRoom(world, to.account.id) };
    }
    const { id } = livingRoom(to.room);
    return to.thread === undefined ? { room: id } : { room: id, thread: message(to.thread).n };
  };
  return {
    post: (to, card) =>
      messageRef(world.addMessage({ ...placeOf(to), author: BOT, card: fit(card) })),
    update: (ref, card) => {
      const row = message(ref);
      livingRoom(roomRef(row.room));
      world.replaceCard(row.n, fit(card));
    },
    whisper: (to, at, card) => {
      const { id } = livingRoom(at);
      if (!knows(to)) throw new DeliveryError('account-not-found', 'give-up');
      // Invitations may still be on their way, as on a real platform.
      if (!world.isMember(id, to.id)) throw new DeliveryError('not-in-room', 'retry');
      world.addMessage({ room: id, author: BOT, card: fit(card), onlyFor: to.id });
    },
  };
};

export const createPosting = (dependencies: PostingDependencies): Posting => {
  const finders = createFinders(dependencies);
  return {
    people: finders.people,
    room: finders.room,
    ...createHosting(dependencies, finders),
    ...createSpeaking(dependencies, finders),
  };
};
