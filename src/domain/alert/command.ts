import type { CommandMeta, ScopeInput } from '../incident/command.ts';
import type { Instant } from '../time.ts';
import type { AlertReason } from '../watch/finding.ts';
import type { ReopenOffer } from './event.ts';

interface Intents {
  raise: {
    readonly key: string;
    readonly scenario: string;
    readonly rule: string;
    readonly reason: AlertReason;
    readonly reopen?: ReopenOffer;
  };
  append: { readonly rule: string; readonly reason: AlertReason; readonly suppressed: boolean };
  /** `join`: an open incident of the scenario that takes it in. */
  confirm: {
    readonly scenario?: string;
    readonly scope: ScopeInput;
    readonly status?: string;
    readonly cause?: string;
    /** Figures that the state names. */
    readonly metrics?: Readonly<Record<string, number>>;
    readonly join?: string;
  };
  dismiss: { readonly reason?: string };
  /** What became of it: the incident it opened, or one that was opened or reopened beside it. */
  recordIncident: { readonly incident: string; readonly how?: 'opened' | 'joined' | 'reopened' };
  recordFalse: { readonly incident: string };
  recordOver: Record<never, never>;
  deadlinesPassed: { readonly startedAt: Instant };
}
export type AlertIntentType = keyof Intents;
export type AlertIntent = {
  readonly [T in AlertIntentType]: { readonly type: T } & Intents[T];
}[AlertIntentType];
export type AlertIntentOf<T extends AlertIntentType> = Extract<AlertIntent, { type: T }>;
export type AlertCommand = AlertIntent & { readonly meta: CommandMeta };
export type AlertCommandOf<T extends AlertIntentType> = AlertIntentOf<T> & {
  readonly meta: CommandMeta;
};
