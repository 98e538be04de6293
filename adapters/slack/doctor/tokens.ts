import { type Finding, fine, say, wrong } from './finding.ts';
import type { SlackOptions } from '../options.ts';

// docs.slack.dev, authentication/tokens: the prefix tells the kind.
const BOT = 'xoxb-';
const APP = 'xapp-';

const BOT_MEND = say(
  '在应用的 OAuth & Permissions 页复制 Bot User OAuth Token（xoxb- 开头）',
  'copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of the app',
);
const APP_MEND = say(
  '在应用的 Basic Information → App-Level Tokens 生成带 connections:write 的令牌（xapp- 开头）',
  'make one with connections:write (xapp-…) under Basic Information → App-Level Tokens of the app',
);
const SECRET_MEND = say(
  '在应用的 Basic Information → App Credentials 复制 Signing Secret',
  'copy the Signing Secret from Basic Information → App Credentials of the app',
);

/** What a token is instead; never the token. */
const kindOf = (token: string) => {
  if (token.startsWith(BOT)) return say('机器人令牌', 'a bot token');
  if (token.startsWith(APP)) return say('应用令牌', 'an app token');
  if (token.startsWith('xoxp-')) return say('用户令牌', 'a user token');
  if (token.startsWith('xoxe')) return say('会过期的轮换令牌', 'a token that expires (rotation)');
  return say('其他内容', 'something else');
};

const mistaken = (
  check: string,
  variable: string,
  token: string,
  mend: Finding['said'],
): Finding => {
  const kind = kindOf(token);
  return wrong(
    check,
    say(`${variable} 填的是${kind['zh-CN']}`, `${variable} holds ${kind.en}`),
    mend,
  );
};

const checkBotToken = (token: string): Finding =>
  token.startsWith(BOT)
    ? fine('slack bot token', say('是机器人令牌', 'is a bot token'))
    : mistaken('slack bot token', 'SLACK_BOT_TOKEN', token, BOT_MEND);

const checkTransport = (transport: SlackOptions['transport']): Finding => {
  if (transport.kind === 'socket') {
    const token = transport.appToken.reveal();
    return token.startsWith(APP)
      ? fine('slack app token', say('是应用令牌', 'is an app token'))
      : mistaken('slack app token', 'SLACK_APP_TOKEN', token, APP_MEND);
  }
  const signing = transport.signingSecret.reveal();
  return /^x(?:ox|app)/u.test(signing)
    ? mistaken('slack signing secret', 'SLACK_SIGNING_SECRET', signing, SECRET_MEND)
    : fine('slack signing secret', say('不是令牌', 'is no token'));
};

/** Whether each credential is of its kind, by what it looks like. */
export const checkTokens = ({
  botToken,
  transport,
}: Pick<SlackOptions, 'botToken' | 'transport'>): readonly [bot: Finding, other: Finding] => [
  checkBotToken(botToken.reveal()),
  checkTransport(transport),
];
