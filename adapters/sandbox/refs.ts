import type { Person } from '#domain/organisation/organisation.ts';
import type { AccountRef, MessageRef, RoomRef } from '#ports/messenger.ts';
import type { MessageRow } from './world-schema.ts';
import { messageId } from './views.ts';

export const PLATFORM = 'sandbox';

/** Fenghuo's account of a person: accounts here are the organisation file's ids. */
export const accountOf = (person: Person): AccountRef => ({
  platform: PLATFORM,
  id: person.id,
  person: person.id,
  name: person.name,
});

export const roomRef = (id: string): RoomRef => ({ platform: PLATFORM, id });

export const messageRef = (row: MessageRow): MessageRef => ({
  platform: PLATFORM,
  room: row.room,
  id: messageId(row.n),
});
