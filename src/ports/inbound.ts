import type { Card, Form } from '#cards/card.ts';
import type { Locale } from '#domain/locale.ts';
import type { AccountRef, MessageRef, RoomRef } from './messenger.ts';

/** Everything that comes in, translated; `receiptId` is the platform's own event id. */
export interface InboundBase {
  readonly receiptId: string;
  readonly who: AccountRef;
  readonly where?: RoomRef;
  /** Set when the person's own language is known to the platform. */
  readonly locale?: Locale;
}

/** Why a room is of no use any more. */
export type RoomLoss = 'archived' | 'removed' | 'deleted';

/** What somebody said in a chat, and where it can be opened. */
export interface SaidMessage {
  readonly message: MessageRef;
  readonly text: string;
  readonly at: number;
  readonly url?: string;
}

export type Inbound = InboundBase &
  (
    | {
        readonly kind: 'command';
        /** Without prefix and bot mention: `open 系统故障 "x"`. */
        readonly line: string;
        /** Opens forms where the platform wants a token. */
        readonly trigger?: string;
        readonly message?: MessageRef;
        /** Somebody's message that it answers, where the line alone says little. */
        readonly about?: SaidMessage;
      }
    | {
        readonly kind: 'press';
        readonly line: string;
        readonly form: boolean;
        readonly incident?: string;
        readonly message?: MessageRef;
        readonly trigger?: string;
      }
    | {
        readonly kind: 'submit';
        readonly command: string;
        readonly values: Readonly<Record<string, string>>;
        readonly incident?: string;
        /** Comes back from the form as it was given (`Form.about`). */
        readonly about?: string;
      }
    /** Somebody picked a chat message to be recorded (message shortcut). */
    | (SaidMessage & {
        readonly kind: 'record';
        /** A ticket is wanted, rather than an entry of the timeline. */
        readonly asTicket?: true;
        readonly trigger?: string;
      })
    | {
        readonly kind: 'reaction';
        readonly message: MessageRef;
        readonly emoji: string;
        readonly added: boolean;
        readonly at?: number;
      }
    /** A chat message in a thread of a bot message. */
    | {
        readonly kind: 'reply';
        readonly to: MessageRef;
        readonly text: string;
        readonly message: MessageRef;
      }
    /** `at`: when it was edited; events of one message may come in any order. */
    | {
        readonly kind: 'edited';
        readonly message: MessageRef;
        readonly text: string;
        readonly at: number;
      }
    | { readonly kind: 'deleted'; readonly message: MessageRef }
    | { readonly kind: 'joined'; readonly room: RoomRef }
    /** The bot can no longer work in this room; `who` did it. */
    | { readonly kind: 'lost'; readonly room: RoomRef; readonly reason: RoomLoss }
    | { readonly kind: 'hello' }
  );

/** Rides on the acknowledgement, seen by the person alone. */
export interface Answer {
  readonly card?: Card;
  readonly form?: Form;
  /** Field id → what is wrong with it; the form stays open with all that was typed. */
  readonly fieldErrors?: Readonly<Record<string, string>>;
  /** What an earlier delivery of the same was answered; a window that it opened is not opened once more. */
  readonly repeated?: true;
  /** Nothing was recorded, and nobody can be told to repeat it: it must not be acknowledged, so that it comes again. */
  readonly again?: true;
}

/** Takes what came in, stores it, and answers; resolves only once it is durable. */
export interface Inbox {
  receive(inbound: Inbound): Promise<Answer>;
  /** What may be typed next, for platforms that complete while typing. */
  complete(line: string, who: AccountRef, where?: RoomRef): Promise<readonly Completion[]>;
}

export interface Completion {
  /** The whole line after taking it. */
  readonly line: string;
  readonly label: string;
  readonly hint: string;
}
