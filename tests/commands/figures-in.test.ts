import { describe, expect, it } from 'vitest';
import { figuresIn } from '#commands/values/figures-in.ts';
import { shippedPolicy } from '../support/policy.ts';

describe('figures that a sentence names', () => {
  it.each([
    ['接通率83%,等待95秒', { connectRate: 83, waitSeconds: 95 }],
    ['接通率６８％，等待時間約2分30秒', { connectRate: 68, waitSeconds: 150 }],
    ['15秒接通率 71%，接通率为 80.5%', { serviceLevel15: 71, connectRate: 80.5 }],
    ['connect rate is 68%, wait 150s', { connectRate: 68, waitSeconds: 150 }],
    ['来电量 5,000 通', { callVolume: 5_000 }],
    ['话务达承载126%', { loadPct: 126 }],
    ['接通率68%，后降至接通率60%', { connectRate: 68 }],
  ])('S0-34: %s', (text, figures) => {
    expect(figuresIn(text, shippedPolicy)).toEqual(figures);
  });

  it.each(['', '全部坐席无响应', 'downloads 7', '接通率很低', '等待 中', 'constructor=3'])(
    'in “%s” are none',
    (text) => {
      expect(figuresIn(text, shippedPolicy)).toBeUndefined();
    },
  );
});
