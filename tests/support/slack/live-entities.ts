import { EVIL, liveInMarkdown } from '../injections/live-markdown.ts';
import type { FakeSlack } from './fake-slack.ts';
import { SLACK_PEOPLE } from './cast.ts';

type Thing = Readonly<Record<string, unknown>>;

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null;

const thingsIn = (value: unknown): readonly Thing[] =>
  isThing(value) ? [value, ...Object.values(value).flatMap(thingsIn)] : [];

/** Whatever Slack would resolve in markup, apart from the times that the app itself writes. */
const ENTITY = /<(?!!date\^\d+\^\{)[!@#][^>]*>|<(?:https?|mailto|tel|slack|javascript):[^>]*>/u;
const known = new Set(SLACK_PEOPLE.map(({ id }) => id));

const inLeaf = (leaf: Thing): string | undefined => {
  switch (leaf['type']) {
    case 'link':
      return EVIL.test(String(leaf['url'])) ? `link ${String(leaf['url'])}` : undefined;
    case 'user':
      return known.has(String(leaf['user_id'])) ? undefined : `user ${String(leaf['user_id'])}`;
    case 'usergroup':
    case 'channel':
    case 'broadcast':
    case 'emoji':
      return JSON.stringify(leaf);
    case 'plain_text':
      return leaf['emoji'] === false ? undefined : `emoji on in ${String(leaf['text'])}`;
    case 'mrkdwn':
      return ENTITY.exec(String(leaf['text']))?.[0];
    default:
      return undefined;
  }
};

/** What would come alive in blocks, a view, or a text beside them. */
export const liveIn = (message: Thing): readonly string[] => [
  ...thingsIn(message).flatMap((one) => inLeaf(one) ?? []),
  ...['text', 'topic', 'purpose'].flatMap((name) => ENTITY.exec(String(message[name]))?.[0] ?? []),
];

/** Everything alive that the app ever sent, or that can be seen now. */
export const liveInSlack = (slack: FakeSlack): readonly string[] => {
  const accounts = [...known];
  const seen = slack
    .channels()
    .flatMap(({ id }) => accounts.flatMap((account) => slack.messages(id, account)))
    .filter(({ user }) => user === slack.bot.userId);
  return [
    ...slack.violations,
    ...slack.calls.flatMap(({ method, args }) => liveIn(args).map((live) => `${method}: ${live}`)),
    ...seen.flatMap(({ blocks, text }) => liveIn({ blocks, text })),
    ...slack
      .channels()
      .flatMap(({ canvas = '', files, bookmarks }) => [
        ...liveInMarkdown(canvas),
        ...files
          .filter(({ name }) => name.endsWith('.md'))
          .flatMap(({ content }) => liveInMarkdown(content)),
        ...bookmarks.flatMap(({ link }) => (EVIL.test(link) ? [`bookmark ${link}`] : [])),
      ]),
  ];
};
