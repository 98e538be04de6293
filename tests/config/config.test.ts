import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { envExample, parseConfig, type Config } from '#src/config.ts';

const noFile = (): string => {
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
};

const parsed = (
  env: Record<string, string>,
  readFile: (path: string) => string = noFile,
): Config => {
  const result = parseConfig(env, readFile);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
};

const problems = (env: Record<string, string>): readonly string[] => {
  const result = parseConfig({ LOCALE: 'en', ...env }, noFile);
  return result.ok ? [] : result.problems;
};

const names = (env: Record<string, string>): readonly string[] =>
  problems(env).map((problem) => problem.split(':')[0] ?? '');

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'sign-1' };
const FEISHU = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 'app-secret-1' };

describe('the configuration without any environment', () => {
  it('runs the sandbox on SQLite with the sample organisation', () => {
    const { database, ...rest } = parsed({});
    expect(database.engine).toBe('sqlite');
    expect(database.url.reveal()).toBe('file:./data/fenghuo.db');
    expect(rest).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      locale: 'zh-CN',
      timezone: 'Asia/Shanghai',
      messengers: {},
      sandbox: true,
      logLevel: 'info',
    });
  });

  it('takes an empty value for an absent one', () => {
    expect(parsed({ PORT: '', SLACK_BOT_TOKEN: ' ', SANDBOX: '' }).sandbox).toBe(true);
  });
});

