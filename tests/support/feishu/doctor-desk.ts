import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { checkFeishu, type DoctorOptions } from '#adapters/feishu/doctor.ts';
import { SCOPES } from '#adapters/feishu/scopes.ts';
import { createFakeFeishu, type FakeFeishuOptions } from './create-fake-feishu.ts';
import type { FakeFeishu } from './fake-feishu.ts';

const PEOPLE = [
  { openId: 'ou_lin', name: '林悦', email: 'lin@example.com' },
  { openId: 'ou_he', name: '何律', email: 'he@example.com' },
  { openId: 'ou_far', name: '外人', outside: true },
];
const CHATS = [
  { id: 'oc_duty', name: '值守', members: ['ou_lin'] },
  { id: 'oc_other', name: '别处', members: ['ou_lin'], bot: false },
];
export const ALL = SCOPES.map(({ name }) => name);

export const feishuThat = async (options: Partial<FakeFeishuOptions> = {}) => {
  const feishu = await createFakeFeishu({
    people: PEOPLE,
    chats: CHATS,
    transport: 'websocket',
    scopes: ALL,
    ...options,
  });
  onTestFinished(() => feishu.close());
  return feishu;
};

export const hidden = (value: string) => ({ reveal: () => value });
export type Given = Partial<DoctorOptions>;

export const check = (feishu: FakeFeishu, given: Given = {}) =>
  checkFeishu({
    appId: feishu.appId,
    appSecret: hidden(feishu.appSecret),
    domain: feishu.domain,
    transport: { kind: 'websocket' },
    publicUrl: 'https://fire.example.com',
    chats: [{ name: 'duty', id: 'oc_duty' }],
    people: [{ name: '林悦', account: 'ou_lin', email: 'lin@example.com' }],
    now: () => Date.now(),
    ...given,
  });

export const byWebhook = (feishu: FakeFeishu): Given => ({
  transport: {
    kind: 'webhook',
    encryptKey: hidden(feishu.encryptKey),
    verificationToken: hidden(feishu.verificationToken),
  },
});

/** What is wrong, in English, by check. */
export const wrongs = async (findings: ReturnType<typeof check>): Promise<readonly string[]> =>
  (await findings).filter(({ ok }) => !ok).map(({ check: what, said }) => `${what}: ${said.en}`);

export const oneOf = async (findings: ReturnType<typeof check>, what: string) =>
  (await findings).find((finding) => finding.check === what);

export const TOKEN = '/open-apis/auth/v3/tenant_access_token/internal';
export const DISCOVERY = '/callback/ws/endpoint';
export const refusal = (code: number) => ({ kind: 'error', error: String(code) }) as const;

/** A Feishu that shows a group or a person as the given answer. */
export const feishuWith = async (
  answers: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const usual: Readonly<Record<string, unknown>> = {
    [TOKEN]: { code: 0, tenant_access_token: 't-1', expire: 7200 },
    '/open-apis/bot/v3/info': { code: 0, bot: { activate_status: 2, app_name: '烽火' } },
    [DISCOVERY]: { code: 0, data: { URL: 'wss://127.0.0.1/' } },
    '/open-apis/im/v1/chats/oc_1/members/is_in_chat': { code: 0, data: { is_in_chat: true } },
  };
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const answer = answers[path] ?? usual[path] ?? { code: 99_991_201 };
    response.writeHead(200, headers);
    response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const checkAt = (domain: string, given: Given) =>
  checkFeishu({
    appId: 'cli_0123456789abcdef',
    appSecret: hidden('secret'),
    domain,
    transport: { kind: 'websocket' },
    publicUrl: 'https://fire.example.com',
    chats: [],
    people: [],
    now: () => Date.now(),
    ...given,
  });
