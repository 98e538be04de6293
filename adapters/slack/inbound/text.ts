import type { UserGroups } from '../user-groups.ts';

/** One thing in angle brackets, or one entity. */
const TOKEN = /<(?<inner>[^<>]*)>|&(?<entity>lt|gt|amp);/gu;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };

const unescape = (text: string): string =>
  text.replace(/&(lt|gt|amp);/gu, (_, entity: string) => ENTITIES[entity] ?? '');

/** What `!here`, `!date^…|fallback` and the like say to a reader. */
const special = (name: string, label: string): string => {
  if (label !== '') return /^(?:here|channel|everyone)$/u.test(label) ? `@${label}` : label;
  return `@${name.replace(/^subteam\^/u, '')}`;
};

/** People stay `<@U1>`, which is how they are recognised; all else becomes what was typed or is read. */
const shown = (whole: string, inner: string): string => {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : unescape(inner.slice(bar + 1));
  const rest = unescape(target.slice(1));
  if (/^@\w+$/u.test(target)) return `<${target}>`;
  if (/^#\w+$/u.test(target)) return `#${label === '' ? rest : label}`;
  if (/^![\w^]/u.test(target)) return special(rest, label);
  if (/^(?:mailto|tel):/u.test(target)) return unescape(target.replace(/^\w+:/u, ''));
  if (/^https?:\/\//u.test(target)) return unescape(target);
  return whole;
};

/**
 * What a person typed, out of how Slack sends it: user groups as their members, links as their addresses,
 * entities undone once. Slash commands may come without any escaping; then nothing of this is in them.
 * @see https://docs.slack.dev/messaging/formatting-message-text (read 2026-11)
 */
export const plainText = (text: string, groups: Pick<UserGroups, 'expand'>): string =>
  groups
    // Neither can be stored by every database.
    .expand(text.toWellFormed().replaceAll('\0', ''))
    .replace(TOKEN, (whole, inner: string | undefined, entity: string | undefined) =>
      entity === undefined ? shown(whole, inner ?? '') : (ENTITIES[entity] ?? whole),
    )
    .trim();

const MENTION = /<@(?<account>\w+)(?:\|[^<>]*)?>[\s:：,，]*/gu;

/**
 * The line that was said to the bot: what stands after its name, else what stands before. Without knowing the
 * bot's account, the first name is taken for it.
 */
export const addressedLine = (text: string, bot: string | undefined): string => {
  const names = [...text.matchAll(MENTION)];
  const name = names.find(({ groups }) => bot === undefined || groups?.['account'] === bot);
  if (name === undefined) return text;
  const after = text.slice(name.index + name[0].length).trim();
  return after === '' ? text.slice(0, name.index).trim() : after;
};

/** Whether a text names an account. */
export const mentions = (text: string, account: string): boolean =>
  [...text.matchAll(MENTION)].some(({ groups }) => groups?.['account'] === account);
