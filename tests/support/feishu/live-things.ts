import type { CardJson } from '#adapters/feishu/cards/json.ts';
import { readCard } from '../../adapters/feishu/cards/read-back.ts';
import { EVIL, liveInMarkdown } from '../injections/live-markdown.ts';
import type { FakeFeishu, FeishuCall } from './fake-feishu.ts';
import { isObject, type Json } from './json.ts';

const thingsIn = (value: unknown): readonly Json[] => {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(thingsIn)] : [];
};

const isEvil = (url: unknown): boolean => {
  const text = String(url);
  try {
    return EVIL.test(text) || EVIL.test(decodeURIComponent(text));
  } catch {
    return true;
  }
};

/** What a card does beyond showing text: people it mentions who are there, and addresses of ours, left out. */
export const liveInCard = (card: Json, people: ReadonlySet<string>): readonly string[] => [
  ...readCard(card as unknown as CardJson).live.filter((live) => {
    const [kind, what = ''] = live.split(' ');
    return kind === 'at' ? !people.has(what) : kind !== 'link' || isEvil(what);
  }),
  ...thingsIn(card)
    .flatMap((thing) => [thing['url'], thing['default_url'], thing['href']])
    .filter((url) => typeof url === 'string' && isEvil(url))
    .map((url) => `address ${String(url)}`),
];

/** What a block of a document does beyond showing text. */
const liveInBlock = (thing: Json): readonly string[] => [
  ...['mention_user', 'mention_doc', 'file', 'iframe']
    .filter((name) => isObject(thing[name]))
    .map((name) => `${name} ${JSON.stringify(thing[name])}`),
  ...(isObject(thing['link']) && isEvil(thing['link']['url'])
    ? [`link ${String(thing['link']['url'])}`]
    : []),
];

const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

/** Everything alive in one request of the app. */
export const liveInCall = (
  { path, body }: Pick<FeishuCall, 'path' | 'body'>,
  people: ReadonlySet<string>,
): readonly string[] => {
  if (!isObject(body)) return [];
  if (path.endsWith('/blocks/convert')) return liveInMarkdown(String(body['content']));
  if (path.includes('/docx/')) return thingsIn(body).flatMap(liveInBlock);
  const card = body['card'] ?? parsed(body['content']);
  if (isObject(card) && card['schema'] === '2.0') return liveInCard(card, people);
  // Tabs and meetings.
  return thingsIn(body).flatMap(({ url }) =>
    typeof url === 'string' && isEvil(url) ? [`address ${url}`] : [],
  );
};

/** Everything alive that the app ever sent. */
export const liveInFeishu = (
  feishu: FakeFeishu,
  people: ReadonlySet<string>,
): readonly string[] => [
  ...feishu.violations,
  ...feishu.calls.flatMap((call) =>
    liveInCall(call, people).map((live) => `${call.route}: ${live}`),
  ),
];
