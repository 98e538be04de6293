import type { PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';
import type { AlertReason } from '../watch/finding.ts';
import type { ReopenOffer } from './event.ts';

export type AlertPhase = 'raised' | 'confirmed' | 'dismissed';

/** A rule that fired, with its newest reason and the worst one. */
export interface FiredRule {
  readonly rule: string;
  readonly reason: AlertReason;
  readonly worst: AlertReason;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly count: number;
  /** When it was told, and its figure then; the last hour of it. */
  readonly points: readonly (readonly [Instant, number])[];
}

/** An alert as its events tell it. */
export interface AlertState {
  readonly key: string;
  readonly scenario: string;
  readonly phase: AlertPhase;
  readonly fired: readonly FiredRule[];
  readonly raisedAt: Instant;
  /** When something was last added. */
  readonly updatedAt: Instant;
  readonly verifyDue: Instant;
  readonly decided?: {
    readonly by: PersonRef;
    readonly at: Instant;
    readonly reason?: string;
    readonly lateMs: number;
  };
  readonly incident?: string;
  readonly how?: 'opened' | 'joined' | 'reopened';
  /** Confirmed, but the incident was none. */
  readonly falseAlarm: boolean;
  readonly reopen?: ReopenOffer;
  /** How often it went on after it was dismissed. */
  readonly suppressed: number;
  readonly overAt?: Instant;
  readonly warned: boolean;
  readonly breached: boolean;
  readonly escalated: boolean;
}
