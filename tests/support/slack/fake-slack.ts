import type { Instant } from '#domain/time.ts';

/** One call of the Web API as it came in. */
export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: Instant;
  readonly token: string;
  /** What was answered: `ok`, an error code, an HTTP status, or what a fault made of it. */
  readonly outcome: string;
  /** When it came and when it was answered, in real milliseconds (`performance.now()`). */
  readonly beganMs: number;
  readonly endedMs: number;
}

/** One message as somebody sees it. */
export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  /** Account of the author; the bot's own for its messages. */
  readonly user: string;
  /** Everything a reader sees: the words of all blocks, or of `text` where there are none; entities resolved as a Slack client shows them (`<@U_LIN>` as `@林悦`, `<!channel>` as `@channel (LIVE)`). */
  readonly shown: string;
  /** The title: text of the first header block. */
  readonly title: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly thread?: string;
  readonly pinned: boolean;
  /** The only account that sees it (ephemeral). */
  readonly onlyFor?: string;
  readonly deleted: boolean;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly metadata?: unknown;
  readonly edited: number;
  /** Rode on an acknowledgement or came by a response_url: the answer to what the person did. */
  readonly answer: boolean;
  /** Texts to hand on (preformatted blocks). */
  readonly copies: number;
  readonly buttons: readonly {
    readonly label: string;
    readonly value: string;
    readonly actionId: string;
    readonly blockId: string;
  }[];
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly topic: string;
  readonly purpose: string;
  readonly creator: string;
  readonly archived: boolean;
  readonly members: readonly string[];
  readonly bookmarks: readonly { readonly title: string; readonly link: string }[];
  /** Markdown of the channel's canvas. */
  readonly canvas?: string;
  readonly files: readonly {
    readonly name: string;
    readonly title: string;
    readonly content: string;
  }[];
}

/** What goes wrong with a call of the Web API. */
export type ApiFault =
  /** Takes effect; the connection breaks before the answer. */
  | { readonly kind: 'lost-reply' }
  /** No effect; the connection breaks. */
  | { readonly kind: 'drop' }
  /** No effect, and no answer until the client gives up. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'limited'; readonly retryAfterS: number }
  /** HTTP 200 with this error code of the method's documented ones. */
  | { readonly kind: 'error'; readonly error: string }
  /** Works, after this many real milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number };

/** How the app answered what somebody did. */
export interface Acked {
  /** HTTP status; 200 for an acknowledged Socket Mode envelope. */
  readonly status: number;
  readonly body: unknown;
  /** Real milliseconds until the acknowledgement. */
  readonly ms: number;
}

/** A Slack on loopback: strict towards the app, with people who act in it. */
export interface FakeSlack {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly bot: {
    readonly userId: string;
    readonly botId: string;
    readonly appId: string;
    readonly teamId: string;
  };
  readonly calls: readonly ApiCall[];
  /** Everything the app did that Slack would have refused or warned of; empty in every green run. */
  readonly violations: readonly string[];
  /** Methods that met an empty bucket; no violation as long as the app waits as told. */
  readonly limited: readonly string[];

  /** Where HTTP deliveries go (`http://127.0.0.1:3000/slack/events`); Socket Mode needs none. */
  deliverTo(url: string): void;
  /** What people do; each resolves with the app's acknowledgement. `again`: the person's last command once more, byte for byte, as a proxy or a double click would send it. Status 0: no answer in time. */
  slash(
    user: string,
    channel: string,
    text: string,
    options?: { readonly command?: string; readonly again?: boolean },
  ): Promise<Acked>;
  say(
    user: string,
    channel: string,
    text: string,
    options?: { readonly thread?: string },
  ): Promise<{ readonly ts: string }>;
  edit(user: string, channel: string, ts: string, text: string): Promise<void>;
  erase(user: string, channel: string, ts: string): Promise<void>;
  react(user: string, channel: string, ts: string, name: string, added?: boolean): Promise<void>;
  /** Presses the button with this label (or whose value contains this line) on a message, or in an open modal. */
  press(
    user: string,
    at: { readonly channel: string; readonly ts: string } | { readonly view: string },
    button: string,
  ): Promise<Acked>;
  /** The modal the person has open, if any. */
  modalOf(user: string):
    | {
        readonly id: string;
        readonly view: Readonly<Record<string, unknown>>;
        /** Block id -> what is said beside the field. */
        readonly errors: Readonly<Record<string, string>>;
      }
    | undefined;
  /** Fills in the open modal by block id and sends it; people as account ids, times as `2026-12-01 10:15` (UTC+8). Status 0 with `notSent` where Slack's client itself asks for more. */
  submit(
    user: string,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Acked>;
  /** Closes the open modal. */
  dismiss(user: string): Promise<void>;
  /** Message shortcut with this callback id. */
  shortcut(user: string, callbackId: string, channel: string, ts: string): Promise<Acked>;
  openHome(user: string): Promise<void>;
  homeOf(user: string): string | undefined;
  archive(user: string, channel: string): Promise<void>;
  /** Takes a member (also the bot) out of a channel. */
  remove(user: string, channel: string, member: string): Promise<void>;
  join(user: string, channel: string): Promise<void>;
  /** Brings somebody (also the bot) into a channel. */
  invite(user: string, channel: string, member: string): Promise<void>;
  /** Deletes a channel. */
  destroy(user: string, channel: string): Promise<void>;
  deactivate(user: string): Promise<void>;
  revokeToken(): Promise<void>;
  /** Sends any event again exactly as it was sent: same bytes, same signature, same ids. */
  replay(nth: number): Promise<Acked>;
  /** Everything delivered to the app so far. */
  readonly deliveries: readonly {
    readonly kind: string;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }[];

  /** Resolves when no event is on its way to the app any more (also those of the bot's own calls). */
  idle(): Promise<void>;
  /** Events happen and are not delivered, as while Slack fails, until they are let go: each then comes so many times under its one id. */
  keep(): void;
  letGo(times?: number): Promise<void>;
  /** Socket Mode: says that the connections end; `close` (default) ends them, too. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', close?: boolean): void;
  /** Socket Mode: breaks all connections without a word. */
  sever(): void;
  /** Socket Mode: how many connections there are. */
  connections(): number;

  /** What is there. */
  channels(): readonly SlackChannel[];
  channel(idOrName: string): SlackChannel;
  /** Messages of a channel, oldest first; `asUser`: with those only this account sees, and without those of others. */
  messages(channel: string, asUser?: string): readonly SlackMessage[];
  direct(user: string): readonly SlackMessage[];
  /** The direct conversation of a person with the bot; opened when there is none. */
  directChannel(user: string): string;

  /** Fails calls: the `nth` from now (0-based) of `method` (absent: of all methods), `times` in a row. */
  fail(
    fault: ApiFault,
    options?: { readonly method?: string; readonly nth?: number; readonly times?: number },
  ): void;
  /** All calls fail like this until `undefined`. */
  outage(fault: ApiFault | undefined): void;
  /** Every call takes this long in real time. */
  latency(ms: number): void;
  close(): Promise<void>;
}
