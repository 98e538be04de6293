import { IDENTITY } from './identity.ts';
import { changedEvent, deletedEvent, mentionEvent, messageEvent } from './payloads.ts';
import { messageAt, text, type Args, type Reply } from './world/method.ts';
import type { ChannelRow, MessageRow } from './world/rows.ts';
import { messageShape } from './world/shapes.ts';
import type { World } from './world/world.ts';

/** Where methods take effect. */
export interface Backend {
  readonly world: World;
  /** A call by the bot or by a person. */
  call(actor: string, method: string, args: Args): Promise<Reply>;
  /** The bytes of an announced file, for a backend that keeps them, too. */
  readonly upload?: (id: string, content: Buffer) => Promise<boolean>;
  close(): Promise<void>;
}

/** `channel`: the event is told only where the bot is a member of it. */
export type Publish = (event: Args, channel?: ChannelRow) => Promise<void>;

interface Change {
  readonly actor: string;
  readonly method: string;
  readonly args: Args;
  /** The message as it was before. */
  readonly previous: { readonly row: MessageRow; readonly shape: Args } | undefined;
  readonly membersBefore: readonly string[];
}

const GROUP_NAMES: Readonly<Record<string, string>> = {
  'conversations.archive': 'archive',
  'conversations.unarchive': 'unarchive',
  'conversations.rename': 'rename',
};

/** Does what is asked, and tells the app of everything that it would hear of. */
export const createWorkspace = (backend: Backend, publish: Publish) => {
  const { world } = backend;
  const announced = new Set<MessageRow>(world.messages);

  const newMessages = (): readonly Promise<void>[] => {
    const fresh = world.messages.filter((row) => !announced.has(row) && row.onlyFor === undefined);
    return fresh.flatMap((row) => {
      announced.add(row);
      const channel = world.channels.get(row.channel);
      if (channel === undefined) return [];
      const isMention =
        channel.kind !== 'im' &&
        row.user !== IDENTITY.botUserId &&
        row.text.includes(`<@${IDENTITY.botUserId}`);
      return [
        publish(messageEvent(world, channel, row), channel),
        ...(isMention ? [publish(mentionEvent(world, channel, row), channel)] : []),
      ];
    });
  };

  const membership = (channel: ChannelRow, change: Change): readonly Promise<void>[] => {
    const before = new Set(change.membersBefore);
    const now = new Set(channel.members);
    const base = { channel: channel.id, team: IDENTITY.teamId };
    const of = (user: string) => ({
      user,
      ...base,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      event_ts: world.newTs(),
    });
    const inviter = change.method === 'conversations.invite' ? { inviter: change.actor } : {};
    const joined = channel.members
      .filter((user) => !before.has(user))
      .map((user) => publish({ type: 'member_joined_channel', ...of(user), ...inviter }, channel));
    const left = change.membersBefore
      .filter((user) => !now.has(user))
      .flatMap((user) => {
        const event = { type: 'member_left_channel', ...of(user) };
        if (user !== IDENTITY.botUserId) return [publish(event, channel)];
        // The bot is told of its own removal although it is a member no longer.
        const type = channel.kind === 'private' ? 'group_left' : 'channel_left';
        const own = { type, channel: channel.id, actor_id: change.actor, event_ts: world.newTs() };
        return [publish(own), publish(event)];
      });
    return [...joined, ...left];
  };

  const channelChange = (channel: ChannelRow, change: Change): readonly Promise<void>[] => {
    const what = GROUP_NAMES[change.method];
    if (what === undefined) return membership(channel, change);
    const type = `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`;
    const { id, name, created } = channel;
    const renamed = { id, name, name_normalized: name, created, is_channel: true, is_mpim: false };
    const about = what === 'rename' ? { channel: renamed } : { channel: id, user: change.actor };
    const moved = what === 'archive' ? { is_moved: 0 } : {};
    return [publish({ type, ...about, ...moved, event_ts: world.newTs() }, channel)];
  };

  const reaction = (channel: ChannelRow, change: Change): Promise<void> => {
    const row = change.previous?.row;
    const type = change.method === 'reactions.add' ? 'reaction_added' : 'reaction_removed';
    const event = {
      type,
      user: change.actor,
      reaction: text(change.args, 'name'),
      item: { type: 'message', channel: channel.id, ts: text(change.args, 'timestamp') },
      ...(row === undefined ? {} : { item_user: row.user }),
      event_ts: world.newTs(),
    };
    return publish(event, channel);
  };

  const messageChange = (channel: ChannelRow, change: Change): readonly Promise<void>[] => {
    if (change.previous === undefined) return [];
    const { row, shape } = change.previous;
    return change.method === 'chat.update'
      ? [publish(changedEvent(world, channel, row, shape), channel)]
      : [publish(deletedEvent(world, channel, row.ts, shape), channel)];
  };

  const consequences = (change: Change): readonly Promise<void>[] => {
    const { method, args } = change;
    const channel = world.channels.get(text(args, 'channel'));
    const more = (): readonly Promise<void>[] => {
      if (channel === undefined) return [];
      if (/^reactions\.(?:add|remove)$/u.test(method)) return [reaction(channel, change)];
      if (/^chat\.(?:update|delete)$/u.test(method)) return messageChange(channel, change);
      return method.startsWith('conversations.') ? channelChange(channel, change) : [];
    };
    return [...more(), ...newMessages()];
  };

  const previousOf = (args: Args): Change['previous'] => {
    const ts = text(args, 'ts') || text(args, 'timestamp');
    const row = ts === '' ? undefined : messageAt(world, text(args, 'channel'), ts);
    return row === undefined ? undefined : { row, shape: messageShape(world, row) };
  };

  return {
    world,
    /** `told` resolves when the app has heard of all consequences. */
    perform: async (
      actor: string,
      method: string,
      args: Args,
    ): Promise<{ readonly reply: Reply; readonly told: Promise<void> }> => {
      const previous = previousOf(args);
      const membersBefore = [...(world.channels.get(text(args, 'channel'))?.members ?? [])];
      const reply = await backend.call(actor, method, args);
      if (!reply.ok && reply['errors'] === undefined) return { reply, told: Promise.resolve() };
      const change = { actor, method, args, previous, membersBefore };
      const told = Promise.all(consequences(change)).then(() => {});
      return { reply, told };
    },
  };
};

export type Workspace = ReturnType<typeof createWorkspace>;
