import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSocketHearing, type SocketHearing } from '../../../support/feishu/inbound-hearing.ts';
import { PERSON, ROOM, sampleCard } from '../../../support/feishu/inbound-samples.ts';
import type { FakeFeishuOptions } from '../../../support/feishu/create-fake-feishu.ts';
import { createFeishu } from '#adapters/feishu/feishu.ts';
import { openPatientServer } from '../../../support/feishu/inbound-patient-server.ts';
import { until } from '../../../support/feishu/sdk-app.ts';

const ENDPOINT = '/callback/ws/endpoint';

let hearing: SocketHearing;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
});
afterEach(async () => {
  await hearing.close();
  process.off('unhandledRejection', onUnhandled);
  if (unhandled.length > 0) throw new Error('unhandled', { cause: unhandled[0] });
});

const start = async (options: Partial<FakeFeishuOptions> = {}) => {
  hearing = await openSocketHearing(options);
  const stop = await hearing.listen();
  await hearing.connected();
  return { ...hearing, stop };
};
const eventually = (holds: () => void): Promise<void> => vi.waitFor(holds, 12_000);
const status = (feishu: SocketHearing['feishu']) =>
  feishu.say(PERSON, ROOM, 'status', { mention: true });

/** An inbox that is asked and does not answer until it is told to. */
const holdAnswers = (inbox: SocketHearing['inbox']) => {
  const { promise, resolve } = Promise.withResolvers<object>();
  inbox.answerWith(() => promise);
  return { release: () => resolve({}) };
};

const optionsFor = (domain: string): Parameters<typeof createFeishu>[0] => ({
  appId: 'cli_0123456789abcdef',
  appSecret: { reveal: () => 'secret' },
  domain,
  transport: { kind: 'websocket' },
  clock: { now: () => Date.now() },
  log: { info: () => {}, warn: () => {}, error: () => {}, child: () => expect.fail() },
  accountOf: async () => undefined,
  roomOfMessage: async () => undefined,
  timezone: () => 'Asia/Shanghai',
});

describe('the long connection', () => {
  it('acknowledges an event only once it is stored', async () => {
    const { feishu, inbox } = await start();
    const { release } = holdAnswers(inbox);
    let isAcked = false;
    const said = status(feishu).then((result) => {
      isAcked = true;
      return result;
    });
    await eventually(() => expect(inbox.received).toHaveLength(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAcked).toBe(false);
    release();
    expect((await said).acked?.status).toBe(200);
  });

  it('F-E1: takes what comes again, also in parts, under the same receipt', async () => {
    const { feishu, inbox } = await start();
    await status(feishu);
    expect((await feishu.replay(0)).status).toBe(200);
    expect((await feishu.replay(0, { parts: 5 })).status).toBe(200);
    const receipts = inbox.received.map(({ receiptId }) => receiptId);
    expect(receipts).toHaveLength(3);
    expect(new Set(receipts).size).toBe(1);
  });

  it('F-E1: the same message under another event id has the same receipt', async () => {
    const { feishu, inbox } = await start();
    await status(feishu);
    await feishu.say(PERSON, ROOM, 'status', { mention: true, again: true });
    const [first, second] = inbox.received;
    expect(second?.receiptId).toBe(first?.receiptId);
  });

  it('shows an answer once, though what was asked comes again', async () => {
    const { feishu, inbox } = await start();
    inbox.answerWith(() => ({ card: sampleCard }));
    await status(feishu);
    await feishu.replay(0);
    const shown = () => feishu.messages(ROOM, PERSON).filter(({ onlyFor }) => onlyFor === PERSON);
    await eventually(() => expect(shown()).toHaveLength(1));
    await hearing.close();
    expect(shown()).toHaveLength(1);
    expect(feishu.violations).toEqual([]);
  });

  it('refuses what is not stored in time, so that it comes again', async () => {
    const { feishu, inbox } = await start({ redeliverAfterMs: [10] });
    const { release } = holdAnswers(inbox);
    const { acked } = await status(feishu);
    expect(acked?.status).toBe(500);
    expect(acked?.ms).toBeLessThan(3_000);
    release();
    await eventually(() => expect(inbox.received).toHaveLength(2));
    expect(inbox.received[1]?.receiptId).toBe(inbox.received[0]?.receiptId);
  });

  it('acknowledges where the inbox fails, and says so in the log', async () => {
    const { feishu, inbox, logged } = await start();
    inbox.answerWith(() => {
      throw new Error('broken');
    });
    expect((await status(feishu)).acked?.status).toBe(200);
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'could not take what Feishu sent' }),
    );
  });
});

describe('an event that is none', () => {
  it('is acknowledged and left alone where the SDK throws over it (F-S2)', async () => {
    const { feishu, inbox } = await start();
    const header = { event_id: 'e1', event_type: { toString: {} } };
    const acked = await feishu.push(JSON.stringify({ schema: '2.0', header, event: {} }), 'f1', {});
    expect(acked.status).toBe(200);
    expect(inbox.received).toEqual([]);
  });
});

