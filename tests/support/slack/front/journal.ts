import type { ApiCall } from '../fake-slack.ts';

/** What the app did, and what was wrong with it. */
export interface Journal {
  readonly calls: ApiCall[];
  readonly violations: string[];
  /** Calls that met an empty bucket. */
  readonly limited: string[];
}

export const createJournal = (): Journal => ({ calls: [], violations: [], limited: [] });
