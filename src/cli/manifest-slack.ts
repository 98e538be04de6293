import { slackManifest } from '#adapters/slack/manifest.ts';
import { REGISTRY } from '#commands/registry.ts';
import type { Locale } from '#domain/locale.ts';
import type { Config } from '../config.ts';
import { type Call, type ExitCode, say } from './verb.ts';
import { configOf } from './with-storage.ts';

const NOT_HTTPS = say(
  'Slack 只能向它访问得到的 https 地址发送请求。请设置 PUBLIC_URL 后重新生成，或使用 --socket。',
  'Slack only calls https addresses that it can reach. Set PUBLIC_URL and print the manifest again, or use --socket.',
);

/** The manifest comes before the credentials, and half of them must not stand in its way. */
const asIfConfigured = ({ env, ...call }: Call): Call => {
  const { LOCALE, PORT, PUBLIC_URL, SLACK_COMMAND } = env;
  const credentials = { SLACK_BOT_TOKEN: 'to come', SLACK_SIGNING_SECRET: 'to come' };
  return { ...call, env: { LOCALE, PORT, PUBLIC_URL, SLACK_COMMAND, ...credentials } };
};

type Transport = 'socket' | 'http';

const has = (env: Call['env'], name: string): boolean =>
  [env[name], env[`${name}_FILE`]].some((value) => (value?.trim() ?? '') !== '');

/** As the program itself would choose (contract 2); Socket Mode as long as nothing is set. */
const transportOf = ({ options, env }: Call): Transport | undefined => {
  const { socket, http } = options;
  if (socket !== undefined && http !== undefined) return undefined;
  if (socket !== undefined) return 'socket';
  if (http !== undefined) return 'http';
  return has(env, 'SLACK_SIGNING_SECRET') && !has(env, 'SLACK_APP_TOKEN') ? 'http' : 'socket';
};

/** Every verb of the registry, with its word in the reader's language. */
const verbsFor = (locale: Locale): readonly string[] =>
  REGISTRY.map(({ id, words }) => {
    const word = words[locale][0];
    return word === undefined || word === id ? id : `${id} ${word}`;
  });

const print = ({ terminal, locale }: Call, config: Config, kind: Transport): ExitCode => {
  const { publicUrl, messengers } = config;
  const command = messengers.slack?.command ?? '';
  const manifest = slackManifest({
    command,
    verbs: verbsFor(locale),
    locale,
    transport: kind === 'http' ? { kind, url: `${publicUrl}/slack/events` } : { kind },
  });
  terminal.out(`${JSON.stringify(manifest, undefined, 2)}\n`);
  if (kind === 'http' && !publicUrl.startsWith('https://')) terminal.err(`${NOT_HTTPS[locale]}\n`);
  return 0;
};

/** What is pasted at api.slack.com/apps. */
export const printSlackManifest = (call: Call): ExitCode | 'usage' => {
  const kind = transportOf(call);
  if (kind === undefined || call.options['minimal'] !== undefined) return 'usage';
  const config = configOf(asIfConfigured(call));
  return config === undefined ? 2 : print(call, config, kind);
};
