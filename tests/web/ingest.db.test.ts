import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#app/log.ts';
import { createIngest } from '#app/ingest.ts';
import { ingestRoutes } from '#web/ingest.ts';
import { createMetrics } from '#web/metrics.ts';
import { createWeb, listen, type Listening } from '#web/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let server: Listening;

const serve = (routes: express.Router): Promise<Listening> => {
  const metrics = createMetrics(async () => ({ outboxPending: 0, incidentsByPhase: {}, now: 0 }));
  const web = createWeb({
    log: silentLog,
    host: '127.0.0.1',
    readiness: async () => ({ ready: true, reasons: [] }),
    metrics: metrics.handler,
    mounts: [(on) => on.use(routes)],
  });
  return listen(web, '127.0.0.1', 0);
};

beforeAll(async () => {
  app = await createTestApp();
  server = await serve(ingestRoutes(app.app.ingest, 'let-me-in'));
});
afterAll(async () => {
  await server.close(0);
  await app.close();
});

const send = (path: string, body: unknown, token = 'let-me-in', at = server): Promise<Response> =>
  fetch(`http://127.0.0.1:${at.port}/ingest/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const stored = () => app.storage.observations(0, 10_000);
const NOW = '2026-12-01T02:00:00Z';

describe('/ingest (contract 4)', () => {
  it('answers 401 without the token, with a wrong one, and where none is set', async () => {
    const wrong = await send('metrics', { samples: [] }, 'let-me-out');
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    // Whoever has no token learns nothing about what is wrong with a body.
    expect((await send('metrics', '{"samples":', 'let-me-out')).status).toBe(401);
    expect((await send('metrics', { samples: [] }, '')).status).toBe(401);
    const closed = await serve(ingestRoutes(app.app.ingest, undefined));
    expect((await send('metrics', { samples: [] }, 'undefined', closed)).status).toBe(401);
    await closed.close(0);
  });

  it('keeps the good samples of a batch and says of each bad one what is wrong', async () => {
    const before = (await stored()).length;
    const good = { metric: 'connectRate', value: 68, at: NOW, dims: { region: '华东' } };
    const samples = [
      good,
      { ...good, metric: 'connectRating' },
      { ...good, value: '68%' },
      { ...good, value: null },
      { ...good, at: '2026-12-01T02:00:00' },
      { ...good, at: '2026-12-01T02:05:01Z' },
      { ...good, at: '2026-11-01T02:00:00Z' },
      'connectRate=68',
      { ...good, at: '2026-12-01T10:00:00+08:00', value: 67 },
    ];
    const response = await send('metrics', { samples });
    expect(response.status).toBe(202);
    const body = (await response.json()) as { accepted: number; rejected: { index: number }[] };
    expect(body.accepted).toBe(2);
    expect(body.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const found = (await stored()).slice(before);
    expect(found).toMatchObject([{ ...good, at: Date.parse(NOW) }, { value: 67 }]);
  });

  it.each<[string, string, string]>([
    ['an unknown metric', '{"metric":"connectRating","value":68}', 'connectRating is not known'],
    ['a number in another unit', '{"metric":"waitSeconds","value":2,"unit":"min"}', 'seconds'],
    ['a share as a fraction', '{"metric":"connectRate","value":0.68,"unit":"ratio"}', 'percent'],
    ['more than all', '{"metric":"connectRate","value":168}', 'between 0 and 100'],
    ['less than nothing', '{"metric":"callVolume","value":-1}', 'not be under 0'],
    ['text for a number', '{"metric":"connectRate","value":"68%"}', 'a finite number'],
    ['no number', '{"metric":"connectRate","value":"NaN"}', 'a finite number'],
    ['an endless number', '{"metric":"connectRate","value":1e999}', 'a finite number'],
    ['a time without its zone', '{"metric":"csat","value":9,"at":"2026-12-01T02:00:00"}', 'zone'],
    ['a time to come', '{"metric":"csat","value":9,"at":"2026-12-01T02:06:00Z"}', 'ahead'],
    ['a time long past', '{"metric":"csat","value":9,"at":"2026-11-01T02:00:00Z"}', '7 days back'],
    ['dims that are no texts', '{"metric":"csat","value":9,"dims":{"region":1}}', 'text'],
    ['no sample at all', '"connectRate=68"', ''],
  ])('says of %s what is wrong, and keeps what is good beside it', async (_, bad, reason) => {
    const good = '{"metric":"connectRate","value":68,"unit":"%"}';
    const response = await send('metrics', `{"samples":[${good},${bad},${good}]}`);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      accepted: 2,
      rejected: [{ index: 1, reason: expect.stringContaining(reason) }],
    });
  });

  it('takes any unit for a metric of the organisation, whose own nobody declared', async () => {
    const { policy } = app.app.views('zh-CN');
    const playbook = policy.playbooks['call-surge'];
    if (playbook === undefined) throw new Error('no call-surge');
    const rule = { id: 'x', stage: 'watch', metric: 'queue.length', op: 'gt', value: 9 } as const;
    const own = { ...policy, playbooks: { own: { ...playbook, triggers: [rule] } } };
    const storage = { observe: async (rows: readonly unknown[]) => rows.length };
    const parts = {
      storage,
      policy: () => own,
      clock: app.clock,
      observed: () => {},
      complain: async () => true,
    };
    const samples = [{ metric: 'queue.length', value: -3, unit: 'calls' }];
    expect(await createIngest(parts).samples(samples)).toEqual({ accepted: 1, rejected: [] });
  });

  it('takes the same id twice as one, of samples and of conditions of Alertmanager', async () => {
    const before = (await stored()).length;
    const samples = [{ id: 's-1', metric: 'connectRate', value: 70 }];
    await send('metrics', { samples });
    const again = await send('metrics', { samples });
    expect(await again.json()).toEqual({ accepted: 1, rejected: [] });
    const alert = {
      status: 'firing',
      labels: { alertname: 'PhonesDown', playbook: 'system-failure' },
      annotations: { summary: '电话系统中断' },
      startsAt: NOW,
      fingerprint: 'abc123',
    };
    await send('alertmanager', { version: '4', alerts: [alert, alert] });
    await send('alertmanager', {
      version: '4',
      alerts: [{ ...alert, status: 'resolved', endsAt: NOW }],
    });
    expect((await stored()).slice(before)).toMatchObject([
      { kind: 'sample', value: 70 },
      { kind: 'signal', text: '电话系统中断', scenario: 'system-failure', fingerprint: 'abc123' },
      { kind: 'signal', fingerprint: 'abc123', resolved: true },
    ]);
  });

  it('S4-04: masks what a signal says before it is stored', async () => {
    const before = (await stored()).length;
    const text = '客户 13812345678 称将向媒体曝光';
    expect((await send('signals', { kind: 'mediaReport', text })).status).toBe(202);
    const [signal] = (await stored()).slice(before);
    expect(JSON.stringify(signal)).toContain('5678');
    expect(JSON.stringify(signal)).not.toContain('13812345678');
  });

  it('answers a body that is no batch, too large, or of another kind, without a stack trace', async () => {
    expect((await send('metrics', '{"samples":')).status).toBe(400);
    expect((await send('metrics', { sample: [] })).status).toBe(400);
    expect((await send('metrics', { samples: Array(5_001).fill(1) })).status).toBe(400);
    const large = await send('metrics', { samples: ['x'.repeat(1_100_000)] });
    expect(large.status).toBe(413);
    expect(large.headers.get('content-type')).toContain('application/problem+json');
    expect(await large.json()).toMatchObject({ status: 413, title: expect.any(String) });
    const whole = { samples: Array(5_000).fill({ metric: 'connectRate', value: 68 }) };
    expect((await send('metrics', whole)).status).toBe(202);
    const url = `http://127.0.0.1:${server.port}/ingest/metrics`;
    expect((await fetch(url)).status).toBe(405);
    const headers = { authorization: 'Bearer let-me-in', 'content-type': 'text/plain' };
    expect((await fetch(url, { method: 'POST', headers, body: 'hi' })).status).toBe(415);
  });
});

