import { beforeAll, describe, expect, it } from 'vitest';
import { type Delivered, tryFault, undisturbedDelivery } from '../support/crash-delivery.ts';
import { FAULTS } from '../support/faulty-messenger.ts';

/** Every call in `npm run faults -- deliveries`; here the first of each method and every third. */
const chosen = (calls: readonly string[]): readonly number[] =>
  calls.flatMap((method, nth) => (calls.indexOf(method) === nth || nth % 3 === 0 ? [nth] : []));

describe('a messenger that fails at one call of a declaration or an announcement', () => {
  let right: Delivered;
  beforeAll(async () => {
    right = await undisturbedDelivery();
  });

  it('is used by every method, so that each can fail', () => {
    const methods = [...new Set(right.calls)].toSorted();
    expect(methods).toEqual(['decorate', 'invite', 'openRoom', 'post', 'update', 'whisper']);
    expect(right.dump.half).toEqual([]);
  });

  it.each(FAULTS)('F-N1: %s: everything is there in the end, and once', async (fault) => {
    const wrong: unknown[] = [];
    for (const nth of chosen(right.calls)) {
      const damage = await tryFault(right, nth, fault);
      if (Object.values(damage).some((items) => items.length > 0))
        wrong.push({ nth, method: right.calls[nth], ...damage });
    }
    expect(wrong).toEqual([]);
  });
});
