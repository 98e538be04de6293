import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOT_EVENTS, BOT_SCOPES } from '#adapters/slack/scopes.ts';

interface Method {
  readonly scopes: readonly string[];
}
// docs.slack.dev, reference/methods: any one of a method's scopes is enough for its kind of channel.
const METHODS = JSON.parse(readFileSync('tests/fixtures/slack/methods.json', 'utf8')) as Readonly<
  Record<string, Method>
>;

/** Lists of everything Slack has, not of what the adapter calls. */
const NOT_CALLS = /\/(?:scopes|tiers|error-codes)\.ts$/u;

const sources = globSync('adapters/slack/**/*.ts').map((file) => ({
  file: file.replaceAll('\\', '/'),
  text: readFileSync(file, 'utf8'),
}));

/** Methods that the sources name as text. */
const calledIn = (texts: readonly string[]): readonly string[] => {
  const named = texts.flatMap((text) =>
    [...text.matchAll(/'([a-z]+(?:\.[a-zA-Z]+)+)'/gu)].map(([, name = '']) => name),
  );
  return [...new Set(named)].filter((name) => METHODS[name] !== undefined).toSorted();
};

const CALLED = calledIn(
  sources.filter(({ file }) => !NOT_CALLS.test(file)).map(({ text }) => text),
);

const claims = (method: string): readonly string[] =>
  BOT_SCOPES.filter(({ methods }) => methods.includes(method)).map(({ name }) => name);

describe('the scopes', () => {
  it('are looked for in sources that call Slack', () => {
    expect(CALLED).toEqual(expect.arrayContaining(['chat.postMessage', 'conversations.create']));
    expect(calledIn(["api.call('pins.add', {})", "// 'no.such'"])).toEqual(['pins.add']);
  });

  it.each(BOT_SCOPES.flatMap(({ name, methods }) => methods.map((method) => [name, method])))(
    '%s is one that %s takes',
    (name, method) => {
      expect(METHODS[method]?.scopes).toContain(name);
    },
  );

  it.each(CALLED.filter((method) => (METHODS[method]?.scopes.length ?? 0) > 0))(
    'allow %s, which the adapter calls',
    (method) => {
      expect(claims(method)).not.toEqual([]);
      // What works on channels must work on public and on private ones; a direct conversation is neither.
      const takes = METHODS[method]?.scopes ?? [];
      const kinds = ['channels:', 'groups:'].filter(
        (kind) => method !== 'conversations.open' && takes.some((scope) => scope.startsWith(kind)),
      );
      const claimed = claims(method);
      expect(kinds.filter((kind) => !claimed.some((scope) => scope.startsWith(kind)))).toEqual([]);
    },
  );

  it('allow nothing that is not called', () => {
    const claimed = BOT_SCOPES.flatMap(({ methods }) => methods);
    expect(claimed.filter((method) => !CALLED.includes(method))).toEqual([]);
    const idle = BOT_SCOPES.filter(({ methods, events }) => methods.length + events.length === 0);
    // The slash command and the shortcut are neither.
    expect(idle.map(({ name }) => name)).toEqual(['commands']);
  });

  it('are named once each, in both languages', () => {
    const names = BOT_SCOPES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { reason } of BOT_SCOPES) expect(Object.values(reason)).not.toContain('');
  });
});

describe('the events', () => {
  const documented = globSync('node_modules/@slack/types/dist/events/*.d.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  it.each(BOT_EVENTS)('%s is one of Slack', (event) => {
    const [type = '', channel = 'im'] = event.split('.');
    expect(documented).toContain(`type: '${type}'`);
    expect(['channels', 'groups', 'im']).toContain(channel);
  });

  it('are those the adapter understands, and no others', () => {
    const inbound = sources.filter(({ file }) => file.includes('/inbound/'));
    const understood = (event: string): boolean =>
      inbound.some(({ text }) => text.includes(`'${event.split('.')[0]}'`));
    expect(BOT_EVENTS.filter((event) => !understood(event))).toEqual([]);
  });
});
