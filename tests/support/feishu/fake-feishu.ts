import type { Instant } from '#domain/time.ts';
import type { Acked, ApiFault } from '../slack/fake-slack.ts';
import type { Delivery } from './deliveries.ts';
import type { Aim } from './faults.ts';
import type { Framing } from './transport.ts';

/** One request of the open platform as it came in. */
export interface FeishuCall {
  readonly method: string;
  readonly path: string;
  /** `PATCH /open-apis/im/v1/messages/:message_id`; method and path where there is no such route. */
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly at: Instant;
  /** 0, an error code, an HTTP status, or what a fault made of it. */
  readonly outcome: string;
  /** When it came and when it was answered, in real milliseconds (`performance.now()`); answered never: for ever. */
  readonly beganMs: number;
  readonly endedMs: number;
}

/** One message as somebody sees it. */
export interface FeishuMessage {
  readonly chat: string;
  readonly id: string;
  /** open_id of the author; the bot's app id for its own. */
  readonly sender: string;
  /** Everything a reader sees of a text or a card, in zh-CN; at-tags as `@林悦`, `<at id=all>` as `@所有人 (LIVE)`. */
  readonly shown: string;
  /** Title of the card's header. */
  readonly title: string;
  /** Template colour of the header. */
  readonly colour: string;
  readonly card?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly topNotice: boolean;
  readonly pinned: boolean;
  /** The only account that sees it (ephemeral card). */
  readonly onlyFor?: string;
  readonly recalled: boolean;
  readonly buttons: readonly {
    readonly label: string;
    readonly value: Readonly<Record<string, unknown>>;
  }[];
  /** Texts to hand on. */
  readonly copies: number;
  readonly reactions: readonly { readonly type: string; readonly users: readonly string[] }[];
  readonly edited: number;
  /** 加急 by kind: the accounts that were called. */
  readonly urgent: Readonly<Record<'app' | 'sms' | 'phone', readonly string[]>>;
  /** Answer to what the person did (reply of a card callback, or a message that answers a command privately). */
  readonly answer: boolean;
}

export interface FeishuChat {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'group' | 'p2p';
  readonly dissolved: boolean;
  readonly members: readonly string[];
  readonly botInside: boolean;
  readonly tabs: readonly { readonly name: string; readonly url: string }[];
  /** Plain text of the group announcement's blocks. */
  readonly announcement: string;
}

export interface FeishuDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** `openchat:oc_…:edit` and the like. */
  readonly permissions: readonly string[];
}

export interface FeishuTask {
  readonly id: string;
  readonly summary: string;
  /** open_ids by role: `ou_lin:assignee`. */
  readonly members: readonly string[];
  readonly completed: boolean;
}

/** A Feishu on loopback: strict towards the app, with people who act in it. */
export interface FakeFeishu {
  readonly domain: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly calls: readonly FeishuCall[];
  /** Everything the app did that the platform or its card rules would have refused; empty in every green run. */
  readonly violations: readonly string[];
  /** Every limit that was hit (`230020 messages to oc_…`); hitting one once is no violation, coming again before the reset is. */
  readonly limited: readonly string[];
  /** Every request that lacked a permission. */
  readonly denied: readonly string[];
  /** open_id of the bot, as mentions of it carry it. */
  readonly botOpenId: string;
  /** How many long connections the app opened so far, and how many are open. */
  readonly connections: { readonly opened: number; readonly open: number };

  /** Where webhook deliveries go; the long connection needs none. */
  deliverTo(urls: { readonly events: string; readonly cards: string }): void;
  /** A message of a person. `mention`: the bot is mentioned in front. Resolves once the app has acknowledged (or could not: no group_msg permission and no mention). */
  say(
    user: string,
    chat: string,
    text: string,
    options?: {
      readonly mention?: boolean;
      readonly parent?: string;
      readonly again?: boolean;
      /** The app is not told of it. */
      readonly untold?: boolean;
    },
  ): Promise<{ readonly id: string; readonly acked?: Acked }>;
  recall(user: string, chat: string, id: string): Promise<void>;
  react(user: string, id: string, type: string, added?: boolean): Promise<Acked | undefined>;
  /** Presses the button with this label (or whose value's line is this) on a card. */
  press(user: string, id: string, button: string): Promise<Acked>;
  /** Fills in the form of a card by field names and submits it. */
  submit(
    user: string,
    id: string,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Acked>;
  menu(user: string, eventKey: string): Promise<void>;
  enterDirect(user: string): Promise<void>;
  join(user: string, chat: string): Promise<void>;
  addBot(user: string, chat: string): Promise<void>;
  /** Takes the bot out of a group; dissolves a group. */
  removeBot(user: string, chat: string): Promise<void>;
  dissolve(user: string, chat: string): Promise<void>;
  /** The nth delivery again: same ids; in several frames on the long connection where asked. */
  replay(nth: number, framing?: Framing): Promise<Acked>;
  /** Any text as an event, under this id of its frames; it does not come again by itself. */
  push(body: string, id: string, framing?: Framing): Promise<Acked>;
  /** Long connection: any bytes at all, which nobody acknowledges. */
  pushBytes(bytes: Uint8Array): void;
  /** The URL check of the webhook: a challenge that must be echoed. */
  challenge(): Promise<Acked>;
  /** All tenant tokens given out so far are void. */
  revokeTokens(): void;
  /** The connections that are open now play dead (no pongs, no events; new ones live), or all break. */
  playDead(on: boolean): void;
  cut(): void;
  readonly deliveries: readonly Delivery[];
  /** Resolves when no event is on its way to the app any more (also those of the bot's own calls). */
  idle(): Promise<void>;

  chats(): readonly FeishuChat[];
  chat(idOrName: string): FeishuChat;
  messages(chat: string, asUser?: string): readonly FeishuMessage[];
  direct(user: string): readonly FeishuMessage[];
  directChat(user: string): string;
  documents(): readonly FeishuDocument[];
  slashCommands(): readonly string[];
  tasks(): readonly FeishuTask[];
  /** Addresses of the meetings that were reserved. */
  meetings(): readonly string[];

  /** Faults by path prefix (`/open-apis/im/v1/messages`); codes by `error` as strings of digits. */
  fail(fault: ApiFault, options?: Aim): void;
  outage(fault: ApiFault | undefined): void;
  latency(ms: number): void;
  close(): Promise<void>;
}