describe('the connection', () => {
  it('is opened again at once after it broke', async () => {
    const { feishu } = await start();
    const began = performance.now();
    feishu.cut();
    await eventually(() => expect(feishu.connections).toEqual({ opened: 2, open: 1 }));
    // The SDK by itself waits for as long as Feishu says, by default up to half a minute.
    expect(performance.now() - began).toBeLessThan(900);
    expect((await status(feishu)).acked?.status).toBe(200);
  });

  it('is opened again at once, however long Feishu would have it wait', async () => {
    hearing = await openSocketHearing();
    const patient = await openPatientServer();
    const stop = await createFeishu(optionsFor(patient.domain)).listen(hearing.inbox);
    await until(() => patient.pongs() === 1);
    const began = performance.now();
    patient.cut();
    await until(() => patient.pongs() === 2);
    expect(performance.now() - began).toBeLessThan(900);
    await stop();
    await patient.close();
  });

  it('is replaced when it plays dead', async () => {
    const { feishu } = await start({ pingInterval: 1, ackTimeoutMs: 100 });
    feishu.playDead(true);
    expect((await status(feishu)).acked?.status).toBe(0);
    await eventually(() => expect(feishu.connections).toEqual({ opened: 2, open: 1 }));
    expect((await status(feishu)).acked?.status).toBe(200);
  });

  it.each([
    ['is busy', '1'],
    ['has an error of its own', '1000040343'],
  ])('is opened again though Feishu %s meanwhile', async (_name, error) => {
    const { feishu } = await start();
    feishu.fail({ kind: 'error', error }, { path: ENDPOINT, times: 2 });
    feishu.cut();
    await eventually(() => expect(feishu.connections).toEqual({ opened: 2, open: 1 }));
  });

  it('is opened again though Feishu answers nonsense meanwhile', async () => {
    const { feishu } = await start();
    feishu.fail({ kind: 'status', status: 502 }, { path: ENDPOINT, times: 2 });
    feishu.cut();
    await eventually(() => expect(feishu.connections).toEqual({ opened: 2, open: 1 }));
  });

  it('comes later where Feishu does not answer at the start, and starting does not wait for it', async () => {
    hearing = await openSocketHearing();
    hearing.feishu.fail({ kind: 'status', status: 500 }, { path: ENDPOINT, times: 1 });
    await hearing.listen();
    expect(hearing.feishu.connections.open).toBe(0);
    await eventually(() => expect(hearing.feishu.connections.open).toBe(1));
  });

  it('ends when it is stopped', async () => {
    const { feishu, stop } = await start();
    await stop();
    await eventually(() => expect(feishu.connections).toEqual({ opened: 1, open: 0 }));
  });

  it('does not come back when it is stopped while Feishu does not answer', async () => {
    const { feishu, stop } = await start();
    feishu.fail({ kind: 'hang' }, { path: ENDPOINT, times: 100 });
    feishu.cut();
    await eventually(() => expect(feishu.connections.open).toBe(0));
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(feishu.connections).toEqual({ opened: 1, open: 0 });
  });

  it('does not come back when it is stopped in a pause', async () => {
    const { feishu, stop, logged } = await start();
    feishu.fail({ kind: 'status', status: 500 }, { path: ENDPOINT, times: 100 });
    feishu.cut();
    const failures = () => logged.filter(({ message }) => message.startsWith('could not connect'));
    await eventually(() => expect(failures()).toHaveLength(2));
    await stop();
    expect(failures()).toHaveLength(2);
    expect(feishu.connections.open).toBe(0);
  });

  it('is left after what is under way was acknowledged', async () => {
    const { feishu, inbox, stop } = await start();
    const { release } = holdAnswers(inbox);
    const said = status(feishu);
    await eventually(() => expect(inbox.received).toHaveLength(1));
    const stopped = stop();
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(feishu.connections.open).toBe(1);
    release();
    await stopped;
    expect((await said).acked?.status).toBe(200);
  });

  it('is not tried with an id that is no app’s, which the SDK would not tell', async () => {
    hearing = await openSocketHearing();
    const options = { ...optionsFor(hearing.feishu.domain), appId: 'cli_short' };
    const adapter = createFeishu(options);
    await expect(adapter.listen(hearing.inbox)).rejects.toThrow('FEISHU_APP_ID');
  });

  it('does not write the app’s secret or what people say into the log', async () => {
    const { feishu, logged } = await start();
    feishu.fail({ kind: 'error', error: '514' }, { path: ENDPOINT, times: 1 });
    await feishu.say(PERSON, ROOM, 'open 保密内容', { mention: true });
    feishu.cut();
    await eventually(() =>
      expect(logged.some(({ message }) => message.startsWith('could not connect'))).toBe(true),
    );
    const written = logged.map(
      ({ message, fields }) => `${message} ${String(fields['err'])} ${JSON.stringify(fields)}`,
    );
    expect(written.join('\n')).not.toContain(feishu.appSecret);
    expect(written.join('\n')).not.toContain('保密内容');
  });
});
