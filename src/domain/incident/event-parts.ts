import type { PersonRef } from '../person.ts';
import type { Localised } from '../locale.ts';
import type { Instant } from '../time.ts';
import type { ChecklistItem, Completion, Operator, Severity } from '../playbook/playbook.ts';

/** Why a room is of no use any more; `stuck`: archived, and the messenger does not give it back. */
export type RoomLossReason = 'archived' | 'removed' | 'deleted' | 'stuck';
export type Phase = 'triage' | 'active' | 'monitoring' | 'closed' | 'cancelled';

export interface Scope {
  readonly regions: readonly string[];
  readonly nationwide: boolean;
  readonly users?: number;
}

/** One reason of a suggestion, worded by the cards. */
export type SuggestionReason =
  | { readonly kind: 'nationwide' }
  | { readonly kind: 'regions'; readonly count: number }
  | {
      readonly kind: 'users';
      readonly users: number;
      readonly op: Operator;
      readonly limit: number;
    }
  | { readonly kind: 'flag'; readonly flag: string }
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly op: Operator;
      readonly limit: number;
      readonly value: number;
    }
  | { readonly kind: 'default' };

export interface Suggestion {
  readonly severity: Severity;
  readonly reasons: readonly SuggestionReason[];
}

/** Checklist item with a clock, as it stands in one incident. */
export interface NewTask {
  /** Unique in the incident: the item's id, with "@2" when the item comes again. */
  readonly id: string;
  readonly item: string;
  readonly source:
    | { readonly kind: 'playbook'; readonly playbook: string }
    | { readonly kind: 'level'; readonly severity: Severity }
    | { readonly kind: 'plan'; readonly plan: string }
    | { readonly kind: 'adhoc' };
  readonly title: Localised;
  readonly role: string;
  readonly owner?: PersonRef;
  readonly anchor: ChecklistItem['anchor'] | 'added';
  readonly anchoredAt: Instant;
  readonly dueAt: Instant;
  readonly completesOn?: Completion;
  readonly requires?: readonly string[];
  readonly precondition?: Localised;
  readonly channels?: readonly string[];
  /** Only these levels want it; a re-grade outside them supersedes it. */
  readonly levels?: readonly Severity[];
}

export type DeadlineKind =
  | 'task'
  | 'grade'
  | 'update'
  | 'approval'
  | 'promise'
  | 'standbySummary'
  | 'postmortemDraft'
  | 'postmortemReview'
  | 'action';

/** What was promised, copied into the event so that a notice needs no state of that moment. */
export interface DeadlineRef {
  /** `task:switch-backup`, `update`, `approval:A1.v2`, `promise:A1:nextUpdate`, … */
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly anchoredAt: Instant;
  readonly dueAt: Instant;
  readonly role: string;
  /** The people who owe it. */
  readonly owners: readonly PersonRef[];
  readonly title: Localised;
}

export type Choice = 'approve' | 'reject';
export type VoteIgnoredReason = 'author' | 'not-eligible' | 'old-version' | 'decided' | 'late';

export type TextProblem =
  | { readonly kind: 'missing'; readonly variable: string }
  | {
      readonly kind: 'forbidden';
      readonly phrase: string;
      readonly severity: 'block' | 'warn';
      readonly replace: Localised;
    }
  | { readonly kind: 'personal-data'; readonly what: 'phone' | 'idNumber' | 'bankCard' | 'address' }
  | { readonly kind: 'unknown-variable'; readonly variable: string };

/** Channel → text in both languages, variables filled in. */
export type ChannelTexts = Readonly<Record<string, Localised>>;
export type Vars = Readonly<Record<string, string>>;

export type ApprovalSubject = 'announcement' | 'wording' | 'plan';

export interface ApprovalTerms {
  /** `A1.v2`, `W2.v1`, `P1.v1`. */
  readonly id: string;
  readonly subject: ApprovalSubject;
  readonly ref: string;
  readonly version: number;
  readonly author: PersonRef;
  readonly eligible: readonly string[];
  readonly quorum: number;
  readonly mustInclude: readonly string[];
  readonly allowSelf: boolean;
  readonly decideBy: Instant;
}