describe('plain settings', () => {
  it('are read', () => {
    const config = parsed({
      HOST: '::1',
      PORT: '8080',
      DATABASE_URL: 'postgresql://u:p@db/fenghuo',
      ORGANISATION: 'people.yaml',
      PLAYBOOKS_DIR: 'rules',
      LOCALE: 'en',
      TIMEZONE: 'Europe/Berlin',
      INGEST_TOKEN: 'ingest',
      WEB_SECRET: 'web',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      host: '::1',
      port: 8080,
      publicUrl: 'http://localhost:8080',
      organisationFile: 'people.yaml',
      playbooksDir: 'rules',
      locale: 'en',
      timezone: 'Europe/Berlin',
      logLevel: 'debug',
    });
    expect(config.database.engine).toBe('postgresql');
    expect(config.ingestToken?.reveal()).toBe('ingest');
    expect(config.webSecret?.reveal()).toBe('web');
  });

  it('let PUBLIC_URL end in a slash or not', () => {
    expect(parsed({ PUBLIC_URL: 'https://fire.example.com/' }).publicUrl).toBe(
      'https://fire.example.com',
    );
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '80a'],
    ['PUBLIC_URL', 'fire.example.com'],
    ['DATABASE_URL', 'mysql://db'],
    ['LOCALE', 'fr'],
    ['TIMEZONE', 'Asia/Atlantis'],
    ['SLACK_API_URL', 'https://slack.example.com/api'],
    ['SLACK_COMMAND', 'fire'],
    ['FEISHU_DOMAIN', 'open.feishu.cn'],
    ['FEISHU_TRANSPORT', 'pigeon'],
    ['SANDBOX', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused by name, without the value', (name, value) => {
    const told = problems({ [name]: value });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^${name}: `));
    expect(told[0]).not.toContain(value);
  });
});

describe('problems', () => {
  const wrong = {
    PORT: 'x',
    TIMEZONE: 'x',
    SLACK_BOT_TOKEN: 'xoxb-1',
    FEISHU_APP_ID: 'cli_1',
    SANDBOX: 'on',
    HOST: '0.0.0.0',
  };

  it('are told all at once', () => {
    expect(names(wrong)).toEqual([
      'PORT',
      'TIMEZONE',
      'SLACK_SIGNING_SECRET',
      'FEISHU_APP_SECRET',
      'SANDBOX',
    ]);
  });

  it('are told in the language of LOCALE, Chinese without one', () => {
    expect(problems({ PORT: 'x' })[0]).toBe('PORT: must be a whole number from 0 to 65535');
    const zh = parseConfig({ PORT: 'x' }, noFile);
    expect(zh.ok ? [] : zh.problems).toEqual(['PORT: 须为 0 到 65535 的整数']);
  });
});

describe('Slack', () => {
  it('is on over HTTP with a bot token and a signing secret', () => {
    const { messengers, sandbox } = parsed(SLACK);
    expect(messengers.slack?.transport.kind).toBe('http');
    expect(messengers.slack?.command).toBe('/incident');
    expect(messengers.slack).not.toHaveProperty('apiUrl');
    expect(sandbox).toBe(false);
  });

  it('is on in Socket Mode with an app token, for which no signing secret is needed', () => {
    const { messengers } = parsed({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    expect(messengers.slack?.transport.kind).toBe('socket');
  });

  it('takes another API address and another command', () => {
    const { messengers } = parsed({
      ...SLACK,
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
      SLACK_COMMAND: '/应急',
    });
    expect(messengers.slack).toMatchObject({
      apiUrl: 'http://127.0.0.1:4000/api/',
      command: '/应急',
    });
  });

  it('configured by half says what is missing', () => {
    expect(problems({ SLACK_SIGNING_SECRET: 's' })).toEqual([
      'SLACK_BOT_TOKEN: Slack is configured only in part: SLACK_BOT_TOKEN is missing',
    ]);
    expect(problems({ SLACK_BOT_TOKEN: 'x' })).toEqual([
      'SLACK_SIGNING_SECRET: Slack is configured only in part: SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing',
    ]);
  });

  it('is not on because of a setting that has a default', () => {
    expect(parsed({ SLACK_COMMAND: '/fire' }).messengers).toEqual({});
  });
});

describe('Feishu', () => {
  it('is on by long connection with id and secret', () => {
    expect(parsed(FEISHU).messengers.feishu).toMatchObject({
      appId: 'cli_1',
      domain: 'https://open.feishu.cn',
      transport: { kind: 'websocket' },
    });
  });

  it('wants encrypt key and verification token for webhooks', () => {
    expect(names({ ...FEISHU, FEISHU_TRANSPORT: 'webhook' })).toEqual([
      'FEISHU_ENCRYPT_KEY',
      'FEISHU_VERIFICATION_TOKEN',
    ]);
    const keys = { FEISHU_ENCRYPT_KEY: 'k', FEISHU_VERIFICATION_TOKEN: 'v' };
    const { messengers } = parsed({ ...FEISHU, ...keys, FEISHU_TRANSPORT: 'webhook' });
    const { transport } = messengers.feishu ?? {};
    expect(transport?.kind === 'webhook' && transport.encryptKey.reveal()).toBe('k');
  });

  it('configured by half says what is missing', () => {
    expect(names({ FEISHU_APP_SECRET: 'x' })).toEqual(['FEISHU_APP_ID']);
    expect(names({ FEISHU_ENCRYPT_KEY: 'x' })).toEqual(['FEISHU_APP_ID', 'FEISHU_APP_SECRET']);
  });
});

describe('the sandbox', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.4', false],
    ['127.0.0.1.example.com', false],
  ])('on %s is on by itself: %s', (HOST, on) => {
    expect(parsed({ HOST }).sandbox).toBe(on);
  });

  it('can be on beside another messenger, and off without one', () => {
    expect(parsed({ ...SLACK, SANDBOX: 'on' }).sandbox).toBe(true);
    expect(parsed({ SANDBOX: 'off' }).sandbox).toBe(false);
  });

  it('is refused where others can reach it', () => {
    expect(names({ HOST: '0.0.0.0', SANDBOX: 'on' })).toEqual(['SANDBOX']);
  });
});

describe('secrets', () => {
  it('come from a file where NAME_FILE says so, without the line end', () => {
    const config = parsed({ INGEST_TOKEN_FILE: '/run/secrets/ingest' }, (path) => `from ${path}\n`);
    expect(config.ingestToken?.reveal()).toBe('from /run/secrets/ingest');
  });

  it('from a file that cannot be read are a problem of that name', () => {
    expect(problems({ WEB_SECRET_FILE: '/run/secrets/web' })).toEqual([
      'WEB_SECRET_FILE: the file cannot be read (ENOENT)',
    ]);
  });

  it('given twice are a problem', () => {
    expect(names({ WEB_SECRET: 'a', WEB_SECRET_FILE: '/b' })).toEqual(['WEB_SECRET']);
  });

  it('in a file that is empty are a problem', () => {
    const empty = parseConfig({ INGEST_TOKEN_FILE: '/x', LOCALE: 'en' }, () => '\n');
    expect(empty).toEqual({ ok: false, problems: ['INGEST_TOKEN_FILE: the file is empty'] });
  });

  it('print as [secret] however a configuration is shown', () => {
    const config = parsed({
      ...SLACK,
      ...FEISHU,
      WEB_SECRET: 'web-1',
      DATABASE_URL: 'postgresql://u:pw@db/x',
    });
    const shown = [inspect(config, { depth: 9 }), JSON.stringify(config), String(config.webSecret)];
    for (const text of shown) {
      expect(text).toContain('[secret]');
      expect(text).not.toMatch(/xoxb-1|sign-1|app-secret-1|web-1|pw@db/);
    }
  });
});

describe('.env.example', () => {
  it('says exactly what the schema says', () => {
    const written = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    expect(written).toBe(envExample());
  });

  it('starts nothing when it is used as it is', () => {
    const lines = envExample()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual([]);
  });
});
