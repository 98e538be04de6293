import { request } from 'node:http';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createListener,
  createTestSandbox,
  serve,
  type Served,
} from '../../support/sandbox/test-sandbox.ts';

const BODY = JSON.stringify({
  as: 'wang',
  where: 'duty',
  line: '/status',
  receiptId: 'receipt-0001',
});

describe('who may talk to the sandbox', () => {
  let served: Served;
  let received: readonly unknown[];
  // fetch does not let a caller choose Host, so this one is made by hand.
  const send = (method: string, path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port: served.port, path: `/sandbox${path}`, method, headers },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      call.on('error', reject);
      call.end(method === 'POST' ? BODY : undefined);
    });
  const json = { 'Content-Type': 'application/json' };
  const local = (): string => `localhost:${served.port}`;

  beforeEach(async () => {
    const sandbox = createTestSandbox();
    const listener = createListener();
    received = listener.received;
    await sandbox.listen(listener.inbox);
    served = await serve(sandbox);
  });
  afterEach(() => served.close());

  it('lets its own page in, by every name of this machine', async () => {
    for (const host of [local(), `127.0.0.1:${served.port}`, `[::1]:${served.port}`]) {
      const headers = {
        ...json,
        Host: host,
        Origin: `http://${host}`,
        'Sec-Fetch-Site': 'same-origin',
      };
      expect([host, await send('POST', '/api/command', headers)]).toEqual([host, 200]);
    }
    expect(received).toHaveLength(3);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    'evil.example@localhost',
    'localhost/evil',
  ])('refuses the name %s, which DNS rebinding would bring', async (host) => {
    expect(await send('GET', '/api/state?as=wang', { Host: host })).toBe(403);
    expect(await send('GET', '', { Host: host })).toBe(403);
    expect(await send('POST', '/api/command', { ...json, Host: host })).toBe(403);
    expect(received).toEqual([]);
  });

  it.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['another port of this machine', { Origin: 'http://localhost:1' }],
    ['another site without an origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour of the same site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('refuses what %s sends', async (_name, headers) => {
    expect(await send('POST', '/api/command', { ...json, Host: local(), ...headers })).toBe(403);
    expect(await send('GET', '/api/state?as=wang', { Host: local(), ...headers })).toBe(403);
    expect(await send('GET', '/api/stream?as=wang', { Host: local(), ...headers })).toBe(403);
    expect(received).toEqual([]);
  });

  it('lets a link from elsewhere open the page, but do nothing', async () => {
    const headers = { Host: local(), 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
    expect(await send('GET', '', headers)).toBe(200);
    expect(await send('POST', '/api/command', { ...json, ...headers })).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses the type %s, which a form of another site could send',
    async (type) => {
      expect(await send('POST', '/api/command', { Host: local(), 'Content-Type': type })).toBe(415);
      expect(received).toEqual([]);
    },
  );

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com', '127.evil.com'])(
    'refuses to be mounted on %s, where others could reach it',
    (host) => {
      const sandbox = createTestSandbox();
      expect(() => sandbox.routes(express(), { host })).toThrow(/loopback/);
      sandbox.close();
    },
  );

  it.each(['127.0.0.1', 'localhost', '::1', '127.8.8.8'])('is mounted on %s', (host) => {
    const sandbox = createTestSandbox();
    expect(() => sandbox.routes(express(), { host })).not.toThrow();
    sandbox.close();
  });
});
