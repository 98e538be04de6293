import { read, tabList } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';

interface Tab {
  readonly name: string;
  readonly url: string;
}

/** Tabs of a group that lead to an address. */
export const listTabs = async (
  api: FeishuApi,
  chat: string,
  ticket: string,
): Promise<readonly Tab[]> => {
  const path = `/open-apis/im/v1/chats/${chat}/chat_tabs/list_tabs`;
  const { chat_tabs: tabs } = read(tabList, await api.call({ method: 'GET', path, ticket }));
  return tabs.flatMap(({ tab_name: name, tab_content: content }) => {
    const url = content?.url ?? content?.doc;
    return name === undefined || url === undefined ? [] : [{ name, url }];
  });
};

/** Adds a tab; there may be twenty (232046). */
export const addTab = async (
  api: FeishuApi,
  chat: string,
  { name, url }: Tab,
  ticket: string,
): Promise<void> => {
  await api.call({
    method: 'POST',
    path: `/open-apis/im/v1/chats/${chat}/chat_tabs`,
    body: { chat_tabs: [{ tab_name: name, tab_type: 'url', tab_content: { url } }] },
    ticket,
  });
};
