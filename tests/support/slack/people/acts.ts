import type { Deliveries } from '../deliveries.ts';
import type { Acked } from '../fake-slack.ts';
import type { Hooks } from '../hooks.ts';
import { IDENTITY } from '../identity.ts';
import { slashPayload } from '../payloads.ts';
import { blocksShown } from '../shown.ts';
import { isList, isRecord, text, type Args } from '../world/method.ts';
import type { ChannelRow } from '../world/rows.ts';
import type { Publish, Workspace } from '../workspace.ts';

export interface ActParts {
  readonly workspace: Workspace;
  readonly deliveries: Deliveries;
  readonly hooks: Hooks;
  readonly publish: Publish;
  readonly command: string;
}

/** What people do in channels. */
export const createActs = ({ workspace, deliveries, hooks, publish, command }: ActParts) => {
  const { world } = workspace;
  const lastSlash = new Map<string, number>();

  const channelOf = (id: string): ChannelRow => {
    const channel = world.channels.get(id);
    if (channel === undefined) throw new Error(`no channel ${id}`);
    return channel;
  };

  /** A person's own call; what a client would not let them do is a mistake of the test. */
  const perform = async (user: string, method: string, args: Args): Promise<Args> => {
    const { reply, told } = await workspace.perform(user, method, args);
    if (!reply.ok) throw new Error(`${user}, ${method}: ${text(reply, 'error')}`);
    await told;
    return reply;
  };

  const slash = async (
    user: string,
    channelId: string,
    line: string,
    options: { readonly command?: string; readonly again?: boolean } = {},
  ): Promise<Acked> => {
    const last = lastSlash.get(user);
    if (options.again === true && last !== undefined) {
      const acked = await deliveries.replay(last);
      if (acked.status === 200) hooks.acknowledged(user, channelId, acked.body);
      return acked;
    }
    const channel = channelOf(channelId);
    const responseUrl = hooks.open(user, channelId);
    const name = options.command ?? command;
    const payload = slashPayload(world, user, channel, { name, text: line, responseUrl });
    lastSlash.set(user, deliveries.sent.length);
    const acked = await deliveries.deliver('slash_commands', payload);
    if (acked.status === 200) hooks.acknowledged(user, channelId, acked.body);
    return acked;
  };

  const openHome = async (user: string): Promise<void> => {
    const home = world.views.get(world.homes.get(user) ?? '');
    await publish({
      type: 'app_home_opened',
      user,
      channel: world.direct(user).id,
      tab: 'home',
      event_ts: world.newTs(),
      ...(home === undefined ? {} : { view: { id: home.id, type: 'home', hash: home.hash } }),
    });
  };

  return {
    slash,
    say: async (
      user: string,
      channel: string,
      words: string,
      options: { readonly thread?: string } = {},
    ) => {
      const thread = options.thread === undefined ? {} : { thread_ts: options.thread };
      const reply = await perform(user, 'chat.postMessage', { channel, text: words, ...thread });
      return { ts: text(reply, 'ts') };
    },
    edit: async (user: string, channel: string, ts: string, words: string) => {
      await perform(user, 'chat.update', { channel, ts, text: words });
    },
    erase: async (user: string, channel: string, ts: string) => {
      await perform(user, 'chat.delete', { channel, ts });
    },
    react: async (user: string, channel: string, ts: string, name: string, added = true) => {
      const method = added ? 'reactions.add' : 'reactions.remove';
      await perform(user, method, { channel, timestamp: ts, name });
    },
    archive: async (user: string, channel: string) => {
      await perform(user, 'conversations.archive', { channel });
    },
    remove: async (user: string, channel: string, member: string) => {
      const isSelf = user === member;
      const args = isSelf ? { channel } : { channel, user: member };
      await perform(user, isSelf ? 'conversations.leave' : 'conversations.kick', args);
    },
    join: async (user: string, channel: string) => {
      await perform(user, 'conversations.join', { channel });
    },
    invite: async (user: string, channel: string, member: string) => {
      await perform(user, 'conversations.invite', { channel, users: member });
    },
    destroy: async (user: string, channelId: string) => {
      const channel = channelOf(channelId);
      const type = channel.kind === 'private' ? 'group_deleted' : 'channel_deleted';
      const event = { type, channel: channel.id, actor_id: user, event_ts: world.newTs() };
      const told = publish(event, channel);
      channel.deleted = true;
      await told;
    },
    deactivate: async (user: string) => {
      const row = world.users.get(user);
      if (row === undefined) throw new Error(`nobody is ${user}`);
      row.deactivated = true;
    },
    openHome,
    homeOf: (user: string): string | undefined => {
      const home = world.views.get(world.homes.get(user) ?? '');
      const blocks = home?.view['blocks'];
      return isList(blocks) ? blocksShown(world, blocks.filter(isRecord)) : undefined;
    },
    tellRevoked: async () => {
      const tokens = { oauth: [], bot: [IDENTITY.botUserId] };
      await publish({ type: 'tokens_revoked', tokens });
    },
  };
};
