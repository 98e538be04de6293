import type { PersonRef } from '../person.ts';
import type { Recorded } from '../recorded.ts';
import type { Severity } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { TicketClockId, TicketLimit } from './clocks.ts';
import type { LevelReason } from './level.ts';
import type { TicketCategory } from './rules.ts';

/** An escalation keyword in what a customer says: `media` 媒体曝光, and what follows from it. */
export interface FoundWord {
  readonly group: string;
  readonly word: string;
  readonly action: string;
}

/** What is known of the matter. Texts are masked before they get here. */
export interface TicketFacts {
  readonly text: string;
  readonly topic?: string;
  readonly product?: string;
  readonly batch?: string;
  readonly region?: string;
  /** 王**. */
  readonly customer?: string;
  /** *******5678. */
  readonly contact?: string;
  readonly tags: readonly string[];
  /** Where it was said: a chat message, a recording of the telephone system. */
  readonly source?: string;
}

/** 系统, 人员, 流程: why a limit was missed (S3-21). */
export const LATE_CAUSES = ['system', 'people', 'process'] as const;
export type LateCause = (typeof LATE_CAUSES)[number];

/** Whom the card of a ticket goes to. */
interface ForPeople {
  readonly people: readonly PersonRef[];
}

interface ClockTold {
  readonly clock: TicketClockId;
  readonly run: string;
  readonly dueAt: Instant;
  /** Who was told. */
  readonly people: readonly PersonRef[];
}

interface Payloads {
  'ticket.added': TicketFacts &
    LevelReason & {
      readonly key: string;
      readonly category: TicketCategory;
      readonly words: readonly FoundWord[];
      readonly limits: readonly TicketLimit[];
      /** Role that looks after it. */
      readonly ownerRole: string;
      /** In the night, so that it is handled in the morning. */
      readonly afterHours: boolean;
      readonly externalId?: string;
      readonly incident?: string;
    };
  /** Somebody senior must take over, and is asked. */
  'ticket.escalated': ForPeople & {
    readonly because: 'word' | 'level' | 'asked';
    /** The word that was found, or what the one who asked says. */
    readonly reason?: string;
  };
  'ticket.taken': { readonly lateMs: DurationMs };
  'ticket.progressed': {
    /** The first word that the customer had. */
    readonly first: boolean;
    readonly text: string;
    readonly lateMs: DurationMs;
    /** One of many, asked for in their incident. */
    readonly bulk?: true;
  };
  'ticket.transferred': ForPeople & {
    readonly department: string;
    readonly reason?: string;
    readonly lateMs: DurationMs;
  };
  'ticket.accepted': { readonly department: string; readonly lateMs: DurationMs };
  'ticket.resultGiven': { readonly result: string };
  'ticket.informed': { readonly text?: string; readonly lateMs: DurationMs };
  'ticket.resolved': {
    readonly result?: string;
    /** 1 to 5 (S4-13). */
    readonly satisfaction?: number;
    readonly lateMs: DurationMs;
    readonly bulk?: true;
  };
  'ticket.explained': { readonly cause: LateCause };
  'ticket.graded': {
    readonly severity: Severity;
    readonly reason: string;
    readonly limits: readonly TicketLimit[];
    readonly ownerRole: string;
  };
  'ticket.linked': { readonly incident: string };
  'ticket.warned': ClockTold;
  'ticket.breached': ClockTold & { readonly lateMs: DurationMs };
  'ticket.calledAgain': ClockTold;
}
export type TicketEventType = keyof Payloads;

export type TicketEvent = {
  readonly [T in TicketEventType]: Recorded<T, Payloads[T]>;
}[TicketEventType];
export type TicketEventOf<T extends TicketEventType> = Extract<TicketEvent, { type: T }>;
export type TicketPayload<T extends TicketEventType> = Payloads[T];
