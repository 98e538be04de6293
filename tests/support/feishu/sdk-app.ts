import * as Lark from '@larksuiteoapi/node-sdk';
import type { FakeFeishu } from './fake-feishu.ts';

export interface HeardEvent {
  readonly kind: string;
  /** As the SDK hands it on: header and event in one. */
  readonly event: Readonly<Record<string, unknown>>;
}

export interface SdkApp {
  readonly heard: readonly HeardEvent[];
  readonly client: Lark.Client;
  /** Sends a card to a chat and gives the message's id. */
  send(chat: string, card: unknown): Promise<string>;
  stop(): void;
}

const silent = () => {};
const QUIET = {
  logger: {
    fatal: silent,
    error: silent,
    warn: silent,
    info: silent,
    debug: silent,
    trace: silent,
  },
  loggerLevel: Lark.LoggerLevel.fatal,
};

const KINDS = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'im.message.reaction.created_v1',
  'im.message.reaction.deleted_v1',
  'im.chat.member.user.added_v1',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.disbanded_v1',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'application.bot.menu_v6',
  'card.action.trigger',
];

/** Resolves once it holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

const dispatcherOf = (
  kinds: readonly string[],
  heard: HeardEvent[],
  answer: (kind: string) => unknown,
) => {
  const handlers = kinds.map((kind) => [
    kind,
    async (event: HeardEvent['event']) => {
      heard.push({ kind, event });
      return answer(kind);
    },
  ]);
  return new Lark.EventDispatcher(QUIET).register(Object.fromEntries(handlers));
};

/** The bare SDK on its long connection; `answer` gives the result of each handler. */
export const connectSdk = async (
  feishu: FakeFeishu,
  answer: (kind: string) => unknown,
  options: { readonly pingTimeout?: number; readonly kinds?: readonly string[] } = {},
): Promise<SdkApp> => {
  const heard: HeardEvent[] = [];
  const { kinds = KINDS, ...wsConfig } = options;
  const app = { appId: feishu.appId, appSecret: feishu.appSecret, domain: feishu.domain, ...QUIET };
  const ws = new Lark.WSClient({ ...app, wsConfig });
  await ws.start({ eventDispatcher: dispatcherOf(kinds, heard, answer) });
  await until(() => feishu.connections.open > 0);
  const client = new Lark.Client(app);
  return {
    heard,
    client,
    send: async (chat, card) => {
      const sent = await client.im.message.create({
        params: { receive_id_type: 'chat_id' },
        data: { receive_id: chat, msg_type: 'interactive', content: JSON.stringify(card) },
      });
      return sent.data?.message_id ?? '';
    },
    stop: () => ws.close({ force: true }),
  };
};
