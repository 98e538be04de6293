import type { FuzzGround } from '../fuzz/program.ts';
import { until } from '../fuzz/program.ts';
import { below, type Rng, rngOf } from '../fuzz/json.ts';
import { type FuzzAnswer, type FuzzRequest, postTo, type Sendable } from '../fuzz/sender.ts';
import { type Bytes, JSON_TYPE, spoilBytes } from '../fuzz/spoil-bytes.ts';
import { shippedPolicy } from '../policy.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { openFakeFeishu } from './feishu-app.ts';
import { onFeishuOnly } from './feishu-policy.ts';
import { forgeriesOf } from './forgeries.ts';
import { aimedAt, type FuzzAim, type FuzzEvent, fuzzEvents } from './inbound-fuzz.ts';
import { spoiltFrame } from './spoilt-frames.ts';
import { sealText, signatureOf } from './webhook.ts';

const PATHS = ['/feishu/events', '/feishu/cards'] as const;
const BYTES_SHARE = 0.1;

/** An incident with its room, and a card in it. */
const openIncident = async (feishu: FakeFeishu): Promise<FuzzAim> => {
  const line = '/incident open 系统故障 "热线打不通" --regions 全国 --users 5000';
  const { acked } = await feishu.say('ou_wang', 'oc_duty', line);
  if (acked?.status !== 200) throw new Error(`declaring: ${acked?.status}`);
  const room = () => feishu.chats().find(({ name }) => name.includes('INC-'));
  const card = () => feishu.messages(room()?.id ?? '').find(({ topNotice }) => topNotice);
  await until('the war room', () => room()?.members.includes('ou_lin') === true);
  await until('its card', () => card() !== undefined);
  return aimedAt(/INC-\d+-\d+/u.exec(room()?.name ?? '')?.[0] ?? '', {
    room: room()?.id ?? '',
    direct: feishu.directChat('ou_lin'),
    card: card()?.id ?? '',
  });
};

const signed = (body: Uint8Array, encryptKey: string, nonce: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signatureOf(encryptKey, timestamp, nonce, body),
  };
};

const posted = (name: string, at: string, { body, contentType, headers }: Bytes): Sendable => ({
  name,
  send: (address) =>
    postTo(`${address}${at}`, { body, headers: { 'content-type': contentType, ...headers } }),
});

/** An event with nothing wrong, or with the spoilt one in it where that is what must be refused. */
const wrapped = (plain: string, n: number) => (token: string) =>
  JSON.stringify({
    schema: '2.0',
    header: { event_id: `forged${n}`, event_type: 'im.message.receive_v1', token },
    event: { spoilt: plain.slice(0, 1_000) },
  });

const overHttp = (
  feishu: FakeFeishu,
  { name, plain }: FuzzEvent,
  n: number,
  rng: Rng,
): FuzzRequest => {
  const { encryptKey } = feishu;
  const at = PATHS[n % PATHS.length] ?? PATHS[0];
  const sealed = JSON.stringify({ encrypt: sealText(plain, encryptKey) });
  const isBytes = rng() < BYTES_SHARE;
  const bytes: Bytes = isBytes
    ? spoilBytes(sealed, JSON_TYPE, rng)
    : { body: new TextEncoder().encode(sealed), contentType: JSON_TYPE, headers: {} };
  const headers = { ...signed(bytes.body, encryptKey, `n${n}`), ...bytes.headers };
  return {
    ...posted(isBytes ? `${name}, bytes` : name, at, { ...bytes, headers }),
    forged: (nth) => {
      const ways = Object.entries(forgeriesOf(feishu, n, wrapped(plain, n)));
      const [way, forge] = ways[nth % ways.length] ?? ways[0] ?? [];
      const { body, headers: given } = forge?.() ?? { body: '', headers: {} };
      return {
        name: `${way}: ${name}`,
        send: (address) => postTo(`${address}${at}`, { body, headers: given }),
      };
    },
  };
};

/** Where there is nothing to hand on, nothing is acknowledged. */
const isAcknowledged = (plain: string): boolean => {
  try {
    return Boolean(JSON.parse(plain));
  } catch {
    return false;
  }
};

const UNANSWERED: FuzzAnswer = { status: 204, body: '' };
/** Cut into pieces here and there, in any order, some of them twice. */
const framingOf = (rng: Rng) => {
  if (rng() < 0.8) return {};
  const parts = 2 + below(rng, 6);
  const order = Array.from({ length: parts }, (_, seq) => seq).toSorted(() => rng() - 0.5);
  const last = order.pop() ?? 0;
  return { parts, order: [...order, ...(rng() < 0.3 ? order : []), last] };
};

const overConnection = (
  feishu: FakeFeishu,
  { name, plain }: FuzzEvent,
  n: number,
  rng: Rng,
): FuzzRequest => {
  if (rng() < BYTES_SHARE) {
    const bytes = spoiltFrame(rng);
    return {
      name: `#${n}, a broken frame`,
      send: async () => {
        feishu.pushBytes(bytes);
        return UNANSWERED;
      },
    };
  }
  const framing = framingOf(rng);
  const isAcked = isAcknowledged(plain);
  return {
    name,
    send: async () => {
      const acked = feishu.push(plain, `frame${n}`, framing);
      if (!isAcked) return UNANSWERED;
      const { status, body } = await acked;
      return { status, body: JSON.stringify(body) };
    },
  };
};

function* requests(
  feishu: FakeFeishu,
  aim: FuzzAim,
  over: typeof overHttp,
  [seed, count]: readonly [number, number],
): Generator<FuzzRequest> {
  const rng = rngOf(seed + 1);
  let n = 0;
  for (const event of fuzzEvents(seed, count, feishu.verificationToken, aim)) {
    yield over(feishu, event, n, rng);
    n += 1;
  }
}

/** Feishu by webhook or over its long connection. */
export const feishuFuzzGround = async (transport: 'websocket' | 'webhook'): Promise<FuzzGround> => {
  // The program knows the organisation as it is shipped.
  const fake = { limits: 'off', redeliverAfterMs: [] } as const;
  const feishu = await openFakeFeishu(
    { transport, fake },
    { now: () => Date.now() },
    shippedPolicy,
  );
  return {
    platform: 'feishu',
    policy: onFeishuOnly(shippedPolicy),
    settings: {
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_ENCRYPT_KEY: feishu.encryptKey,
      FEISHU_VERIFICATION_TOKEN: feishu.verificationToken,
      FEISHU_DOMAIN: feishu.domain,
      FEISHU_TRANSPORT: transport,
    },
    reach: async ({ address }) => {
      const [events, cards] = PATHS.map((path) => `${address}${path}`);
      feishu.deliverTo({ events: events ?? '', cards: cards ?? '' });
      if (transport === 'websocket') await until('connected', () => feishu.connections.open > 0);
    },
    prepare: async (seed, count) =>
      requests(
        feishu,
        await openIncident(feishu),
        transport === 'webhook' ? overHttp : overConnection,
        [seed, count],
      ),
    idle: () => feishu.idle(),
    close: () => feishu.close(),
  };
};
