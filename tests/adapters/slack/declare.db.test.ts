import { afterEach, describe, expect, it } from 'vitest';
import { SECOND } from '#domain/time.ts';
import { playE1 } from '../../story/play-e1.ts';
import { crowding } from '../../support/crowding.ts';
import { LINES, p99Of } from '../../support/outside/acknowledging.ts';
import { depthOf, LONGEST_LATENCY_MS } from '../../support/outside/call-depth.ts';
import { countBy, leastCalls } from '../../support/slack/call-count.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import {
  createSlackTestApp,
  type SlackAppOptions,
  type SlackTestApp,
  type SlackTransport,
} from '../../support/slack/slack-app.ts';
import { accountOf, channelOf } from '../../support/slack/slack-sights.ts';

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

let app: SlackTestApp;
afterEach(() => closeClean(app));
const start = async (options: SlackAppOptions): Promise<void> => {
  app = await createSlackTestApp(options);
};

const TRANSPORTS: readonly SlackTransport[] = ['http', 'socket'];

describe('declaring', () => {
  it.each(TRANSPORTS)(
    'over %s: two calls one after another until who declared is in a room with its card',
    async (transport) => {
      await start({ transport });
      // Longer than what happens between two calls, also on a busy machine.
      app.slack.latency(Math.min(250 * crowding(), LONGEST_LATENCY_MS));
      const before = app.slack.calls.length;
      await app.say('wang', 'duty', OPEN);
      const calls = app.slack.calls.slice(before);
      const room = app.room();
      const [invited] = calls.filter(
        ({ method, args }) =>
          method === 'conversations.invite' && String(args['users']).includes(accountOf('wang')),
      );
      const [card] = calls.filter(
        ({ method, args }) => method === 'chat.postMessage' && args['channel'] === room.id,
      );
      if (invited === undefined || card === undefined) throw new Error('not ready');
      expect(room.members).toContain('wang');
      expect(String(card.args['text'])).toContain('响应');
      expect(depthOf(calls, [invited, card])).toBe(2);
    },
  );

  it('N11: a whole E1 needs hardly more calls than what is seen of it', async () => {
    await start({ transport: 'http', start: '2026-12-01T02:04:00Z' });
    const { say, at, slack } = app;
    const react: typeof app.react = async (person, approval, emoji, added) => {
      const known = Object.values((await app.state()).approvals);
      const newest = known.findLast(({ ref }) => ref === approval);
      await app.react(person, newest?.id ?? approval, emoji, added);
    };
    await playE1.whole({ say, at, react });
    expect((await app.state()).phase).toBe('closed');
    const least = leastCalls(slack);
    const ratio = slack.calls.length / least;
    process.stdout.write(
      `N11: ${slack.calls.length} calls, at least ${least}, ratio ${ratio.toFixed(2)}, ${JSON.stringify(countBy(slack.calls))}\n`,
    );
    expect(least).toBeGreaterThan(120);
    expect(ratio).toBeLessThanOrEqual(1.3);
  });
});

/** On a machine that has nothing else to do. */
const ACKNOWLEDGED_WITHIN_MS = 100;

describe('acknowledgement while Slack answers each call in 500 ms', () => {
  it.each(TRANSPORTS)(
    'over %s: within 100 ms at the 99th percentile, whatever is asked',
    async (transport) => {
      await start({ transport, tiers: 'off' });
      await app.say('wang', 'duty', OPEN);
      const { slack, clock } = app;
      const room = channelOf(slack, 'room');
      const account = accountOf('lin');
      // The first of everything is read from disk and compiled.
      for (const line of LINES.slice(0, 20)) await slack.slash(account, room, line);
      await app.settle();
      slack.latency(500);
      const crowded = crowding();
      app.app.dispatcher.run();
      const acked: number[] = [];
      const wrong: unknown[] = [];
      for (const line of [...LINES, ...LINES]) {
        const { status, ms } = await slack.slash(account, room, line);
        if (status !== 200) wrong.push({ line, status });
        acked.push(ms);
        clock.set(clock.now() + SECOND);
      }
      slack.latency(0);
      await app.settle();
      const p99 = p99Of(transport, acked);
      expect(wrong).toEqual([]);
      expect(acked.length).toBeGreaterThanOrEqual(200);
      expect(p99).toBeLessThanOrEqual(ACKNOWLEDGED_WITHIN_MS * Math.max(crowded, crowding()));
    },
  );
});
