import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Delivered, Repertoire } from '../events/gestures.ts';
import type { StormMessenger } from '../events/storm.ts';
import { createHandClock } from '../hand-clock.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { createFeishuTestApp, type FeishuTestApp, openFakeFeishu } from './feishu-app.ts';
import { payloadsOf, twinOf } from './gesture-requests.ts';
import type { Framing } from './transport.ts';
import { sealedDelivery } from './webhook.ts';

const REPERTOIRE: Repertoire = {
  ways: ['slash', 'mention', 'thread', 'direct', 'press', 'form', 'menu'],
  // A message keeps its id, in whatever event it is told.
  twins: ['slash', 'mention', 'thread', 'direct'],
  changes: ['delete'],
  people: ['lin', 'chen', 'qian', 'zhao', 'sun', 'li'],
};
const PROCESSES = ['a', 'b'] as const;

/** In one piece, or in up to five of which the last comes first and another twice. */
const framingOf = ({ gesture, copy }: Delivered): Framing => {
  const parts = 1 + ((gesture + copy) % 5);
  if (parts === 1) return {};
  const order = Array.from({ length: parts }, (_, seq) => seq).toReversed();
  return { parts, order: [...order.slice(0, -1), order[0] ?? 0, 0] };
};

/** Feishu brings again, four times, what a busy process did not store in time (503, or 500 on the long connection). */
const REDELIVERED = 4;

const untilTaken = async (bring: () => Promise<number>): Promise<number> => {
  let status = await bring();
  for (let n = 0; n < REDELIVERED && status !== 200; n += 1) status = await bring();
  return status;
};

const post = async (feishu: FakeFeishu, address: string, plain: string): Promise<number> => {
  const { body, headers } = sealedDelivery(plain, feishu.encryptKey, Date.now());
  const response = await fetch(`${address}/events`, { method: 'POST', body, headers });
  await response.arrayBuffer();
  return response.status;
};

/**
 * Feishu with two processes on one database; SQLite in a folder of its own unless given. On the long connection
 * it is Feishu that chooses the process, and what it brings comes in pieces.
 */
export const stormOnFeishu = async (
  transport: 'websocket' | 'webhook',
  databaseUrl?: string,
): Promise<StormMessenger> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-storm-'));
  const clock = createHandClock(Date.parse('2026-12-01T02:04:00Z'));
  const fake = { limits: 'off', redeliverAfterMs: [] } as const;
  const feishu = await openFakeFeishu({ transport, fake }, clock);
  const database = databaseUrl === undefined ? {} : { databaseUrl };
  const common = { transport, dir, outside: { feishu, clock }, ...database };
  let apps: FeishuTestApp[] = [];
  return {
    repertoire: REPERTOIRE,
    violations: feishu.violations,
    open: async (generation) => {
      apps = [];
      for (const name of PROCESSES)
        apps.push(
          await createFeishuTestApp({
            ...common,
            manner: 'slash',
            process: `${generation}${name}`,
          }),
        );
      return apps;
    },
    tell: async (gestures, ground) => {
      const payloads = await payloadsOf(feishu, gestures, ground);
      return async (one) => {
        const payload = payloads[one.gesture] ?? {};
        const plain = JSON.stringify(one.twin ? twinOf(payload) : payload);
        const bring = async (): Promise<number> => {
          if (transport === 'webhook') return post(feishu, apps[one.process]?.address ?? '', plain);
          const frame = `frame-${one.gesture}-${one.copy}`;
          return (await feishu.push(plain, frame, framingOf(one))).status;
        };
        const status = await untilTaken(bring);
        return status === 200 ? [] : [`${status}: ${plain}`];
      };
    },
    rooms: () => feishu.chats().flatMap(({ id, name }) => (name.includes('INC-') ? [id] : [])),
    close: async () => {
      await feishu.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
