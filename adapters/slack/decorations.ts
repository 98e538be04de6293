import type { Decoration, DeliveryKey, RoomRef } from '#ports/messenger.ts';
import { cutKept, escapeEntities } from './blocks/escape.ts';
import type { Documents } from './documents.ts';
import { bookmarkList, read } from './web/answers.ts';
import type { Args, SlackApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';

/** Topic and purpose (docs: 250 characters, else too_long). */
const TEXT_LIMIT = 250;

/** In a topic, too, `<!channel>` and `<@U…>` come alive unless escaped. */
const plainText = (text: string): string =>
  escapeEntities(cutKept(text.replaceAll(/\s+/gu, ' ').trim(), TEXT_LIMIT));

interface Decorating {
  readonly api: SlackApi;
  readonly documents: Documents;
}

/** Calls a method that says so with one of these errors when all is as it should be. */
const settle = async (
  api: SlackApi,
  method: string,
  args: Args,
  ticket: string,
  done: readonly string[],
): Promise<void> => {
  try {
    await api.call(method, args, ticket);
  } catch (error) {
    if (!refusedWith(error, done)) throw error;
  }
};

/** bookmarks.add makes a second one of the same link, so the list comes first. */
const bookmark = async (
  api: SlackApi,
  { id }: RoomRef,
  { label, url }: Extract<Decoration, { readonly kind: 'bookmark' }>,
  ticket: string,
): Promise<void> => {
  const answer = await api.call('bookmarks.list', { channel_id: id }, ticket);
  const { bookmarks } = read(bookmarkList, answer);
  if (bookmarks.some(({ title, link }) => title === label && link === url)) return;
  const args = { channel_id: id, type: 'link', title: label, link: url };
  await api.call('bookmarks.add', args, ticket);
};

/** Pins, topics, links, archiving: each as often as wanted with the effect of once. */
export const createDecorate =
  ({ api, documents }: Decorating) =>
  async (room: RoomRef, decoration: Decoration, key: DeliveryKey): Promise<void> => {
    const channel = room.id;
    // The room and what is changed, not the key: a topic that changes again while it waits keeps its turn.
    const ticket = `${channel} ${decoration.kind}`;
    switch (decoration.kind) {
      case 'pin': {
        const args = { channel, timestamp: decoration.message.id };
        return settle(api, 'pins.add', args, key.key, ['already_pinned']);
      }
      case 'topic': {
        const args = { channel, topic: plainText(decoration.text) };
        return settle(api, 'conversations.setTopic', args, ticket, []);
      }
      case 'purpose': {
        const args = { channel, purpose: plainText(decoration.text) };
        return settle(api, 'conversations.setPurpose', args, ticket, []);
      }
      // `can.rename` is false: people and links know the room by the name it was opened with.
      case 'rename':
        return;
      case 'bookmark':
        return bookmark(api, room, decoration, key.key);
      case 'document':
        return documents.write(room, decoration);
      case 'archive':
        return settle(api, 'conversations.archive', { channel }, ticket, ['already_archived']);
      case 'unarchive':
        return settle(api, 'conversations.unarchive', { channel }, ticket, ['not_archived']);
    }
  };
