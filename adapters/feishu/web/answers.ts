import { z } from 'zod';
import { DeliveryError } from '#ports/messenger.ts';

/** Reads an answer of the platform. Throws DeliveryError: its fate is unknown when it can't be read. */
export const read = <T>(schema: z.ZodType<T>, answer: unknown): T => {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new DeliveryError('unreadable-answer', 'retry', { cause: result.error });
};

const text = z.string().optional().catch(undefined);

/** Answers may hold more, and other members of a list may be of other shapes; what is not needed is not looked at. */
const listOf = <T>(item: z.ZodType<T>) =>
  z
    .array(item.optional().catch(undefined))
    .catch([])
    .default([])
    .transform((items) => items.filter((one) => one !== undefined));

const pageOf = <T>(item: z.ZodType<T>) =>
  z
    .object({
      items: listOf(item),
      has_more: z.boolean().catch(false).default(false),
      page_token: text,
    })
    .transform(({ items, has_more: more, page_token: token }) => ({
      items,
      next: more && token !== '' ? token : undefined,
    }));

export const createdChat = z.object({ chat_id: z.string(), name: text });
const chat = z.object({ chat_id: z.string(), name: text, description: text, owner_id: text });
export type ListedChat = z.output<typeof chat>;
export const chatPage = pageOf(chat);

export const addedMembers = z.object({
  invalid_id_list: listOf(z.string()),
  not_existed_id_list: listOf(z.string()),
  pending_approval_id_list: listOf(z.string()),
});

export const sentMessage = z.object({ message_id: z.string(), chat_id: text });
const message = z.object({
  message_id: z.string(),
  deleted: z.boolean().catch(false).default(false),
  sender: z.object({ id: text, sender_type: text }).optional().catch(undefined),
  body: z
    .object({ content: z.string() })
    .transform(({ content }) => content)
    .catch('')
    .default(''),
});
export type ListedMessage = z.output<typeof message>;
export const messagePage = pageOf(message);
export const sentEphemeral = z.object({ message_id: z.string() });

const tab = z.object({
  tab_name: text,
  tab_content: z.object({ url: text, doc: text }).optional().catch(undefined),
});
export const tabList = z.object({ chat_tabs: listOf(tab) });

export const blockPage = pageOf(z.object({ block_id: z.string() }));
export const createdDocument = z.object({ document: z.object({ document_id: z.string() }) });

const fileOf = z.object({ token: z.string(), name: text, type: text, created_time: text });
export const fileList = z.object({ files: listOf(fileOf) });

export const createdTask = z.object({ task: z.object({ guid: z.string() }) });
export const reservedMeeting = z.object({ reserve: z.object({ url: z.string() }) });
export const urgentAnswer = z.object({ invalid_user_id_list: listOf(z.string()) });

const user = z.object({
  open_id: z.string(),
  name: text,
  email: text,
  enterprise_email: text,
  status: z
    .object({ is_resigned: z.boolean().catch(false).default(false) })
    .optional()
    .catch(undefined),
});
export type ListedUser = z.output<typeof user>;
export const oneUser = z.object({ user });
export const userIds = z.object({
  user_list: listOf(z.object({ user_id: text, email: text })),
});

/** Of `bot/v3/info`, which answers without `data`. */
export const botInfo = z.object({ bot: z.object({ open_id: z.string() }) });
