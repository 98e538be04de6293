import type { Locale } from '#domain/locale.ts';
import type { InboundBase, MessageRef, RoomRef } from '#ports/messenger.ts';
import { PLATFORM } from '../web/platform.ts';
import type { BotId } from './text.ts';

/** What translating needs to know and never waits for. */
export interface Reading {
  readonly bot: () => BotId;
  /** Whether a word is one of our verbs; decides what is said in a group without naming the bot. */
  readonly isVerb: (word: string) => boolean;
  /** Whether the bot sent this message, as far as it is remembered. */
  readonly isOwn: (message: string) => boolean;
  /** The language of a person's client, once it was told. */
  readonly localeOf: (account: string) => Locale | undefined;
  /** Zone of the times that people pick in forms. */
  readonly timezone: () => string;
}

export const roomRef = (chat: string): RoomRef => ({ platform: PLATFORM, id: chat });

export const messageRef = (chat: string, id: string): MessageRef => ({
  platform: PLATFORM,
  room: chat,
  id,
});

interface Doer {
  readonly id: string;
  readonly name?: string | undefined;
}

/** What everything that comes in says about itself. */
export const baseOf = (
  receiptId: string,
  { id, name }: Doer,
  chat: string | undefined,
  { localeOf }: Reading,
): InboundBase => {
  const locale = localeOf(id);
  return {
    receiptId,
    who: {
      platform: PLATFORM,
      id,
      ...(name === undefined || name === '' ? {} : { name: name.toWellFormed() }),
    },
    ...(chat === undefined ? {} : { where: roomRef(chat) }),
    ...(locale === undefined ? {} : { locale }),
  };
};
