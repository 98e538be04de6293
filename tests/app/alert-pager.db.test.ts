import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectors } from '#src/boot/connectors.ts';
import type { App } from '#src/compose.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { policyWith } from '../support/policy.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { createStage } from '../support/two-messengers/stage.ts';
import { openWebhookServer, type WebhookServer } from '../support/webhook-server.ts';

let server: WebhookServer;
let app: TestApp;
const open: (() => Promise<void>)[] = [];
beforeEach(async () => {
  server = await openWebhookServer();
  const policy = policyWith({ fallback: { url: `${server.address}/pager` } });
  const clock = createHandClock(Date.parse('2026-12-01T13:16:00Z'));
  const connectors = createConnectors({ policy: () => policy, clock, secretOf: () => undefined });
  app = await createTestApp({ start: '2026-12-01T13:00:00Z', policy, connectors });
  open.push(
    () => app.close(),
    () => server.close(),
  );
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const alarm = async ({ ingest }: App, settle: () => Promise<void>): Promise<void> => {
  await ingest.samples([{ metric: 'connectRate', value: 75 }]);
  await settle();
};

describe('S0-33: the pager of last resort, for an alert that nobody verifies', () => {
  it('is called once with the second escalation, with what and whom it is about', async () => {
    await alarm(app.app, app.settle);
    await app.at('21:14');
    expect(server.received).toEqual([]);
    await app.at('21:40');
    expect(server.received).toHaveLength(1);
    expect(JSON.parse(server.received[0]?.text ?? '')).toMatchObject({
      event: 'alert-unverified',
      at: '2026-12-01T13:16:00.000Z',
      alert: {
        key: 'ALT-20261201-01',
        scenario: 'system-failure',
        raisedAt: '2026-12-01T13:00:00.000Z',
        verifyDue: '2026-12-01T13:10:00.000Z',
      },
      called: [{ id: 'zheng' }],
      text: { 'zh-CN': expect.stringContaining('75%'), en: expect.stringContaining('75%') },
    });
  });

  it('is asked again under the same key until it answers, and not once somebody verified', async () => {
    server.answer({ status: 503 }, { status: 503 });
    await alarm(app.app, app.settle);
    await app.at('21:15:30');
    expect(server.received.length).toBeGreaterThan(0);
    await app.say('wang', 'duty', 'verify ALT-20261201-01 dismiss "例行拨测"');
    const asked = server.received.length;
    await app.at('21:40');
    expect(server.received).toHaveLength(asked);
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('S0-32: an alert on two messengers', () => {
  it('is one card in each duty channel, and both say what became of it on either', async () => {
    const stage = await createStage({ start: '2026-12-01T13:00:00Z' });
    open.push(() => stage.close());
    await alarm(stage.app(), stage.settle);
    await stage.at('21:16');
    expect(stage.pages).toMatchObject([{ subject: 'ALT-20261201-01', kind: 'alert' }]);
    await stage.feishu.say('wang', 'duty', 'verify ALT-20261201-01 dismiss "例行拨测"');
    for (const side of [stage.slack, stage.feishu]) {
      const cards = side.messages('duty').filter(({ text }) => text.includes('预警 ALT-'));
      expect(cards).toHaveLength(1);
      expect(cards[0]?.text).toContain('例行拨测');
    }
  });
});
