import { z } from 'zod';
import { isId, type IdKind } from '../web/ids.ts';

/** Left out, null and empty mean the same to Feishu. */
const maybe = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal(''), schema])
    .nullish()
    .transform((value) => (value === '' || value === null ? undefined : value));

const idOfKind = (kind: IdKind) => z.string().refine((value) => isId(kind, value));
const account = idOfKind('person');
const chat = idOfKind('chat');
const message = idOfKind('message');

/** Ids that Feishu gives out for single things. */
const token = z.string().regex(/^[\x21-\x7e]{1,300}$/u);
const text = z.string().optional().catch(undefined);
/** Milliseconds as text. */
const millis = z
  .string()
  .regex(/^\d{1,15}$/u)
  .transform(Number)
  .optional()
  .catch(undefined);

const ids = z.object({ open_id: account });
const header = { event_id: token };

const mention = z.object({
  key: z.string().min(1).max(100),
  id: ids.optional().catch(undefined),
  mentioned_type: text,
  name: text,
});
export type Mention = z.infer<typeof mention>;

/** One that can't be read must not take the others with it. */
const mentions = z
  .array(mention.optional().catch(undefined))
  .nullish()
  .catch(undefined)
  .transform((all) => (all ?? []).filter((one) => one !== undefined));

const received = z.object({
  ...header,
  sender: z.object({ sender_id: ids.optional().catch(undefined), sender_type: z.string() }),
  message: z.object({
    message_id: message,
    root_id: maybe(message),
    parent_id: maybe(message),
    chat_id: chat,
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions,
    user_agent: text,
  }),
});

const recalled = z.object({ ...header, message_id: message, chat_id: chat });

const reaction = z.object({
  ...header,
  message_id: message,
  reaction_type: z.object({ emoji_type: z.string().min(1).max(100) }),
  operator_type: z.string(),
  user_id: ids.optional().catch(undefined),
  action_time: millis,
});

const membersAdded = z.object({
  ...header,
  chat_id: chat,
  users: z
    .array(z.object({ name: text, user_id: ids }).optional().catch(undefined))
    .transform((users) => users.filter((user) => user !== undefined)),
});

/** What happened to a chat; `operator_id` did it. */
const ofChat = z.object({
  ...header,
  chat_id: chat,
  operator_id: ids.optional().catch(undefined),
});

const entered = z.object({
  ...header,
  chat_id: chat,
  operator_id: ids,
  last_message_id: text,
});

const menu = z.object({
  ...header,
  operator: z.object({ operator_name: text, operator_id: ids }),
  event_key: z.string().max(300),
});

/** Of a callback; its `token` is for changing the card later and proves nothing. */
const card = z.object({
  ...header,
  operator: ids,
  action: z.unknown(),
  context: z.object({ open_message_id: maybe(message), open_chat_id: maybe(chat) }),
});

const SHAPES = {
  'im.message.receive_v1': received,
  'im.message.recalled_v1': recalled,
  'im.message.reaction.created_v1': reaction,
  'im.message.reaction.deleted_v1': reaction,
  'im.chat.member.user.added_v1': membersAdded,
  'im.chat.member.bot.added_v1': ofChat,
  'im.chat.member.bot.deleted_v1': ofChat,
  'im.chat.disbanded_v1': ofChat,
  'im.chat.access_event.bot_p2p_chat_entered_v1': entered,
  'application.bot.menu_v6': menu,
  'card.action.trigger': card,
} as const;

type Shapes = typeof SHAPES;
/** Everything of Feishu's that Fenghuo hears. */
export type Kind = keyof Shapes;
export type EventOf<K extends Kind> = { readonly kind: K } & z.infer<Shapes[K]>;
export type FeishuEvent = { [K in Kind]: EventOf<K> }[Kind];

export const KINDS = Object.keys(SHAPES) as readonly Kind[];

export const isKind = (type: string): type is Kind => Object.hasOwn(SHAPES, type);

/** What came in, header and event in one as the SDK hands it on; undefined where it can't be read. */
export const recognise = (kind: Kind, raw: unknown): FeishuEvent | undefined => {
  const { success, data } = SHAPES[kind].safeParse(raw);
  return success ? ({ ...data, kind } as FeishuEvent) : undefined;
};
