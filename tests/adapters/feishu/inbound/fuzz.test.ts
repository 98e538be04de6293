import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '#ports/messenger.ts';
import { type FuzzEvent, fuzzEvents } from '../../../support/feishu/inbound-fuzz.ts';
import {
  openWebhookHearing,
  type WebhookHearing,
} from '../../../support/feishu/inbound-hearing.ts';
import { sampleCard, sampleForm } from '../../../support/feishu/inbound-samples.ts';

const ANSWERS: readonly Answer[] = [
  {},
  { card: sampleCard },
  { form: sampleForm },
  { fieldErrors: { scenario: 'x' } },
];

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
let hearing: WebhookHearing;
beforeEach(async () => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
  hearing = await openWebhookHearing({ limits: 'off' });
});
afterEach(async () => {
  await hearing.close();
  process.off('unhandledRejection', onUnhandled);
});

const send = ({ plain }: FuzzEvent, ageMs: number) => hearing.deliver(plain, Date.now() - ageMs);

/** A busy machine makes any request slow once; what it carries makes it slow each time. */
const isSlow = async (spoilt: FuzzEvent): Promise<boolean> => {
  for (const age of [10_000, 20_000, 30_000]) if ((await send(spoilt, age)).ms <= 500) return false;
  return true;
};

it('F-S2: 2,000 spoilt events get a quick and calm answer each', { timeout: 60_000 }, async () => {
  let count = 0;
  hearing.inbox.answerWith(() => ANSWERS[(count += 1) % ANSWERS.length] ?? {});
  const statuses = new Map<number, number>();
  const bad: string[] = [];
  for (const spoilt of fuzzEvents(20_261_201, 2_000, hearing.feishu.verificationToken)) {
    const { status, ms, body } = await send(spoilt, 0);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) bad.push(`${status}: ${spoilt.name}`);
    if (typeof body !== 'object' || body === null) bad.push(`no object: ${spoilt.name}`);
    if (ms > 500 && (await isSlow(spoilt))) bad.push(`slow: ${spoilt.name}`);
  }
  expect(bad).toEqual([]);
  expect(unhandled).toEqual([]);
  expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual([200, 400, 401]);
  expect(hearing.logged.filter(({ level }) => level === 'error')).toEqual([]);
  // Enough of them get through to be translated, or nothing was tried.
  expect(statuses.get(200)).toBeGreaterThan(500);
  const kinds = new Set<string>(hearing.inbox.received.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual([
    'command',
    'deleted',
    'hello',
    'joined',
    'lost',
    'press',
    'reaction',
    'reply',
    'submit',
  ]);
  for (const { who, where } of hearing.inbox.received) {
    expect(who.id).toMatch(/^(?:ou_\w{1,100})?$/u);
    expect(where?.id ?? 'oc_1').toMatch(/^oc_\w{1,100}$/u);
  }
});
