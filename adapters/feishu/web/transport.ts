import type { HttpInstance } from '@larksuiteoapi/node-sdk';
import type { DurationMs } from '#domain/time.ts';
import { Broken, Refusal } from './refusal.ts';

interface Request {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

const addressOf = ({ url = '', params = {} }: Request): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      query.set(name, String(value));
  return query.size === 0 ? url : `${url}?${query.toString()}`;
};

const headersOf = ({ headers = {}, data }: Request): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  ...(data === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
});

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isAnswer = (value: unknown): value is { readonly code: number } =>
  typeof value === 'object' && value !== null && 'code' in value && Number.isInteger(value.code);

const answerOf = (status: number, headers: Headers, text: string): unknown => {
  const body = parsed(text);
  // Said by something in between, which can't know whether anything was done.
  if (!isAnswer(body))
    throw new Broken(status >= 400 ? `http-${status}` : 'unreadable-answer', status);
  if (body.code === 0 && status < 400) return body;
  const resetS = Number(headers.get('x-ogw-ratelimit-reset') ?? Number.NaN);
  throw new Refusal(status, body, Number.isFinite(resetS) ? resetS : undefined);
};

const send = async (request: Request, timeoutMs: DurationMs): Promise<unknown> => {
  try {
    const response = await fetch(addressOf(request), {
      method: (request.method ?? 'GET').toUpperCase(),
      headers: headersOf(request),
      ...(request.data === undefined ? {} : { body: JSON.stringify(request.data) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answerOf(response.status, response.headers, await response.text());
  } catch (error) {
    if (error instanceof Refusal || error instanceof Broken) throw error;
    // The cause names hosts and ports, never the request.
    throw new Broken(isTimeout(error) ? 'timeout' : 'network', undefined, { cause: error });
  }
};

/**
 * What the SDK sends its requests with, in place of its own axios: with a time limit (that has none), without
 * retries or redirects, and with errors that hold what was answered and nothing of what was sent, for the
 * SDK's hold the app secret and tokens. Cold calls at the same time share one request for a token.
 */
export const createTransport = (timeoutMs: DurationMs): HttpInstance => {
  const tokens = new Map<string, Promise<unknown>>();
  const token = (url: string, data: unknown): Promise<unknown> => {
    const asked = tokens.get(url);
    if (asked !== undefined) return asked;
    const fresh = send({ url, method: 'POST', data }, timeoutMs).finally(() => tokens.delete(url));
    tokens.set(url, fresh);
    return fresh;
  };
  const by =
    (method: string) =>
    (url: string, request: Request = {}) =>
      send({ ...request, url, method }, timeoutMs);
  const withData =
    (method: string) =>
    (url: string, data?: unknown, request: Request = {}) =>
      method === 'POST' && url.includes('/auth/')
        ? token(url, data)
        : send({ ...request, url, method, data }, timeoutMs);
  // The SDK lets the caller name the type of an answer; every answer is read by a schema later.
  return {
    request: (request: Request) => send(request, timeoutMs),
    get: by('GET'),
    delete: by('DELETE'),
    head: by('HEAD'),
    options: by('OPTIONS'),
    post: withData('POST'),
    put: withData('PUT'),
    patch: withData('PATCH'),
  } as HttpInstance;
};
