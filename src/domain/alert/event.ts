import type { Recorded } from '../recorded.ts';
import type { Instant } from '../time.ts';
import type { AlertReason } from '../watch/finding.ts';

/** What an incident of the same scenario, closed a short while ago, offers (E8). */
export interface ReopenOffer {
  readonly incident: string;
  readonly closedAt: Instant;
}

interface Payloads {
  'alert.raised': {
    readonly key: string;
    readonly scenario: string;
    readonly rule: string;
    readonly reason: AlertReason;
    readonly verifyDue: Instant;
    readonly reopen?: ReopenOffer;
  };
  /** The same or another rule of the scenario fired; `suppressed`: after a dismissal, which it does not undo. */
  'alert.appended': {
    readonly rule: string;
    readonly reason: AlertReason;
    readonly suppressed: boolean;
  };
  'alert.confirmed': {
    readonly scenario: string;
    readonly regions: readonly string[];
    readonly users?: number;
    readonly status?: string;
    readonly cause?: string;
    readonly metrics?: Readonly<Record<string, number>>;
    readonly lateMs: number;
  };
  'alert.dismissed': { readonly reason: string; readonly lateMs: number };
  /** The incident that it opened or joined. */
  'alert.linked': { readonly incident: string; readonly how: 'opened' | 'joined' | 'reopened' };
  /** The incident turned out to be none. */
  'alert.falsified': { readonly incident: string };
  /** Its source says that it is over. */
  'alert.over': Record<never, never>;
  'alert.warned': { readonly dueAt: Instant };
  'alert.breached': { readonly dueAt: Instant; readonly lateMs: number };
  'alert.escalated': { readonly dueAt: Instant };
}
export type AlertEventType = keyof Payloads;

export type AlertEvent = {
  readonly [T in AlertEventType]: Recorded<T, Payloads[T]>;
}[AlertEventType];
export type AlertEventOf<T extends AlertEventType> = Extract<AlertEvent, { type: T }>;
export type AlertPayload<T extends AlertEventType> = Payloads[T];
