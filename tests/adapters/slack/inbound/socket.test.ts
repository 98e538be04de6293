import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Stop } from '#ports/messenger.ts';
import { openSocketHearing } from '../../../support/slack/hearing.ts';
import {
  eventOf,
  mentionOf,
  sampleCard,
  slashOf,
  submitOf,
  viewOf,
  sampleForm,
} from '../../../support/slack/inbound-samples.ts';

type Hearing = Awaited<ReturnType<typeof openSocketHearing>>;

const FRAMES = readFileSync(
  new URL('../../../fixtures/slack/socket-mode-frames.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly type: string; readonly envelope_id?: string });

let hearing: Hearing;
let stop: Stop | undefined;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(async () => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
  hearing = await openSocketHearing();
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await hearing.slack.close();
  process.off('unhandledRejection', onUnhandled);
  if (unhandled.length > 0) throw new Error('unhandled', { cause: unhandled[0] });
});

const connect = async (): Promise<void> => {
  stop = await hearing.listen();
};
const bring = (type: string, payload: unknown, id: string, more = {}): void =>
  hearing.slack.frame({ envelope_id: id, type, payload, accepts_response_payload: true, ...more });
const acknowledged = async (id: string): Promise<unknown> => {
  await vi.waitFor(() => expect(hearing.slack.acks.has(id)).toBe(true), 10_000);
  return hearing.slack.acks.get(id);
};
const eventually = (holds: () => void): Promise<void> => vi.waitFor(holds, 10_000);

describe('Socket Mode', () => {
  it('acknowledges a command with its answer', async () => {
    await connect();
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    bring('slash_commands', slashOf('status'), 'e1');
    expect(await acknowledged('e1')).toMatchObject({ response_type: 'ephemeral' });
    expect(hearing.inbox.received).toMatchObject([{ kind: 'command', line: 'status' }]);
  });

  it('acknowledges a form with what is wrong in it', async () => {
    await connect();
    hearing.inbox.answerWith(() => ({ fieldErrors: { title: 'x' } }));
    bring('interactive', submitOf(viewOf(sampleForm, { title: 'y' })), 'e2');
    expect(await acknowledged('e2')).toEqual({ response_action: 'errors', errors: { title: 'x' } });
  });

  it('acknowledges an event only once it is stored', async () => {
    await connect();
    let store: (() => void) | undefined;
    hearing.inbox.answerWith(
      () =>
        new Promise((resolve) => {
          store = () => resolve({});
        }),
    );
    bring('events_api', eventOf(mentionOf('<@U0FENGHUO> status')), 'e3', { retry_attempt: 0 });
    await eventually(() => expect(hearing.inbox.received).toHaveLength(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hearing.slack.acks.has('e3')).toBe(false);
    store?.();
    expect(await acknowledged('e3')).toEqual({});
  });

  it('takes an event that comes again under the same receipt', async () => {
    await connect();
    const payload = eventOf(mentionOf('<@U0FENGHUO> status'));
    bring('events_api', payload, 'e4', { retry_attempt: 0 });
    await acknowledged('e4');
    bring('events_api', payload, 'e5', { retry_attempt: 1, retry_reason: 'timeout' });
    await acknowledged('e5');
    const receipts = hearing.inbox.received.map(({ receiptId }) => receiptId);
    expect(receipts).toHaveLength(2);
    expect(new Set(receipts).size).toBe(1);
  });

  it('does not acknowledge an event that could not be recorded, so that Slack sends it again', async () => {
    await connect();
    const payload = eventOf(mentionOf('<@U0FENGHUO> status'));
    hearing.inbox.answerWith(() => ({ again: true }));
    bring('events_api', payload, 'e8');
    await eventually(() => expect(hearing.inbox.received).toHaveLength(1));
    hearing.inbox.answerWith(() => ({}));
    bring('events_api', payload, 'e9', { retry_attempt: 1, retry_reason: 'timeout' });
    await acknowledged('e9');
    expect(hearing.slack.acks.has('e8')).toBe(false);
  });

  it("acknowledges every frame of Slack's own tests, and survives those that are none", async () => {
    await connect();
    const envelopes = FRAMES.filter(({ envelope_id }) => envelope_id !== undefined);
    expect(envelopes.length).toBeGreaterThan(3);
    for (const frame of ['null', '{', '7', '{"type":"events_api"}', ...envelopes])
      hearing.slack.frame(frame);
    for (const { envelope_id = '' } of envelopes) await acknowledged(envelope_id);
  });

  it('acknowledges what nobody listens to', async () => {
    await connect();
    bring('interactive', { type: 'interactive_message' }, 'e6');
    expect(await acknowledged('e6')).toEqual({});
    expect(hearing.inbox.received).toEqual([]);
  });

  it('acknowledges where the inbox fails', async () => {
    await connect();
    hearing.inbox.answerWith(() => {
      throw new Error('broken');
    });
    bring('slash_commands', slashOf('status'), 'e7');
    expect(await acknowledged('e7')).toEqual({});
  });
});

describe('the connection', () => {
  it.each(['warning', 'refresh_requested'])(
    'is renewed at once when Slack asks: %s',
    async (reason) => {
      await connect();
      const began = performance.now();
      hearing.slack.frame({ type: 'disconnect', reason, debug_info: { host: 'x' } });
      await eventually(() => expect(hearing.slack.connectionsOpened()).toBe(2));
      await eventually(() => expect(hearing.slack.connections()).toBe(1));
      // The SDK by itself leaves people without an answer for a second and more.
      expect(performance.now() - began).toBeLessThan(900);
      bring('slash_commands', slashOf('status'), 'after');
      await acknowledged('after');
    },
  );

  it('is opened again after it broke', async () => {
    await connect();
    hearing.slack.sever();
    await eventually(() => expect(hearing.slack.connectionsOpened()).toBe(2));
    await eventually(() => expect(hearing.slack.connections()).toBe(1));
    bring('slash_commands', slashOf('status'), 'after');
    await acknowledged('after');
  });

  it('is opened again though Slack fails meanwhile', async () => {
    await connect();
    hearing.slack.failOpening(2);
    hearing.slack.sever();
    await eventually(() => expect(hearing.slack.connectionsOpened()).toBe(4));
    await eventually(() => expect(hearing.slack.connections()).toBe(1));
  });

  it('comes later where Slack does not answer at the start, and starting does not wait for it', async () => {
    hearing.slack.failOpening(1);
    await connect();
    expect(hearing.slack.connections()).toBe(0);
    await eventually(() => expect(hearing.slack.connections()).toBe(1));
  });

  it('ends when it is stopped', async () => {
    await connect();
    await stop?.();
    stop = undefined;
    await eventually(() => expect(hearing.slack.connections()).toBe(0));
    expect(hearing.slack.connectionsOpened()).toBe(1);
  });

  it('does not come back when it is stopped while being opened again', async () => {
    await connect();
    hearing.slack.hang(true);
    hearing.slack.sever();
    await eventually(() => expect(hearing.slack.connectionsOpened()).toBe(2));
    const began = performance.now();
    await stop?.();
    stop = undefined;
    expect(performance.now() - began).toBeLessThan(2_000);
    hearing.slack.hang(false);
    expect(hearing.slack.connections()).toBe(0);
  });

  it('does not come back when it is stopped before Slack said hello', async () => {
    await connect();
    hearing.slack.greet(false);
    hearing.slack.sever();
    await eventually(() => expect(hearing.slack.connections()).toBe(1));
    await stop?.();
    stop = undefined;
    await eventually(() => expect(hearing.slack.connections()).toBe(0));
  });

  it('does not come back when it is stopped in a pause', async () => {
    await connect();
    hearing.slack.failOpening(100);
    hearing.slack.sever();
    await eventually(() => expect(hearing.slack.connectionsOpened()).toBe(2));
    await stop?.();
    stop = undefined;
    expect(hearing.slack.connections()).toBe(0);
  });

  it('is left after what is under way was acknowledged', async () => {
    await connect();
    let store: (() => void) | undefined;
    hearing.inbox.answerWith(
      () =>
        new Promise((resolve) => {
          store = () => resolve({ card: sampleCard });
        }),
    );
    bring('slash_commands', slashOf('status'), 'last');
    await eventually(() => expect(hearing.inbox.received).toHaveLength(1));
    const stopped = stop?.();
    stop = undefined;
    store?.();
    await stopped;
    expect(await acknowledged('last')).toMatchObject({ response_type: 'ephemeral' });
  });
});
