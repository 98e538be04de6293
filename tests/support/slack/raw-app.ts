import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { createFakeSlack, type FakeSlackOptions } from './create-fake-slack.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from './cast.ts';
import type { FakeSlack } from './fake-slack.ts';

export interface Heard {
  readonly body: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface RawAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The sample organisation's Slack, with the official client and nothing of ours on the other side. */
export const openSlackWithClient = async (options: Partial<FakeSlackOptions> = {}) => {
  const slack = await createFakeSlack({
    people: SLACK_PEOPLE,
    channels: SLACK_CHANNELS,
    transport: 'http',
    retryDelaysMs: [0, 0, 0],
    ...options,
  });
  const web = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  return { slack, web };
};

/** One call with fetch: what a careless app could send. */
export const callRaw = async (
  slack: FakeSlack,
  method: string,
  args: Readonly<Record<string, unknown>>,
  token: string = slack.botToken,
) => {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  const reply = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), reply };
};

/** A receiver of HTTP deliveries that writes down and answers as told. */
export const openReceiver = async (
  slack: FakeSlack,
  answer: (heard: Heard) => RawAnswer = () => ({ status: 200 }),
) => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { body: Buffer.concat(parts).toString('utf8'), headers: request.headers };
      heard.push(one);
      const { status, body, headers } = answer(one);
      response.writeHead(status, headers);
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  const payloads = (): readonly Readonly<Record<string, unknown>>[] =>
    heard.map(({ body }) => {
      if (body.startsWith('{')) return JSON.parse(body) as Readonly<Record<string, unknown>>;
      const form = new URLSearchParams(body);
      const payload = form.get('payload');
      return payload === null
        ? Object.fromEntries(form)
        : (JSON.parse(payload) as Readonly<Record<string, unknown>>);
    });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  };
  return { heard, payloads, close };
};
