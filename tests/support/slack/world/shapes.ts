import { IDENTITY } from '../identity.ts';
import type { ChannelRow, FileRow, MessageRow, UserRow } from './rows.ts';
import type { World } from './world.ts';
import type { Args } from './method.ts';

/** A channel as conversations.* answers it. */
export const channelShape = (world: World, row: ChannelRow): Args =>
  row.kind === 'im'
    ? {
        id: row.id,
        created: row.created,
        is_archived: false,
        is_im: true,
        is_org_shared: false,
        user: row.members.find((id) => id !== IDENTITY.botUserId),
        context_team_id: IDENTITY.teamId,
      }
    : {
        id: row.id,
        name: row.name,
        name_normalized: row.name,
        is_channel: row.kind === 'public',
        is_group: row.kind === 'private',
        is_im: false,
        is_mpim: false,
        is_private: row.kind === 'private',
        created: row.created,
        creator: row.creator,
        is_archived: row.archived,
        is_general: false,
        is_shared: false,
        is_org_shared: false,
        is_ext_shared: false,
        is_pending_ext_shared: false,
        pending_shared: [],
        context_team_id: IDENTITY.teamId,
        is_member: row.members.includes(IDENTITY.botUserId),
        topic: { value: row.topic, creator: '', last_set: 0 },
        purpose: { value: row.purpose, creator: '', last_set: 0 },
        previous_names: row.previousNames,
        num_members: row.members.length,
        ...(row.canvas === undefined
          ? {}
          : {
              properties: {
                canvas: { file_id: row.canvas, is_empty: false, quip_thread_id: row.canvas },
              },
            }),
      };

/** A message as history and events show it. */
export const messageShape = (world: World, row: MessageRow, metadata = false): Args => {
  const bot = row.user === IDENTITY.botUserId;
  const replies = world.messages.filter(
    (one) => one.channel === row.channel && one.thread === row.ts && !one.deleted,
  );
  return {
    type: 'message',
    ...(row.subtype === undefined ? {} : { subtype: row.subtype }),
    user: row.user,
    ...(row.inviter === undefined ? {} : { inviter: row.inviter }),
    text: row.text,
    ts: row.ts,
    team: IDENTITY.teamId,
    ...(row.clientMsgId === undefined ? {} : { client_msg_id: row.clientMsgId }),
    ...(bot ? { bot_id: IDENTITY.botId, app_id: IDENTITY.appId } : {}),
    ...(row.blocks.length === 0 ? {} : { blocks: row.blocks }),
    ...(row.thread === undefined ? {} : { thread_ts: row.thread }),
    ...(replies.length === 0
      ? {}
      : { thread_ts: row.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
    ...(row.editedTs === undefined ? {} : { edited: { user: row.user, ts: row.editedTs } }),
    ...(metadata && row.metadata !== undefined ? { metadata: row.metadata } : {}),
    ...(row.files.length === 0
      ? {}
      : {
          files: row.files.flatMap((id) => {
            const file = world.files.get(id);
            return file === undefined ? [] : [fileShape(file)];
          }),
          upload: false,
        }),
    ...(row.reactions.length === 0
      ? {}
      : { reactions: row.reactions.map((one) => ({ ...one, count: one.users.length })) }),
    ...(row.pinned ? { pinned_to: [row.channel] } : {}),
  };
};

export const fileShape = (file: FileRow): Args => ({
  id: file.id,
  name: file.name,
  title: file.title,
  size: file.length,
  mimetype: 'text/plain',
  channels: file.channels,
  user: IDENTITY.botUserId,
  is_public: true,
});

/** A person as users.* answers; the e-mail only with its scope, which the caller judges. */
export const userShape = (row: UserRow, withEmail: boolean, withLocale: boolean): Args => ({
  id: row.id,
  team_id: IDENTITY.teamId,
  name: row.id.toLowerCase(),
  deleted: row.deactivated,
  real_name: row.name,
  tz: 'Asia/Shanghai',
  tz_offset: 28_800,
  is_admin: false,
  is_owner: false,
  is_bot: row.bot,
  is_app_user: false,
  is_restricted: row.guest,
  is_ultra_restricted: row.guest,
  updated: 0,
  ...(withLocale ? { locale: row.locale } : {}),
  profile: {
    real_name: row.name,
    display_name: row.name,
    team: IDENTITY.teamId,
    ...(withEmail && row.email !== undefined ? { email: row.email } : {}),
  },
});
