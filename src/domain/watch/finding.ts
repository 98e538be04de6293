import type { Operator, TriggerStage } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';

/** Why a rule fired, with the figures that made it fire. */
export type AlertReason =
  | {
      readonly kind: 'threshold';
      readonly metric: string;
      readonly op: Operator;
      readonly limit: number;
      readonly value: number;
      readonly sustainedForMs: DurationMs;
      readonly dims?: Readonly<Record<string, string>>;
    }
  /** `growthPct` over the same window of yesterday. */
  | {
      readonly kind: 'growth';
      readonly metric: string;
      readonly limitPct: number;
      readonly growthPct: number;
      readonly value: number;
      readonly baseline: number;
      readonly windowMs: DurationMs;
    }
  | {
      readonly kind: 'count';
      readonly count: number;
      readonly limit: number;
      readonly windowMs: DurationMs;
      /** What they have in common, where the rule groups: product, batch. */
      readonly group: Readonly<Record<string, string>>;
      readonly tickets: readonly string[];
    }
  | {
      readonly kind: 'keyword';
      readonly group: string;
      readonly word: string;
      readonly ticket: string;
    }
  | {
      readonly kind: 'signal';
      readonly signal: string;
      readonly text: string;
      readonly url?: string;
      readonly system?: string;
      readonly fingerprint?: string;
    }
  /** A metric that rules need has not been heard of for too long. */
  | {
      readonly kind: 'silence';
      readonly metric: string;
      readonly lastAt: Instant;
      readonly forMs: DurationMs;
    };

/** What the rules make of an observation. */
export type Finding =
  /**
   * `again` false: the condition has just become true; true: it still is, told at most once a minute of the
   * data's own time, and at once when it is worse by 10 points or per cent than when it was last told.
   */
  | {
      readonly kind: 'fired';
      readonly rule: string;
      readonly playbook: string;
      readonly stage: TriggerStage;
      readonly reason: AlertReason;
      readonly at: Instant;
      readonly again: boolean;
    }
  /** A recovery target is held long enough; told once a minute of the data's own time while it is. */
  | {
      readonly kind: 'recovered';
      readonly playbook: string;
      readonly metric: string;
      readonly value: number;
      readonly limit: number;
      readonly sustainedForMs: DurationMs;
      /** Since when it holds without a break. */
      readonly since: Instant;
      readonly at: Instant;
    }
  /** What a metric stands at, at most once a minute; `least` and `most` of all samples since the last time. */
  | {
      readonly kind: 'figure';
      readonly metric: string;
      readonly value: number;
      readonly least: number;
      readonly most: number;
      readonly at: Instant;
    }
  /** The sender of a signal says that it is over. */
  | { readonly kind: 'over'; readonly fingerprint: string; readonly at: Instant };
