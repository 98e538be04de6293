import { once } from 'node:events';
import net from 'node:net';
import { Router, json } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#app/log.ts';
import { createMetrics } from '#web/metrics.ts';
import { createWeb, listen, type Listening } from '#web/server.ts';

let server: Listening;
let reasons: readonly string[] = [];

const echo = Router().post('/echo', json({ limit: '1mb' }), (request, response) => {
  response.json(request.body);
});
const bug = Router().get('/bug', () => {
  throw new Error('secret detail');
});

beforeAll(async () => {
  const metrics = createMetrics(async () => ({
    outboxPending: 3,
    incidentsByPhase: { active: 2 },
    now: 10_000,
    outboxOldest: 4_000,
  }));
  metrics.meters.command('open', 'done', 5);
  const app = createWeb({
    log: silentLog,
    host: '127.0.0.1',
    readiness: async () => ({ ready: reasons.length === 0, reasons }),
    metrics: metrics.handler,
    home: '/sandbox',
    mounts: [(web) => web.use(echo), (web) => web.use(bug)],
  });
  server = await listen(app, '127.0.0.1', 0);
});
afterAll(() => server.close(0));

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { redirect: 'manual', ...init });
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as { readonly status: number; readonly detail: string };
};

describe('health', () => {
  it('is answered, and readiness says what is missing (contract 4)', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
    reasons = ['slack is not connected'];
    const response = await ask('/readyz');
    reasons = [];
    expect(response.status).toBe(503);
    expect((await problemOf(response)).detail).toContain('slack is not connected');
  });
});

describe('metrics', () => {
  it('are Prometheus text with counters and readings', async () => {
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('fenghuo_command_seconds_count{verb="open",result="done"} 1');
    expect(text).toContain('fenghuo_outbox_pending 3');
    expect(text).toContain('fenghuo_outbox_oldest_seconds 6');
    expect(text).toContain('fenghuo_incidents{phase="active"} 2');
  });

  it('are not given through a proxy', async () => {
    const response = await ask('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(response.status).toBe(403);
  });
});

describe('whatever is asked wrongly', () => {
  it('gets problem details: unknown address, wrong method', async () => {
    const unknown = await ask('/nowhere');
    expect(unknown.status).toBe(404);
    await problemOf(unknown);
    const method = await ask('/healthz', { method: 'POST' });
    expect(method.status).toBe(405);
    expect(method.headers.get('allow')).toContain('GET');
    await problemOf(method);
  });

  it('gets 400 for broken JSON and 413 above 1 MiB, with or without a length', async () => {
    const headers = { 'content-type': 'application/json' };
    const broken = await ask('/echo', { method: 'POST', headers, body: '{"a":' });
    expect(broken.status).toBe(400);
    await problemOf(broken);
    const body = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    expect((await ask('/echo', { method: 'POST', headers, body })).status).toBe(413);
    const stream = new Blob([body]).stream();
    const chunked = await ask('/echo', {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  it('never shows what broke inside', async () => {
    const response = await ask('/bug');
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});

describe('every answer', () => {
  it('carries the headers that keep browsers from guessing and framing', async () => {
    const { headers } = await ask('/nowhere');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('leads from the root to the home page', async () => {
    const response = await ask('/');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/sandbox');
  });
});

describe('a port that is taken', () => {
  it('is an error that names it', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const app = createWeb({
      log: silentLog,
      host: '127.0.0.1',
      readiness: async () => ({ ready: true, reasons: [] }),
      metrics: (_request, response) => response.end(),
      mounts: [],
    });
    await expect(listen(app, '127.0.0.1', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });
});
