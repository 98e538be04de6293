import { randomBytes } from 'node:crypto';
import { IDENTITY } from './identity.ts';
import type { Args } from './world/method.ts';
import type { ChannelRow, MessageRow } from './world/rows.ts';
import { messageShape } from './world/shapes.ts';
import type { World } from './world/world.ts';

const TEAM = { id: IDENTITY.teamId, domain: IDENTITY.teamDomain };

const eventId = (): string => `Ev${randomBytes(5).toString('hex').toUpperCase()}`;

/** The envelope around an event, as the Events API sends it. */
export const eventPayload = (world: World, event: Args): Args => ({
  token: IDENTITY.verificationToken,
  team_id: IDENTITY.teamId,
  context_team_id: IDENTITY.teamId,
  context_enterprise_id: null,
  api_app_id: IDENTITY.appId,
  event,
  type: 'event_callback',
  event_id: eventId(),
  event_time: Math.floor(world.clock.now() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: IDENTITY.teamId,
      user_id: IDENTITY.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
  event_context: `4-${randomBytes(16).toString('base64url')}`,
});

export const channelType = (channel: ChannelRow): string =>
  ({ public: 'channel', private: 'group', im: 'im' })[channel.kind];

/** A message event: of a person, of the bot, or a notice of Slack. */
export const messageEvent = (world: World, channel: ChannelRow, row: MessageRow): Args => {
  const { upload: _, ...message } = messageShape(world, row, true);
  return {
    ...message,
    ...(row.files.length === 0 ? {} : { subtype: 'file_share' }),
    channel: channel.id,
    event_ts: row.ts,
    channel_type: channelType(channel),
  };
};

export const mentionEvent = (world: World, channel: ChannelRow, row: MessageRow): Args => {
  const { channel_type: _, ...message } = messageEvent(world, channel, row);
  return { ...message, type: 'app_mention' };
};

export const changedEvent = (
  world: World,
  channel: ChannelRow,
  row: MessageRow,
  previous: Args,
): Args => {
  const ts = world.newTs();
  return {
    type: 'message',
    subtype: 'message_changed',
    message: messageShape(world, row),
    previous_message: previous,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: channelType(channel),
  };
};

export const deletedEvent = (
  world: World,
  channel: ChannelRow,
  deleted: string,
  previous: Args,
): Args => {
  const ts = world.newTs();
  return {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: previous,
    channel: channel.id,
    hidden: true,
    deleted_ts: deleted,
    event_ts: ts,
    ts,
    channel_type: channelType(channel),
  };
};

const person = (user: string): Args => ({
  id: user,
  username: user.toLowerCase(),
  name: user.toLowerCase(),
  team_id: IDENTITY.teamId,
});

const interaction = (world: World, user: string, type: string): Args => ({
  type,
  user: person(user),
  api_app_id: IDENTITY.appId,
  token: IDENTITY.verificationToken,
  team: TEAM,
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: world.newTrigger(user),
});

export const slashPayload = (
  world: World,
  user: string,
  channel: ChannelRow,
  command: { readonly name: string; readonly text: string; readonly responseUrl: string },
): Args => ({
  token: IDENTITY.verificationToken,
  team_id: IDENTITY.teamId,
  team_domain: IDENTITY.teamDomain,
  channel_id: channel.id,
  channel_name:
    channel.kind === 'im'
      ? 'directmessage'
      : channel.kind === 'private'
        ? 'privategroup'
        : channel.name,
  user_id: user,
  user_name: user.toLowerCase(),
  command: command.name,
  text: command.text,
  api_app_id: IDENTITY.appId,
  is_enterprise_install: 'false',
  response_url: command.responseUrl,
  trigger_id: world.newTrigger(user),
});

const channelRef = (channel: ChannelRow): Args => ({
  id: channel.id,
  name: channel.kind === 'im' ? 'directmessage' : channel.name,
});

/** Where a press or a shortcut happened. */
export interface OnMessage {
  readonly channel: ChannelRow;
  readonly row: MessageRow;
  readonly responseUrl: string;
}

export const pressPayload = (
  world: World,
  user: string,
  at: OnMessage | { readonly view: Args },
  action: Args,
): Args => {
  const base = { ...interaction(world, user, 'block_actions'), actions: [action] };
  if ('view' in at) {
    const container = { type: 'view', view_id: at.view['id'] };
    return { ...base, container, view: at.view };
  }
  const { channel, row, responseUrl } = at;
  const isEphemeral = row.onlyFor !== undefined;
  return {
    ...base,
    container: {
      type: 'message',
      message_ts: row.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(row.thread === undefined ? {} : { thread_ts: row.thread }),
    },
    channel: channelRef(channel),
    ...(isEphemeral ? {} : { message: messageShape(world, row) }),
    state: { values: {} },
    response_url: responseUrl,
  };
};

export const shortcutPayload = (
  world: World,
  user: string,
  callbackId: string,
  { channel, row, responseUrl }: OnMessage,
): Args => {
  const { api_app_id: _, ...base } = interaction(world, user, 'message_action');
  return {
    ...base,
    callback_id: callbackId,
    action_ts: world.newTs(),
    channel: channelRef(channel),
    message: messageShape(world, row),
    message_ts: row.ts,
    response_url: responseUrl,
  };
};

export const viewPayload = (
  world: World,
  user: string,
  type: 'view_submission' | 'view_closed',
  view: Args,
): Args => {
  const base = interaction(world, user, type);
  if (type === 'view_submission') return { ...base, view, response_urls: [] };
  const { trigger_id: _, ...rest } = base;
  return { ...rest, view, is_cleared: false };
};
