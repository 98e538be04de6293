import type { TextProblem, Phase, VoteIgnoredReason } from './incident/event.ts';
import type { PersonRef } from './person.ts';
import type { Severity } from './playbook/playbook.ts';
import type { Instant } from './time.ts';

/** Why nothing was recorded. Each code has wording in both languages (cards/rejection-card.ts). */
interface Rejections {
  'incident-not-found': { readonly key: string };
  'alert-not-found': { readonly key: string };
  'alert-decided': {
    readonly key: string;
    readonly as: 'confirmed' | 'dismissed';
    readonly by: PersonRef;
    readonly at: Instant;
    readonly incident?: string;
  };
  /** There is none of this number, or it is nobody's business who asks. */
  'ticket-not-found': { readonly key: string };
  'ticket-resolved': { readonly key: string; readonly by?: PersonRef; readonly at: Instant };
  'ticket-of-department': { readonly key: string; readonly department: string };
  'ticket-with-department': {
    readonly key: string;
    readonly department: string;
    readonly at: Instant;
  };
  'ticket-nothing-to-accept': { readonly key: string; readonly by?: PersonRef };
  'ticket-without-result': { readonly key: string };
  'department-not-found': { readonly given: string; readonly known: readonly string[] };
  'incident-without-tickets': { readonly key: string };
  'tickets-answered': { readonly count: number };
  'unknown-scenario': { readonly given: string; readonly known: readonly string[] };
  'wrong-phase': { readonly phase: Phase; readonly verb: string };
  'not-allowed': { readonly verb: string; readonly needs: readonly string[] };
  'reason-missing': { readonly verb: string };
  'lowering-not-allowed': { readonly from: Severity; readonly to: Severity };
  /** The same level again: a quiet acknowledgement. */
  'already-graded': { readonly severity: Severity; readonly by: PersonRef; readonly at: Instant };
  'graded-just-now': {
    readonly severity: Severity;
    readonly by: PersonRef;
    readonly wanted: Severity;
  };
  'unknown-role': { readonly given: string };
  'single-role': { readonly role: string };
  'nobody-named': { readonly role: string; readonly suggestion?: PersonRef };
  'task-not-found': { readonly given: string; readonly open: readonly string[] };
  'task-not-open': {
    readonly task: string;
    readonly status: 'done' | 'skipped' | 'superseded';
    readonly by?: PersonRef;
    readonly at?: Instant;
  };
  'facts-missing': { readonly task: string; readonly missing: readonly string[] };
  'precondition-unconfirmed': { readonly task: string; readonly zh: string; readonly en: string };
  'deadline-not-found': { readonly given: string; readonly known: readonly string[] };
  'eta-in-past': { readonly eta: Instant };
  'cadence-out-of-range': { readonly minMinutes: number; readonly maxHours: number };
  'wording-missing': Record<never, never>;
  'text-problems': { readonly problems: readonly TextProblem[] };
  'template-not-found': { readonly given: string; readonly known: readonly string[] };
  'announcement-not-found': { readonly given: string; readonly known: readonly string[] };
  'announcement-not-approved': { readonly id: string; readonly status: string };
  'channel-unknown': {
    readonly id: string;
    readonly channel: string;
    readonly channels: readonly string[];
  };
  'channel-already-published': {
    readonly id: string;
    readonly channel: string;
    readonly by: PersonRef;
    readonly at: Instant;
  };
  'announcement-final': { readonly id: string; readonly status: string };
  'approval-not-found': { readonly approval: string };
  'vote-without-effect': { readonly approval: string; readonly reason: VoteIgnoredReason };
  'plan-incomplete': { readonly missing: readonly string[] };
  'playbook-already-attached': { readonly playbook: string };
  'playbook-not-found': { readonly given: string; readonly known: readonly string[] };
  'standby-not-called': Record<never, never>;
  'standby-not-asked': Record<never, never>;
  'standby-already-called': { readonly at: Instant };
  'tasks-open': { readonly tasks: readonly string[] };
  'reopen-window-passed': { readonly closedAt: Instant; readonly hours: number };
  'postmortem-not-ready': {
    readonly missing: readonly ('rootCause' | 'whys' | 'actions' | 'breach-comments')[];
  };
  'field-not-found': { readonly given: string; readonly known: readonly string[] };
  'field-automatic': { readonly field: string };
  'action-not-found': { readonly given: string; readonly known: readonly string[] };
  'action-incomplete': { readonly missing: readonly ('owner' | 'due')[] };
  'handover-not-found': Record<never, never>;
  'url-invalid': { readonly given: string };
  'text-too-long': { readonly field: string; readonly length: number; readonly limit: number };
  'time-in-future': { readonly at: Instant };
  /** The incident has no room in another messenger. */
  'nowhere-to-relay': Record<never, never>;
  'recording-confidential': Record<never, never>;
  'account-taken': { readonly messenger: string; readonly by: PersonRef };
  'person-not-found': { readonly given: string; readonly similar: readonly PersonRef[] };
  'person-ambiguous': { readonly given: string; readonly candidates: readonly PersonRef[] };
  'nothing-to-record': { readonly verb: string };
  confidential: { readonly key: string };
  'already-joined': { readonly key: string };
}

export type RejectionCode = keyof Rejections;
export type Rejection = {
  readonly [C in RejectionCode]: { readonly code: C } & Rejections[C];
}[RejectionCode];
export type RejectionOf<C extends RejectionCode> = Extract<Rejection, { code: C }>;

/** Nothing happened, and why. */
export interface Rejected {
  readonly rejected: Rejection;
}
/** A decision: what happened, or why not. */
export type Decision<E> = { readonly events: readonly E[] } | Rejected;

export const reject = (rejection: Rejection): Rejected => ({
  rejected: rejection,
});
export const isRejected = <E>(
  decision: Decision<E>,
): decision is { readonly rejected: Rejection } => 'rejected' in decision;
