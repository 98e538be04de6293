/** Opens the channel at a message in the client (https://docs.slack.dev/interactivity/deep-linking, 2026). */
export const messageUrl = (channel: string, ts: string): string =>
  `https://slack.com/app_redirect?${new URLSearchParams({ channel, message_ts: ts }).toString()}`;
