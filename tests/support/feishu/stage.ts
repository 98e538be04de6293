import type { Instant } from '#domain/time.ts';
import { createBlockTree } from './block-tree.ts';
import type { RouteFact } from './facts.ts';
import { errorFact } from './facts.ts';
import type { Json } from './json.ts';
import { Refused, wrong } from './refused.ts';
import type { StoredChat, StoredMessage, World } from './world.ts';

/** What the parts of the fake share. */
export interface Stage {
  readonly world: World;
  /** Permissions the app was given. */
  readonly scopes: ReadonlySet<string>;
  /** Sends an event to the app; nobody waits for its acknowledgement. */
  readonly emit: (type: string, event: Json) => void;
  readonly violation: (text: string) => void;
  /** uuids of messages and groups, with what came of them. */
  readonly uuids: Map<string, { readonly id: string; readonly at: Instant; readonly to: string }>;
  /** Answers by the client_token of their request. */
  readonly replies: Map<string, Json>;
  /** People who wait for an answer to what they just did. */
  readonly waiting: Map<string, Instant>;
  /** Paid urgent messages that are left. */
  readonly quota: { sms: number; phone: number };
  /** Tokens of card callbacks: for which message, until when, how often still. */
  readonly cardTokens: Map<
    string,
    { readonly message: string; readonly until: Instant; left: number }
  >;
}

/** One request of the open platform that passed the gateway. */
export interface ApiRequest {
  readonly route: RouteFact;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** Gives the answer's `data`; throws Refused. */
export type Handler = (stage: Stage, request: ApiRequest) => Json;
export type Handlers = Readonly<Record<string, Handler>>;

/** A refusal with the route's own status and message. */
export const refusedBy = ({ route }: ApiRequest, code: number): Refused => {
  const { status, message } = errorFact(route, code);
  return new Refused(code, message, { status });
};

/** The group of a request: there, not dissolved, with the bot inside. */
export const groupOf = (stage: Stage, request: ApiRequest, id: string, outside = 232_011) => {
  const chat = stage.world.chats.get(id);
  if (chat === undefined) throw wrong(232_006, `there is no chat ${id}`);
  if (chat.dissolved) throw refusedBy(request, 232_009);
  if (!chat.botInside) throw refusedBy(request, outside);
  return chat;
};

/** The message of a request: there, not recalled, in a chat the bot is in. */
export const messageOf = (stage: Stage, request: ApiRequest, id: string): StoredMessage => {
  const message = stage.world.messages.get(id);
  if (message === undefined) throw wrong(230_001, `there is no message ${id}`);
  if (message.recalled) {
    const recalled = request.route.errors?.some(([, code]) => code === 230_011) === true;
    throw refusedBy(request, recalled ? 230_011 : 230_110);
  }
  groupOf(stage, request, message.chat, 230_002);
  return message;
};

/** The same, and the bot wrote it. */
export const ownMessageOf = (
  stage: Stage,
  request: ApiRequest,
  id: string,
  foreign: number,
): StoredMessage => {
  const message = messageOf(stage, request, id);
  if (message.sender !== stage.world.appId) throw wrong(foreign, `${id} is not the bot's message`);
  return message;
};

export const newChat = (
  world: World,
  chat: Pick<StoredChat, 'id' | 'name' | 'kind' | 'owner'> & {
    readonly description?: string;
    readonly members: readonly string[];
    readonly botInside?: boolean;
    readonly creator?: string;
  },
): StoredChat => {
  const stored: StoredChat = {
    ...chat,
    description: chat.description ?? '',
    creator: chat.creator ?? chat.owner,
    createdAt: world.now(),
    members: new Set(chat.members),
    botInside: chat.botInside ?? true,
    dissolved: false,
    tabs: [],
    pins: new Map(),
    topNotice: undefined,
    announcement: createBlockTree(chat.id, ''),
  };
  world.chats.set(stored.id, stored);
  return stored;
};

export const directChatId = (openId: string): string => `oc_p2p_${openId.replace(/^ou_/u, '')}`;

/** The direct conversation of a person with the bot; opened when there is none. */
export const directChat = (world: World, openId: string): StoredChat =>
  world.chats.get(directChatId(openId)) ??
  newChat(world, {
    id: directChatId(openId),
    name: '',
    kind: 'p2p',
    owner: openId,
    members: [openId],
  });

/** A page of a list, and what the platform says about the rest. */
export const page = (
  items: readonly Json[],
  query: Readonly<Record<string, string>>,
  usual: number,
): { readonly items: readonly Json[]; readonly has_more: boolean; readonly page_token: string } => {
  const from = Number(query['page_token'] ?? 0);
  const size = Number(query['page_size'] ?? usual);
  const has_more = items.length > from + size;
  return {
    items: items.slice(from, from + size),
    has_more,
    page_token: has_more ? String(from + size) : '',
  };
};
