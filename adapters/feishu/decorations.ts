import { cutText, head } from '#cards/cut.ts';
import type { Decoration, DeliveryKey, RoomRef } from '#ports/messenger.ts';
import type { Documents } from './documents.ts';
import { addTab, listTabs } from './tabs.ts';
import type { FeishuApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { idOf } from './web/ids.ts';

/** A group's name and description (chat/create: advised 60, 100). */
export const NAME_LIMIT = 60;
const DESCRIPTION_LIMIT = 100;
/** A tab's name: 60 says the reference, 30 the overview. */
const TAB_LIMIT = 30;

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

/** A group's name as the platform takes it. */
export const chatName = (text: string): string => cutText(oneLine(text), NAME_LIMIT) || '…';

/** A group's description as the platform takes it. */
export const chatDescription = (text: string): string => cutText(oneLine(text), DESCRIPTION_LIMIT);

interface Decorating {
  readonly api: FeishuApi;
  readonly documents: Documents;
}

/** Pins may be kept to the owner of the group by its settings; on top it is seen all the same. */
const NO_PINS = [230_046] as const;

/** On top of the group for everybody, and in its list of pinned messages. Both may be repeated. */
const pin = async (
  { api }: Decorating,
  chat: string,
  message: string,
  ticket: string,
): Promise<void> => {
  await api.call({
    method: 'POST',
    path: `/open-apis/im/v1/chats/${chat}/top_notice/put_top_notice`,
    body: { chat_top_notice: [{ action_type: '1', message_id: message }] },
    ticket,
  });
  try {
    const body = { message_id: message };
    await api.call({ method: 'POST', path: '/open-apis/im/v1/pins', body, ticket });
  } catch (error) {
    if (!refusedWith(error, NO_PINS)) throw error;
  }
};

const change = async (
  { api }: Decorating,
  chat: string,
  body: { readonly name: string } | { readonly description: string },
): Promise<void> => {
  // The group and what is changed, not the key: what changes again while it waits keeps its turn.
  const ticket = `${chat} ${Object.keys(body).join()}`;
  await api.call({ method: 'PUT', path: `/open-apis/im/v1/chats/${chat}`, body, ticket });
};

/** Adding makes a second one of the same link, so the list comes first. */
const bookmark = async (
  { api }: Decorating,
  chat: string,
  { label, url }: Extract<Decoration, { readonly kind: 'bookmark' }>,
  ticket: string,
): Promise<void> => {
  const tab = { name: head(oneLine(label), TAB_LIMIT), url };
  const tabs = await listTabs(api, chat, ticket);
  if (tabs.some(({ name, url: there }) => name === tab.name && there === url)) return;
  await addTab(api, chat, tab, ticket);
};

/** Pins, names, links, the announcement: each as often as wanted with the effect of once. */
export const createDecorate =
  (deps: Decorating) =>
  async (room: RoomRef, decoration: Decoration, key: DeliveryKey): Promise<void> => {
    const chat = idOf('chat', room.id);
    switch (decoration.kind) {
      case 'pin':
        return pin(deps, chat, idOf('message', decoration.message.id), key.key);
      case 'topic':
        return change(deps, chat, { description: chatDescription(decoration.text) });
      case 'rename':
        return change(deps, chat, { name: chatName(decoration.displayName) });
      case 'bookmark':
        return bookmark(deps, chat, decoration, key.key);
      case 'document':
        return deps.documents.write(room, decoration);
      // A group has one description, which is its topic; its name carries the incident's key.
      case 'purpose':
        return;
      // Groups can't be archived (`can.archive` is false), only dissolved, which would take the record away.
      case 'archive':
      case 'unarchive':
        return;
    }
  };
