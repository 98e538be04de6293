/** A person, or the bot. */
export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly locale: string;
  readonly guest: boolean;
  readonly bot: boolean;
  deactivated: boolean;
}

export interface BookmarkRow {
  readonly id: string;
  title: string;
  link: string;
  emoji: string;
}

export interface ChannelRow {
  readonly id: string;
  name: string;
  readonly kind: 'public' | 'private' | 'im';
  topic: string;
  purpose: string;
  readonly creator: string;
  /** Seconds. */
  readonly created: number;
  archived: boolean;
  deleted: boolean;
  readonly previousNames: string[];
  members: string[];
  readonly bookmarks: BookmarkRow[];
  /** Id of its canvas. */
  canvas?: string;
}

export interface ReactionRow {
  readonly name: string;
  readonly users: string[];
}

export interface MessageRow {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly subtype?: string;
  text: string;
  blocks: readonly Block[];
  thread?: string;
  metadata?: unknown;
  /** How often it was edited, and when last. */
  edited: number;
  editedTs?: string;
  deleted: boolean;
  pinned: boolean;
  readonly reactions: ReactionRow[];
  /** The only account that sees it. */
  readonly onlyFor?: string;
  readonly answer: boolean;
  readonly files: readonly string[];
  readonly clientMsgId?: string;
  /** Who brought the person in whose joining this message tells. */
  readonly inviter?: string;
}

export type Block = Readonly<Record<string, unknown>>;

export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  title: string;
  content?: string;
  channels: string[];
}

export interface CanvasRow {
  readonly id: string;
  readonly channel?: string;
  title: string;
  sections: { readonly id: string; text: string }[];
}

export interface UserGroupRow {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  users: readonly string[];
}

/** An open modal, an App Home, or a modal that was. */
export interface ViewRow {
  readonly id: string;
  readonly user: string;
  readonly root: string;
  readonly previous?: string;
  hash: string;
  view: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
}

export interface TriggerRow {
  readonly user: string;
  /** Real time, ms. */
  readonly madeAt: number;
  used: boolean;
}
