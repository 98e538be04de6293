import type { Card } from '#cards/card.ts';
import type { Loudness } from '#domain/effects.ts';
import type { Inbox } from './inbound.ts';

export type * from './inbound.ts';

/** A room or a direct conversation, opaque outside its adapter. */
export interface RoomRef {
  readonly platform: string;
  readonly id: string;
}

/** A message the bot posted; `room` and `id` are the platform's own. */
export interface MessageRef {
  readonly platform: string;
  readonly room: string;
  readonly id: string;
}

/** A person's account on this platform, with the organisation id where known. */
export interface AccountRef {
  readonly platform: string;
  readonly id: string;
  readonly person?: string;
  readonly name?: string;
  /** Where the platform tells it; by it accounts and people of the organisation file find each other. */
  readonly email?: string;
}

export type Place =
  | { readonly kind: 'room'; readonly room: RoomRef; readonly thread?: MessageRef }
  | { readonly kind: 'direct'; readonly account: AccountRef };

/**
 * Makes a repeat harmless. `uncertain`: an earlier attempt may have taken effect (crash, reset, timeout);
 * the adapter must look before it sends again. `since`: when the first attempt began.
 */
export interface DeliveryKey {
  readonly key: string;
  readonly uncertain: boolean;
  readonly since: number;
}

/** What this platform has; the app chooses substitutes in one file (app/substitutes.ts). */
export interface Capabilities {
  readonly whisper: boolean;
  readonly forms: boolean;
  readonly threads: boolean;
  readonly updateCards: boolean;
  readonly topic: boolean;
  readonly pin: boolean;
  readonly rename: boolean;
  readonly archive: boolean;
  readonly bookmarks: boolean;
  /** A document that lives in the room and is written anew as things change (canvas, docx). */
  readonly documents: boolean;
  readonly files: boolean;
  /** Whether a file of a room can be written anew in its place. */
  readonly rewritesFiles: boolean;
  /** Calls attention to a message beyond the app's own notification: a buzz, an SMS, a telephone call. */
  readonly urgent: boolean;
  /** Puts what a person has to do on their own list in the messenger. */
  readonly todos: boolean;
  /** Makes a meeting that people join by a link. */
  readonly meetings: boolean;
  /** Room names: `ascii` (Slack) or `unicode`. */
  readonly roomNames: 'ascii' | 'unicode';
}

export interface RoomPlan {
  /** `inc-20261201-01-system-failure` and `【重大】INC-20261201-01 系统故障`; the adapter takes its own. */
  readonly asciiName: string;
  readonly displayName: string;
  readonly topic: string;
  readonly incident: string;
  readonly private: boolean;
  /** Brought in at once where creating a room takes people; an invitation follows in any case. */
  readonly people: readonly AccountRef[];
}

/** A file for a room. */
export interface FileToAttach {
  /** Deterministic, with version: `INC-20261201-01-timeline-v1.md`. One room holds one file of a name. */
  readonly name: string;
  readonly title: string;
  readonly content: string;
  /** Written over the one that is there, without telling the room (`can.rewritesFiles`). */
  readonly anew?: true;
}

export type Decoration =
  | { readonly kind: 'pin'; readonly message: MessageRef }
  | { readonly kind: 'topic'; readonly text: string }
  | { readonly kind: 'rename'; readonly asciiName: string; readonly displayName: string }
  /** What the room is for; set once, holds the incident's key. */
  | { readonly kind: 'purpose'; readonly text: string }
  | { readonly kind: 'bookmark'; readonly label: string; readonly url: string }
  /** The room's living document; its whole text each time. */
  | { readonly kind: 'document'; readonly title: string; readonly markdown: string }
  | { readonly kind: 'archive' }
  | { readonly kind: 'unarchive' };

/** What came of calling people: `by` may be gentler than asked, where more is not permitted or used up. */
export interface Urged {
  readonly reached: readonly AccountRef[];
  readonly failed: readonly { readonly account: AccountRef; readonly reason: string }[];
  readonly by: Loudness;
}

/** One entry on a person's own list of things to do. */
export interface Todo {
  readonly title: string;
  /** Which incident it belongs to. */
  readonly note: string;
  readonly owner: AccountRef;
  readonly dueAt?: number;
  readonly done: boolean;
  /** What `putTodo` gave when it was first put there. */
  readonly handle?: string;
}

export interface MeetingPlan {
  readonly topic: string;
  /** Whoever started it, or leads the incident. */
  readonly host: AccountRef;
}

export interface Invited {
  readonly joined: readonly AccountRef[];
  readonly failed: readonly { readonly account: AccountRef; readonly reason: string }[];
}

export type Stop = () => Promise<void>;

/** One messenger. All methods are required; what a platform lacks it declares in `can`. */
export interface Messenger {
  readonly platform: string;
  readonly can: Capabilities;
  listen(inbox: Inbox): Promise<Stop>;
  openRoom(
    plan: RoomPlan,
    key: DeliveryKey,
  ): Promise<{ readonly room: RoomRef; readonly name: string }>;
  invite(room: RoomRef, people: readonly AccountRef[], key: DeliveryKey): Promise<Invited>;
  post(to: Place, card: Card, key: DeliveryKey): Promise<MessageRef>;
  update(message: MessageRef, card: Card, key: DeliveryKey): Promise<void>;
  whisper(to: AccountRef, at: RoomRef, card: Card, key: DeliveryKey): Promise<void>;
  decorate(room: RoomRef, decoration: Decoration, key: DeliveryKey): Promise<void>;
  /** Puts a file into a room; a file of this name that is already there is left as it is. */
  attach(room: RoomRef, file: FileToAttach, key: DeliveryKey): Promise<void>;
  /** Calls people to a message of the bot that they can see (`can.urgent`). */
  urge(
    message: MessageRef,
    people: readonly AccountRef[],
    by: Loudness,
    key: DeliveryKey,
  ): Promise<Urged>;
  /**
   * Puts it on the list, or ticks the one of this handle (`can.todos`). Gives its handle; undefined where the
   * app may not.
   */
  putTodo(todo: Todo, key: DeliveryKey): Promise<string | undefined>;
  /** The link of a new meeting (`can.meetings`); undefined where the app may not make one. */
  startMeeting(plan: MeetingPlan, key: DeliveryKey): Promise<string | undefined>;
  /** The account behind an id, e-mail or name on this platform. */
  lookup(query: {
    readonly id?: string;
    readonly email?: string;
    readonly name?: string;
  }): Promise<AccountRef | undefined>;
}

/**
 * `retry`: later. `give-up`: never, as asked. `reauthorise`: an administrator must act first.
 * `gone`: the message is no longer there. `room-lost`: the room is of no use; `code` is a RoomLoss.
 */
export type Disposition = 'retry' | 'give-up' | 'reauthorise' | 'gone' | 'room-lost';

/**
 * A delivery that did not succeed, classified by the adapter's closed table. `retryAfterMs`: the messenger
 * (or the adapter's own count of what it allows) refused before doing anything, and says when to come again.
 */
export class DeliveryError extends Error {
  readonly disposition: Disposition;
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  constructor(
    code: string,
    disposition: Disposition,
    options: { readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = 'DeliveryError';
    this.code = code;
    this.disposition = disposition;
    this.retryAfterMs = options.retryAfterMs;
  }
}
