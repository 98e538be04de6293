import type { FeishuOptions } from '../options.ts';
import type { Ask } from './client.ts';
import { type Finding, fine, say, wrong } from './finding.ts';
import { askForConnection, WRONG_DOMAIN, wrongDomain } from './sign-in.ts';

export interface ConnectionOptions
  extends Pick<FeishuOptions, 'appId' | 'appSecret' | 'domain' | 'transport'> {
  /** Start of the addresses that Feishu calls by webhook. */
  readonly publicUrl: string;
}

const TOO_MANY = 1_000_040_350;
const BUSY: readonly number[] = [1, 1_000_040_343, 1_000_040_345];

const LATER = say('稍后再试', 'try again later');
const USE_WEBHOOK = say(
  '确认应用是企业自建应用；若平台不提供长连接（如 Lark），请设置 FEISHU_TRANSPORT=webhook',
  'make sure that the app is a custom app; where the platform has no long connection (Lark), set FEISHU_TRANSPORT=webhook',
);
const TOO_MANY_MEND = say(
  '一个应用最多 50 个长连接；停止多余的进程，或为另一套部署建立自己的应用',
  'an app has 50 long connections at most; stop what is not needed, or give another installation an app of its own',
);

const refused = (code: number, domain: string): Finding => {
  const check = 'feishu long connection';
  if (code === WRONG_DOMAIN) return wrongDomain(check, domain);
  const said = say(`无法建立长连接（${code}）`, `no long connection can be opened (${code})`);
  if (code === TOO_MANY) return wrong(check, said, TOO_MANY_MEND);
  return wrong(check, said, BUSY.includes(code) ? LATER : USE_WEBHOOK);
};

const checkLongConnection = async (ask: Ask, options: ConnectionOptions): Promise<Finding> => {
  const check = 'feishu long connection';
  const asked = await askForConnection(ask, options);
  if ('unreachable' in asked)
    return wrong(
      check,
      say(`没有得到回答（${asked.unreachable}）`, `got no answer (${asked.unreachable})`),
      LATER,
    );
  return asked.code === 0
    ? fine(check, say('可以建立', 'one can be opened'))
    : refused(asked.code, options.domain);
};

const isLocal = (url: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(new URL(url).hostname);

/** Whether Feishu reaches the addresses can't be seen from here. */
const checkWebhook = (publicUrl: string): Finding => {
  const addresses = [`${publicUrl}/feishu/events`, `${publicUrl}/feishu/cards`];
  const finding = fine(
    'feishu webhook',
    say(`请求地址：${addresses.join('、')}`, `the addresses are ${addresses.join(' and ')}`),
  );
  return isLocal(publicUrl)
    ? {
        ...finding,
        mend: say(
          '飞书访问不到本机地址；请把 PUBLIC_URL 设为公网可达的地址',
          'Feishu cannot reach an address of this machine; set PUBLIC_URL to one that it can',
        ),
      }
    : finding;
};

/** How what people do gets here. */
export const checkConnection = async (ask: Ask, options: ConnectionOptions): Promise<Finding> =>
  options.transport.kind === 'websocket'
    ? checkLongConnection(ask, options)
    : checkWebhook(options.publicUrl);
