import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSlackApi, type SlackApi } from '#adapters/slack/web/api.ts';
import type { Log } from '#ports/system.ts';
import { createHandClock, type HandClock } from '../../../support/hand-clock.ts';

const START = Date.parse('2026-12-01T02:00:00Z');
const TOKEN = 'xoxb-not-to-be-seen';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const fine = json({ ok: true });
const tooMany = json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });
const cut: Answer = (_, request) => request.socket.destroy();

interface Stub {
  readonly api: SlackApi;
  readonly clock: HandClock;
  /** Methods in the order in which they were asked for. */
  readonly asked: string[];
  readonly tokens: (string | undefined)[];
  readonly logged: unknown[];
}

const closers: (() => void)[] = [];

/** A Slack on loopback that answers each method by its next answer, the last one for ever. */
const stub = async (answers: Readonly<Record<string, readonly Answer[]>> = {}): Promise<Stub> => {
  const asked: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const method = request.url?.slice(1) ?? '';
    const nth = asked.filter((one) => one === method).length;
    asked.push(method);
    tokens.push(request.headers.authorization);
    request.resume().on('end', () => {
      const mine = answers[method] ?? [fine];
      (mine[nth] ?? mine.at(-1) ?? fine)(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const logged: unknown[] = [];
  const put = (...line: unknown[]) => void logged.push(line);
  const log: Log = { info: put, warn: put, error: put, child: () => log };
  const clock = createHandClock(START);
  const apiUrl = `http://127.0.0.1:${port}/`;
  const api = createSlackApi({ botToken: { reveal: () => TOKEN }, apiUrl, clock, log });
  return { api, clock, asked, tokens, logged };
};

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

describe('calls of the Web API', () => {
  it('carry the bot token and give the whole answer', async () => {
    const { api, tokens } = await stub({ 'auth.test': [json({ ok: true, user_id: 'U1' })] });
    expect(await api.call('auth.test', {})).toMatchObject({ user_id: 'U1' });
    expect(tokens).toEqual([`Bearer ${TOKEN}`]);
  });

  it('are made once, whatever breaks: repeating is the outbox’s work (F-N1)', async () => {
    for (const [answer, code] of [
      [cut, 'network'],
      [json({}, 500), 'http-500'],
      [json({ ok: false, error: 'internal_error' }), 'internal_error'],
    ] as const) {
      const { api, asked } = await stub({ 'chat.postMessage': [answer] });
      const call = api.call('chat.postMessage', { channel: 'C1', text: 'x' });
      await expect(call).rejects.toMatchObject({ code, retryAfterMs: undefined });
      expect(asked).toEqual(['chat.postMessage']);
    }
  });

  it('are not made while Slack wants them to wait, and then are (F-N3)', async () => {
    const { api, clock, asked } = await stub({ 'pins.add': [tooMany, fine] });
    const limited = { code: 'limited', disposition: 'retry', retryAfterMs: 30_000 };
    await expect(api.call('pins.add', {}, 'row')).rejects.toMatchObject(limited);
    clock.set(START + 29_999);
    await expect(api.call('pins.add', {}, 'row')).rejects.toMatchObject({ retryAfterMs: 1 });
    expect(asked).toHaveLength(1);
    clock.set(START + 30_000);
    await expect(api.call('pins.add', {}, 'row')).resolves.toMatchObject({ ok: true });
    expect(asked).toHaveLength(2);
  });

  it('of another method go on at once while one has to wait (views.open lives 3 s)', async () => {
    const { api, asked } = await stub({ 'chat.postMessage': [tooMany] });
    const post = api.call('chat.postMessage', { channel: 'C1', text: 'x' });
    await expect(post).rejects.toMatchObject({ code: 'limited' });
    const before = performance.now();
    await api.now('views.open', { trigger_id: '1', view: {} });
    await api.call('chat.update', { channel: 'C1', ts: '1', text: 'x' });
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(asked).toEqual(['chat.postMessage', 'views.open', 'chat.update']);
  });

  it('for a person who waits are made even when the bucket is empty', async () => {
    const { api, asked } = await stub();
    for (let n = 0; n < 101; n += 1) await api.now('views.open', { n });
    expect(asked).toHaveLength(101);
  });

  it('for a person who waits end before the trigger does', async () => {
    const { api } = await stub({ 'views.open': [() => {}] });
    const before = performance.now();
    await expect(api.now('views.open', {})).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  it('never put the token into a log or an error, and print nothing themselves', async () => {
    const { api, logged } = await stub({
      'pins.add': [
        json({
          ok: false,
          error: 'invalid_arguments',
          response_metadata: { messages: ['[ERROR] missing required field: channel'] },
        }),
      ],
      'users.info': [cut],
    });
    const failures = await Promise.allSettled([
      api.call('pins.add', {}),
      api.call('users.info', {}),
    ]);
    const told = JSON.stringify([logged, failures, failures.map(String)]);
    expect(told).toContain('missing required field: channel');
    expect(told).not.toContain(TOKEN);
  });
});
