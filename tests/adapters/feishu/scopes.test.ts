import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '#adapters/feishu/inbound/shapes.ts';
import { CALLBACKS, EVENTS, FREE_APIS, SCOPES } from '#adapters/feishu/scopes.ts';
import { makeEveryCall } from '../../support/feishu/every-call.ts';
import { type RouteFact, routeFacts } from '../../support/feishu/facts.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import { matchRoute } from '../../support/feishu/routes.ts';

const nameOf = ({ method, path }: RouteFact): string => `${method} ${path}`;
const ROUTES = new Map(routeFacts.map((route) => [nameOf(route), route]));
const scopesOf = (api: string): readonly string[] => ROUTES.get(api)?.scopes ?? [];

/** Of each event, any one is enough (the event pages of open.feishu.cn, May 2026). */
const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'im.message.receive_v1': [
    'im:message.p2p_msg:readonly',
    'im:message.p2p_msg',
    'im:message.group_at_msg:readonly',
    'im:message.group_at_msg',
    'im:message.group_at_msg.include_bot:readonly',
    'im:message.group_msg',
    'im:message.group_msg:readonly',
  ],
  'im.message.recalled_v1': ['im:message', 'im:message:readonly'],
  'im.message.reaction.created_v1': ['im:message.reactions:read', 'im:message:readonly'],
  'im.message.reaction.deleted_v1': ['im:message.reactions:read', 'im:message:readonly'],
  'im.chat.member.user.added_v1': ['im:chat', 'im:chat.members:read', 'im:chat:readonly'],
  'im.chat.member.bot.added_v1': ['im:chat', 'im:chat.members:bot_access', 'im:chat:readonly'],
  'im.chat.member.bot.deleted_v1': ['im:chat', 'im:chat.members:bot_access', 'im:chat:readonly'],
  'im.chat.disbanded_v1': ['im:chat', 'im:chat:read', 'im:chat:readonly'],
  // Its page names none; the console offers this one, and asks for it in its own templates (2026).
  'im.chat.access_event.bot_p2p_chat_entered_v1': ['im:chat.access_event.bot_p2p_chat:read'],
};

const NAMES = SCOPES.map(({ name }) => name);
const CLAIMED = SCOPES.flatMap(({ apis }) => apis);
const others = (name: string) => NAMES.filter((other) => other !== name);

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gmu;
const sources = globSync('adapters/feishu/**/*.ts')
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.endsWith('/scopes.ts'))
  .map((file) => readFileSync(file, 'utf8').replace(COMMENT, ''));

/** Names of texts that begin with an address, and what they stand for. */
const basesIn = (texts: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const bases = new Map<string, string[]>();
  for (const [, name = '', quoted = '', template = ''] of texts.flatMap((text) => [
    ...text.matchAll(/const (\w+) =\s+(?:'(\/open-apis\/[^']*)'|`(\/open-apis\/[^`]*)`)/gu),
  ]))
    bases.set(name, [...(bases.get(name) ?? []), quoted || template]);
  return bases;
};

/** Every address that the sources name, `:` for whatever is put in. */
const pathsIn = (texts: readonly string[]): readonly string[] => {
  const bases = basesIn(texts);
  const written = texts.flatMap((text) =>
    [...text.matchAll(/'(\/open-apis\/[^']*)'|`((?:\/open-apis\/|\$\{[\w.]*\}\/)[^`]*)`/gu)].map(
      ([, quoted = '', template = '']) => quoted || template,
    ),
  );
  const whole = written.flatMap((path) => {
    const [, name] = /^\$\{(?:\w+\.)?(\w+)\}/u.exec(path) ?? [];
    if (name === undefined) return [path];
    return (bases.get(name) ?? []).map((base) => path.replace(/^\$\{[^}]*\}/u, base));
  });
  return [...new Set(whole.map((path) => path.replaceAll(/\$\{[^}]*\}/gu, ':')))];
};

const isPart = (here: string, there: string): boolean =>
  here === ':' || there.startsWith(':')
    ? here === ':' && there.startsWith(':')
    : new RegExp(`^${here.replaceAll(':', '.+')}$`, 'u').test(there);

const fits = (path: string, route: string): boolean => {
  const [here, there] = [path.split('/'), route.split('/')];
  return here.length === there.length && here.every((part, n) => isPart(part, there[n] ?? ''));
};