describe('too much at once', () => {
  it('is answered 429 with Retry-After before it is held in memory, and taken afterwards', async () => {
    const gate: { open?: () => void } = {};
    const held = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const slow = { observe: (rows: readonly unknown[]) => held.then(() => rows.length) };
    const { policy } = app.app.views('zh-CN');
    const parts = {
      storage: slow,
      policy: () => policy,
      clock: app.clock,
      observed: () => {},
      complain: async () => true,
    };
    const samples = Array.from({ length: 5_000 }, (_, value) => ({ metric: 'connectRate', value }));
    const ingest = createIngest(parts);
    const other = await serve(ingestRoutes(ingest, 'let-me-in'));
    const taken = [1, 2, 3, 4].map(() => ingest.samples(samples));
    const refused = await send('metrics', { samples: [{}] }, 'let-me-in', other);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    gate.open?.();
    expect(await Promise.all(taken)).toHaveLength(4);
    expect(await ingest.samples(samples.slice(0, 1))).toEqual({ accepted: 1, rejected: [] });
    await other.close(0);
  });
});

describe('/ingest/complaints', () => {
  const complaint = { id: 'C-1', at: NOW, text: '表带断裂', topic: '手环表带' };
  const complain = (complaints: readonly unknown[]) => send('complaints', { complaints });
  const tickets = () => app.storage.subjects({ kind: 'ticket', limit: 100 });

  it('S3-07: makes one ticket of one id, however often it comes', async () => {
    await complain([complaint, complaint]);
    const again = await complain([complaint]);
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ accepted: 1, rejected: [] });
    expect(await tickets()).toMatchObject([
      {
        kind: 'ticket',
        externalId: 'C-1',
        title: '手环表带',
        severity: 'sev3',
        state: 'processing',
      },
    ]);
  });

  it('says of each bad complaint what is wrong, and keeps the others', async () => {
    const before = (await tickets()).length;
    const response = await complain([
      { ...complaint, id: 'C-2', level: '一级' },
      { ...complaint, id: 'C-3', text: '' },
      { ...complaint, id: 'C-4', text: undefined },
      { ...complaint, id: 'C-5', level: '天大' },
      { ...complaint, id: 'C-6', type: '表扬' },
      { ...complaint, id: undefined },
      { ...complaint, id: 'C-8', at: '2026-12-01 10:00' },
      'C-9',
      { ...complaint, id: 'C-10', type: '办理', tags: ['老客户'] },
      { ...complaint, id: 'C-11', tags: '安全' },
    ]);
    const body = (await response.json()) as {
      readonly accepted: number;
      readonly rejected: readonly { readonly index: number; readonly reason: string }[];
      readonly notes: unknown;
    };
    expect(body.accepted).toBe(2);
    expect(body.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
    expect(body.rejected.find(({ index }) => index === 3)?.reason).toContain('一级');
    expect(body.notes).toEqual([{ index: 8, reason: 'no level is known for: 老客户.' }]);
    expect((await tickets()).length).toBe(before + 2);
  });

  it('S3-03, S4-08: a tag or an urgency gives the level', async () => {
    await complain([
      { ...complaint, id: 'C-20', tags: ['安全'] },
      { ...complaint, id: 'C-21', level: '特急' },
      { ...complaint, id: 'C-22', level: '紧急' },
    ]);
    const levels = (await tickets()).flatMap(({ externalId, severity }) =>
      ['C-20', 'C-21', 'C-22'].includes(externalId ?? '') ? [severity] : [],
    );
    expect(levels).toHaveLength(3);
    expect(levels.filter((severity) => severity === 'sev1')).toHaveLength(2);
  });

  it('S4-02, S4-04, S4-25: masks what identifies a customer, and no order number', async () => {
    await complain([
      {
        ...complaint,
        id: '13912345678',
        text: '订单SD2023901202，身份证110101199003076712，电话13812345678',
        contact: '13812345678',
        customer: '王小明',
      },
    ]);
    const rows = await tickets();
    const events = await Promise.all(rows.map(({ key }) => app.storage.events(key, 1, 100)));
    const everything = JSON.stringify([rows, events, await stored()]);
    for (const raw of ['13912345678', '110101199003076712', '13812345678', '王小明'])
      expect(everything).not.toContain(raw);
    expect(everything).toContain('SD2023901202');
    expect(everything).toContain('*******5678');
    expect(await (await complain([{ ...complaint, id: '13912345678' }])).json()).toEqual({
      accepted: 1,
      rejected: [],
    });
    expect((await tickets()).length).toBe(rows.length);
  });
});
