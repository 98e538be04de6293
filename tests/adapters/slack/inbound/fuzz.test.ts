import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '#ports/messenger.ts';
import { type FuzzCase, fuzzCases } from '../../../support/slack/fuzz.ts';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import { sampleCard, sampleForm } from '../../../support/slack/inbound-samples.ts';
import { nowInSeconds, signatureOf } from '../../../support/slack/signing.ts';

const ANSWERS: readonly Answer[] = [
  {},
  { card: sampleCard },
  { form: sampleForm },
  { fieldErrors: { title: 'x' } },
];
const KINDS = [
  'command',
  'deleted',
  'edited',
  'hello',
  'joined',
  'lost',
  'press',
  'reaction',
  'record',
  'reply',
  'submit',
];

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
let hearing: HttpHearing;
beforeEach(async () => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
  hearing = await openHttpHearing();
});
afterEach(async () => {
  await hearing.close();
  process.off('unhandledRejection', onUnhandled);
});

/** Signed anew each time, `age` seconds ago, so that it is no replay. */
const send = ({ body, contentType, headers }: FuzzCase, age: number) =>
  hearing.request({
    body,
    headers: {
      'content-type': contentType,
      ...signatureOf(body, nowInSeconds() - age),
      ...headers,
    },
  });

/** A busy machine makes any request slow once; what it carries makes it slow each time. */
const isSlow = async (spoilt: FuzzCase): Promise<boolean> => {
  for (const age of [10, 20, 30]) if ((await send(spoilt, age)).ms <= 500) return false;
  return true;
};

it('F-S2: 2,000 spoilt requests get a quick and calm answer each', {
  timeout: 60_000,
}, async () => {
  let count = 0;
  hearing.inbox.answerWith(() => ANSWERS[(count += 1) % ANSWERS.length] ?? {});
  const statuses = new Map<number, number>();
  const bad: string[] = [];
  for (const spoilt of fuzzCases(20_261_201, 2_000)) {
    const { status, ms } = await send(spoilt, 0);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) bad.push(`${status}: ${spoilt.name}`);
    if (ms > 500 && (await isSlow(spoilt))) bad.push(`slow: ${spoilt.name}`);
  }
  expect(bad).toEqual([]);
  expect(unhandled).toEqual([]);
  expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual([200, 400]);
  const faults = hearing.logged.filter(
    ({ message }) => message === 'could not take what Slack sent',
  );
  expect(faults).toEqual([]);
  // Enough of them get through to be translated, or nothing was tried.
  expect(statuses.get(200)).toBeGreaterThan(500);
  const kinds = new Set<string>(hearing.inbox.received.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(KINDS);
});