const pathOf = (api: string): string => api.split(' ')[1] ?? '';
const KNOWN_PATHS = new Set([...CLAIMED, ...FREE_APIS].map(pathOf));
const CALLED_PATHS = new Set(
  pathsIn(sources).flatMap((path) =>
    routeFacts.map((route) => route.path).filter((route) => fits(path, route)),
  ),
);

describe('the permissions', () => {
  it.each(SCOPES.flatMap(({ name, or, apis }) => apis.map((api) => [name, api, or] as const)))(
    '%s is one that %s takes, and so are those that do as well',
    (name, api, or) => {
      expect(scopesOf(api)).toEqual(expect.arrayContaining([name, ...or]));
    },
  );

  it.each(SCOPES.flatMap(({ name, events }) => events.map((event) => [name, event] as const)))(
    '%s is one that brings %s',
    (name, event) => {
      expect(EVENT_SCOPES[event]).toContain(name);
    },
  );

  it('are looked for in sources that call Feishu', () => {
    expect([...CALLED_PATHS]).toEqual(
      expect.arrayContaining([
        '/open-apis/im/v1/messages/:message_id/reply',
        '/open-apis/im/v1/messages/:message_id/urgent_sms',
        '/open-apis/docx/v1/documents/:document_id/blocks/:block_id/descendant',
      ]),
    );
    const planted = ["const A = '/open-apis/im/v1/chats';", 'call(`${A}/${id}/members`)'];
    expect(pathsIn(planted)).toContain('/open-apis/im/v1/chats/:/members');
  });

  it('allow every address that the sources name, and no other', () => {
    expect([...CALLED_PATHS].filter((path) => !KNOWN_PATHS.has(path))).toEqual([]);
    expect([...KNOWN_PATHS].filter((path) => !CALLED_PATHS.has(path))).toEqual([]);
  });

  it('are named once each, in both languages, and serve something', () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
    for (const { reason } of SCOPES) expect(Object.values(reason)).not.toContain('');
    const idle = SCOPES.filter(
      ({ apis, events, adds }) => apis.length + events.length + adds.length === 0,
    );
    expect(idle).toEqual([]);
  });
});

/** Whether all that a permission serves would be there without it. */
const isSpare = ({ name, apis, events, adds }: (typeof SCOPES)[number]): boolean =>
  adds.length === 0 &&
  apis.every((api) => scopesOf(api).some((scope) => others(name).includes(scope))) &&
  events.every((event) =>
    (EVENT_SCOPES[event] ?? []).some((scope) => others(name).includes(scope)),
  );

describe('with exactly these permissions', () => {
  let feishu: FakeFeishu;
  let called: readonly string[];
  beforeAll(async () => {
    feishu = await makeEveryCall(NAMES);
    called = feishu.calls.flatMap(({ method, path }) => {
      const matched = matchRoute(method, path);
      return typeof matched === 'string' ? [] : [nameOf(matched.fact)];
    });
    return () => feishu.close();
  });

  it('nothing that the adapter calls is denied', () => {
    expect(feishu.denied).toEqual([]);
    expect(feishu.violations).toEqual([]);
  });

  it('everything that they allow is called, and nothing else', () => {
    const known = [...CLAIMED, ...FREE_APIS];
    expect([...new Set(called)].toSorted()).toEqual([...new Set(known)].toSorted());
  });

  it('none could be left out', () => {
    // The first two hear other messages than each other; the others are narrower than what covers them by its page.
    expect(SCOPES.filter(isSpare).map(({ name }) => name)).toEqual([
      'im:message.p2p_msg:readonly',
      'im:message.group_at_msg:readonly',
      'im:message.reactions:read',
      'im:message.pins:write_only',
    ]);
  });
});

describe('events and callbacks', () => {
  it('are those that the adapter understands, and no others', () => {
    const listed = [...EVENTS, ...CALLBACKS].map(({ name }) => name);
    expect(listed.toSorted()).toEqual([...KINDS].toSorted());
  });

  it('come with permissions that a tenant is not asked to think twice about', () => {
    const always = SCOPES.filter(({ optional }) => !optional).flatMap(({ events }) => events);
    const wanted = EVENTS.map(({ name }) => name).filter((name) => name in EVENT_SCOPES);
    expect([...new Set(always)].toSorted()).toEqual(wanted.toSorted());
  });

  it('are named once each, in both languages', () => {
    for (const { title } of [...EVENTS, ...CALLBACKS])
      expect(Object.values(title)).not.toContain('');
    expect(new Set(EVENTS.map(({ name }) => name)).size).toBe(EVENTS.length);
  });
});
