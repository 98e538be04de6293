import { expect, it } from 'vitest';
import { fuzzProgram } from '../../support/fuzz/program.ts';
import { slackFuzzGround } from '../../support/slack/fuzz-ground.ts';

const COUNT = 1_500;

it(`F-S2: ${COUNT} spoilt requests leave the whole program calm, and its record whole`, {
  timeout: 120_000,
}, async () => {
  const report = await fuzzProgram(await slackFuzzGround(), { count: COUNT, seed: 20_261_201 });
  expect(report).toMatchObject({
    failed: [],
    slow: [],
    forged: COUNT / 10,
    forgedTaken: [],
    replayedOtherwise: [],
    replayEffects: 0,
    incidents: 1,
    errors: [],
    exits: [0, 0],
    findings: [],
  });
  expect(Object.keys(report.statuses)).toEqual(['200', '400', '401']);
  // Enough of them got through to leave something, or nothing was tried.
  expect(report.events).toBeGreaterThan(10);
});
