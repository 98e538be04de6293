import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFeishuApi, type FeishuApi } from '#adapters/feishu/web/api.ts';
import { idOf } from '#adapters/feishu/web/ids.ts';
import { createHandClock, type HandClock } from '../../../support/hand-clock.ts';

const START = Date.parse('2026-12-01T02:00:00Z');
const SECRET = 'secret-not-to-be-seen';
const TOKEN_PATH = '/open-apis/auth/v3/tenant_access_token/internal';
const PINS = '/open-apis/im/v1/pins';
const INFO = '/open-apis/bot/v3/info';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const fine = json({ code: 0, msg: 'ok', data: { pin: { message_id: 'om_1' } } });
const refusal = (code: number, status = 400): Answer => json({ code, msg: 'no' }, status);
const cut: Answer = (_, request) => request.socket.destroy();

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

interface Stub {
  readonly api: FeishuApi;
  readonly clock: HandClock;
  readonly asked: Asked[];
  readonly pathsAsked: () => readonly string[];
}

const closers: (() => void)[] = [];

/** A Feishu on loopback that answers each path by its next answer, the last one for ever; tokens are counted. */
const stub = async (answers: Readonly<Record<string, readonly Answer[]>> = {}): Promise<Stub> => {
  const asked: Asked[] = [];
  let tokens = 0;
  const giveToken: Answer = (response, request) => {
    tokens += 1;
    const body = { code: 0, msg: 'ok', tenant_access_token: `t-${tokens}`, expire: 7_200 };
    json(body)(response, request);
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const nth = asked.filter((one) => one.path === path).length;
    const entry = { method: request.method ?? '', path, token: request.headers.authorization };
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    const place = asked.push({ ...entry, body: '' }) - 1;
    request.on('end', () => {
      asked[place] = { ...entry, body: Buffer.concat(chunks).toString() };
      const mine = answers[path] ?? [path === TOKEN_PATH ? giveToken : fine];
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
  const clock = createHandClock(START);
  const api = createFeishuApi({
    appId: 'cli_0123456789abcdef',
    appSecret: { reveal: () => SECRET },
    domain: `http://127.0.0.1:${port}`,
    clock,
    patienceMs: 500,
  });
  const pathsAsked = () => asked.map(({ path }) => path).filter((path) => path !== TOKEN_PATH);
  return { api, clock, asked, pathsAsked };
};

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const pin = { method: 'POST', path: PINS, body: { message_id: 'om_1' } } as const;

describe('calls of the open platform', () => {
  it('carry a tenant token and give the answer’s data', async () => {
    const { api, asked } = await stub();
    expect(await api.call(pin)).toEqual({ pin: { message_id: 'om_1' } });
    expect(asked.map(({ path, token }) => [path, token])).toEqual([
      [TOKEN_PATH, undefined],
      [PINS, 'Bearer t-1'],
    ]);
  });

  it('give the whole answer where it has no data', async () => {
    const { api } = await stub({ [INFO]: [json({ code: 0, bot: { open_id: 'ou_bot' } })] });
    expect(await api.call({ method: 'GET', path: INFO })).toMatchObject({
      bot: { open_id: 'ou_bot' },
    });
  });

  it('send no body with a GET, and every query as it is meant', async () => {
    const { api, asked } = await stub();
    const query = { uuid: 'a&b', set_bot_manager: true, page_size: 100 };
    await api.call({ method: 'GET', path: PINS, query });
    expect(asked.at(-1)).toMatchObject({
      path: `${PINS}?uuid=a%26b&set_bot_manager=true&page_size=100`,
      body: '',
    });
  });

  it('are made once, whatever breaks: repeating is the outbox’s work (F-N1)', async () => {
    for (const [answer, code] of [
      [cut, 'network'],
      [json('oops', 502), 'http-502'],
      [json('<html>', 200), 'unreadable-answer'],
      [refusal(1_771_001, 500), '1771001'],
    ] as const) {
      const { api, pathsAsked } = await stub({ [PINS]: [answer] });
      const failure = { code, disposition: 'retry', retryAfterMs: undefined };
      await expect(api.call(pin)).rejects.toMatchObject(failure);
      expect(pathsAsked()).toEqual([PINS]);
    }
  });

  it('end when no answer comes in time (F-N1)', async () => {
    const { api } = await stub({ [PINS]: [() => {}] });
    const failure = { code: 'timeout', disposition: 'retry', retryAfterMs: undefined };
    await expect(api.call(pin)).rejects.toMatchObject(failure);
  });

  it('are not made while the platform wants them to wait, and then are (F-N3)', async () => {
    const tooMany = json({ code: 99_991_400, msg: 'x' }, 429, { 'x-ogw-ratelimit-reset': '30' });
    const { api, clock, pathsAsked } = await stub({ [PINS]: [tooMany, fine] });
    const limited = { code: 'limited', disposition: 'retry', retryAfterMs: 30_000 };
    await expect(api.call({ ...pin, ticket: 'row' })).rejects.toMatchObject(limited);
    clock.set(START + 29_999);
    await expect(api.call({ ...pin, ticket: 'row' })).rejects.toMatchObject({ retryAfterMs: 1 });
    expect(pathsAsked()).toHaveLength(1);
    clock.set(START + 30_000);
    await expect(api.call({ ...pin, ticket: 'row' })).resolves.toBeDefined();
  });

  it('of another API go on at once while one has to wait', async () => {
    const { api } = await stub({ [PINS]: [refusal(99_991_400, 400)] });
    await expect(api.call(pin)).rejects.toMatchObject({ code: 'limited' });
    await expect(api.call({ method: 'GET', path: INFO })).resolves.toBeDefined();
  });
});

describe('the tenant token', () => {
  it('is asked for once by all who need it at the same time, and kept', async () => {
    const { api, asked } = await stub();
    await Promise.all([api.call(pin), api.call({ method: 'GET', path: INFO }), api.call(pin)]);
    await api.call(pin);
    expect(asked.filter(({ path }) => path === TOKEN_PATH)).toHaveLength(1);
  });

  it('is renewed before it ends, by the app’s clock', async () => {
    const { api, clock, asked } = await stub();
    await api.call(pin);
    clock.set(START + 118 * 60_000);
    await api.call(pin);
    expect(asked.at(-1)?.token).toBe('Bearer t-2');
  });

  it.each([99_991_661, 99_991_663, 99_991_668])(
    'is replaced once when it is refused, and the call made again: %i',
    async (code) => {
      const { api, asked, pathsAsked } = await stub({ [PINS]: [refusal(code), fine] });
      await expect(api.call(pin)).resolves.toBeDefined();
      expect(pathsAsked()).toEqual([PINS, PINS]);
      expect(asked.at(-1)?.token).toBe('Bearer t-2');
    },
  );

  it('that is refused twice waits for an administrator', async () => {
    const { api, pathsAsked } = await stub({ [PINS]: [refusal(99_991_663)] });
    const wanted = { disposition: 'reauthorise', code: '99991663' };
    await expect(api.call(pin)).rejects.toMatchObject(wanted);
    expect(pathsAsked()).toHaveLength(2);
  });

  it('that is not given for this secret waits for an administrator', async () => {
    const { api } = await stub({
      [TOKEN_PATH]: [json({ code: 10_014, msg: 'app secret invalid' })],
    });
    await expect(api.call(pin)).rejects.toMatchObject({
      disposition: 'reauthorise',
      code: '10014',
    });
  });

  it('that could not be asked for leaves the call to be made later', async () => {
    const { api } = await stub({ [TOKEN_PATH]: [cut] });
    await expect(api.call(pin)).rejects.toMatchObject({ disposition: 'retry', code: 'network' });
  });

  it('is in no error and nowhere printed, nor is the secret or what was sent', async () => {
    const { api } = await stub({
      [TOKEN_PATH]: [json({ code: 10_003, msg: 'invalid param' }, 400)],
    });
    const other = await stub({ [PINS]: [refusal(230_001)] });
    const broken = await stub({ [PINS]: [cut] });
    const body = { message_id: 'what-was-sent' };
    const failures = await Promise.allSettled(
      [api, other.api, broken.api].map((one) => one.call({ ...pin, body })),
    );
    const seen = failures.flatMap((failure) =>
      failure.status === 'rejected'
        ? [failure.reason, failure.reason.cause, failure.reason.cause?.cause]
        : [],
    );
    const told = seen
      .map((one) => JSON.stringify(one, Object.getOwnPropertyNames(one ?? {})))
      .join();
    expect(told).toContain('230001');
    for (const hidden of [SECRET, 't-1', 'what-was-sent']) expect(told).not.toContain(hidden);
  });
});

describe('ids that enter a path', () => {
  it.each([
    ['chat', 'oc_duty'],
    ['chat', 'oc_a0553eda9014c201e6969b478895c230'],
    ['message', 'om_x100b4f8d9c'],
    ['person', 'ou_lin'],
    ['document', 'doxcnx100b000000000000000000001'],
  ] as const)('may be of the kind %s: %s', (kind, id) => {
    expect(idOf(kind, id)).toBe(id);
  });

  it.each([
    ['message', '../chats/oc_1'],
    ['message', 'om_1/../../chats/oc_1'],
    ['message', 'om_1?x=1'],
    ['message', 'om_1\n'],
    ['chat', 'om_1'],
    ['chat', 'oc_'],
    ['chat', `oc_${'x'.repeat(200)}`],
    ['person', 'ou_%2e%2e'],
    ['document', 'a/b'],
    ['chat', ''],
  ] as const)('may not be %s: %j', (kind, id) => {
    expect(() => idOf(kind, id)).toThrow(expect.objectContaining({ disposition: 'give-up' }));
  });
});
