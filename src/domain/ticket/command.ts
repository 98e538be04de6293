import type { CommandMeta } from '../incident/command.ts';
import type { Severity } from '../playbook/playbook.ts';
import type { Instant } from '../time.ts';
import type { LateCause, TicketFacts } from './event.ts';
import type { TicketCategory } from './rules.ts';

interface Intents {
  add: TicketFacts & {
    readonly key: string;
    /** The text as the words are looked for in it: simplified characters. */
    readonly plain: string;
    readonly category: TicketCategory;
    readonly severity?: Severity;
    /** When it came in, if that was not now. */
    readonly at?: Instant;
    readonly externalId?: string;
    readonly incident?: string;
  };
  escalate: { readonly reason: string };
  /** By a department that it was transferred to, or by who takes over. */
  accept: Record<never, never>;
  /** `bulk`: one of many, asked for in their incident. */
  progress: { readonly text: string; readonly bulk?: true };
  transfer: { readonly department: string; readonly reason?: string };
  giveResult: { readonly result: string };
  inform: { readonly text?: string };
  close: {
    readonly result?: string;
    readonly satisfaction?: number;
    readonly cause?: LateCause;
    readonly bulk?: true;
  };
  grade: { readonly severity: Severity; readonly reason: string };
  recordIncident: { readonly incident: string };
  deadlinesPassed: { readonly startedAt: Instant };
}
export type TicketIntentType = keyof Intents;
export type TicketIntent = {
  readonly [T in TicketIntentType]: { readonly type: T } & Intents[T];
}[TicketIntentType];
export type TicketIntentOf<T extends TicketIntentType> = Extract<TicketIntent, { type: T }>;
export type TicketCommand = TicketIntent & { readonly meta: CommandMeta };
export type TicketCommandOf<T extends TicketIntentType> = TicketIntentOf<T> & {
  readonly meta: CommandMeta;
};
/** What a person may ask of a ticket that is there. */
export type TicketAct = Exclude<TicketIntentType, 'add' | 'recordIncident' | 'deadlinesPassed'>;
