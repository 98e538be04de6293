import { LOCALES, type Locale, type Localised } from '#domain/locale.ts';
import { messengerSettings, type MessengerSettings } from './config/messengers.ts';
import type { Secret } from './config/secret.ts';
import {
  aboutOf,
  VARIABLE_NAMES,
  variables,
  type VariableName,
  type Variables,
} from './config/variables.ts';

export { envExample } from './config/env-example.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly database: { readonly engine: 'sqlite' | 'postgresql'; readonly url: Secret };
  /** Absent: the shipped sample. */
  readonly organisationFile?: string;
  readonly playbooksDir?: string;
  readonly locale: Locale;
  readonly timezone: string;
  readonly messengers: MessengerSettings;
  readonly sandbox: boolean;
  readonly ingestToken?: Secret;
  readonly webSecret?: Secret;
  readonly logLevel: Variables['LOG_LEVEL'];
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** A problem by the name of its variable; never with the value. */
interface Problem {
  readonly name: string;
  readonly text: Localised;
}

const say = (zh: string, en: string): Localised => ({ 'zh-CN': zh, en });

/** 127.0.0.0/8, ::1 and localhost: nobody else can reach it. */
const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

const given = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
};

const fromFile = (
  name: VariableName,
  path: string,
  readFile: (path: string) => string,
  problems: Problem[],
): string | undefined => {
  const refuse = (text: Localised): undefined => {
    problems.push({ name: `${name}_FILE`, text });
    return undefined;
  };
  try {
    const value = readFile(path).trim();
    return value === '' ? refuse(say('文件为空', 'the file is empty')) : value;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return refuse(say(`文件无法读取${code}`, `the file cannot be read${code}`));
  }
};

const collect = (
  env: Environment,
  readFile: (path: string) => string,
  problems: Problem[],
): Environment => {
  const found: Record<string, string> = {};
  for (const name of VARIABLE_NAMES) {
    const path = aboutOf(name).secret === true ? given(env, `${name}_FILE`) : undefined;
    const direct = given(env, name);
    if (path !== undefined && direct !== undefined)
      problems.push({
        name,
        text: say(`不能与 ${name}_FILE 同时设置`, `must not be set together with ${name}_FILE`),
      });
    const value =
      direct ?? (path === undefined ? undefined : fromFile(name, path, readFile, problems));
    if (value !== undefined) found[name] = value;
  }
  return found;
};

const sandboxOf = (values: Variables, others: boolean, problems: Problem[]): boolean => {
  const loopback = isLoopback(values.HOST);
  if (values.SANDBOX === 'on' && !loopback)
    problems.push({
      name: 'SANDBOX',
      text: say(
        '只有 HOST 为本机地址（如 127.0.0.1）时才能为 on：沙盒中任何人都能扮演任何人',
        'can be on only when HOST is a loopback address (like 127.0.0.1): in it anyone can act as anyone',
      ),
    });
  return values.SANDBOX === undefined ? !others && loopback : values.SANDBOX === 'on';
};

const toConfig = (values: Variables, problems: Problem[]): Config => {
  const messengers = messengerSettings(values, (name, text) => problems.push({ name, text }));
  const others = Object.keys(messengers).length > 0;
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    database: {
      engine: values.DATABASE_URL.reveal().startsWith('file:') ? 'sqlite' : 'postgresql',
      url: values.DATABASE_URL,
    },
    ...(values.ORGANISATION === undefined ? {} : { organisationFile: values.ORGANISATION }),
    ...(values.PLAYBOOKS_DIR === undefined ? {} : { playbooksDir: values.PLAYBOOKS_DIR }),
    locale: values.LOCALE,
    timezone: values.TIMEZONE,
    messengers,
    sandbox: sandboxOf(values, others, problems),
    ...(values.INGEST_TOKEN === undefined ? {} : { ingestToken: values.INGEST_TOKEN }),
    ...(values.WEB_SECRET === undefined ? {} : { webSecret: values.WEB_SECRET }),
    logLevel: values.LOG_LEVEL,
  };
};

/** The language that problems of the configuration are told in. */
export const localeOf = (env: Environment): Locale =>
  LOCALES.find((locale) => locale === given(env, 'LOCALE')) ?? 'zh-CN';

/**
 * The settings of contract 2, or every problem at once: by name, in the language of LOCALE,
 * never with a value. `readFile` serves the NAME_FILE variants and may throw.
 */
export const parseConfig = (env: Environment, readFile: (path: string) => string): ParsedConfig => {
  const problems: Problem[] = [];
  const collected = collect(env, readFile, problems);
  const parsed = variables.safeParse(collected);
  if (!parsed.success) {
    const refused = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    for (const name of VARIABLE_NAMES)
      if (refused.has(name)) problems.push({ name, text: aboutOf(name).expects });
    // What belongs together is looked at too, as if the refused ones were absent.
    const rest = Object.fromEntries(
      Object.entries(collected).filter(([name]) => !refused.has(name)),
    );
    toConfig(variables.parse(rest), problems);
  }
  const config = parsed.success ? toConfig(parsed.data, problems) : undefined;
  if (config !== undefined && problems.length === 0) return { ok: true, config };
  const locale = localeOf(env);
  const texts = problems.map(({ name, text }) => `${name}: ${text[locale]}`);
  return { ok: false, problems: [...new Set(texts)] };
};
