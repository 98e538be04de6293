import { z } from 'zod';
import { DeliveryError } from '#ports/messenger.ts';

/** Reads an answer of the Web API. Throws DeliveryError: its fate is unknown when it can't be read. */
export const read = <T>(schema: z.ZodType<T>, answer: unknown): T => {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new DeliveryError('unreadable-answer', 'retry', { cause: result.error });
};

const text = z.string().optional().catch(undefined);
const flag = z.boolean().catch(false).default(false);

/** Answers may hold more, and other members of a list may be of other shapes; what is not needed is not looked at. */
const listOf = <T>(item: z.ZodType<T>) =>
  z
    .array(item.optional().catch(undefined))
    .catch([])
    .default([])
    .transform((items) => items.filter((one) => one !== undefined));

const value = z
  .object({ value: z.string() })
  .transform((holder) => holder.value)
  .catch('')
  .default('');

const cursor = z
  .object({ next_cursor: text })
  .transform(({ next_cursor }) => (next_cursor === '' ? undefined : next_cursor))
  .optional()
  .catch(undefined);

const channel = z.object({
  id: z.string(),
  name: z.string().catch('').default(''),
  creator: text,
  created: z.number().catch(0).default(0),
  purpose: value,
});
export type ListedChannel = z.output<typeof channel>;
export const createdChannel = z.object({ channel });
export const openedChannel = z.object({ channel: z.object({ id: z.string() }) });
export const channelPage = z.object({ channels: listOf(channel), response_metadata: cursor });

/** Where the id of a channel's canvas is found is not documented: once as a property, once as a tab. */
const canvasTab = z.object({
  type: text,
  data: z.object({ file_id: text }).optional().catch(undefined),
});
export const channelCanvas = z.object({
  channel: z.object({
    properties: z
      .object({
        canvas: z.object({ file_id: text }).optional().catch(undefined),
        tabs: listOf(canvasTab),
        tabz: listOf(canvasTab),
      })
      .optional()
      .catch(undefined),
  }),
});
export const createdCanvas = z.object({ canvas_id: z.string() });

const message = z.object({
  ts: z.string(),
  user: text,
  bot_id: text,
  metadata: z
    .object({
      event_type: z.string(),
      event_payload: z.record(z.string(), z.unknown()).catch({}).default({}),
    })
    .optional()
    .catch(undefined),
  files: listOf(z.object({ name: z.string() })),
});
export type ListedMessage = z.output<typeof message>;
export const messagePage = z.object({ messages: listOf(message), response_metadata: cursor });
export const postedMessage = z.object({ ts: z.string(), channel: z.string() });

export const bookmarkList = z.object({ bookmarks: listOf(z.object({ title: text, link: text })) });

export const uploadAddress = z.object({ upload_url: z.url(), file_id: z.string() });

/** Present only when not everybody could be invited. */
export const inviteErrors = z.object({
  errors: listOf(z.object({ user: z.string(), error: z.string() })),
});

export const ownAccount = z.object({ user_id: z.string(), bot_id: text });

const user = z.object({
  id: z.string(),
  name: text,
  real_name: text,
  deleted: flag,
  is_bot: flag,
  locale: text,
  profile: z
    .object({ email: text, display_name: text, real_name: text })
    .optional()
    .catch(undefined),
});
export type ListedUser = z.output<typeof user>;
export const oneUser = z.object({ user });

export const userGroupList = z.object({
  usergroups: listOf(
    z.object({ id: z.string(), users: z.array(z.string()).catch([]).default([]) }),
  ),
});
