import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSlack } from '#adapters/slack/slack.ts';
import type { SlackOptions } from '#adapters/slack/options.ts';
import type { LogFields } from '#ports/system.ts';
import type { Log } from '#ports/system.ts';
import { openCallLog } from './call-log.ts';
import { IDENTITY } from './identity.ts';
import { createRecordingInbox } from './recording-inbox.ts';
import { signatureOf } from './signing.ts';

const hidden = (value: string) => ({ reveal: () => value });

/** One line of the log, for those that must be there. */
interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

const keepingLog = (lines: Logged[]): Log => {
  const at = (level: Logged['level']) => (fields: LogFields, message: string) =>
    void lines.push({ level, message, fields });
  const log: Log = { info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return log;
};

const optionsFor = (
  apiUrl: string,
  transport: SlackOptions['transport'],
  log: Log,
): SlackOptions => ({
  botToken: hidden(IDENTITY.botToken),
  transport,
  apiUrl,
  command: '/incident',
  clock: { now: () => Date.now() },
  log,
  accountOf: async () => undefined,
  timezone: () => 'Asia/Shanghai',
});

/** What was answered to a request. */
export interface Response {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
  /** Real milliseconds. */
  readonly ms: number;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? undefined : text;
  }
};

/** The real adapter with the real Bolt on an HTTP server, hearing for an inbox that writes down. */
export const openHttpHearing = async (options: { readonly secret?: string } = {}) => {
  const { secret = IDENTITY.signingSecret } = options;
  const slack = await openCallLog();
  const inbox = createRecordingInbox();
  const logged: Logged[] = [];
  const transport = { kind: 'http', signingSecret: hidden(secret) } as const;
  const adapter = createSlack(optionsFor(slack.apiUrl, transport, keepingLog(logged)));
  const web = express();
  adapter.routes?.(web);
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/slack/events`;
  const stop = await adapter.listen(inbox);

  /** Any request at all. */
  const request = async (init: RequestInit): Promise<Response> => {
    const began = performance.now();
    const response = await fetch(url, { method: 'POST', ...init });
    const body = parsed(await response.text());
    return {
      status: response.status,
      body,
      headers: response.headers,
      ms: performance.now() - began,
    };
  };
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    type: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    request({ body, headers: { 'content-type': type, ...signatureOf(body), ...more } });
  return {
    slack,
    inbox,
    logged,
    url,
    request,
    post,
    event: (payload: unknown, more: Readonly<Record<string, string>> = {}) =>
      post(JSON.stringify(payload), 'application/json', more),
    slash: (payload: Readonly<Record<string, unknown>>) =>
      post(
        new URLSearchParams(payload as Readonly<Record<string, string>>).toString(),
        'application/x-www-form-urlencoded',
      ),
    interaction: (payload: unknown) =>
      post(
        new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
        'application/x-www-form-urlencoded',
      ),
    /** Hears nothing more, once all that is under way was answered. */
    stop,
    close: async (): Promise<void> => {
      await stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await slack.close();
    },
  };
};

export type HttpHearing = Awaited<ReturnType<typeof openHttpHearing>>;

/** The real adapter in Socket Mode; not connected until `listen`. */
export const openSocketHearing = async () => {
  const slack = await openCallLog();
  const inbox = createRecordingInbox();
  const logged: Logged[] = [];
  const transport = { kind: 'socket', appToken: hidden(IDENTITY.appToken) } as const;
  const adapter = createSlack(optionsFor(slack.apiUrl, transport, keepingLog(logged)));
  return { slack, inbox, logged, listen: () => adapter.listen(inbox) };
};
