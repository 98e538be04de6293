import type { Localised } from '#domain/locale.ts';
import type { Secret } from './secret.ts';
import type { VariableName, Variables } from './variables.ts';

interface SlackSettings {
  readonly botToken: Secret;
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: Secret }
    | { readonly kind: 'http'; readonly signingSecret: Secret };
  /** Absent: Slack's own. */
  readonly apiUrl?: string;
  readonly command: string;
}

interface FeishuSettings {
  readonly appId: string;
  readonly appSecret: Secret;
  readonly domain: string;
  readonly transport:
    | { readonly kind: 'websocket' }
    | { readonly kind: 'webhook'; readonly encryptKey: Secret; readonly verificationToken: Secret };
}

/** The messengers that are on. */
export interface MessengerSettings {
  readonly slack?: SlackSettings;
  readonly feishu?: FeishuSettings;
}

type Report = (name: string, text: Localised) => void;

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

const missing = (messenger: Localised, what: Localised): Localised =>
  say(
    `${messenger['zh-CN']}只配置了一部分，还缺 ${what['zh-CN']}`,
    `${messenger.en} is configured only in part: ${what.en} is missing`,
  );

const SLACK = say('Slack ', 'Slack');
const FEISHU = say('飞书', 'Feishu');
// Over HTTP the signing secret proves who calls; Socket Mode needs the app token instead.
const SLACK_WAYS = say(
  'SLACK_SIGNING_SECRET（HTTP）或 SLACK_APP_TOKEN（Socket Mode）',
  'SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)',
);

const absent = (values: Variables, names: readonly VariableName[]): readonly VariableName[] =>
  names.filter((name) => values[name] === undefined);

const slackTransport = (values: Variables): SlackSettings['transport'] | undefined => {
  if (values.SLACK_APP_TOKEN !== undefined)
    return { kind: 'socket', appToken: values.SLACK_APP_TOKEN };
  if (values.SLACK_SIGNING_SECRET !== undefined)
    return { kind: 'http', signingSecret: values.SLACK_SIGNING_SECRET };
  return undefined;
};

const slackSettings = (values: Variables, report: Report): SlackSettings | undefined => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = values;
  const transport = slackTransport(values);
  if (botToken === undefined && transport === undefined) return undefined;
  if (botToken === undefined) {
    report('SLACK_BOT_TOKEN', missing(SLACK, say('SLACK_BOT_TOKEN', 'SLACK_BOT_TOKEN')));
    return undefined;
  }
  if (transport === undefined) {
    report('SLACK_SIGNING_SECRET', missing(SLACK, SLACK_WAYS));
    return undefined;
  }
  return {
    botToken,
    transport,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    command: values.SLACK_COMMAND,
  };
};

const FEISHU_ALWAYS = ['FEISHU_APP_ID', 'FEISHU_APP_SECRET'] as const;
const FEISHU_WEBHOOK = ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'] as const;

const feishuTransport = (values: Variables): FeishuSettings['transport'] | undefined => {
  const { FEISHU_TRANSPORT: kind } = values;
  if (kind === 'websocket') return { kind };
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = values;
  return encryptKey === undefined || verificationToken === undefined
    ? undefined
    : { kind, encryptKey, verificationToken };
};

const feishuSettings = (values: Variables, report: Report): FeishuSettings | undefined => {
  const credentials = [...FEISHU_ALWAYS, ...FEISHU_WEBHOOK];
  if (absent(values, credentials).length === credentials.length) return undefined;
  const needed = values.FEISHU_TRANSPORT === 'webhook' ? credentials : FEISHU_ALWAYS;
  for (const name of absent(values, needed)) report(name, missing(FEISHU, say(name, name)));
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_DOMAIN: domain } = values;
  const transport = feishuTransport(values);
  return appId === undefined || appSecret === undefined || transport === undefined
    ? undefined
    : { appId, appSecret, domain, transport };
};

/** The messengers whose credentials are there; half a configuration is reported with what is missing. */
export const messengerSettings = (values: Variables, report: Report): MessengerSettings => {
  const slack = slackSettings(values, report);
  const feishu = feishuSettings(values, report);
  return {
    ...(slack === undefined ? {} : { slack }),
    ...(feishu === undefined ? {} : { feishu }),
  };
};
