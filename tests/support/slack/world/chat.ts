import { randomUUID } from 'node:crypto';
import { IDENTITY } from '../identity.ts';
import {
  addMessage,
  type Args,
  type Call,
  done,
  failed,
  inChannel,
  isList,
  isRecord,
  messageAt,
  type Method,
  type Reply,
  text,
  visibleChannel,
} from './method.ts';
import type { Block, MessageRow } from './rows.ts';
import { messageShape } from './shapes.ts';
import type { World } from './world.ts';

/** Blocks as Slack keeps them: each with a block_id. */
export const blocksOf = (world: World, args: Args): readonly Block[] => {
  const blocks = args['blocks'];
  if (!isList(blocks)) return [];
  return blocks
    .filter(isRecord)
    .map((block) =>
      block['block_id'] === undefined ? { ...block, block_id: world.newId('b') } : block,
    );
};

const hasContent = (args: Args): boolean =>
  text(args, 'text') !== '' ||
  text(args, 'markdown_text') !== '' ||
  (isList(args['blocks']) && args['blocks'].length > 0) ||
  (isList(args['attachments']) && args['attachments'].length > 0);

const metadataOf = (args: Args): unknown => {
  const metadata = args['metadata'];
  return isRecord(metadata) && Object.keys(metadata).length === 0 ? undefined : metadata;
};

/** A person's account stands for the direct conversation with the bot. */
const addressed = ({ world, args }: Call): string => {
  const channel = text(args, 'channel');
  const user = world.users.get(channel);
  return user === undefined || user.bot || user.deactivated ? channel : world.direct(channel).id;
};

const posted = (call: Call, row: MessageRow): Reply =>
  done({
    channel: row.channel,
    ts: row.ts,
    message: messageShape(call.world, row, true),
  });

const threadOf = (call: Call, channel: string): string | undefined | false => {
  const ts = text(call.args, 'thread_ts');
  if (ts === '') return undefined;
  const parent = messageAt(call.world, channel, ts);
  return parent === undefined ? false : (parent.thread ?? parent.ts);
};

const postMessage: Method = (call) => {
  const { args, world, actor } = call;
  if (text(args, 'markdown_text') !== '' && (text(args, 'text') !== '' || isList(args['blocks']))) {
    return failed('markdown_text_conflict');
  }
  return inChannel(call, addressed(call), (channel) => {
    if (!hasContent(args)) return failed('no_text');
    const thread = threadOf(call, channel.id);
    if (thread === false) return failed('cannot_reply_to_message');
    const metadata = metadataOf(args);
    const row = addMessage(world, {
      channel: channel.id,
      user: actor,
      text: text(args, 'text') || text(args, 'markdown_text'),
      blocks: blocksOf(world, args),
      ...(thread === undefined ? {} : { thread }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(actor === IDENTITY.botUserId ? {} : { clientMsgId: randomUUID() }),
    });
    return posted(call, row);
  });
};

const ownMessage = (
  call: Call,
  refusal: string,
  archived: string,
  run: (row: MessageRow) => Reply,
): Reply => {
  const channel = visibleChannel(call, addressed(call));
  if (channel === undefined) return failed('channel_not_found');
  if (channel.archived) return failed(archived);
  const row = messageAt(call.world, channel.id, text(call.args, 'ts'));
  if (row === undefined) return failed('message_not_found');
  return row.user === call.actor && row.subtype === undefined ? run(row) : failed(refusal);
};

const MAX_UPDATE = 4_000;

const edit = (call: Call, row: MessageRow): Reply => {
  const { args, world } = call;
  if (text(args, 'text').length > MAX_UPDATE) return failed('msg_too_long');
  if (!hasContent(args) && !isRecord(args['metadata'])) return failed('no_text');
  const blocks = args['blocks'];
  const retext = typeof args['text'] === 'string';
  if (isList(blocks)) row.blocks = blocksOf(world, args);
  // Text alone removes the blocks.
  else if (retext) row.blocks = [];
  if (retext) row.text = text(args, 'text');
  if (args['metadata'] !== undefined) {
    const metadata = metadataOf(args);
    if (metadata === undefined) delete row.metadata;
    else row.metadata = metadata;
  }
  row.edited += 1;
  // Slack marks no edit where only a bot's blocks changed.
  if (row.blocks.length === 0) row.editedTs = world.newTs();
  return done({
    channel: row.channel,
    ts: row.ts,
    text: row.text,
    message: messageShape(world, row, true),
  });
};

const update: Method = (call) =>
  ownMessage(call, 'cant_update_message', 'is_inactive', (row) => edit(call, row));

const remove: Method = (call) =>
  ownMessage(call, 'cant_delete_message', 'cant_delete_message', (row) => {
    row.deleted = true;
    return done({ channel: row.channel, ts: row.ts });
  });

const postEphemeral: Method = (call) =>
  inChannel(call, text(call.args, 'channel'), (channel) => {
    const user = text(call.args, 'user');
    if (!hasContent(call.args)) return failed('no_text');
    if (!channel.members.includes(user)) return failed('user_not_in_channel');
    const thread = text(call.args, 'thread_ts');
    const row = addMessage(call.world, {
      channel: channel.id,
      user: call.actor,
      text: text(call.args, 'text'),
      blocks: blocksOf(call.world, call.args),
      onlyFor: user,
      ...(thread === '' ? {} : { thread }),
    });
    return done({ message_ts: row.ts });
  });

const getPermalink: Method = (call) => {
  const channel = visibleChannel(call, text(call.args, 'channel'));
  if (channel === undefined) return failed('channel_not_found');
  const ts = text(call.args, 'message_ts');
  if (messageAt(call.world, channel.id, ts) === undefined) return failed('message_not_found');
  const permalink = `https://${IDENTITY.teamDomain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  return done({ channel: channel.id, permalink });
};

/** Methods about messages. */
export const CHAT: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
