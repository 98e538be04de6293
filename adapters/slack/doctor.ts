import { z } from 'zod';
import type { Locale } from '#domain/locale.ts';
import { type DurationMs, type Instant, MINUTE, SECOND } from '#domain/time.ts';
import { type Ask, createAsk, type Told } from './doctor/client.ts';
import { checkPeople, type KnownPerson } from './doctor/people.ts';
import { checkRooms, type StandingRoom } from './doctor/rooms.ts';
import { checkTokens } from './doctor/tokens.ts';
import { type Finding, fine, listed, say, wrong } from './doctor/finding.ts';
import type { SlackOptions } from './options.ts';
import { BOT_SCOPES, type Scope } from './scopes.ts';

export interface DoctorOptions extends Pick<SlackOptions, 'botToken' | 'transport' | 'apiUrl'> {
  readonly rooms: readonly StandingRoom[];
  readonly people: readonly KnownPerson[];
  readonly now: () => Instant;
}

const SLACK = 'https://slack.com/api/';
/** Slack refuses nothing for it, but deadlines and reports would be off. */
const TOLERATED: DurationMs = MINUTE;
/** Signatures are good for five minutes (docs.slack.dev, verifying requests). */
const SIGNATURE_LIFE: DurationMs = 5 * MINUTE;

const unreachable = (apiUrl: string, why: string): Finding => {
  const { host } = new URL(apiUrl);
  return wrong(
    'slack',
    say(`无法连接 ${host}（${why}）`, `${host} cannot be reached (${why})`),
    say(
      '检查网络、代理与 SLACK_API_URL；烽火仍可启动，并会持续重试',
      'check the network, proxies and SLACK_API_URL; Fenghuo starts all the same and keeps trying',
    ),
  );
};

const REFUSALS: Readonly<Record<string, Finding['said']>> = {
  invalid_auth: say('SLACK_BOT_TOKEN 无效', 'SLACK_BOT_TOKEN is not valid'),
  not_authed: say('SLACK_BOT_TOKEN 无效', 'SLACK_BOT_TOKEN is not valid'),
  token_revoked: say('SLACK_BOT_TOKEN 已被撤销', 'SLACK_BOT_TOKEN was revoked'),
  token_expired: say('SLACK_BOT_TOKEN 已过期', 'SLACK_BOT_TOKEN has expired'),
  account_inactive: say('应用已从工作区移除', 'the app was removed from the workspace'),
};

const refused = ({ error }: Told): Finding =>
  wrong(
    'slack',
    REFUSALS[error] ?? say(`Slack 拒绝了令牌：${error}`, `Slack refused the token: ${error}`),
    say(
      '重新安装应用，并把新的机器人令牌填入 SLACK_BOT_TOKEN',
      'install the app again and put its new bot token into SLACK_BOT_TOKEN',
    ),
  );

const identity = z.object({ team: z.string().catch('?'), user: z.string().catch('?') });

const welcomed = ({ body }: Told): Finding => {
  const { team, user } = identity.parse(body);
  const zh = `已连接工作区 ${team}，身份 @${user}`;
  return fine('slack', say(zh, `connected to ${team} as @${user}`));
};

/** A scope with what is lost without it. */
const lost = ({ name, reason }: Scope, locale: Locale): string =>
  locale === 'en' ? `${name} (${reason.en})` : `${name}（${reason['zh-CN']}）`;

const checkScopes = ({ scopes }: Told): Finding => {
  const check = 'slack scopes';
  if (scopes === undefined)
    return fine(check, say('Slack 没有告知权限，未核对', 'not compared: Slack did not name them'));
  const missing = BOT_SCOPES.filter(({ name }) => !scopes.includes(name));
  if (missing.length === 0) return fine(check, say('权限齐全', 'nothing is missing'));
  const zh = missing.map((scope) => lost(scope, 'zh-CN'));
  const en = missing.map((scope) => lost(scope, 'en'));
  return wrong(
    check,
    say(`缺少 ${listed(zh).zh}`, `missing: ${listed(en).en}`),
    say(
      '用 manifest slack 的输出更新应用清单，然后重新安装应用',
      'renew the app manifest with what manifest slack prints, then install the app again',
    ),
  );
};

const checkClock = ({ date }: Told, now: Instant): readonly Finding[] => {
  if (date === undefined) return [];
  const check = 'slack clock';
  const off = Math.abs(now - date);
  const seconds = Math.round(off / SECOND);
  if (off <= TOLERATED) return [fine(check, say('与 Slack 一致', "agrees with Slack's"))];
  const mend = say('校准系统时钟（NTP）', 'set the system clock (NTP)');
  return [
    off < SIGNATURE_LIFE
      ? wrong(check, say(`与 Slack 相差 ${seconds} 秒`, `${seconds} s away from Slack's`), mend)
      : wrong(
          check,
          say(
            `与 Slack 相差 ${seconds} 秒，HTTP 方式下所有请求都会因签名过期被拒绝`,
            `${seconds} s away from Slack's; over HTTP every request would be refused as too old or too new`,
          ),
          mend,
        ),
  ];
};

const CONNECTION_MENDS: Readonly<Record<string, Finding['said']>> = {
  missing_scope: say(
    '重新生成应用令牌，勾选 connections:write',
    'make a new app token with connections:write',
  ),
  not_allowed_token_type: say(
    'SLACK_APP_TOKEN 须为 xapp- 开头的应用令牌',
    'SLACK_APP_TOKEN must be an app token (xapp-…)',
  ),
  ratelimited: say(
    'Slack 限制了次数，一分钟后再试',
    'Slack allows few of these; try again in a minute',
  ),
};
const NEW_APP_TOKEN = say(
  '检查 SLACK_APP_TOKEN，并确认应用已启用 Socket Mode',
  'check SLACK_APP_TOKEN, and that Socket Mode is on in the app',
);

const checkConnection = async (
  ask: Ask,
  transport: DoctorOptions['transport'],
): Promise<readonly Finding[]> => {
  if (transport.kind === 'http') return [];
  const check = 'slack socket mode';
  const asked = await ask('apps.connections.open', {}, transport.appToken.reveal());
  const why = 'unreachable' in asked ? asked.unreachable : asked.error;
  if (!('unreachable' in asked) && asked.ok)
    return [fine(check, say('可以建立连接', 'a connection can be opened'))];
  const said = say(`无法建立连接（${why}）`, `no connection can be opened (${why})`);
  return [wrong(check, said, CONNECTION_MENDS[why] ?? NEW_APP_TOKEN)];
};

/** Looks at this Slack app: credentials, rights, clock, channels and people. Never tells a secret. */
export const checkSlack = async (options: DoctorOptions): Promise<readonly Finding[]> => {
  const { botToken, transport, apiUrl = SLACK, rooms, people, now } = options;
  const [bot, other] = checkTokens(options);
  const tokens = [bot, other];
  // Other kinds of tokens are let in here and there; what they may would mislead.
  if (!bot.ok) return tokens;
  const ask = createAsk(apiUrl, botToken.reveal());
  const told = await ask('auth.test');
  if ('unreachable' in told) return [...tokens, unreachable(apiUrl, told.unreachable)];
  const clock = checkClock(told, now());
  if (!told.ok) return [...tokens, refused(told), ...clock];
  const [connection, channels, accounts] = await Promise.all([
    other.ok ? checkConnection(ask, transport) : [],
    checkRooms(ask, rooms),
    checkPeople(ask, people),
  ]);
  return [
    ...tokens,
    welcomed(told),
    checkScopes(told),
    ...clock,
    ...connection,
    ...channels,
    ...accounts,
  ];
};
