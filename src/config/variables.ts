import { z } from 'zod';
import { LOCALES, type Localised } from '#domain/locale.ts';
import { isTimezone } from '#playbooks/timezone.ts';
import { secret } from './secret.ts';

/** What is said about a variable: in .env.example, and when its value is refused. */
export interface About {
  readonly means: Localised;
  /** Shown behind the name when the value is refused; the value itself never is. */
  readonly expects: Localised;
  /** What applies when it is absent, as .env.example shows it. */
  readonly preset?: string;
  readonly secret?: true;
}

/** Descriptions of the variables, by schema. */
const about = z.registry<About>();

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const PORT_RANGE = say('须为 0 到 65535 的整数', 'must be a whole number from 0 to 65535');
const FILE_PATH = say('须为文件路径', 'must be the path of a file');
const NON_EMPTY = say('不能为空', 'must not be empty');
const WEB_ADDRESS = say(
  '须为 http:// 或 https:// 开头的地址',
  'must be an address that starts with http:// or https://',
);

const text = z.string().min(1);
const web = z.url({ protocol: /^https?$/ });

const optionalSecret = (means: Localised) =>
  text.transform(secret).optional().register(about, { means, expects: NON_EMPTY, secret: true });

/** Every variable of the environment (contract 2), in the order of .env.example. */
export const variables = z.object({
  HOST: text.default('127.0.0.1').register(about, {
    means: say('监听地址', 'Address to listen on'),
    expects: NON_EMPTY,
    preset: '127.0.0.1',
  }),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000)
    .register(about, {
      means: say('监听端口，所有页面与接口共用', 'Port of the one HTTP server for everything'),
      expects: PORT_RANGE,
      preset: '3000',
    }),
  PUBLIC_URL: web
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .register(about, {
      means: say(
        '机器人所发链接的前缀；默认 http://localhost:PORT',
        'Start of the links that the bot posts; default http://localhost:PORT',
      ),
      expects: WEB_ADDRESS,
    }),
  DATABASE_URL: z
    .string()
    .regex(/^(?:file:.|postgres(?:ql)?:\/\/.)/)
    .transform(secret)
    .default(() => secret('file:./data/fenghuo.db'))
    .register(about, {
      means: say(
        '数据库：file: 为 SQLite，postgresql:// 为 PostgreSQL',
        'Database: file: is SQLite, postgresql:// is PostgreSQL',
      ),
      expects: say('须以 file: 或 postgresql:// 开头', 'must start with file: or postgresql://'),
      preset: 'file:./data/fenghuo.db',
      secret: true,
    }),
  ORGANISATION: text.optional().register(about, {
    means: say(
      '组织文件的路径；默认使用自带的示例组织',
      'Path of the organisation file; default: the shipped sample',
    ),
    expects: FILE_PATH,
  }),
  PLAYBOOKS_DIR: text.optional().register(about, {
    means: say(
      '自有预案目录：同 id 覆盖自带预案，新 id 增加场景',
      'Folder of your own playbooks: the same id overrides a shipped one, a new id adds a scenario',
    ),
    expects: FILE_PATH,
  }),
  LOCALE: z
    .enum(LOCALES)
    .default('zh-CN')
    .register(about, {
      means: say('组织的语言：zh-CN 或 en', 'Language of the organisation: zh-CN or en'),
      expects: say('须为 zh-CN 或 en', 'must be zh-CN or en'),
      preset: 'zh-CN',
    }),
  TIMEZONE: z
    .string()
    .refine(isTimezone)
    .default('Asia/Shanghai')
    .register(about, {
      means: say('组织的时区', 'Time zone of the organisation'),
      expects: say(
        '须为 IANA 时区名，如 Asia/Shanghai',
        'must be the name of an IANA time zone, like Asia/Shanghai',
      ),
      preset: 'Asia/Shanghai',
    }),
  SLACK_BOT_TOKEN: optionalSecret(say('Slack 机器人令牌（xoxb-）', 'Slack bot token (xoxb-…)')),
  SLACK_SIGNING_SECRET: optionalSecret(
    say('Slack 签名密钥，HTTP 方式必需', 'Slack signing secret; needed over HTTP'),
  ),
  SLACK_APP_TOKEN: optionalSecret(
    say(
      'Slack 应用令牌（xapp-）：填写则用 Socket Mode，否则走 HTTP /slack/events',
      'Slack app token (xapp-…): with it Socket Mode, without it HTTP at /slack/events',
    ),
  ),
  SLACK_API_URL: web
    .refine((url) => url.endsWith('/'))
    .optional()
    .register(about, {
      means: say(
        'Slack Web API 的基地址，以 / 结尾；默认为 Slack 官方地址',
        "Base of Slack's Web API, ends in /; default: Slack's own",
      ),
      expects: say(
        '须为以 / 结尾的 http:// 或 https:// 地址',
        'must be an http:// or https:// address that ends in /',
      ),
    }),
  SLACK_COMMAND: z
    .string()
    // Slack takes up to 32 lower-case characters: https://api.slack.com/interactivity/slash-commands
    .regex(/^\/[\p{Ll}\p{Lo}\p{N}_-]{1,31}$/u)
    .default('/incident')
    .register(about, {
      means: say('Slack 斜杠命令', 'Slash command on Slack'),
      expects: say('须形如 /incident', 'must look like /incident'),
      preset: '/incident',
    }),
  FEISHU_APP_ID: text.optional().register(about, {
    means: say('飞书应用 App ID', 'App ID of the Feishu app'),
    expects: NON_EMPTY,
  }),
  FEISHU_APP_SECRET: optionalSecret(say('飞书应用 App Secret', 'App Secret of the Feishu app')),
  FEISHU_ENCRYPT_KEY: optionalSecret(
    say('飞书 Encrypt Key，webhook 方式必需', 'Feishu encrypt key; needed for webhooks'),
  ),
  FEISHU_VERIFICATION_TOKEN: optionalSecret(
    say(
      '飞书 Verification Token，webhook 方式必需',
      'Feishu verification token; needed for webhooks',
    ),
  ),
  FEISHU_DOMAIN: web
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://open.feishu.cn')
    .register(about, {
      means: say(
        '飞书开放平台地址；国际版为 https://open.larksuite.com',
        'Address of the open platform; Lark: https://open.larksuite.com',
      ),
      expects: WEB_ADDRESS,
      preset: 'https://open.feishu.cn',
    }),
  FEISHU_TRANSPORT: z
    .enum(['websocket', 'webhook'])
    .default('websocket')
    .register(about, {
      means: say(
        '飞书接收方式：websocket，或 webhook（/feishu/events 与 /feishu/cards）',
        'How Feishu reaches us: websocket, or webhook (/feishu/events and /feishu/cards)',
      ),
      expects: say('须为 websocket 或 webhook', 'must be websocket or webhook'),
      preset: 'websocket',
    }),
  SANDBOX: z
    .enum(['on', 'off'])
    .optional()
    .register(about, {
      means: say(
        '浏览器沙盒：on 或 off；默认在未启用其他平台且 HOST 为本机时开启',
        'The messenger in the browser: on or off; default: on when no other messenger is on and HOST is loopback',
      ),
      expects: say('须为 on 或 off', 'must be on or off'),
    }),
  INGEST_TOKEN: optionalSecret(
    say(
      '/ingest/* 的访问令牌；沙盒模式下自动生成并打印一次',
      'Bearer token of /ingest/*; in sandbox mode made and printed once',
    ),
  ),
  WEB_SECRET: optionalSecret(
    say(
      '网页链接与会话的签名密钥；SQLite 下自动生成并存于数据目录',
      'Signs links and sessions of the web pages; with SQLite made and kept in the data folder',
    ),
  ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .register(about, {
      means: say(`日志级别：${LOG_LEVELS.join('、')}`, `Log level: ${LOG_LEVELS.join(', ')}`),
      expects: say(`须为 ${LOG_LEVELS.join('、')} 之一`, `must be one of ${LOG_LEVELS.join(', ')}`),
      preset: 'info',
    }),
});

export type Variables = z.output<typeof variables>;
export type VariableName = keyof Variables;

const isName = (name: string): name is VariableName => name in variables.shape;

/** The names, in the order of .env.example. */
export const VARIABLE_NAMES: readonly VariableName[] = Object.keys(variables.shape).filter(isName);

/** What is known about one variable. */
export const aboutOf = (name: VariableName): About =>
  about.get(variables.shape[name]) ?? { means: say(name, name), expects: NON_EMPTY };
