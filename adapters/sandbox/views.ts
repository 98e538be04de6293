import type { Card } from '#cards/card.ts';
import type { Organisation } from '#domain/organisation/organisation.ts';
import type { MessageRow, RoomRow } from './world-schema.ts';
import type { Bookmark } from './world-rooms.ts';
import type { World } from './world.ts';
import { LIMITS } from './limits.ts';

/** A room as one person sees it. */
export interface RoomView {
  readonly id: string;
  readonly name: string;
  readonly kind: RoomRow['kind'];
  readonly channel: RoomRow['channel'];
  readonly topic: string;
  readonly incident: string | null;
  readonly private: boolean;
  readonly archived: boolean;
  readonly createdAt: number;
  readonly joined: boolean;
  readonly members: readonly { readonly person: string; readonly at: number }[];
  readonly bookmarks: readonly Bookmark[];
  readonly seenUpto: number;
  readonly unread: number;
}

/** A message as one person sees it. `author` is null for Fenghuo. */
export interface MessageView {
  readonly id: string;
  readonly n: number;
  readonly room: string;
  readonly thread: string | null;
  readonly author: string | null;
  readonly text: string | null;
  readonly card: Card | null;
  readonly command: string | null;
  readonly private: boolean;
  readonly at: number;
  readonly editedAt: number | null;
  readonly pinnedAt: number | null;
  readonly replies: number;
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly string[] }[];
}

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly groups: readonly string[];
  readonly locale: string | null;
}

/** The public id of a message; only this file knows how it is made. */
export const messageId = (n: number): string => `m${n}`;

/** The number behind a message's public id; undefined when it cannot be one. */
export const messageNumber = (id: string): number | undefined =>
  /^m\d{1,15}$/.test(id) ? Number(id.slice(1)) : undefined;

/** Members see private rooms, everyone else sees the open ones. */
export const canSee = (world: World, person: string, room: RoomRow): boolean =>
  room.private === 0 || world.isMember(room.id, person);

const reactionsOf = (world: World, n: number): MessageView['reactions'] => {
  const byEmoji = new Map<string, string[]>();
  for (const { emoji, person } of world.reactions(n)) {
    const people = byEmoji.get(emoji);
    if (people === undefined) byEmoji.set(emoji, [person]);
    else people.push(person);
  }
  return [...byEmoji].map(([emoji, people]) => ({ emoji, people }));
};

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** A message as a person sees it who may see it. */
export const messageView = (world: World, row: MessageRow, bot: string): MessageView => ({
  id: messageId(row.n),
  n: row.n,
  room: row.room,
  thread: row.thread === null ? null : messageId(row.thread),
  author: row.author === bot ? null : row.author,
  text: row.text,
  // Only this adapter writes the column, and it writes cards.
  card: row.card === null ? null : (JSON.parse(row.card) as Card),
  command: row.command,
  private: row.only_for !== null,
  at: Date.parse(row.at),
  editedAt: instantOf(row.edited_at),
  pinnedAt: instantOf(row.pinned_at),
  replies: world.replies(row.n),
  reactions: reactionsOf(world, row.n),
});

/** A room as `person` sees it. */
export const roomView = (world: World, row: RoomRow, person: string): RoomView => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  channel: row.channel,
  topic: row.topic,
  incident: row.incident,
  private: row.private === 1,
  archived: row.archived === 1,
  createdAt: Date.parse(row.created_at),
  joined: world.isMember(row.id, person),
  members: world.members(row.id).map((member) => ({
    person: member.person,
    at: Date.parse(member.joined_at),
  })),
  bookmarks: world.bookmarks(row.id),
  seenUpto: world.seenUpto(row.id, person),
  unread: world.isMember(row.id, person) ? world.unread(row.id, person) : 0,
});

/** The newest messages of a room that `person` may see, oldest first; pinned ones always. */
export const messagesView = (
  world: World,
  room: string,
  person: string,
  bot: string,
  before?: number,
): readonly MessageView[] => {
  const page = world.messages(room, person, {
    limit: LIMITS.page,
    ...(before === undefined ? {} : { before }),
  });
  const inside = new Set(page.map((row) => row.n));
  const pinned = before === undefined ? world.pinned(room).filter((row) => !inside.has(row.n)) : [];
  return [...pinned, ...page].map((row) => messageView(world, row, bot));
};

/** Everyone of the organisation file, in its order. */
export const peopleView = (organisation: Organisation): readonly PersonView[] =>
  organisation.people.map((person) => ({
    id: person.id,
    name: person.name,
    title: person.title ?? null,
    groups: person.groups,
    locale: person.locale ?? null,
  }));
