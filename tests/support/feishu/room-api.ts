import type { Json } from './json.ts';
import { isObject, lengthOf, listOf, text, texts } from './json.ts';
import { wrong } from './refused.ts';
import type { ApiRequest, Handlers, Stage } from './stage.ts';
import { groupOf, messageOf, page, refusedBy } from './stage.ts';
import type { StoredChat, StoredTab } from './world.ts';

const MAX_TABS = 20;
/** The reference says 60, the overview 30: the shorter holds everywhere. */
const MAX_TAB_NAME = 30;
const PINS = '/open-apis/im/v1/pins';
const CHAT = '/open-apis/im/v1/chats/:chat_id';

const pinView = (stage: Stage, chat: StoredChat, message: string): Json => ({
  message_id: message,
  chat_id: chat.id,
  operator_id: stage.world.appId,
  operator_id_type: 'app_id',
  create_time: String(chat.pins.get(message)?.at ?? 0),
});

/** Pinning what is pinned changes nothing. */
const pin = (stage: Stage, request: ApiRequest): Json => {
  const message = messageOf(stage, request, text(request.body, 'message_id'));
  const chat = groupOf(stage, request, message.chat, 230_002);
  if (!chat.pins.has(message.id)) {
    chat.pins.set(message.id, { by: stage.world.appId, at: stage.world.now() });
  }
  return { pin: pinView(stage, chat, message.id) };
};

const unpin = (stage: Stage, request: ApiRequest): Json => {
  const id = request.params['message_id'] ?? '';
  const message = stage.world.messages.get(id);
  if (message === undefined) throw wrong(230_001, 'there is no such message');
  groupOf(stage, request, message.chat, 230_002).pins.delete(id);
  return {};
};

const listPins = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.query['chat_id'] ?? '', 230_002);
  const items = [...chat.pins.keys()].map((id) => pinView(stage, chat, id));
  return page(items, request.query, 20);
};

/** `action_type` 1: a message of this chat; 2: the announcement. */
const putTopNotice = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const [notice = {}] = listOf(request.body['chat_top_notice']);
  if (text(notice, 'action_type') === '2') {
    chat.topNotice = undefined;
    return {};
  }
  const message = messageOf(stage, request, text(notice, 'message_id'));
  if (message.chat !== chat.id) throw wrong(232_001, 'the message is of another chat');
  chat.topNotice = message.id;
  return {};
};

const deleteTopNotice = (stage: Stage, request: ApiRequest): Json => {
  groupOf(stage, request, request.params['chat_id'] ?? '').topNotice = undefined;
  return {};
};

const tabsView = (chat: StoredChat): Json => ({
  chat_tabs: [
    { tab_id: '7101214603622940633', tab_type: 'message' },
    ...chat.tabs.map(({ id, name, type, url }) => ({
      tab_id: id,
      tab_name: name,
      tab_type: type,
      tab_content: { [type]: url },
    })),
  ],
});

const tabOf = (tab: Json, id: string): StoredTab => {
  const name = text(tab, 'tab_name');
  const type = text(tab, 'tab_type');
  if (type !== 'url' && type !== 'doc') throw wrong(232_001, `tabs of type ${type} cannot be made`);
  if (name === '' || lengthOf(name) > MAX_TAB_NAME) {
    throw wrong(232_047, `the name of a tab has 1 to ${MAX_TAB_NAME} characters: ${name}`);
  }
  const content = isObject(tab['tab_content']) ? tab['tab_content'] : {};
  const url = text(content, type);
  if (!/^https?:\/\/\S+$/u.test(url)) throw wrong(232_048, `a tab leads to a web address: ${url}`);
  return { id, name, type, url };
};

const addTabs = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const fresh = listOf(request.body['chat_tabs']).map((tab) => tabOf(tab, stage.world.id('71')));
  if (chat.tabs.length + fresh.length > MAX_TABS) throw refusedBy(request, 232_046);
  chat.tabs = [...chat.tabs, ...fresh];
  return tabsView(chat);
};

const updateTabs = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const changed = listOf(request.body['chat_tabs']).map((tab) => tabOf(tab, text(tab, 'tab_id')));
  for (const { id } of changed) {
    if (!chat.tabs.some((tab) => tab.id === id)) throw wrong(232_001, `there is no tab ${id}`);
  }
  chat.tabs = chat.tabs.map((tab) => changed.find(({ id }) => id === tab.id) ?? tab);
  return tabsView(chat);
};

const deleteTabs = (stage: Stage, request: ApiRequest): Json => {
  const chat = groupOf(stage, request, request.params['chat_id'] ?? '');
  const ids = texts(request.body, 'tab_ids');
  chat.tabs = chat.tabs.filter(({ id }) => !ids.includes(id));
  return tabsView(chat);
};

/** New groups have docx announcements only. */
const oldAnnouncement = (_stage: Stage, request: ApiRequest): Json => {
  throw wrong(232_097, `${request.route.path} is for groups with an old announcement`);
};

export const roomHandlers: Handlers = {
  [`POST ${PINS}`]: pin,
  [`GET ${PINS}`]: listPins,
  [`DELETE ${PINS}/:message_id`]: unpin,
  [`POST ${CHAT}/top_notice/put_top_notice`]: putTopNotice,
  [`POST ${CHAT}/top_notice/delete_top_notice`]: deleteTopNotice,
  [`POST ${CHAT}/chat_tabs`]: addTabs,
  [`POST ${CHAT}/chat_tabs/update_tabs`]: updateTabs,
  [`DELETE ${CHAT}/chat_tabs/delete_tabs`]: deleteTabs,
  [`GET ${CHAT}/chat_tabs/list_tabs`]: (stage, request) =>
    tabsView(groupOf(stage, request, request.params['chat_id'] ?? '')),
  [`GET ${CHAT}/announcement`]: oldAnnouncement,
  [`PATCH ${CHAT}/announcement`]: oldAnnouncement,
};
