import type { SlackChannel, SlackMessage } from './fake-slack.ts';
import { buttonsOf, copiesOf, messageShown, titleOf } from './shown.ts';
import { canvasText } from './world/canvases.ts';
import type { ChannelRow, MessageRow } from './world/rows.ts';
import type { World } from './world/world.ts';

const messageOf = (world: World, row: MessageRow): SlackMessage => ({
  channel: row.channel,
  ts: row.ts,
  user: row.user,
  shown: messageShown(world, row),
  title: titleOf(row.blocks),
  text: row.text,
  blocks: row.blocks,
  ...(row.thread === undefined ? {} : { thread: row.thread }),
  pinned: row.pinned,
  ...(row.onlyFor === undefined ? {} : { onlyFor: row.onlyFor }),
  deleted: row.deleted,
  reactions: row.reactions.map(({ name, users }) => ({ name, users: [...users] })),
  ...(row.metadata === undefined ? {} : { metadata: row.metadata }),
  edited: row.edited,
  answer: row.answer,
  copies: copiesOf(row.blocks),
  buttons: buttonsOf(row.blocks),
});

const channelOf = (world: World, row: ChannelRow): SlackChannel => {
  const canvas = world.canvases.get(row.canvas ?? '');
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    topic: row.topic,
    purpose: row.purpose,
    creator: row.creator,
    archived: row.archived,
    members: [...row.members],
    bookmarks: row.bookmarks.map(({ title, link }) => ({ title, link })),
    ...(canvas === undefined ? {} : { canvas: canvasText(canvas) }),
    files: [...world.files.values()]
      .filter(({ channels }) => channels.includes(row.id))
      .map(({ name, title, content }) => ({ name, title, content: content ?? '' })),
  };
};

/** What there is to see in a workspace; notices of Slack itself are left out. */
export const createSights = (world: World) => {
  const find = (idOrName: string): ChannelRow => {
    const row =
      world.channels.get(idOrName) ??
      [...world.channels.values()].find(({ name }) => name === idOrName);
    if (row === undefined) throw new Error(`no channel ${idOrName}`);
    return row;
  };
  const messages = (channel: string, asUser?: string): readonly SlackMessage[] => {
    const { id } = find(channel);
    return world.messages
      .filter(
        (row) =>
          row.channel === id &&
          row.subtype === undefined &&
          (row.onlyFor === undefined || row.onlyFor === asUser),
      )
      .map((row) => messageOf(world, row));
  };
  return {
    channels: () =>
      [...world.channels.values()]
        .filter((row) => !row.deleted)
        .map((row) => channelOf(world, row)),
    channel: (idOrName: string) => channelOf(world, find(idOrName)),
    messages,
    direct: (user: string) => messages(world.direct(user).id, user),
    directChannel: (user: string) => world.direct(user).id,
  };
};
