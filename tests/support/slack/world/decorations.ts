import {
  type Args,
  type Call,
  done,
  failed,
  flag,
  inChannel,
  messageAt,
  type Method,
  type Reply,
  text,
  visibleChannel,
} from './method.ts';
import type { BookmarkRow, ChannelRow, MessageRow } from './rows.ts';
import { messageShape } from './shapes.ts';

const onMessage = (
  call: Call,
  run: (row: MessageRow, channel: ChannelRow) => Reply,
  archived = 'is_archived',
): Reply =>
  inChannel(
    call,
    text(call.args, 'channel'),
    (channel) => {
      const ts = text(call.args, 'timestamp');
      if (ts === '') return failed('no_item_specified');
      if (!/^\d+\.\d{6}$/u.test(ts)) return failed('bad_timestamp');
      const row = messageAt(call.world, channel.id, ts);
      return row === undefined ? failed('message_not_found') : run(row, channel);
    },
    archived,
  );

const pin: Method = (call) =>
  onMessage(call, (row) => {
    if (row.pinned) return failed('already_pinned');
    row.pinned = true;
    return done();
  });

const unpin: Method = (call) =>
  onMessage(call, (row) => {
    if (!row.pinned) return failed('no_pin');
    row.pinned = false;
    return done();
  });

const pins: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  const items = call.world.messages
    .filter((row) => row.channel === channel.id && row.pinned && !row.deleted)
    .map((row) => ({
      type: 'message',
      channel: channel.id,
      message: messageShape(call.world, row),
    }));
  return done({ items });
};

const bookmarkShape = (channel: ChannelRow, row: BookmarkRow): Args => ({
  id: row.id,
  channel_id: channel.id,
  title: row.title,
  link: row.link,
  emoji: row.emoji,
  type: 'link',
});

const MAX_BOOKMARKS = 100;

/** Not idempotent: the same link twice is two bookmarks. */
const addBookmark: Method = (call) =>
  inChannel(call, text(call.args, 'channel_id'), (channel) => {
    if (text(call.args, 'type') !== 'link') return failed('invalid_bookmark_type');
    const link = text(call.args, 'link');
    if (!URL.canParse(link)) return failed('invalid_link');
    if (channel.bookmarks.length >= MAX_BOOKMARKS) return failed('too_many_bookmarks');
    const id = call.world.newId('Bk');
    const row = { id, title: text(call.args, 'title'), link, emoji: text(call.args, 'emoji') };
    channel.bookmarks.push(row);
    return done({ bookmark: bookmarkShape(channel, row) });
  });

const editBookmark: Method = (call) =>
  inChannel(call, text(call.args, 'channel_id'), (channel) => {
    const row = channel.bookmarks.find(({ id }) => id === text(call.args, 'bookmark_id'));
    if (row === undefined) return failed('not_found');
    row.title = text(call.args, 'title') || row.title;
    row.link = text(call.args, 'link') || row.link;
    return done({ bookmark: bookmarkShape(channel, row) });
  });

const removeBookmark: Method = (call) =>
  inChannel(call, text(call.args, 'channel_id'), (channel) => {
    const at = channel.bookmarks.findIndex(({ id }) => id === text(call.args, 'bookmark_id'));
    if (at < 0) return failed('not_found');
    channel.bookmarks.splice(at, 1);
    return done();
  });

const bookmarks: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel_id'));
  if (channel === undefined) return failed('channel_not_found');
  return done({ bookmarks: channel.bookmarks.map((row) => bookmarkShape(channel, row)) });
};

const react: Method = (call) =>
  onMessage(call, (row) => {
    const name = text(call.args, 'name');
    if (!/^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/u.test(name)) return failed('invalid_name');
    const known = row.reactions.find((one) => one.name === name);
    if (known?.users.includes(call.actor) === true) return failed('already_reacted');
    if (known === undefined) row.reactions.push({ name, users: [call.actor] });
    else known.users.push(call.actor);
    return done();
  });

const unreact: Method = (call) =>
  onMessage(call, (row) => {
    const at = row.reactions.findIndex((one) => one.name === text(call.args, 'name'));
    const known = row.reactions[at];
    if (known?.users.includes(call.actor) !== true) return failed('no_reaction');
    known.users.splice(known.users.indexOf(call.actor), 1);
    if (known.users.length === 0) row.reactions.splice(at, 1);
    return done();
  });

/** Without `full` Slack may leave people out: here all but the first. */
const reactions: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  const row = messageAt(call.world, channel.id, text(call.args, 'timestamp'));
  if (row === undefined) return failed('message_not_found');
  const full = flag(call.args, 'full');
  const shape = row.reactions.map(({ name, users }) => ({
    name,
    count: users.length,
    users: full ? users : users.slice(0, 1),
  }));
  const message = { ...messageShape(call.world, row), reactions: shape };
  return done({ type: 'message', channel: channel.id, message });
};

/** Methods about pins, bookmarks and reactions. */
export const DECORATIONS: Readonly<Record<string, Method>> = {
  'pins.add': pin,
  'pins.remove': unpin,
  'pins.list': pins,
  'bookmarks.add': addBookmark,
  'bookmarks.edit': editBookmark,
  'bookmarks.remove': removeBookmark,
  'bookmarks.list': bookmarks,
  'reactions.add': react,
  'reactions.remove': unreact,
  'reactions.get': reactions,
};
