import { afterEach, describe, expect, it } from 'vitest';
import { SECOND } from '#domain/time.ts';
import { crowding } from '../../support/crowding.ts';
import { accountOf } from '../../support/feishu/cast.ts';
import { closeClean } from '../../support/feishu/close-clean.ts';
import type { FeishuCall } from '../../support/feishu/fake-feishu.ts';
import {
  createFeishuTestApp,
  type FeishuAppOptions,
  type FeishuTestApp,
  type FeishuTransport,
} from '../../support/feishu/feishu-app.ts';
import { chatOf } from '../../support/feishu/feishu-sights.ts';
import { LINES, p99Of } from '../../support/outside/acknowledging.ts';
import { untilQuiet } from '../../support/outside/burst.ts';
import { depthOf, LONGEST_LATENCY_MS } from '../../support/outside/call-depth.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

let app: FeishuTestApp;
afterEach(() => closeClean(app));
const start = async (options: FeishuAppOptions): Promise<void> => {
  app = await createFeishuTestApp(options);
};

const TRANSPORTS: readonly FeishuTransport[] = ['webhook', 'websocket'];
const SENDING = 'POST /open-apis/im/v1/messages';
const CHANGING = 'PATCH /open-apis/im/v1/messages/:message_id';

const fieldOf = ({ body }: FeishuCall, name: string): unknown =>
  (body as Readonly<Record<string, unknown>>)[name];

describe('declaring', () => {
  it.each(TRANSPORTS)(
    'over %s: at most three calls one after another until who declared is in a group with its card',
    async (transport) => {
      await start({ transport });
      // Longer than what happens between two calls, also on a busy machine.
      app.feishu.latency(Math.min(250 * crowding(), LONGEST_LATENCY_MS));
      const before = app.feishu.calls.length;
      await app.say('wang', 'duty', OPEN);
      const calls = app.feishu.calls.slice(before);
      const room = app.room();
      const [opened] = calls.filter(
        (call) =>
          call.route === 'POST /open-apis/im/v1/chats' &&
          JSON.stringify(fieldOf(call, 'user_id_list')).includes(accountOf('wang')),
      );
      const [card] = calls.filter(
        (call) => call.route === SENDING && fieldOf(call, 'receive_id') === room.id,
      );
      if (opened === undefined || card === undefined) throw new Error('not ready');
      expect(room.members).toContain('wang');
      expect(JSON.stringify(card.body)).toContain('响应');
      // The first of them may be for the token, which lasts two hours.
      expect(depthOf(calls, [opened, card])).toBeLessThanOrEqual(3);
    },
  );
});

/** On a machine that has nothing else to do. */
const ACKNOWLEDGED_WITHIN_MS = 100;

describe('acknowledgement while Feishu answers each call in 500 ms', () => {
  it.each(TRANSPORTS)(
    'over %s: within 100 ms at the 99th percentile, whatever is asked',
    async (transport) => {
      await start({ transport, fake: { limits: 'off' } });
      await app.say('wang', 'duty', OPEN);
      const { feishu, clock } = app;
      const room = chatOf(feishu, 'room');
      const say = async (
        line: string,
      ): Promise<{ readonly status: number; readonly ms: number }> => {
        const { acked } = await feishu.say(accountOf('lin'), room, `/应急 ${line}`);
        return acked ?? { status: 0, ms: 0 };
      };
      // The first of everything is read from disk and compiled.
      for (const line of LINES.slice(0, 20)) await say(line);
      await app.settle();
      feishu.latency(500);
      const crowded = crowding();
      app.app.dispatcher.run();
      const acked: number[] = [];
      const wrong: unknown[] = [];
      for (const line of [...LINES, ...LINES]) {
        const { status, ms } = await say(line);
        if (status !== 200) wrong.push({ line, status });
        acked.push(ms);
        clock.set(clock.now() + SECOND);
      }
      feishu.latency(0);
      await app.settle();
      const p99 = p99Of(transport, acked);
      expect(wrong).toEqual([]);
      expect(acked.length).toBeGreaterThanOrEqual(200);
      expect(p99).toBeLessThanOrEqual(ACKNOWLEDGED_WITHIN_MS * Math.max(crowded, crowding()));
    },
  );
});

/** The most of these within any second. */
const mostInASecond = (calls: readonly FeishuCall[]): number =>
  Math.max(
    0,
    ...calls.map(
      ({ at: from }) => calls.filter(({ at }) => at >= from && at < from + SECOND).length,
    ),
  );

describe('200 changes of one incident within six seconds', () => {
  it.each([
    ['that only the card shows', (n: number) => `metric connectRate=${n / 4}`, '50%'],
    ['that are told in the room as well', (n: number) => `update "第${n}步"`, '第200步'],
  ])(
    '%s: five a second at most, and the card shows the last one within 3 s',
    async (_, lineOf, shown) => {
      await start({ transport: 'webhook' });
      const { feishu, clock } = app;
      await app.say('wang', 'duty', OPEN);
      await untilQuiet(app, feishu);
      const room = app.room().id;
      const card = feishu.messages(room).find(({ topNotice }) => topNotice)?.id ?? '';
      const before = feishu.calls.length;
      for (let n = 1; n <= 200; n += 1) {
        const { acked } = await feishu.say(accountOf('qian'), room, `/应急 ${lineOf(n)}`);
        expect(acked?.status).toBe(200);
        await app.app.dispatcher.drain();
        clock.set(clock.now() + 30);
      }
      const last = clock.now() - 30;
      await untilQuiet(app, feishu);
      const calls = feishu.calls.slice(before);
      const edits = calls.filter(({ route, path }) => route === CHANGING && path.endsWith(card));
      const sent = calls.filter(
        (call) => call.route === SENDING && fieldOf(call, 'receive_id') === room,
      );
      const current = edits.find((call) => JSON.stringify(call.body).includes(shown));
      process.stdout.write(
        `200 changes: ${edits.length} edits of the card, ${sent.length} messages, at most ${mostInASecond([...edits, ...sent])} a second, last state after ${(current?.at ?? Number.NaN) - last} ms\n`,
      );
      expect(feishu.messages(room).find(({ id }) => id === card)?.shown).toContain(shown);
      expect((current?.at ?? Number.POSITIVE_INFINITY) - last).toBeLessThanOrEqual(3 * SECOND);
      expect(mostInASecond([...edits, ...sent])).toBeLessThanOrEqual(5);
      expect(feishu.limited).toEqual([]);
    },
  );
});
