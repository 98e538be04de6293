import { shippedPolicy } from '../policy.ts';
import type { FuzzGround } from '../fuzz/program.ts';
import { until } from '../fuzz/program.ts';
import { type FuzzRequest, postTo, type Sendable } from '../fuzz/sender.ts';
import type { FakeSlack } from './fake-slack.ts';
import { type Aim, aimAt } from './fuzz-aim.ts';
import { type FuzzCase, fuzzCases } from './fuzz.ts';
import { nowInSeconds, signatureOf } from './signing.ts';
import { openFake } from './slack-app.ts';
import { onSlackOnly } from './slack-policy.ts';

type Headers = Readonly<Record<string, string>>;

const PATH = '/slack/events';

/** An incident with its room, and people who can be named. */
const openIncident = async (slack: FakeSlack): Promise<Aim> => {
  const line = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
  const acked = await slack.slash('U_WANG', 'C_DUTY', line);
  if (acked.status !== 200) throw new Error(`declaring: ${acked.status}`);
  const room = () => slack.channels().find(({ name }) => name.startsWith('inc-'));
  await until('the war room', () => room()?.members.includes('U_LIN') === true);
  const direct = slack.directChannel('U_LIN');
  return { room: room()?.id ?? '', direct, person: 'U_LIN', other: 'U_QIAN' };
};

/** The same, as it must not be taken. */
const FORGED: Readonly<Record<string, (body: Uint8Array) => Headers>> = {
  unsigned: () => ({}),
  stale: (body) => signatureOf(body, nowInSeconds() - 301),
  future: (body) => signatureOf(body, nowInSeconds() + 330),
  'signed by another app': (body) => signatureOf(body, nowInSeconds(), 'another-secret'),
};
const WAYS = Object.entries(FORGED);

const sendable = (
  name: string,
  { body, contentType }: Pick<FuzzCase, 'body' | 'contentType'>,
  headers: Headers,
): Sendable => ({
  name,
  send: (address) =>
    postTo(`${address}${PATH}`, { body, headers: { 'content-type': contentType, ...headers } }),
});

const requestOf = (spoilt: FuzzCase): FuzzRequest => ({
  ...sendable(spoilt.name, spoilt, { ...signatureOf(spoilt.body), ...spoilt.headers }),
  forged: (n) => {
    const [way = '', headersOf] = WAYS[n % WAYS.length] ?? [];
    return sendable(`${way} ${spoilt.name}`, spoilt, headersOf?.(spoilt.body) ?? {});
  },
});

function* requests(aim: Aim, seed: number, count: number): Generator<FuzzRequest> {
  let n = 0;
  for (const spoilt of fuzzCases(seed, count)) {
    yield requestOf(aimAt(spoilt, n, aim));
    n += 1;
  }
}

/** Slack over HTTP. */
export const slackFuzzGround = async (): Promise<FuzzGround> => {
  const slack = await openFake({ transport: 'http', tiers: 'off' }, { now: () => Date.now() });
  return {
    platform: 'slack',
    policy: onSlackOnly(shippedPolicy),
    settings: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
    reach: async ({ address }) => slack.deliverTo(`${address}${PATH}`),
    prepare: async (seed, count) => requests(await openIncident(slack), seed, count),
    idle: () => slack.idle(),
    expected: /Slack took the app its access/u,
    close: () => slack.close(),
  };
};
