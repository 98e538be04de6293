import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Granted {
  readonly account: string;
  readonly redirect: string;
  readonly challenge: string;
}

/** Feishu's side of signing in, as its documents say it, and as strict. */
export interface SignInServer {
  readonly address: string;
  /** Somebody agrees on the page that our address leads to; gives where Feishu sends the browser back to. */
  agree(address: string, account: string): string;
  /** The same where they do not. */
  refuse(address: string): string;
  /** How often it was asked for a token. */
  readonly asked: () => number;
  /** It answers nothing that can be understood from now on. */
  fail(): void;
  close(): Promise<void>;
}

const CHALLENGE = /^[\w-]{43}$/u;
const VERIFIER = /^[\w\-.~]{43,128}$/u;

const bodyOf = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString());
};

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

/** The query of an authorisation page that Feishu would show; throws on what it would refuse. */
const queryOf = (address: string, appId: string, redirects: readonly string[]) => {
  const { pathname, searchParams: query } = new URL(address);
  const redirect = query.get('redirect_uri') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  const state = query.get('state') ?? '';
  const isRight =
    pathname === '/open-apis/authen/v1/authorize' &&
    query.get('client_id') === appId &&
    query.get('response_type') === 'code' &&
    query.get('code_challenge_method') === 'S256' &&
    CHALLENGE.test(challenge) &&
    redirects.includes(redirect) &&
    state !== '';
  if (!isRight) throw new Error(`Feishu would refuse ${address}`);
  return { redirect, challenge, state };
};

const tokenFor = (
  body: Readonly<Record<string, unknown>>,
  app: { readonly appId: string; readonly appSecret: string },
  granted: Granted | undefined,
): number => {
  if (body['grant_type'] !== 'authorization_code') return 20_036;
  if (body['client_id'] !== app.appId || body['client_secret'] !== app.appSecret) return 20_002;
  if (granted === undefined) return 20_003;
  const verifier = String(body['code_verifier']);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!VERIFIER.test(verifier) || challenge !== granted.challenge) return 20_049;
  return body['redirect_uri'] === granted.redirect ? 0 : 20_071;
};

export const openSignInServer = async (app: {
  readonly appId: string;
  readonly appSecret: string;
  /** Addresses that are entered under security settings. */
  readonly redirects: readonly string[];
}): Promise<SignInServer> => {
  const codes = new Map<string, Granted>();
  const tokens = new Map<string, string>();
  const seen = { asked: 0, failing: false };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (seen.failing) return answer(response, 500, { oops: true });
    if (request.method === 'POST' && request.url === '/open-apis/authen/v2/oauth/token') {
      seen.asked += 1;
      const body = await bodyOf(request);
      const granted = codes.get(String(body['code']));
      codes.delete(String(body['code']));
      const code = tokenFor(body, app, granted);
      if (code !== 0 || granted === undefined)
        return answer(response, 400, { code, error: 'invalid_grant', error_description: 'no' });
      const token = randomUUID();
      tokens.set(token, granted.account);
      return answer(response, 200, { code, access_token: token, expires_in: 7_200 });
    }
    const account = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (request.url !== '/open-apis/authen/v1/user_info' || account === undefined)
      return answer(response, 400, { code: 20_005, msg: 'invalid token' });
    return answer(response, 200, { code: 0, msg: 'success', data: { open_id: account } });
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const back = (redirect: string, query: Readonly<Record<string, string>>): string =>
    `${redirect}?${new URLSearchParams(query).toString()}`;
  return {
    address: `http://127.0.0.1:${port}`,
    agree: (address, account) => {
      const { redirect, challenge, state } = queryOf(address, app.appId, app.redirects);
      const code = randomUUID();
      codes.set(code, { account, redirect, challenge });
      return back(redirect, { code, state });
    },
    refuse: (address) => {
      const { redirect, state } = queryOf(address, app.appId, app.redirects);
      return back(redirect, { error: 'access_denied', state });
    },
    asked: () => seen.asked,
    fail: () => {
      seen.failing = true;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
