import { LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { callRaw, openSlackWithClient } from '../../support/slack/raw-app.ts';

type Payload = Readonly<Record<string, unknown>>;
interface Frame {
  readonly ack: (payload?: Payload) => Promise<void>;
  readonly body: Payload;
  readonly envelope_id: string;
  readonly retry_num?: number;
}

const open = (slack: FakeSlack): SocketModeReceiver =>
  new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: 800,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });

describe('Socket Mode of a fake Slack, with the official client', () => {
  let slack: FakeSlack;
  const receivers: SocketModeReceiver[] = [];
  beforeEach(async () => {
    ({ slack } = await openSlackWithClient({ transport: 'socket', ackTimeoutMs: 800 }));
  });
  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.client.disconnect();
    await slack.close();
  });
  const connect = async (hear: (frame: Frame) => unknown): Promise<SocketModeReceiver> => {
    const receiver = open(slack);
    receivers.push(receiver);
    receiver.client.on('slack_event', hear);
    await receiver.client.start();
    return receiver;
  };

  it('wants the app token for a connection', async () => {
    expect((await callRaw(slack, 'apps.connections.open', {})).reply['error']).toBe(
      'not_allowed_token_type',
    );
    const opened = await callRaw(slack, 'apps.connections.open', {}, slack.appToken);
    expect(opened.reply['url']).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/u);
  });

  it('sends envelopes, and takes the answer with the acknowledgement', async () => {
    const heard: Payload[] = [];
    await connect(({ ack, body }) => {
      heard.push(body);
      return ack(body['command'] === undefined ? undefined : { text: 'done' });
    });
    expect(slack.connections()).toBe(1);
    const acked = await slack.slash('U_LIN', 'C_DUTY', 'help');
    expect(acked).toMatchObject({ status: 200, body: { text: 'done' } });
    await slack.say('U_LIN', 'C_DUTY', 'hello');
    expect(heard).toMatchObject([
      { command: '/incident', text: 'help' },
      { event: { type: 'message', text: 'hello' } },
    ]);
    expect(slack.messages('C_DUTY', 'U_LIN').map(({ shown }) => shown)).toEqual(['done', 'hello']);
    expect(slack.violations).toEqual([]);
  });

  it('sends an event again that was not acknowledged, but no command', async () => {
    const heard: Frame[] = [];
    await connect((frame) => {
      heard.push(frame);
      return frame.retry_num === 1 ? frame.ack() : undefined;
    });
    await slack.say('U_LIN', 'C_DUTY', 'hello');
    expect(heard.map(({ retry_num }) => retry_num)).toEqual([0, 1]);
    expect((await slack.slash('U_LIN', 'C_DUTY', 'help')).status).toBe(0);
    expect(heard).toHaveLength(3);
  });

  it('gives each envelope to one connection only', async () => {
    const heard: string[] = [];
    await connect(({ ack }) => {
      heard.push('first');
      return ack();
    });
    await connect(({ ack }) => {
      heard.push('second');
      return ack();
    });
    await slack.slash('U_LIN', 'C_DUTY', 'one');
    await slack.slash('U_LIN', 'C_DUTY', 'two');
    expect(heard.toSorted()).toEqual(['first', 'second']);
  });

  it('notes an answer where none is accepted', async () => {
    await connect(({ ack }) => ack({ text: 'to an event' }));
    await slack.say('U_LIN', 'C_DUTY', 'hello');
    expect(slack.violations).toEqual(['Socket Mode: a payload where none is accepted']);
  });

  it('ends connections with a warning; commands in the gap fail, and the client comes back', async () => {
    await connect(({ ack }) => ack());
    slack.disconnect('warning');
    await expect.poll(() => slack.connections(), { timeout: 5_000 }).toBe(0);
    expect((await slack.slash('U_LIN', 'C_DUTY', 'lost')).status).toBe(0);
    await expect.poll(() => slack.connections(), { timeout: 10_000 }).toBe(1);
    expect((await slack.slash('U_LIN', 'C_DUTY', 'kept')).status).toBe(200);
  });

  it('replays an envelope with the same id', async () => {
    const heard: string[] = [];
    await connect(({ ack, envelope_id }) => {
      heard.push(envelope_id);
      return ack();
    });
    await slack.say('U_LIN', 'C_DUTY', 'hello');
    expect((await slack.replay(0)).status).toBe(200);
    expect(heard[1]).toBe(heard[0]);
  });
});
