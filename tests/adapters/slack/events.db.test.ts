import { expect, it } from 'vitest';
import { eventStorm } from '../../support/events/storm.ts';
import { stormOnSlack } from '../../support/slack/storm.ts';

const COUNT = 300;
const SEED = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000_000);

it(`F-E1: ${COUNT} deliveries to two processes, doubled, in disorder, at once and late, have one effect a gesture`, async () => {
  process.stdout.write(`F-E1: seed ${SEED}\n`);
  const storm = await eventStorm(await stormOnSlack(), SEED, COUNT);
  expect(storm).toEqual({
    seed: SEED,
    delivered: COUNT,
    gestures: expect.any(Number),
    lost: [],
    doubled: [],
    refused: [],
    violations: [],
    findings: [],
  });
  expect(storm.gestures).toBeGreaterThan(COUNT / 6);
});
