import { expect, it } from 'vitest';
import { eventStorm } from '../../support/events/storm.ts';
import { stormOnFeishu } from '../../support/feishu/storm.ts';

const COUNT = 300;
const SEED = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000_000);

it.each(['webhook', 'websocket'] as const)(
  `F-E1: ${COUNT} deliveries by %s to two processes, doubled, in disorder, in pieces, at once and late, have one effect a gesture`,
  async (transport) => {
    process.stdout.write(`F-E1 by ${transport}: seed ${SEED}\n`);
    const storm = await eventStorm(await stormOnFeishu(transport), SEED, COUNT);
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
  },
);
