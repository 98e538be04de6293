import { z } from 'zod';
import { type DurationMs, SECOND } from '#domain/time.ts';
import { read } from '../web/answers.ts';
import type { FeishuApi } from '../web/api.ts';
import { isId } from '../web/ids.ts';
import { inTurn } from '../web/in-turn.ts';
import { createRecent } from '../web/recent.ts';
import { readSaid } from './text.ts';

/** Where messages are and what kind of conversation that is: learned from all that passes, else asked. */
export interface Places {
  /** `author`: open_id of the person who wrote it. */
  noteMessage(id: string, chat: string, author?: string): void;
  /** A message the bot sent. */
  noteOwn(id: string, chat: string): void;
  noteChat(chat: string, kind: ChatKind): void;
  isOwn(message: string): boolean;
  /** Undefined for a message that is not known: it was not posted by us. */
  chatOf(message: string): Promise<string | undefined>;
  /** open_id of the person who wrote a message; undefined where it can't be found out. */
  authorOf(message: string): Promise<string | undefined>;
  /** What a person said in a message, and when; undefined where it can't be read. */
  saidIn(message: string): Promise<SaidThere | undefined>;
  /** Taken for direct where it can't be found out: what is said there is private in any case. */
  kindOf(chat: string): Promise<ChatKind>;
}

export type ChatKind = 'group' | 'direct';

export interface SaidThere {
  readonly text: string;
  /** In ms. */
  readonly at: number;
}

interface Place {
  readonly chat?: string | undefined;
  readonly author?: string | undefined;
  readonly isOwn?: boolean | undefined;
}

const REMEMBERED = 20_000;

const listed = z.object({
  items: z
    .array(
      z.object({
        chat_id: z.string(),
        sender: z.object({ id: z.string() }).optional().catch(undefined),
      }),
    )
    .default([]),
});
const chatInfo = z.object({ chat_mode: z.string() });

/** Somebody waits for the answer; what cannot be asked by then is done without. */
const MOST_WAIT: DurationMs = 0.4 * SECOND;
const ATTEMPTS = 2;

/** Feishu's answer about a message: https://open.feishu.cn/document/server-docs/im-v1/message/get (2026-11). */
const messageThere = (api: FeishuApi, message: string) => {
  const path = `/open-apis/im/v1/messages/${message}`;
  return inTurn(() => api.call({ method: 'GET', path }), MOST_WAIT, ATTEMPTS);
};

/** The place of a message, as Feishu knows it; `{}` for one that the bot can't see now. */
const lookUp = async (api: FeishuApi, message: string): Promise<Place> => {
  try {
    const [item] = read(listed, await messageThere(api, message)).items;
    if (item === undefined || !isId('chat', item.chat_id)) return {};
    const { chat_id: chat, sender } = item;
    return {
      chat,
      author: sender !== undefined && isId('person', sender.id) ? sender.id : undefined,
    };
  } catch {
    return {};
  }
};

const content = z.object({
  items: z
    .array(
      z.object({
        msg_type: z.string(),
        create_time: z.string(),
        body: z.object({ content: z.string() }),
        sender: z.object({ sender_type: z.string() }),
      }),
    )
    .default([]),
});

/** Of a person, not of a program. */
const readThere = async (api: FeishuApi, message: string): Promise<SaidThere | undefined> => {
  try {
    const [item] = read(content, await messageThere(api, message)).items;
    if (item === undefined || item.sender.sender_type !== 'user') return undefined;
    const said = readSaid(item.msg_type, item.body.content, [], undefined);
    const at = Number(item.create_time);
    return said === undefined || !Number.isFinite(at) ? undefined : { text: said.text, at };
  } catch {
    // The command is taken without it.
    return undefined;
  }
};

/** Several who ask the same at once share one question. */
const createShared = <T>(ask: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const asked = new Map<string, Promise<T>>();
  return (key) => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const fresh = ask(key).finally(() => asked.delete(key));
    asked.set(key, fresh);
    return fresh;
  };
};

/** What kind of conversation a chat is. */
const createKinds = (api: FeishuApi): Pick<Places, 'noteChat' | 'kindOf'> => {
  const kinds = createRecent<ChatKind>(REMEMBERED);
  const ask = createShared(async (chat): Promise<ChatKind> => {
    const path = `/open-apis/im/v1/chats/${chat}`;
    const { chat_mode: mode } = read(chatInfo, await api.call({ method: 'GET', path }));
    const kind = mode === 'p2p' ? 'direct' : 'group';
    kinds.set(chat, kind);
    return kind;
  });
  return {
    noteChat: (chat, kind) => kinds.set(chat, kind),
    kindOf: async (chat) => {
      try {
        return kinds.get(chat) ?? (await ask(chat));
      } catch {
        return 'direct';
      }
    },
  };
};

/** Nothing is remembered at the start. `roomOfMessage`: where a message was posted, as the store knows it. */
export const createPlaces = (
  api: FeishuApi,
  roomOfMessage: (message: string) => Promise<string | undefined>,
): Places => {
  const messages = createRecent<Place>(REMEMBERED);
  const note = (id: string, place: Place): Place => {
    const known = { ...messages.get(id), ...place };
    messages.set(id, known);
    return known;
  };
  const look = createShared(async (id) => {
    const found = await lookUp(api, id);
    // A permission that is lacking today may be there tomorrow.
    return found.chat === undefined ? found : note(id, found);
  });
  return {
    ...createKinds(api),
    noteMessage: (id, chat, author) => {
      note(id, author === undefined ? { chat } : { chat, author });
    },
    noteOwn: (id, chat) => {
      note(id, { chat, isOwn: true });
    },
    isOwn: (id) => messages.get(id)?.isOwn === true,
    saidIn: createShared((id) => readThere(api, id)),
    chatOf: async (id) => messages.get(id)?.chat ?? (await roomOfMessage(id)),
    authorOf: async (id) => {
      const known = messages.get(id);
      if (known?.author !== undefined || known?.isOwn === true) return known.author;
      return (await look(id)).author;
    },
  };
};
