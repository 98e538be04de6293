import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createFeishu } from '#adapters/feishu/feishu.ts';
import type { Stop } from '#ports/messenger.ts';
import type { Log, LogFields } from '#ports/system.ts';
import { createRecordingInbox } from '../slack/recording-inbox.ts';
import type { FakeFeishuOptions } from './create-fake-feishu.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { startFeishu } from './samples.ts';
import { until } from './sdk-app.ts';
import { sealedDelivery } from './webhook.ts';

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

/** The verbs that these tests know. */
const VERBS: ReadonlySet<string> = new Set(['status', '状态', 'open', '进展']);

const adapterFor = (feishu: FakeFeishu, transport: 'websocket' | 'webhook', log: Log) =>
  createFeishu({
    appId: feishu.appId,
    appSecret: hidden(feishu.appSecret),
    domain: feishu.domain,
    transport:
      transport === 'websocket'
        ? { kind: 'websocket' }
        : {
            kind: 'webhook',
            encryptKey: hidden(feishu.encryptKey),
            verificationToken: hidden(feishu.verificationToken),
          },
    clock: { now: () => Date.now() },
    log,
    accountOf: async () => undefined,
    roomOfMessage: async (message) => postedIn(feishu, message),
    timezone: () => 'Asia/Shanghai',
    isVerb: (word) => VERBS.has(word),
  });

/** What a store would know: the group of a message of the bot. */
const postedIn = (feishu: FakeFeishu, message: string): string | undefined =>
  feishu
    .chats()
    .find((chat) =>
      feishu.messages(chat.id).some(({ id, sender }) => id === message && sender === feishu.appId),
    )?.id;

/** The real adapter with the real SDK on its long connection to a strict Feishu; not connected until `listen`. */
export const openSocketHearing = async (options: Partial<FakeFeishuOptions> = {}) => {
  const feishu = await startFeishu({ redeliverAfterMs: [], ...options });
  const inbox = createRecordingInbox();
  const logged: Logged[] = [];
  const open = () => adapterFor(feishu, 'websocket', keepingLog(logged));
  const adapter = open();
  const stops: Stop[] = [];
  return {
    feishu,
    inbox,
    logged,
    adapter,
    /** Resolves once it is listening, connected or not. */
    listen: async (): Promise<Stop> => {
      const stop = await adapter.listen(inbox);
      stops.push(stop);
      return stop;
    },
    /** Resolves once Feishu can deliver. */
    connected: () => until(() => feishu.connections.open > 0),
    /** Stops, and starts a new one that remembers nothing. */
    restart: async (): Promise<void> => {
      for (const stop of stops.splice(0)) await stop();
      await until(() => feishu.connections.open === 0);
      stops.push(await open().listen(inbox));
      await until(() => feishu.connections.open > 0);
    },
    close: async (): Promise<void> => {
      for (const stop of stops.splice(0)) await stop();
      await feishu.close();
    },
  };
};
export type SocketHearing = Awaited<ReturnType<typeof openSocketHearing>>;

/** What was answered to a request. */
export interface HttpAnswer {
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

const serve = async (adapter: ReturnType<typeof adapterFor>) => {
  const web = express();
  adapter.routes?.(web);
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu` };
};

const request = async (url: string, init: RequestInit): Promise<HttpAnswer> => {
  const began = performance.now();
  const { status, headers, ...response } = await fetch(url, { method: 'POST', ...init }).then(
    async (answer) => ({
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
    }),
  );
  return { status, headers, body: parsed(response.text), ms: performance.now() - began };
};

/** The real adapter behind a webhook, hearing for an inbox that writes down. */
export const openWebhookHearing = async (options: Partial<FakeFeishuOptions> = {}) => {
  const feishu = await startFeishu({ transport: 'webhook', redeliverAfterMs: [], ...options });
  const inbox = createRecordingInbox();
  const logged: Logged[] = [];
  const adapter = adapterFor(feishu, 'webhook', keepingLog(logged));
  const { server, base } = await serve(adapter);
  const urls = { events: `${base}/events`, cards: `${base}/cards` };
  feishu.deliverTo(urls);
  const stop = await adapter.listen(inbox);
  return {
    feishu,
    inbox,
    logged,
    adapter,
    urls,
    stop,
    request: (init: RequestInit, url = urls.events) => request(url, init),
    /** Sealed and signed as Feishu does it. */
    deliver: (plain: unknown, at = Date.now(), url = urls.events) =>
      request(url, {
        ...sealedDelivery(
          typeof plain === 'string' ? plain : JSON.stringify(plain),
          feishu.encryptKey,
          at,
        ),
      }),
    close: async (): Promise<void> => {
      await stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await feishu.close();
    },
  };
};
export type WebhookHearing = Awaited<ReturnType<typeof openWebhookHearing>>;
