import type { Instant } from '#domain/time.ts';
import type { BlockTree } from './block-tree.ts';
import type { Json } from './json.ts';

export interface FakePerson {
  /** `ou_…` */
  readonly openId: string;
  readonly unionId?: string;
  readonly name: string;
  readonly email?: string;
  /** Not in the app's availability: cannot be written to or invited. */
  readonly outside?: boolean;
}

export interface StoredReaction {
  readonly id: string;
  readonly type: string;
  /** open_id, or the app id for the bot's. */
  readonly by: string;
  readonly at: Instant;
}

export interface StoredMessage {
  readonly id: string;
  readonly chat: string;
  /** open_id, or the app id for the bot's. */
  readonly sender: string;
  readonly type: string;
  content: string;
  readonly createdAt: Instant;
  updatedAt: Instant;
  readonly parent?: string;
  readonly root?: string;
  readonly onlyFor?: string;
  /** Whom it mentions, under the keys of its text (`@_user_1`). */
  readonly mentions: readonly Json[];
  readonly answer: boolean;
  recalled: boolean;
  edited: number;
  reactions: StoredReaction[];
  readonly urgent: Readonly<Record<'app' | 'sms' | 'phone', Set<string>>>;
}

export interface StoredTab {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly url: string;
}

export interface StoredChat {
  readonly id: string;
  name: string;
  description: string;
  readonly kind: 'group' | 'p2p';
  /** open_id, or the app id where the bot owns the group. */
  readonly owner: string;
  /** The app id where the bot made the group. */
  readonly creator: string;
  readonly createdAt: Instant;
  readonly members: Set<string>;
  botInside: boolean;
  dissolved: boolean;
  tabs: StoredTab[];
  readonly pins: Map<string, { readonly by: string; readonly at: Instant }>;
  topNotice: string | undefined;
  readonly announcement: BlockTree;
}

export interface StoredDocument {
  readonly id: string;
  title: string;
  readonly createdAt: Instant;
  readonly blocks: BlockTree;
  readonly permissions: Set<string>;
}

export interface StoredTask {
  readonly guid: string;
  readonly task: Record<string, unknown>;
  readonly members: Json[];
}

/** Everything that is there. */
export interface World {
  readonly appId: string;
  /** open_id of the bot itself. */
  readonly botOpenId: string;
  readonly people: ReadonlyMap<string, FakePerson>;
  readonly chats: Map<string, StoredChat>;
  readonly messages: Map<string, StoredMessage>;
  readonly documents: Map<string, StoredDocument>;
  readonly tasks: Map<string, StoredTask>;
  readonly reserves: Map<string, Json>;
  readonly slashCommands: Map<string, Json>;
  readonly now: () => Instant;
  /** The next id with this prefix; no two are alike. */
  readonly id: (prefix: string) => string;
}

/** 32 digits, as the platform's ids have them; counted, so that a run can be repeated. */
const createIds = (): World['id'] => {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}x100b${count.toString(16).padStart(27, '0')}`;
  };
};

export const createWorld = (
  appId: string,
  people: readonly FakePerson[],
  now: () => Instant,
): World => ({
  appId,
  botOpenId: 'ou_bot',
  people: new Map(people.map((person) => [person.openId, person])),
  chats: new Map(),
  messages: new Map(),
  documents: new Map(),
  tasks: new Map(),
  reserves: new Map(),
  slashCommands: new Map(),
  now,
  id: createIds(),
});

export const unionIdOf = (person: FakePerson): string =>
  person.unionId ?? person.openId.replace(/^ou_/u, 'on_');

/** A person by an id of the given type; undefined where nobody has it. */
export const personBy = (world: World, idType: string, id: string): FakePerson | undefined => {
  const people = [...world.people.values()];
  if (idType === 'open_id') return world.people.get(id);
  if (idType === 'union_id') return people.find((person) => unionIdOf(person) === id);
  if (idType === 'email') return people.find(({ email }) => email === id);
  return people.find(({ openId }) => openId.replace(/^ou_/u, '') === id);
};

export const nameOf = (world: World, openId: string): string =>
  openId === world.botOpenId || openId === world.appId
    ? '烽火'
    : (world.people.get(openId)?.name ?? openId);
