const APP_ID = /^cli_[0-9a-fA-F]{16}$/u;

/** What the SDK opens a long connection for (node-sdk 1.74, WSClient.start); any other id it ignores in silence. */
export const isAppId = (text: string): boolean => APP_ID.test(text);
