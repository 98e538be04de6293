import type { Storage } from '#ports/storage.ts';

/** Running numbers of a day's keys, taken in memory on top of the store's hint, so that many may open at once. */
export interface IncidentNumbers {
  take(prefix: string): Promise<number>;
  /** Nothing was opened under it, so the next one may have it. */
  giveBack(prefix: string, number: number): void;
}

/** Numbers of this process; that none is taken twice across processes is found out by the commit. */
export const createIncidentNumbers = (storage: Storage): IncidentNumbers => {
  const last = new Map<string, number>();
  return {
    take: async (prefix) => {
      const hint = await storage.nextNumber(prefix);
      const next = Math.max(hint, (last.get(prefix) ?? 0) + 1);
      last.set(prefix, next);
      return next;
    },
    giveBack: (prefix, number) => {
      if (last.get(prefix) === number) last.set(prefix, number - 1);
    },
  };
};
