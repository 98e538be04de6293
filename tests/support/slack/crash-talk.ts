import type { Instant } from '#domain/time.ts';

/** What a process of the crash suite is asked to do, and the time it is then. */
export interface Asked {
  readonly do: 'start' | 'settle' | 'finish';
  readonly at: Instant;
}

/** What it had passed and found when it had come to the end. */
export interface End {
  readonly order: readonly string[];
  readonly verified: readonly unknown[];
  readonly rebuilt: readonly unknown[];
}

/** What it says. */
export type Said =
  | { readonly port: number }
  | { readonly settled: Instant }
  | { readonly end: End };
