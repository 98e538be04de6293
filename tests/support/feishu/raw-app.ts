import type { FakeFeishu } from './fake-feishu.ts';
import type { Json } from './json.ts';
import { isObject, text } from './json.ts';

export interface RawAnswer {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly data: Json;
  readonly reset: string | null;
}

/** An answer that is no JSON object reads as an empty one. */
const jsonOf = (body: string): Json => {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
};

/** Calls the fake without any SDK, so that wrong requests can be made. */
export interface RawApp {
  readonly token: string;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<RawAnswer>;
}

const tokenOf = async (feishu: FakeFeishu): Promise<string> => {
  const answer = await fetch(`${feishu.domain}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: feishu.appId, app_secret: feishu.appSecret }),
  });
  return text((await answer.json()) as Json, 'tenant_access_token');
};

export const createRawApp = async (feishu: FakeFeishu): Promise<RawApp> => {
  const token = await tokenOf(feishu);
  return {
    token,
    call: async (method, path, body, headers = { authorization: `Bearer ${token}` }) => {
      const answer = await fetch(`${feishu.domain}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json = jsonOf(await answer.text());
      return {
        status: answer.status,
        code: Number(json['code']),
        message: text(json, 'msg'),
        data: isObject(json['data']) ? json['data'] : {},
        reset: answer.headers.get('x-ogw-ratelimit-reset'),
      };
    },
  };
};
