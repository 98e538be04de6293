import { z } from 'zod';
import { type DurationMs, SECOND } from '#domain/time.ts';
import type { SignIn } from '#ports/sign-in.ts';
import type { FeishuOptions } from './options.ts';

// By open.feishu.cn/document as of September 2025: obtain-oauth-code, get-user-access-token, authen-v1/user_info.
const AUTHORIZE = '/open-apis/authen/v1/authorize';
const TOKEN = '/open-apis/authen/v2/oauth/token';
const USER = '/open-apis/authen/v1/user_info';

/** A person waits in front of a browser. */
const PATIENCE: DurationMs = 8 * SECOND;

/**
 * What says something about the code or the person: not found or used, expired, gone, no right to the app, of another
 * app, not the browser that asked. Anything else is about us or about Feishu.
 */
const REFUSALS = [20_003, 20_004, 20_008, 20_010, 20_024, 20_049];

const tokenAnswer = z.object({ code: z.number(), access_token: z.string().optional() });
const userAnswer = z.object({
  code: z.number(),
  data: z.object({ open_id: z.string().min(1) }).optional(),
});

/** People are asked on the accounts host of the same cloud; any other base address answers for itself. */
const accountsBase = (domain: string): string =>
  domain.replace(
    /^https:\/\/open\.(?<cloud>feishu\.cn|larksuite\.com)$/u,
    'https://accounts.$<cloud>',
  );

const asked = async <T>(schema: z.ZodType<T>, url: string, init: RequestInit): Promise<T> => {
  const patient = { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) } as const;
  const answer = await fetch(url, { ...patient, ...init });
  return schema.parse(await answer.json());
};

const userToken = async (
  { appId, appSecret, domain }: SignInOptions,
  { code, verifier, redirect }: Parameters<SignIn['account']>[0],
): Promise<string | undefined> => {
  const answer = await asked(tokenAnswer, `${domain}${TOKEN}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      grant_type: 'authorization_code',
      client_id: appId,
      client_secret: appSecret.reveal(),
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
  });
  if (answer.code === 0 && answer.access_token !== undefined) return answer.access_token;
  if (REFUSALS.includes(answer.code)) return undefined;
  throw new Error(`Feishu gave no user token: ${answer.code}`);
};

type SignInOptions = Pick<FeishuOptions, 'appId' | 'appSecret' | 'domain'>;

/** Signing in with Feishu: who somebody is, and nothing else, so no permission is asked for. */
export const createFeishuSignIn = (options: SignInOptions): SignIn => {
  const { appId, domain } = options;
  return {
    platform: 'feishu',
    address: ({ state, challenge, redirect }) => {
      const query = new URLSearchParams({
        client_id: appId,
        response_type: 'code',
        redirect_uri: redirect,
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      });
      return `${accountsBase(domain)}${AUTHORIZE}?${query.toString()}`;
    },
    account: async (answer) => {
      const token = await userToken(options, answer);
      if (token === undefined) return undefined;
      const headers = { authorization: `Bearer ${token}` };
      const { code, data } = await asked(userAnswer, `${domain}${USER}`, { headers });
      if (code !== 0 || data === undefined) throw new Error(`Feishu gave no user: ${code}`);
      return data.open_id;
    },
  };
};
