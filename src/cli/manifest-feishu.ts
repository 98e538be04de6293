import { feishuManifest } from '#adapters/feishu/manifest.ts';
import { CALLBACKS, EVENTS, type Subscription } from '#adapters/feishu/scopes.ts';
import type { Locale } from '#domain/locale.ts';
import { type Call, type ExitCode, say } from './verb.ts';

const EVENTS_BY_HAND = say(
  '以上是权限，粘贴到「权限管理」的「批量导入/导出权限」。事件须在「事件与回调」的「事件配置」中以应用身份逐项添加：',
  'These are the permissions, to paste under Permissions & Scopes, batch import. Events are added one by one under Events & Callbacks, event configuration, as the app:',
);
const CALLBACKS_BY_HAND = say(
  '回调在同一页的「回调配置」中添加：',
  'Callbacks are added on the same page, callback configuration:',
);
const PUBLISH = say(
  '改动在发布版本并经管理员审核后生效。',
  'What you change takes effect once a version is published and an administrator has approved it.',
);

const listed = (subscriptions: readonly Subscription[], locale: Locale): string =>
  subscriptions.map(({ name, title }) => `  ${name}  ${title[locale]}\n`).join('');

/** The console imports nothing but permissions, so the rest must not get between them. */
const byHand = (locale: Locale): string =>
  [
    `${EVENTS_BY_HAND[locale]}\n${listed(EVENTS, locale)}`,
    `${CALLBACKS_BY_HAND[locale]}\n${listed(CALLBACKS, locale)}`,
    `${PUBLISH[locale]}\n`,
  ].join('\n');

/** On stdout what is pasted into the console; what is ticked there by hand beside it, or with --json all in one. */
export const printFeishuManifest = ({
  options,
  json,
  terminal,
  locale,
}: Call): ExitCode | 'usage' => {
  if (options['socket'] !== undefined || options['http'] !== undefined) return 'usage';
  const manifest = feishuManifest({ minimal: options['minimal'] !== undefined });
  const { scopes } = manifest;
  terminal.out(`${JSON.stringify(json ? manifest : { scopes }, undefined, 2)}\n`);
  if (!json) terminal.err(`\n${byHand(locale)}`);
  return 0;
};
