import type { ChannelRow, MessageRow } from './rows.ts';
import type { World } from './world.ts';

export type Args = Readonly<Record<string, unknown>>;
export type Reply = { readonly ok: boolean; readonly error?: string } & Args;

/** Who calls what; `baseUrl` is where the fake listens. */
export interface Call {
  readonly world: World;
  /** Account of the bot or of the person who acts. */
  readonly actor: string;
  readonly args: Args;
  readonly baseUrl: string;
}

export type Method = (call: Call) => Reply;

export const failed = (error: string, more: Args = {}): Reply => ({ ok: false, error, ...more });
export const done = (more: Args = {}): Reply => ({ ok: true, ...more });

export const text = (args: Args, name: string): string => {
  const value = args[name];
  return typeof value === 'string' ? value : '';
};
export const flag = (args: Args, name: string): boolean => args[name] === true;
export const isRecord = (value: unknown): value is Args =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The channel as this actor may know of it: private ones only from inside. */
export const visibleChannel = ({ world, actor }: Call, id: string): ChannelRow | undefined => {
  const channel = world.channels.get(id);
  if (channel === undefined || channel.deleted) return undefined;
  return channel.kind === 'public' || channel.members.includes(actor) ? channel : undefined;
};

/** Does `run` on a channel the actor is in and that is not archived, or says what Slack says. */
export const inChannel = (
  call: Call,
  id: string,
  run: (channel: ChannelRow) => Reply,
  archived = 'is_archived',
): Reply => {
  const channel = visibleChannel(call, id);
  if (channel === undefined) return failed('channel_not_found');
  if (!channel.members.includes(call.actor)) return failed('not_in_channel');
  return channel.archived ? failed(archived) : run(channel);
};

export const messageAt = (world: World, channel: string, ts: string): MessageRow | undefined =>
  world.messages.find(
    (row) => row.channel === channel && row.ts === ts && !row.deleted && row.onlyFor === undefined,
  );

/** Adds a message to the world. */
export const addMessage = (
  world: World,
  message: Pick<MessageRow, 'channel' | 'user' | 'text'> & Partial<MessageRow>,
): MessageRow => {
  const row: MessageRow = {
    ts: world.newTs(),
    blocks: [],
    edited: 0,
    deleted: false,
    pinned: false,
    reactions: [],
    answer: false,
    files: [],
    ...message,
  };
  world.messages.push(row);
  return row;
};

/** One page of `rows`, with the cursor of the next. */
export const page = <T>(
  rows: readonly T[],
  args: Args,
  standard: number,
): { readonly rows: readonly T[]; readonly next: string } | 'invalid_cursor' => {
  const cursor = text(args, 'cursor');
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().slice(5));
  if (!Number.isInteger(start) || start < 0) return 'invalid_cursor';
  const limit = typeof args['limit'] === 'number' ? args['limit'] : standard;
  const end = start + limit;
  const next = end < rows.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { rows: rows.slice(start, end), next };
};
