import path from 'node:path';
import { createFeishu, createSandbox, createSlack } from '#adapters/index.ts';
import { silentLog } from '#app/log.ts';
import { type ParityColumn, parityTable } from './parity.ts';
import type { Locale } from '#domain/locale.ts';
import { secret } from '#src/config/secret.ts';
import { createHandClock } from './hand-clock.ts';
import { shippedPolicy } from './policy.ts';

const clock = createHandClock(0);
const shared = {
  clock,
  log: silentLog,
  accountOf: async () => undefined,
  roomOfMessage: async () => undefined,
  timezone: () => 'Asia/Shanghai',
};
const hidden = secret('x');
const sandbox = createSandbox({
  worldFile: ':memory:',
  organisation: () => shippedPolicy.organisation,
  clock,
  ids: { next: () => 'id' },
  log: silentLog,
});

/** The messengers there are, as they say of themselves what they have. */
export const COLUMNS: readonly ParityColumn[] = [
  {
    title: { 'zh-CN': 'Slack', en: 'Slack' },
    ...createSlack({
      botToken: hidden,
      transport: { kind: 'http', signingSecret: hidden },
      command: '/incident',
      ...shared,
    }),
  },
  {
    title: { 'zh-CN': '飞书', en: 'Feishu' },
    ...createFeishu({
      appId: 'cli_1',
      appSecret: hidden,
      domain: 'https://open.feishu.cn',
      transport: { kind: 'webhook', encryptKey: hidden, verificationToken: hidden },
      ...shared,
    }),
  },
  { title: { 'zh-CN': '沙盒', en: 'Sandbox' }, platform: sandbox.platform, can: sandbox.can },
];

const root = path.join(import.meta.dirname, '../..');
/** The README of each language. */
export const README_OF: Readonly<Record<Locale, string>> = {
  'zh-CN': path.join(root, 'README.zh-CN.md'),
  en: path.join(root, 'README.md'),
};

const HEADINGS: Readonly<Record<Locale, string>> = {
  'zh-CN': '## 各平台对照',
  en: '## What each messenger has',
};
const TABLE = /(?<=^\|[^\n]*Slack \|[^\n]*\|\n\|[-| ]+\|\n)(?:\|[^\n]*\n)+/mu;

/** A README whose table under its heading says what the messengers have now. Throws where there is none. */
export const readmeWithTable = (readme: string, locale: Locale): string => {
  const at = readme.indexOf(`${HEADINGS[locale]}\n`);
  if (at < 0) throw new Error(`no heading ${HEADINGS[locale]}`);
  const [, , ...rows] = parityTable(COLUMNS, shippedPolicy, locale).split('\n');
  const before = readme.slice(0, at);
  return before + readme.slice(at).replace(TABLE, () => `${rows.join('\n')}\n`);
};
