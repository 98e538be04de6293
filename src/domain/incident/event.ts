import type { PersonRef } from '../person.ts';
import type { Locale, Localised } from '../locale.ts';
import type { Instant, DurationMs } from '../time.ts';
import type {
  Completion,
  EngineSettings,
  Operator,
  PerSeverity,
  Playbook,
  Scheme,
  Severity,
} from '../playbook/playbook.ts';

import type {
  Scope,
  Suggestion,
  NewTask,
  DeadlineRef,
  Choice,
  VoteIgnoredReason,
  TextProblem,
  ChannelTexts,
  Vars,
  ApprovalTerms,
} from './event-parts.ts';

import type { MessengerPayloads } from './event-messengers.ts';
import type { TicketPayloads } from './event-tickets.ts';

export type * from './event-parts.ts';

interface Payloads extends MessengerPayloads, TicketPayloads {
  'incident.opened': {
    readonly key: string;
    readonly title: string;
    readonly playbook: Playbook;
    readonly scheme: Scheme;
    readonly engine: EngineSettings;
    readonly ladder: PerSeverity<readonly string[]>;
    readonly timezone: string;
    readonly locale: Locale;
    readonly suggestion: Suggestion;
    readonly scope: Scope;
    readonly flags: readonly string[];
    /** When the damage began, where it was stated. */
    readonly startedAt?: Instant;
    readonly alertedAt?: Instant;
    /** The alert that it was. */
    readonly alert?: string;
    readonly status?: string;
    readonly cause?: string;
    /** Messengers in which it opens rooms. */
    readonly messengers: readonly string[];
    readonly linkedTo?: string;
    readonly fromTicket?: string;
    /** Department that has that ticket. */
    readonly fromDepartment?: string;
    readonly gradeDueMs: DurationMs;
  };
  'playbook.attached': { readonly playbook: Playbook; readonly scheme: Scheme };
  'tasks.added': { readonly tasks: readonly NewTask[] };
  'tasks.superseded': {
    readonly ids: readonly string[];
    readonly because: 'regraded' | 'reopened' | 'closed' | 'cancelled';
  };
  'task.done': {
    readonly id: string;
    readonly note?: string;
    /** Ticked by this event instead of by a person. */
    readonly by?: Completion['event'] | 'facts.recorded';
    /** How late, in ms; 0 when on time. */
    readonly lateMs: DurationMs;
  };
  'task.skipped': { readonly id: string; readonly reason: string };
  'facts.recorded': {
    readonly facts: Vars;
    readonly scope?: Scope;
    readonly flags?: readonly string[];
    readonly suggestion: Suggestion;
  };
  'incident.graded': {
    readonly severity: Severity;
    readonly from?: Severity;
    readonly reason?: string;
    readonly cadence: { readonly everyMs: DurationMs; readonly to: string };
  };
  'role.assigned': {
    readonly role: string;
    readonly people: readonly PersonRef[];
    readonly lead?: boolean;
  };
  'handover.proposed': { readonly role: string; readonly to: PersonRef; readonly note?: string };
  'handover.accepted': { readonly role: string; readonly from?: PersonRef };
  'update.posted': {
    readonly n: number;
    readonly text: string;
    readonly percent?: number;
    readonly measure?: string;
    readonly caution?: string;
    /** Messenger message that carried it, so that its edits can be followed. */
    readonly message?: string;
  };
  'update.corrected': {
    readonly n: number;
    readonly text: string;
    readonly was: string;
    readonly at?: Instant;
  };
  /** `least`, `most`: where a monitor saw less or more since the figure before. */
  'metric.recorded': {
    readonly values: Readonly<Record<string, number>>;
    readonly dims?: Vars;
    readonly least?: Readonly<Record<string, number>>;
    readonly most?: Readonly<Record<string, number>>;
  };
  'trigger.met': {
    readonly rule: string;
    readonly metric: string;
    /** The part of the whole that it was measured of: 华东. */
    readonly dims?: Vars;
    readonly op: Operator;
    readonly limit: number;
    readonly value: number;
    readonly sustainedForMs: DurationMs;
  };
  'signal.heard': {
    readonly playbook: string;
    readonly signal: string;
    readonly text: string;
    readonly url?: string;
    readonly propose?: Severity;
  };
  'recovery.suggested': {
    readonly metric: string;
    readonly value: number;
    readonly limit: number;
    readonly sustainedForMs: DurationMs;
  };
  'deadline.warned': { readonly deadline: DeadlineRef };
  /** `occurredAt` is the due time; `noticedAt` when the engine saw it. */
  'deadline.breached': {
    readonly deadline: DeadlineRef;
    readonly lateMs: DurationMs;
    readonly afterRestart: boolean;
    readonly escalateTo?: string;
  };
  'deadline.escalated': {
    readonly deadline: DeadlineRef;
    readonly step: number;
    readonly escalateTo: string;
    readonly resumed: boolean;
  };
  'deadline.acknowledged': {
    readonly deadline: DeadlineRef;
    readonly reason: string;
    readonly eta?: Instant;
  };
  'cadence.changed': { readonly everyMs: DurationMs; readonly reason?: string };
  'wording.proposed': {
    readonly id: string;
    readonly text: Localised;
    readonly vars: Vars;
    readonly source: 'playbook' | 'typed';
  };
  'wording.published': { readonly id: string };
  'wording.frozen': { readonly id: string };
  'announcement.drafted': {
    readonly id: string;
    readonly version: number;
    readonly template: string;
    readonly kind: string;
    readonly vars: Vars;
    readonly texts: ChannelTexts;
    readonly problems: readonly TextProblem[];
    readonly preApproved: boolean;
    readonly hold: boolean;
    readonly supersedes?: string;
    /** Instants promised to customers, from `nextUpdate` and `eta`. */
    readonly promises: Readonly<Record<string, Instant>>;
  };
  'announcement.published': {
    readonly id: string;
    readonly version: number;
    readonly channel: string;
    readonly url?: string;
  };
  'announcement.withdrawn': { readonly id: string; readonly reason: string };
  'announcement.superseded': { readonly id: string; readonly by: string };
  'approval.submitted': { readonly approval: ApprovalTerms };
  /** Without a vote: pre-approved text or quorum 0. */
  'approval.approved': {
    readonly approval: string;
    readonly by: readonly PersonRef[];
    readonly preApproved?: boolean;
  };
  'approval.rejected': {
    readonly approval: string;
    readonly by: PersonRef;
    readonly reason?: string;
  };
  'approval.reasonGiven': { readonly approval: string; readonly reason: string };
  /** The rejecter took the ❌ back before a new version existed. */
  'approval.restored': { readonly approval: string };
  'approval.superseded': { readonly approval: string; readonly by: string };
  'vote.cast': {
    readonly approval: string;
    readonly choice: Choice;
    readonly roles: readonly string[];
    /** When it was cast, where the messenger tells; it may bring votes in another order. */
    readonly at?: Instant;
    /** The same word once more, later: what was taken back in between stays taken back. */
    readonly again?: true;
  };
  'vote.retracted': {
    readonly approval: string;
    readonly choice: Choice;
    readonly late: boolean;
    readonly at?: Instant;
  };
  'vote.ignored': {
    readonly approval: string;
    readonly choice: Choice;
    readonly reason: VoteIgnoredReason;
  };
  'plan.proposed': {
    readonly id: string;
    readonly version: number;
    readonly text: string;
    readonly steps: readonly string[];
    readonly resources: string;
    readonly due: string;
    readonly owner: string;
    readonly compensation?: string;
  };
  'plan.approved': { readonly id: string };
  'meeting.started': { readonly url?: string; readonly priority?: string };
  'meeting.ended': Record<never, never>;
  'standby.called': { readonly count: number; readonly people: readonly PersonRef[] };
  'standby.replied': { readonly reply: 'accept' | 'decline' };
  'standby.summarised': {
    readonly accepted: number;
    readonly declined: number;
    readonly silent: number;
  };
  'note.added': { readonly id: string; readonly text: string; readonly message?: string };
  /** `at`: when it was edited, where the messenger tells; it may bring edits in another order. */
  'note.corrected': {
    readonly id: string;
    readonly text: string;
    readonly was: string;
    readonly at?: Instant;
  };
  'note.deleted': { readonly id: string };
  'link.added': { readonly kind: string; readonly url: string };
  'incident.resolved': { readonly reason: string };
  'incident.closed': {
    readonly reason?: string;
    readonly forced?: string;
    readonly openTasks: readonly string[];
    readonly postmortemDraftDue: Instant;
    readonly postmortemReviewDue: Instant;
  };
  'incident.reopened': { readonly reason: string; readonly episode: number };
  'incident.cancelled': { readonly reason: string };
  'postmortem.generated': { readonly version: number };
  'postmortem.edited': { readonly field: string; readonly text: string; readonly was?: string };
  'postmortem.why': { readonly text: string; readonly level: number };
  'postmortem.published': Record<never, never>;
  'action.added': {
    readonly id: string;
    readonly text: string;
    readonly owner?: PersonRef;
    readonly dueAt?: Instant;
    readonly type: string;
  };
  'action.done': { readonly id: string };
}

export type IncidentEventType = keyof Payloads;

/** One fact of an incident. `occurredAt`: when it happened in the world; `recordedAt`: when it was written. */
export type IncidentEvent = {
  readonly [T in IncidentEventType]: {
    readonly type: T;
    readonly data: Payloads[T];
    readonly occurredAt: Instant;
    readonly recordedAt: Instant;
    readonly actor: PersonRef;
    /** Messenger it came through, or `timer`, `delivery`, `ingest`. */
    readonly via: string;
  };
}[IncidentEventType];

export type EventOf<T extends IncidentEventType> = Extract<IncidentEvent, { type: T }>;
export type PayloadOf<T extends IncidentEventType> = Payloads[T];
