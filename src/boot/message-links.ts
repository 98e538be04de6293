import { messageUrl } from '#adapters/slack/message-url.ts';
import type { MessageLink } from '#web/parts/entry.ts';

const OF_MESSENGER: Readonly<Record<string, MessageLink>> = {
  slack: ({ room, id }) => messageUrl(room, id),
  // https://open.feishu.cn/document/client-docs/applink: there is no address of one message, only of its chat.
  feishu: ({ room }) =>
    `https://applink.feishu.cn/client/chat/open?${new URLSearchParams({ openChatId: room }).toString()}`,
};

/** Where a chat message can be opened; undefined for messengers without addresses. */
export const messageLink: MessageLink = (message) => OF_MESSENGER[message.platform]?.(message);
