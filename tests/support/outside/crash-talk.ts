import type { Express } from 'express';
import type { AppClock } from '#app/clock.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { Messenger } from '#ports/messenger.ts';

/** Puts a messenger together from its settings, inside a process of the crash suite. */
export type MountMessenger = (
  settings: Readonly<Record<string, string>>,
  deps: {
    readonly clock: AppClock;
    readonly accountOf: (person: string) => Promise<string | undefined>;
    readonly roomOfMessage: (message: string) => Promise<string | undefined>;
    readonly timezone: () => string;
  },
) => {
  readonly policy: Policy;
  readonly messenger: Messenger & { readonly routes?: (app: Express) => void };
};

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
