import type { Instant } from '../time.ts';

/** What everything that comes in carries; `id` grows in the order in which it was stored. */
interface Seen {
  readonly id: number;
  /** When it happened in the world, and when it was stored; the two differ for late ones. */
  readonly at: Instant;
  readonly receivedAt: Instant;
}

/** One measured value: `connectRate` 68 % of 华东. */
export interface Sample {
  readonly kind: 'sample';
  readonly metric: string;
  readonly value: number;
  readonly dims?: Readonly<Record<string, string>>;
}

/** A complaint that became a ticket; masked before it gets here. */
export interface ComplaintSeen {
  readonly kind: 'complaint';
  readonly ticket: string;
  readonly topic?: string;
  readonly product?: string;
  readonly batch?: string;
  readonly region?: string;
  /** Groups of escalation keywords found in its text, with the word of each: `media` 媒体曝光. */
  readonly keywords: readonly { readonly group: string; readonly word: string }[];
}

/** Something the outside world says: a trending topic, a recall, a system that is down. */
export interface SignalSeen {
  readonly kind: 'signal';
  readonly signal: string;
  readonly text: string;
  readonly url?: string;
  readonly system?: string;
  /** Scenario named by the sender (the label `playbook` of Alertmanager). */
  readonly scenario?: string;
  /** The sender's own id of the condition; the same again is the same condition. */
  readonly fingerprint?: string;
  /** The sender says that it is over. */
  readonly resolved?: true;
}

export type NewObservation = { readonly at: Instant } & (Sample | ComplaintSeen | SignalSeen);
/** What the rules look at, one after another. */
export type Observation = Seen & (Sample | ComplaintSeen | SignalSeen);
