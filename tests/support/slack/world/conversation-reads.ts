import {
  type Args,
  type Call,
  done,
  failed,
  flag,
  type Method,
  page,
  type Reply,
  text,
  visibleChannel,
} from './method.ts';
import type { ChannelRow, MessageRow } from './rows.ts';
import { channelShape, messageShape } from './shapes.ts';

const TYPE_OF = { public: 'public_channel', private: 'private_channel', im: 'im' } as const;

const paged = <T>(
  rows: readonly T[],
  args: Args,
  standard: number,
  answer: (rows: readonly T[]) => Args,
): Reply => {
  const found = page(rows, args, standard);
  if (found === 'invalid_cursor') return failed('invalid_cursor');
  return done({ ...answer(found.rows), response_metadata: { next_cursor: found.next } });
};

const listed = (call: Call, belongs: (row: ChannelRow) => boolean): Reply => {
  const types = text(call.args, 'types') || 'public_channel';
  const rows = [...call.world.channels.values()].filter(
    (row) =>
      !row.deleted &&
      types.split(',').includes(TYPE_OF[row.kind]) &&
      !(row.archived && flag(call.args, 'exclude_archived')) &&
      belongs(row),
  );
  return paged(rows, call.args, 100, (some) => ({
    channels: some.map((row) => channelShape(call.world, row)),
  }));
};

const list: Method = (call) => listed(call, (row) => visibleChannel(call, row.id) !== undefined);

const conversationsOf: Method = (call) => {
  const user = text(call.args, 'user') || call.actor;
  return listed(
    call,
    (row) => row.members.includes(user) && visibleChannel(call, row.id) !== undefined,
  );
};

const info: Method = (call) => {
  const row = visibleChannel(call, text(call.args, 'channel'));
  return row === undefined
    ? failed('channel_not_found')
    : done({ channel: channelShape(call.world, row) });
};

const members: Method = (call) => {
  const row = visibleChannel(call, text(call.args, 'channel'));
  if (row === undefined) return failed('channel_not_found');
  const present = row.members.filter((id) => call.world.users.get(id)?.deactivated !== true);
  return paged(present, call.args, 100, (some) => ({ members: some }));
};

const isBetween = (row: MessageRow, args: Args): boolean => {
  const inclusive = flag(args, 'inclusive');
  const oldest = text(args, 'oldest');
  const latest = text(args, 'latest');
  const at = Number(row.ts);
  if (oldest !== '' && (inclusive ? at < Number(oldest) : at <= Number(oldest))) return false;
  return latest === '' || (inclusive ? at <= Number(latest) : at < Number(latest));
};

const rowsOf = ({ world, args }: Call, channel: string): readonly MessageRow[] =>
  world.messages.filter(
    (row) =>
      row.channel === channel && !row.deleted && row.onlyFor === undefined && isBetween(row, args),
  );

const shown = (call: Call, rows: readonly MessageRow[]): Args => ({
  messages: rows.map((row) =>
    messageShape(call.world, row, flag(call.args, 'include_all_metadata')),
  ),
});

const withMore = (reply: Reply): Reply => {
  const cursor = reply['response_metadata'] as { readonly next_cursor?: string } | undefined;
  const more = (cursor?.next_cursor ?? '') !== '';
  if (!reply.ok) return reply;
  if (more) return { ...reply, has_more: true };
  const { response_metadata: _, ...rest } = reply;
  return { ...rest, ok: true, has_more: false };
};

/** Newest first; replies are left out, as Slack does. */
const history: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  if (!channel.members.includes(call.actor)) return failed('not_in_channel');
  const rows = rowsOf(call, channel.id)
    .filter(({ thread }) => thread === undefined)
    .toReversed();
  return withMore(paged(rows, call.args, 100, (some) => shown(call, some)));
};

/** The parent, then its replies, oldest first. */
const replies: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  if (!channel.members.includes(call.actor)) return failed('not_in_channel');
  const ts = text(call.args, 'ts');
  const own = call.world.messages.find((row) => row.channel === channel.id && row.ts === ts);
  if (own === undefined) return failed('thread_not_found');
  const root = own.thread ?? own.ts;
  const rows = rowsOf(call, channel.id).filter((row) => row.ts === root || row.thread === root);
  return withMore(paged(rows, call.args, 1000, (some) => shown(call, some)));
};

/** Methods that read channels. */
export const CONVERSATION_READS: Readonly<Record<string, Method>> = {
  'conversations.list': list,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.history': history,
  'conversations.replies': replies,
  'users.conversations': conversationsOf,
};
