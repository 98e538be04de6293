import type { PersonRef } from '../person.ts';
import type { Operator, Severity } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { Choice, DeadlineRef, RoomLossReason, Vars, VoteIgnoredReason } from './event.ts';

export interface Overdue {
  readonly deadline: DeadlineRef;
  readonly lateMs: DurationMs;
  readonly afterRestart: boolean;
  readonly acknowledged?: {
    readonly by: PersonRef;
    readonly reason: string;
    readonly eta?: Instant;
  };
}

/**
 * What a message says, before it is worded. The live ones (status, checklist, report, approval, wording,
 * announcement, standbyCounter, feedStatus) are rendered from the state when they are sent and edited in
 * place afterwards; the others tell one event and carry what they need.
 */
export type Notice =
  | { readonly card: 'status' }
  | { readonly card: 'checklist' }
  | { readonly card: 'report' }
  | { readonly card: 'feedStatus' }
  | { readonly card: 'approval'; readonly approval: string }
  | { readonly card: 'announcement'; readonly id: string }
  | { readonly card: 'wording'; readonly id: string; readonly forAgents: boolean }
  | { readonly card: 'standbyCounter' }
  /** An escalation keyword in a complaint that belongs to the incident (S0-30). */
  | { readonly card: 'ticketWord'; readonly tickets: readonly string[]; readonly word: string }
  | {
      readonly card: 'graded';
      readonly severity: Severity;
      readonly from?: Severity;
      readonly by: PersonRef;
      readonly reason?: string;
    }
  | { readonly card: 'executiveCall'; readonly severity: Severity }
  | {
      readonly card: 'assigned';
      readonly role: string;
      readonly people: readonly PersonRef[];
      readonly lead: boolean;
      readonly by: PersonRef;
    }
  | { readonly card: 'duties'; readonly role: string; readonly person: PersonRef }
  | {
      readonly card: 'handoverAsked';
      readonly role: string;
      readonly from: PersonRef;
      readonly to: PersonRef;
      readonly note?: string;
    }
  | { readonly card: 'handedOver'; readonly role: string; readonly to: PersonRef }
  | {
      readonly card: 'update';
      readonly n: number;
      readonly text: string;
      readonly percent?: number;
      readonly measure?: string;
      readonly caution?: string;
      readonly by: PersonRef;
      readonly corrected: boolean;
    }
  | { readonly card: 'reminder'; readonly deadlines: readonly DeadlineRef[] }
  | {
      readonly card: 'breach';
      readonly overdue: readonly Overdue[];
      readonly escalatedTo: readonly PersonRef[];
    }
  | {
      readonly card: 'escalation';
      readonly overdue: readonly Overdue[];
      readonly escalatedTo: readonly PersonRef[];
      readonly resumed: boolean;
    }
  | {
      readonly card: 'acknowledged';
      readonly deadline: DeadlineRef;
      readonly by: PersonRef;
      readonly reason: string;
      readonly eta?: Instant;
    }
  | {
      readonly card: 'taskDone';
      readonly task: string;
      readonly by: PersonRef;
      readonly lateMs: DurationMs;
      readonly note?: string;
    }
  | {
      readonly card: 'taskSkipped';
      readonly task: string;
      readonly by: PersonRef;
      readonly reason: string;
    }
  | { readonly card: 'taskAdded'; readonly task: string; readonly by: PersonRef }
  | {
      readonly card: 'cadence';
      readonly everyMs: DurationMs;
      readonly by: PersonRef;
      readonly reason?: string;
    }
  | { readonly card: 'reasonWanted'; readonly approval: string; readonly by: PersonRef }
  | {
      readonly card: 'approvalRejected';
      readonly approval: string;
      readonly by: PersonRef;
      readonly reason?: string;
    }
  | {
      readonly card: 'approvalApproved';
      readonly approval: string;
      readonly by: readonly PersonRef[];
    }
  | {
      readonly card: 'voteIgnored';
      readonly approval: string;
      readonly choice: Choice;
      readonly reason: VoteIgnoredReason;
    }
  | { readonly card: 'voteKept'; readonly approval: string }
  | {
      readonly card: 'channelPublished';
      readonly id: string;
      readonly channel: string;
      readonly by: PersonRef;
    }
  | {
      readonly card: 'announcementWithdrawn';
      readonly id: string;
      readonly by: PersonRef;
      readonly reason: string;
    }
  | { readonly card: 'wordingFrozen'; readonly id: string; readonly by: PersonRef }
  | {
      readonly card: 'meeting';
      readonly url?: string;
      readonly priority?: string;
      readonly by: PersonRef;
    }
  | { readonly card: 'meetingPriorityWanted'; readonly url?: string }
  | { readonly card: 'meetingLink'; readonly url: string }
  | { readonly card: 'meetingEnded'; readonly by: PersonRef }
  | { readonly card: 'playbookAttached'; readonly playbook: string; readonly by: PersonRef }
  | { readonly card: 'planApproved'; readonly id: string }
  | { readonly card: 'standbyAsk' }
  | {
      readonly card: 'standbySummary';
      readonly accepted: number;
      readonly declined: number;
      readonly silent: number;
    }
  | { readonly card: 'note'; readonly text: string; readonly at: Instant; readonly by: PersonRef }
  | { readonly card: 'relayed'; readonly text: string; readonly by: PersonRef }
  | { readonly card: 'link'; readonly kind: string; readonly url: string; readonly by: PersonRef }
  | {
      readonly card: 'facts';
      readonly facts: Readonly<Record<string, string>>;
      readonly by: PersonRef;
    }
  | {
      readonly card: 'triggerMet';
      readonly metric: string;
      readonly dims?: Vars;
      readonly op: Operator;
      readonly limit: number;
      readonly value: number;
      readonly sustainedForMs: DurationMs;
      readonly propose?: Severity;
    }
  | {
      readonly card: 'signalHeard';
      readonly playbook: string;
      readonly signal: string;
      readonly text: string;
      readonly url?: string;
      readonly propose?: Severity;
      readonly by: PersonRef;
    }
  | {
      readonly card: 'recoverySuggested';
      readonly metric: string;
      readonly limit: number;
      readonly value: number;
    }
  | { readonly card: 'resolved'; readonly by: PersonRef; readonly reason: string }
  | {
      readonly card: 'closed';
      readonly by: PersonRef;
      readonly reason?: string;
      readonly forced?: string;
    }
  | {
      readonly card: 'reopened';
      readonly by: PersonRef;
      readonly reason: string;
      readonly episode: number;
    }
  | { readonly card: 'cancelled'; readonly by: PersonRef; readonly reason: string }
  | { readonly card: 'postmortem'; readonly version: number }
  | { readonly card: 'outcomeAsked' }
  | { readonly card: 'actionAdded'; readonly id: string; readonly by: PersonRef }
  | { readonly card: 'actionDone'; readonly id: string; readonly by: PersonRef }
  | { readonly card: 'lateJoiner'; readonly person: PersonRef }
  | {
      readonly card: 'unreachable';
      readonly messenger: string;
      readonly people: readonly PersonRef[];
    }
  /** Said in the room that came back, or in the one that took its place. */
  | {
      readonly card: 'roomLost';
      readonly messenger: string;
      readonly reason: RoomLossReason;
      readonly by?: PersonRef;
    }
  /** Said to the one who did it. */
  | {
      readonly card: 'roomLostBy';
      readonly messenger: string;
      readonly reason: RoomLossReason;
      readonly by: PersonRef;
    }
  | { readonly card: 'roomDelayed'; readonly messenger: string; readonly waitMs: DurationMs }
  | {
      readonly card: 'platformDown';
      readonly messenger: string;
      readonly since: Instant;
      readonly unreachable: readonly PersonRef[];
    }
  /** The one message for all that was not sent while the messenger was down. */
  | {
      readonly card: 'catchUp';
      readonly messenger: string;
      readonly since: Instant;
      readonly until: Instant;
    }
  | {
      readonly card: 'abandoned';
      readonly key?: string;
      readonly what: string;
      readonly messenger: string;
      readonly error: string;
    };

export type NoticeOf<C extends Notice['card']> = Extract<Notice, { card: C }>;

/** Live cards: one message per place, edited in place. */
export type LiveCard = NoticeOf<
  | 'status'
  | 'checklist'
  | 'report'
  | 'feedStatus'
  | 'approval'
  | 'announcement'
  | 'wording'
  | 'standbyCounter'
>;
