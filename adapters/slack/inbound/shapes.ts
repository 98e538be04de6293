import { z } from 'zod';

/** Left out and null mean the same to Slack, and only one of them reaches Bolt, which trips over null. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const id = z.string().regex(/^\w{1,64}$/u);
const ts = z.string().regex(/^\d{1,16}\.\d{1,9}$/u);
/** Ids that Slack gives out for single things: events, triggers, views. */
const token = z.string().regex(/^[\x21-\x7e]{1,300}$/u);
const url = z
  .url({ protocol: /^https?$/u })
  .optional()
  .catch(undefined);
const text = maybe(z.string());
const user = z.object({ id, username: text, name: text });

const slash = z.object({
  command: z.string().startsWith('/').max(100),
  text: z.string().default(''),
  trigger_id: token,
  user_id: id,
  user_name: text,
  channel_id: id,
  response_url: url,
});
export type SlashBody = z.infer<typeof slash>;

const mention = z.object({
  type: z.literal('app_mention'),
  channel: id,
  user: maybe(id),
  bot_id: text,
  app_id: text,
  text: z.string(),
  ts,
  thread_ts: maybe(ts),
  client_msg_id: maybe(token),
});
export type MentionEvent = z.infer<typeof mention>;

/** A message as it was before or is after a change. */
const said = z.object({
  user: maybe(id),
  bot_id: text,
  app_id: text,
  subtype: text,
  text,
  ts: maybe(ts),
  edited: maybe(z.object({ user: maybe(id), ts: maybe(ts) })),
});

const message = z.object({
  type: z.literal('message'),
  subtype: text,
  channel: id,
  channel_type: text,
  user: maybe(id),
  bot_id: text,
  app_id: text,
  text,
  ts: maybe(ts),
  thread_ts: maybe(ts),
  parent_user_id: maybe(id),
  client_msg_id: maybe(token),
  deleted_ts: maybe(ts),
  message: maybe(said),
  previous_message: maybe(said),
});
export type MessageEvent = z.infer<typeof message>;

const reaction = z.object({
  type: z.literal(['reaction_added', 'reaction_removed']),
  user: id,
  reaction: z.string().min(1).max(300),
  // Files and their comments can be reacted to, too; then there is no message.
  item: z.object({ type: z.string(), channel: maybe(id), ts: maybe(ts) }),
  event_ts: maybe(ts),
});
export type ReactionEvent = z.infer<typeof reaction>;

const membership = z.object({
  type: z.literal(['member_joined_channel', 'member_left_channel']),
  user: id,
  channel: id,
  inviter: maybe(id),
});
export type MembershipEvent = z.infer<typeof membership>;

const loss = z.object({
  type: z.literal([
    'channel_archive',
    'group_archive',
    'channel_deleted',
    'group_deleted',
    'channel_left',
    'group_left',
  ]),
  channel: id,
  user: maybe(id),
  actor_id: maybe(id),
});
export type LossEvent = z.infer<typeof loss>;

const home = z.object({ type: z.literal('app_home_opened'), user: id, tab: text });
const revoked = z.object({ type: z.literal(['tokens_revoked', 'app_uninstalled']) });

const known = z.discriminatedUnion('type', [
  mention,
  message,
  reaction,
  membership,
  loss,
  home,
  revoked,
]);
const KNOWN: ReadonlySet<unknown> = new Set(
  known.options.flatMap(({ shape }) => [...shape.type.values]),
);

/** Someone may subscribe the app to more than the manifest does: acknowledged, and of no interest. */
const other = z
  .object({
    type: z
      .string()
      .min(1)
      .refine((type) => !KNOWN.has(type)),
  })
  .transform(() => ({ type: 'other' as const }));

const eventCallback = z.object({
  type: z.literal('event_callback'),
  event_id: token,
  api_app_id: text,
  authorizations: maybe(z.array(z.object({ user_id: maybe(id) }))),
  event: z.union([known, other]),
});
export type EventBody = z.infer<typeof eventCallback>;

const blockActions = z.object({
  type: z.literal('block_actions'),
  user,
  channel: maybe(z.object({ id })),
  container: maybe(
    z.object({
      type: text,
      message_ts: maybe(ts),
      channel_id: maybe(id),
      view_id: maybe(token),
      thread_ts: maybe(ts),
      is_ephemeral: maybe(z.boolean()),
    }),
  ),
  view: maybe(z.looseObject({ id: token, type: text })),
  actions: z.array(z.looseObject({ action_ts: text })).min(1),
  trigger_id: maybe(token),
  response_url: url,
});
export type PressBody = z.infer<typeof blockActions>;

const viewSubmission = z.object({
  type: z.literal('view_submission'),
  user,
  view: z.looseObject({ id: token }),
});
export type SubmitBody = z.infer<typeof viewSubmission>;

const messageAction = z.object({
  type: z.literal('message_action'),
  callback_id: z.string(),
  user,
  channel: z.object({ id }),
  message: z.object({ ts, text }),
  trigger_id: token,
  response_url: url,
});
export type ShortcutBody = z.infer<typeof messageAction>;

const viewClosed = z.object({
  type: z.literal('view_closed'),
  user,
  view: z.looseObject({ id: token }),
});
const globalShortcut = z.object({ type: z.literal('shortcut'), callback_id: z.string(), user });

const typed = z.discriminatedUnion('type', [
  eventCallback,
  blockActions,
  viewSubmission,
  viewClosed,
  messageAction,
  globalShortcut,
]);

/** Everything that Slack sends and Fenghuo hears, with nothing in it that was not looked at. */
export type Body = z.infer<typeof typed> | SlashBody;

/** What came in, by its official shape; undefined where it has none of those that are listened to. */
export const recognise = (raw: unknown): Body | undefined => {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { success, data } = ('command' in raw ? slash : typed).safeParse(raw);
  return success ? data : undefined;
};

/** Slack's questions about the address itself, and its word that it has stopped to send for a while. */
const handshake = z.union([
  z.object({ type: z.literal('url_verification'), challenge: z.string().max(1_000) }),
  z.object({ type: z.literal('app_rate_limited') }),
  z.object({ ssl_check: z.literal('1') }),
]);
export type Handshake = z.infer<typeof handshake>;

/** Undefined where it is something else. */
export const readHandshake = (raw: unknown): Handshake | undefined => {
  const { success, data } = handshake.safeParse(raw);
  return success ? data : undefined;
};
