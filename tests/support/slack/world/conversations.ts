import {
  addMessage,
  type Call,
  done,
  failed,
  flag,
  inChannel,
  type Method,
  type Reply,
  text,
  visibleChannel,
} from './method.ts';
import type { ChannelRow } from './rows.ts';
import { channelShape } from './shapes.ts';
import { newChannel, type World } from './world.ts';

/** What Slack says against a channel's name. */
export const nameFault = (name: string): string | undefined => {
  if (name === '') return 'invalid_name_required';
  if (name.length > 80) return 'invalid_name_maxlength';
  if (/^[-_]+$/u.test(name)) return 'invalid_name_punctuation';
  return /^[a-z0-9_-]+$/u.test(name) ? undefined : 'invalid_name_specials';
};

/** Names stay taken when their channel is archived. */
const isTaken = (world: World, name: string): boolean =>
  [...world.channels.values()].some((channel) => channel.name === name && !channel.deleted);

const system = (call: Call, channel: ChannelRow, subtype: string, words: string): void => {
  addMessage(call.world, { channel: channel.id, user: call.actor, subtype, text: words });
};

const create: Method = (call) => {
  const { world, actor, args } = call;
  const name = text(args, 'name');
  const fault = nameFault(name);
  if (fault !== undefined) return failed(fault);
  if (isTaken(world, name)) return failed('name_taken');
  const kind = flag(args, 'is_private') ? 'private' : 'public';
  const channel = newChannel(world, { name, kind, creator: actor, members: [actor] });
  world.channels.set(channel.id, channel);
  return done({ channel: channelShape(world, channel) });
};

const inviteFault = ({ world, actor }: Call, channel: ChannelRow, id: string) => {
  const user = world.users.get(id);
  if (user === undefined) return 'user_not_found';
  if (id === actor) return 'cant_invite_self';
  if (channel.members.includes(id)) return 'already_in_channel';
  if (user.guest) return 'ura_max_channels';
  return user.deactivated ? 'cant_invite' : undefined;
};

/** All or nobody; with `force` those who can come, the others are listed in `errors`. */
const invite: Method = (call) =>
  inChannel(call, text(call.args, 'channel'), (channel) => {
    const ids = [
      ...new Set(
        text(call.args, 'users')
          .split(',')
          .map((id) => id.trim()),
      ),
    ];
    if (ids.length > 100) return failed('too_many_users');
    const errors = ids.flatMap((user) => {
      const error = inviteFault(call, channel, user);
      return error === undefined ? [] : [{ user, ok: false, error }];
    });
    const refused = new Set(errors.map(({ user }) => user));
    const coming = ids.filter((id) => !refused.has(id));
    const [first] = errors;
    if (first !== undefined && (coming.length === 0 || !flag(call.args, 'force'))) {
      return failed(first.error, { errors });
    }
    for (const id of coming) join(call.world, channel, id, call.actor);
    const shape = channelShape(call.world, channel);
    return done({ channel: shape, ...(errors.length === 0 ? {} : { errors }) });
  });

const join = (world: World, channel: ChannelRow, id: string, inviter?: string): void => {
  channel.members.push(id);
  const words = `<@${id}> has joined the channel`;
  const row = { channel: channel.id, user: id, subtype: 'channel_join', text: words };
  addMessage(world, inviter === undefined ? row : { ...row, inviter });
};

const joinItself: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined || channel.kind !== 'public') return failed('channel_not_found');
  if (channel.archived) return failed('is_archived');
  const shape = () => ({ channel: channelShape(call.world, channel) });
  if (channel.members.includes(call.actor))
    return done({ ...shape(), warning: 'already_in_channel' });
  join(call.world, channel, call.actor);
  return done(shape());
};

const leave: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  if (channel.archived) return failed('is_archived');
  if (!channel.members.includes(call.actor)) return done({ not_in_channel: true });
  channel.members = channel.members.filter((id) => id !== call.actor);
  system(call, channel, 'channel_leave', `<@${call.actor}> has left the channel`);
  return done();
};

const kick: Method = (call) =>
  inChannel(call, text(call.args, 'channel'), (channel) => {
    const user = text(call.args, 'user');
    if (user === call.actor) return failed('cant_kick_self');
    if (!call.world.users.has(user)) return failed('user_not_found');
    if (!channel.members.includes(user)) return failed('not_in_channel');
    channel.members = channel.members.filter((id) => id !== user);
    return done({ errors: {} });
  });

const MAX_TOPIC = 250;

const describe =
  (name: 'topic' | 'purpose'): Method =>
  (call) =>
    inChannel(call, text(call.args, 'channel'), (channel) => {
      const words = text(call.args, name);
      if (words.length > MAX_TOPIC) return failed('too_long');
      if (channel[name] !== words) {
        channel[name] = words;
        system(call, channel, `channel_${name}`, `set the channel ${name}: ${words}`);
      }
      return done({ [name]: words, channel: channelShape(call.world, channel) });
    });

const rename: Method = (call) =>
  inChannel(call, text(call.args, 'channel'), (channel) => {
    const name = text(call.args, 'name');
    const fault = nameFault(name);
    if (fault !== undefined) return failed(fault);
    if (channel.creator !== call.actor) return failed('not_authorized');
    if (name !== channel.name && isTaken(call.world, name)) return failed('name_taken');
    if (name !== channel.name) {
      channel.previousNames.push(channel.name);
      channel.name = name;
      system(call, channel, 'channel_name', `has renamed the channel to "${name}"`);
    }
    return done({ channel: channelShape(call.world, channel) });
  });

const archive: Method = (call) =>
  inChannel(
    call,
    text(call.args, 'channel'),
    (channel) => {
      channel.archived = true;
      return done();
    },
    'already_archived',
  );

const unarchive: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  if (!channel.archived) return failed('not_archived');
  channel.archived = false;
  return done();
};

const openDirect = ({ world, args }: Call, id: string): Reply => {
  const user = world.users.get(id);
  if (user === undefined || user.bot) return failed('user_not_found');
  if (user.deactivated) return failed('user_disabled');
  const known = [...world.channels.values()].some(
    ({ kind, members }) => kind === 'im' && members.includes(id),
  );
  const channel = world.direct(id);
  const more = known ? { no_op: true, already_open: true } : {};
  return done({
    ...more,
    channel: flag(args, 'return_im') ? channelShape(world, channel) : { id: channel.id },
  });
};

const open: Method = (call) => {
  const channel = text(call.args, 'channel');
  if (channel !== '') {
    const row = visibleChannel(call, channel);
    return row === undefined ? failed('channel_not_found') : done({ channel: { id: row.id } });
  }
  const users = text(call.args, 'users')
    .split(',')
    .filter((id) => id !== '');
  const [one] = users;
  if (one === undefined) return failed('users_list_not_supplied');
  // A conversation of several people is nothing a war room needs.
  return users.length > 1 ? failed('invalid_user_combination') : openDirect(call, one);
};

/** Methods that change channels. */
export const CONVERSATIONS: Readonly<Record<string, Method>> = {
  'conversations.create': create,
  'conversations.invite': invite,
  'conversations.join': joinItself,
  'conversations.leave': leave,
  'conversations.kick': kick,
  'conversations.setTopic': describe('topic'),
  'conversations.setPurpose': describe('purpose'),
  'conversations.rename': rename,
  'conversations.archive': archive,
  'conversations.unarchive': unarchive,
  'conversations.open': open,
};
