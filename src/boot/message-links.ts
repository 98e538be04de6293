import type { MessageLink } from '#web/parts/entry.ts';

const OF_MESSENGER: Readonly<Record<string, MessageLink>> = {
  // https://docs.slack.dev/interactivity/deep-linking: opens the channel at a message in the client.
  slack: ({ room, id }) =>
    `https://slack.com/app_redirect?${new URLSearchParams({ channel: room, message_ts: id }).toString()}`,
  // https://open.feishu.cn/document/client-docs/applink: there is no address of one message, only of its chat.
  feishu: ({ room }) =>
    `https://applink.feishu.cn/client/chat/open?${new URLSearchParams({ openChatId: room }).toString()}`,
};

/** Where a chat message can be opened; undefined for messengers without addresses. */
export const messageLink: MessageLink = (message) => OF_MESSENGER[message.platform]?.(message);
