import { type FaultyStage, type OpenFaulty, PATIENCE_MS } from '../outside/delivery-faults.ts';
import { accountOf } from './cast.ts';
import { worldOf } from './crash-world.ts';
import type { FakeFeishu } from './fake-feishu.ts';
import { createFeishuTestApp } from './feishu-app.ts';
import { chatOf } from './feishu-sights.ts';

/** The program on a Feishu by webhook that can fail. */
export interface FaultyFeishu extends FaultyStage {
  readonly feishu: FakeFeishu;
}

export const openFaultyFeishu: OpenFaulty<FaultyFeishu> = async (dir) => {
  const app = await createFeishuTestApp({
    transport: 'webhook',
    dir,
    start: '2026-12-01T02:04:00Z',
    patienceMs: PATIENCE_MS,
  });
  const { feishu } = app;
  return {
    ...worldOf(feishu),
    app,
    feishu,
    command: async (as, where, line) => {
      const { acked } = await feishu.say(accountOf(as), chatOf(feishu, where), `/应急 ${line}`);
      if (acked === undefined) throw new Error(`not heard: ${line}`);
      return acked;
    },
    tick: async (as, { id }) => void (await feishu.react(accountOf(as), id, 'CheckMark')),
    calls: () => feishu.calls.map(({ route }) => route),
    fail: (fault, nth) => feishu.fail(fault, { nth }),
  };
};
