import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { RECORD_SHORTCUT, slackManifest, TICKET_SHORTCUT } from '#adapters/slack/manifest.ts';
import type { Locale } from '#domain/locale.ts';

// github.com/slackapi/manifest-schema, draft 07; `regex` is its own word.
const schema: object = JSON.parse(
  readFileSync('tests/fixtures/slack/manifest.schema.json', 'utf8'),
);
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
  schema,
);

const problemsOf = (manifest: unknown) => {
  validate(manifest);
  return validate.errors ?? [];
};

const VERBS = ['open 开启', 'grade 定级'];
const overHttp = { kind: 'http', url: 'https://fire.example.com/slack/events' } as const;
const manifest = (given: Partial<Parameters<typeof slackManifest>[0]> = {}) =>
  slackManifest({
    command: '/incident',
    verbs: VERBS,
    locale: 'en',
    transport: { kind: 'socket' },
    ...given,
  });

describe('the Slack manifest', () => {
  it.each<[Locale, 'socket' | 'http']>([
    ['zh-CN', 'socket'],
    ['zh-CN', 'http'],
    ['en', 'socket'],
    ['en', 'http'],
  ])('is valid against the official schema in %s over %s', (locale, kind) => {
    const transport = kind === 'http' ? overHttp : { kind };
    expect(problemsOf(manifest({ locale, transport }))).toEqual([]);
  });

  it('is checked by a schema that refuses what Slack would', () => {
    expect(problemsOf({ ...manifest(), unknown: 1 })).toHaveLength(1);
    const { features } = manifest();
    const [shortcut, other] = features.shortcuts;
    const long = { ...features, shortcuts: [{ ...shortcut, name: 'x'.repeat(25) }, other] };
    expect(problemsOf({ ...manifest(), features: long })).toHaveLength(1);
  });

  it('names no address in Socket Mode, and one for everything over HTTP', () => {
    expect(JSON.stringify(manifest())).not.toContain('http');
    const { features, settings } = manifest({ transport: overHttp });
    expect(features.slash_commands[0].url).toBe(overHttp.url);
    expect(settings.event_subscriptions.request_url).toBe(overHttp.url);
    expect(settings.interactivity.request_url).toBe(overHttp.url);
    expect(settings.socket_mode_enabled).toBe(false);
    expect(manifest().settings.socket_mode_enabled).toBe(true);
  });

  it('has the command of the configuration, its verbs as the hint, and the shortcut', () => {
    const { slash_commands, shortcuts } = manifest({ command: '/fire' }).features;
    expect(slash_commands[0]).toMatchObject({
      command: '/fire',
      usage_hint: 'open 开启 | grade 定级',
      should_escape: true,
    });
    expect(shortcuts).toMatchObject([
      { type: 'message', callback_id: RECORD_SHORTCUT },
      { type: 'message', callback_id: TICKET_SHORTCUT },
    ]);
  });

  it('cuts a hint that is too long after a whole verb', () => {
    const verbs = Array.from({ length: 200 }, (_, n) => `verb-${n}`);
    const { usage_hint: hint } = manifest({ verbs }).features.slash_commands[0];
    expect(hint.length).toBeLessThanOrEqual(1_000);
    expect(hint.length).toBeGreaterThan(950);
    expect(hint).toMatch(/^verb-0 \| .* \| verb-\d+ \| …$/u);
  });
});
