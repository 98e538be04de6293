import { describe } from 'vitest';
import type { Storage } from '#ports/storage.ts';
import { commitRules } from './storage/commit-rules.ts';
import { outboxRules } from './storage/outbox-rules.ts';
import { projectionRules } from './storage/projection-rules.ts';
import { recordRules } from './storage/record-rules.ts';
import { timerRules } from './storage/timer-rules.ts';
import { watchRules } from './storage/watch-rules.ts';

/** One database under test. */
export interface StorageUnderTest {
  readonly storage: Storage;
  /** A second process on the same database; what `storage` holds open stays open. */
  readonly reopen: () => Promise<Storage>;
  /** True where other processes on the same database may be at work. */
  readonly replicas: boolean;
  /** A statement past the store, as someone with access to the file could run it; `?` for each value. */
  readonly raw: (statement: string, values?: readonly unknown[]) => Promise<readonly unknown[]>;
}
export type OpenStorage = () => Promise<StorageUnderTest>;

/** The rules that every implementation of Storage keeps; `open` gives an empty database each time. */
export const storageContract = (name: string, open: OpenStorage): void => {
  describe(`storage over ${name}`, () => {
    commitRules(open);
    recordRules(open);
    outboxRules(open);
    timerRules(open);
    projectionRules(open);
    watchRules(open);
  });
};
