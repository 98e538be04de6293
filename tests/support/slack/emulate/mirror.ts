import { IDENTITY } from '../identity.ts';
import { addMessage, isList, isRecord, text, type Args } from '../world/method.ts';
import type { Block, ChannelRow, MessageRow, ReactionRow } from '../world/rows.ts';
import { newChannel, type World } from '../world/world.ts';
import type { Emulator } from './emulator.ts';

const records = (value: unknown): readonly Args[] => (isList(value) ? value.filter(isRecord) : []);

const kindOf = (channel: Args): ChannelRow['kind'] => {
  if (channel['is_im'] === true) return 'im';
  return channel['is_private'] === true ? 'private' : 'public';
};

const valueOf = (described: unknown): string =>
  isRecord(described) ? text(described, 'value') : '';

const blocksOf = (message: Args): readonly Block[] =>
  records(message['blocks']).map((block, at) =>
    block['block_id'] === undefined
      ? { ...block, block_id: `b${text(message, 'ts')}-${at}` }
      : block,
  );

const reactionsOf = (message: Args): readonly ReactionRow[] =>
  records(message['reactions']).map((one) => ({
    name: text(one, 'name'),
    users: (isList(one['users']) ? one['users'] : []).map(String),
  }));

const isSystem = (subtype: string): boolean => subtype !== '' && subtype !== 'file_share';

const addRow = (world: World, channel: string, message: Args): MessageRow => {
  const subtype = text(message, 'subtype');
  return addMessage(world, {
    channel,
    ts: text(message, 'ts'),
    user: text(message, 'user'),
    text: text(message, 'text'),
    files: records(message['files']).map((file) => text(file, 'id')),
    ...(isSystem(subtype) ? { subtype } : {}),
  });
};

const copyMessage = (world: World, channel: string, message: Args, pinned: boolean): void => {
  const ts = text(message, 'ts');
  const known = world.messages.find((one) => one.channel === channel && one.ts === ts);
  const row = known ?? addRow(world, channel, message);
  const edited = isRecord(message['edited']) ? text(message['edited'], 'ts') : undefined;
  const thread = text(message, 'thread_ts');
  row.text = text(message, 'text');
  row.blocks = blocksOf(message);
  row.pinned = pinned;
  row.reactions.splice(0, row.reactions.length, ...reactionsOf(message));
  if (message['metadata'] === undefined) delete row.metadata;
  else row.metadata = message['metadata'];
  if (thread !== '' && thread !== ts) row.thread = thread;
  if (edited !== undefined && edited !== row.editedTs) {
    row.edited += 1;
    row.editedTs = edited;
  }
};

/** Everything there is in a channel. */
interface Snapshot {
  readonly info: Args;
  readonly members: readonly string[];
  readonly messages: readonly Args[];
  readonly pins: ReadonlySet<string>;
  readonly bookmarks: readonly Args[];
}

/** The workspace's rows, made again from what the emulator answers. */
export const createMirror = (world: World, { ask }: Emulator) => {
  const turns = new Map<string, Promise<void>>();

  const readMessages = async (reader: string, channel: string): Promise<readonly Args[]> => {
    const found: Args[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await ask(reader, 'conversations.history', { channel, cursor, limit: 200 });
      found.push(...records(page['messages']));
      const next = isRecord(page['response_metadata'])
        ? text(page['response_metadata'], 'next_cursor')
        : '';
      cursor = next === '' ? undefined : next;
    }
    const threads = found.filter((one) => Number(one['reply_count'] ?? 0) > 0);
    for (const { ts } of threads) {
      const replies = await ask(reader, 'conversations.replies', { channel, ts });
      found.push(...records(replies['messages']).filter((one) => one['ts'] !== ts));
    }
    return found;
  };

  /** Somebody who may read the channel, with what they are told of it. */
  const readerOf = async (channel: string): Promise<{ reader: string; info: Args } | undefined> => {
    const members = world.channels.get(channel)?.members ?? [];
    for (const reader of new Set([IDENTITY.botUserId, ...members])) {
      const { channel: info } = await ask(reader, 'conversations.info', { channel });
      if (isRecord(info)) return { reader, info };
    }
    return undefined;
  };

  const read = async (channel: string): Promise<Snapshot | undefined> => {
    const found = await readerOf(channel);
    if (found === undefined) return undefined;
    const { reader, info } = found;
    const answers = await Promise.all([
      ask(reader, 'conversations.members', { channel, limit: 1000 }),
      readMessages(reader, channel),
      ask(reader, 'pins.list', { channel }),
      ask(reader, 'bookmarks.list', { channel_id: channel }),
    ]);
    const [members, messages, pins, bookmarks] = answers;
    const pinned = records(pins['items']).map(({ message }) =>
      isRecord(message) ? text(message, 'ts') : '',
    );
    return {
      info,
      members: (isList(members['members']) ? members['members'] : []).map(String),
      messages,
      pins: new Set(pinned),
      bookmarks: records(bookmarks['bookmarks']),
    };
  };

  const rowOf = (info: Args): ChannelRow => {
    const id = text(info, 'id');
    const known = world.channels.get(id);
    if (known !== undefined) return known;
    const creator = text(info, 'creator');
    const kind = kindOf(info);
    // A direct conversation has no name, whatever the emulator calls it.
    const name = kind === 'im' ? '' : text(info, 'name');
    const base = { name, kind, creator, members: [] };
    const row = { ...newChannel(world, base), id };
    world.channels.set(id, row);
    return row;
  };

  const write = ({ info, members, messages, pins, bookmarks }: Snapshot): void => {
    const row = rowOf(info);
    row.members = [...members];
    row.archived = info['is_archived'] === true;
    row.topic = valueOf(info['topic']);
    row.purpose = valueOf(info['purpose']);
    if (row.kind !== 'im') row.name = text(info, 'name');
    row.bookmarks.splice(
      0,
      row.bookmarks.length,
      ...bookmarks.map((one) => ({
        id: text(one, 'id'),
        title: text(one, 'title'),
        link: text(one, 'link'),
        emoji: text(one, 'emoji'),
      })),
    );
    const present = new Set(messages.map((one) => one['ts']));
    for (const message of messages)
      copyMessage(world, row.id, message, pins.has(text(message, 'ts')));
    const gone = world.messages.filter(
      (one) =>
        one.channel === row.id && one.onlyFor === undefined && !one.answer && !present.has(one.ts),
    );
    for (const one of gone) one.deleted = true;
    world.messages.sort((a, b) => Number(a.ts) - Number(b.ts));
  };

  /** Reads a channel again; one reading of a channel at a time, so that none is overtaken. */
  const refresh = (channel: string): Promise<void> => {
    const turn = (turns.get(channel) ?? Promise.resolve()).then(async () => {
      const snapshot = await read(channel);
      if (snapshot !== undefined) write(snapshot);
    });
    turns.set(channel, turn);
    return turn;
  };
  return { refresh };
};
