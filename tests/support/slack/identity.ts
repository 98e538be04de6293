/** Who the app is in this workspace. */
export const IDENTITY = {
  teamId: 'T0FENGHUO',
  teamDomain: 'fenghuo',
  appId: 'A0FENGHUO',
  botId: 'B0FENGHUO',
  botUserId: 'U0FENGHUO',
  botName: 'fenghuo',
  botToken: 'xoxb-fake-bot-token',
  appToken: 'xapp-fake-app-token',
  signingSecret: 'fake-signing-secret',
  verificationToken: 'fake-verification-token',
} as const;
