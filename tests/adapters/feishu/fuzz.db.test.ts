import { expect, it } from 'vitest';
import { feishuFuzzGround } from '../../support/feishu/fuzz-ground.ts';
import { fuzzProgram } from '../../support/fuzz/program.ts';

const COUNT = 600;

it.each(['webhook', 'websocket'] as const)(
  `F-S2: ${COUNT} spoilt events by %s leave the whole program calm, and its record whole`,
  { timeout: 120_000 },
  async (transport) => {
    const ground = await feishuFuzzGround(transport);
    const report = await fuzzProgram(ground, { count: COUNT, seed: 20_261_201 });
    expect(report).toMatchObject({
      failed: [],
      slow: [],
      forged: transport === 'webhook' ? COUNT / 10 : 0,
      forgedTaken: [],
      replayedOtherwise: [],
      replayEffects: 0,
      incidents: 1,
      errors: [],
      exits: [0, 0],
      findings: [],
    });
    const statuses = transport === 'webhook' ? ['200', '400', '401'] : ['200', '204'];
    expect(Object.keys(report.statuses).toSorted()).toEqual(statuses);
    // Enough of them got through to leave something, or nothing was tried.
    expect(report.events).toBeGreaterThan(10);
  },
);
