import { z } from 'zod';
import type { FeishuOptions } from '../options.ts';
import type { Ask, Asked, Told } from './client.ts';
import { type Finding, say, wrong } from './finding.ts';

type Credentials = Pick<FeishuOptions, 'appId' | 'appSecret' | 'domain'>;

/** The address of a long connection, asked for without opening one; it also tells an app of the other platform. */
export const askForConnection = (
  ask: Ask,
  { appId, appSecret }: Pick<Credentials, 'appId' | 'appSecret'>,
): Promise<Asked> =>
  ask({
    method: 'POST',
    path: '/callback/ws/endpoint',
    body: { AppID: appId, AppSecret: appSecret.reveal() },
  });

/** The app was made on Feishu and asks Lark, or the other way round. */
export const WRONG_DOMAIN = 1_000_040_351;

export const wrongDomain = (check: string, domain: string): Finding => {
  const isLark = new URL(domain).hostname.endsWith('larksuite.com');
  const other = isLark ? 'https://open.feishu.cn' : 'https://open.larksuite.com';
  return wrong(
    check,
    say(
      '应用不属于 FEISHU_DOMAIN 指向的平台',
      'the app is not one of the platform at FEISHU_DOMAIN',
    ),
    say(
      `飞书与 Lark 的应用互不相通；请设置 FEISHU_DOMAIN=${other}`,
      `Feishu and Lark do not share apps; set FEISHU_DOMAIN=${other}`,
    ),
  );
};

const unreachable = (domain: string, why: string): Finding => {
  const { host } = new URL(domain);
  return wrong(
    'feishu',
    say(`无法连接 ${host}（${why}）`, `${host} cannot be reached (${why})`),
    say(
      '检查网络、代理与 FEISHU_DOMAIN；烽火仍可启动，并会持续重试',
      'check the network, proxies and FEISHU_DOMAIN; Fenghuo starts all the same and keeps trying',
    ),
  );
};

const NOT_VALID = say(
  'FEISHU_APP_ID 与 FEISHU_APP_SECRET 不匹配',
  'FEISHU_APP_ID and FEISHU_APP_SECRET do not belong together',
);
const COPY_AGAIN = say(
  '在「凭证与基础信息」中重新复制两者；重置过 App Secret 后旧的即失效',
  'copy both again from Credentials & Basic Info; after a reset the old App Secret is void',
);

/** 10003: no such app. 10014: wrong secret (auth-v3, tenant_access_token/internal). */
const OF_CREDENTIALS: readonly number[] = [10_003, 10_014];

const refused = ({ code }: Told): Finding =>
  wrong(
    'feishu',
    OF_CREDENTIALS.includes(code)
      ? NOT_VALID
      : say(`飞书拒绝了登录：${code}`, `Feishu refused to sign in: ${code}`),
    COPY_AGAIN,
  );

const signedIn = z.object({ tenant_access_token: z.string().regex(/^[\x21-\x7e]+$/u) });

/** A token with the answer it came with, or what is wrong. */
export type SignedIn =
  | { readonly token: string; readonly told: Told }
  | { readonly finding: Finding; readonly told?: Told };

/** Gets a token for the app. */
export const signIn = async (ask: Ask, credentials: Credentials): Promise<SignedIn> => {
  const { appId, appSecret, domain } = credentials;
  const told = await ask({
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    body: { app_id: appId, app_secret: appSecret.reveal() },
  });
  if ('unreachable' in told) return { finding: unreachable(domain, told.unreachable) };
  const read = signedIn.safeParse(told.body);
  if (told.code === 0 && read.success) return { token: read.data.tenant_access_token, told };
  const other = await askForConnection(ask, credentials);
  const isElsewhere = !('unreachable' in other) && other.code === WRONG_DOMAIN;
  return { finding: isElsewhere ? wrongDomain('feishu', domain) : refused(told), told };
};
