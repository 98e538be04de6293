import { describe, expect, it } from 'vitest';
import type { OpenStorage } from '../storage-contract.ts';
import { commit, T0, timer, timers } from '../storage-samples.ts';

const LEASE = 60_000;

export const timerRules = (open: OpenStorage): void => {
  describe('timers', () => {
    it('N6: claims what is due, the most severe first, then the longest due', async () => {
      const { storage } = await open();
      const due = [
        timer('late', T0 - 5_000, 3),
        timer('later', T0 - 9_000, 3),
        timer('severe', T0, 1),
        timer('not yet', T0 + 1, 1),
      ];
      await storage.commit(timers(...due));
      const claimed = await storage.claimTimers('me', T0, LEASE, 10);
      expect(claimed).toEqual([due[2], due[1], due[0]]);
    });

    it('claims in batches, each timer once, in the same order as at once', async () => {
      const { storage } = await open();
      const due = Array.from({ length: 30 }, (_, n) => timer(`t${n}`, T0 - (n % 7), (n % 4) + 1));
      await storage.commit(timers(...due));
      const claimed: string[] = [];
      for (let batch = 0; batch < 6; batch += 1) {
        const taken = await storage.claimTimers('me', T0, LEASE, 7);
        claimed.push(...taken.map(({ rank, dueAt }) => `${rank} ${dueAt}`));
      }
      expect(claimed).toHaveLength(30);
      expect(claimed).toEqual(claimed.toSorted());
    });

    it('gives a claimed timer to nobody else until the lease ends', async () => {
      const { storage, reopen } = await open();
      const other = await reopen();
      await storage.commit(timers(timer('grade', T0)));
      expect(await storage.claimTimers('me', T0, LEASE, 10)).toHaveLength(1);
      expect(await other.claimTimers('you', T0 + LEASE - 1, LEASE, 10)).toHaveLength(0);
      expect(await other.nextTimer()).toBe(T0 + LEASE);
      expect(await other.claimTimers('you', T0 + LEASE, LEASE, 10)).toHaveLength(1);
    });

    it('two processes that sweep at the same time share 200 timers without doubling one', async () => {
      const { storage, reopen } = await open();
      const other = await reopen();
      await storage.commit(timers(...Array.from({ length: 200 }, (_, n) => timer(`t${n}`, T0))));
      const sweeps = Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? storage : other).claimTimers(`p${n}`, T0, LEASE, 20),
      );
      const claimed = (await Promise.all(sweeps)).flat().map(({ id }) => id);
      const rest = (await storage.claimTimers('me', T0, LEASE, 200)).map(({ id }) => id);
      expect(new Set([...claimed, ...rest]).size).toBe(200);
      expect(claimed.length + rest.length).toBe(200);
    });

    it('forgets what is cleared, by a commit or by the sweep', async () => {
      const { storage } = await open();
      const [a, b, c] = [timer('a', T0 + 1), timer('b', T0 + 2), timer('c', T0 + 3)];
      await storage.commit(timers(a, b, c));
      await storage.commit(commit({ events: [], timers: { set: [], clear: [a.id, 'unknown'] } }));
      expect(await storage.nextTimer()).toBe(T0 + 2);
      await storage.clearTimers([b.id]);
      expect(await storage.nextTimer()).toBe(T0 + 3);
      await storage.clearTimers([c.id]);
      await storage.clearTimers([]);
      expect(await storage.nextTimer()).toBeUndefined();
    });

    it('setting a timer again neither doubles it nor breaks its claim', async () => {
      const { storage } = await open();
      await storage.commit(timers(timer('grade', T0, 5)));
      await storage.claimTimers('me', T0, LEASE, 10);
      await storage.commit(timers(timer('grade', T0, 2)));
      expect(await storage.claimTimers('you', T0 + 1, LEASE, 10)).toEqual([]);
      expect(await storage.claimTimers('you', T0 + LEASE, LEASE, 10)).toEqual([
        timer('grade', T0, 2),
      ]);
    });

    it('moves a timer that is set to another time, also one that was claimed', async () => {
      const { storage } = await open();
      await storage.commit(timers(timer('grade', T0)));
      await storage.claimTimers('me', T0, LEASE, 10);
      await storage.commit(timers(timer('grade', T0 + 500)));
      expect(await storage.nextTimer()).toBe(T0 + 500);
    });
  });
};
