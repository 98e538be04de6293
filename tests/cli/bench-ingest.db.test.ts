import { describe, expect, it } from 'vitest';
import { measureIngest } from '#cli/bench-ingest.ts';
import { ADDED_RULES } from '#cli/bench-ingest-rules.ts';
import { crowding } from '../support/crowding.ts';

// The minute at full pace is `npm run fenghuo -- bench ingest`; here it is three seconds.

describe('N7: samples come in while people work', () => {
  it('loses none, raises its alerts in time, and keeps nobody waiting', async () => {
    const before = crowding();
    const found = await measureIngest({ perSecond: 1_000, forMs: 3_000, alarms: 3 });
    const crowded = Math.max(before, crowding()) ** 2;
    expect(found).toMatchObject({ samples: 3_000, lost: 0, rules: ADDED_RULES, alerts: 3 });
    expect(ADDED_RULES).toBeGreaterThanOrEqual(190);
    expect(found.alertDelay.p99).toBeLessThan(2_000 * crowded);
    expect(found.ack.p50).toBeLessThan(100 * crowded);
  });
});
