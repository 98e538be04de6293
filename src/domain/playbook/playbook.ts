import type { Localised } from '../locale.ts';
import type { TicketRules } from '../ticket/rules.ts';
import type { DurationMs } from '../time.ts';

/** sev1 is the highest (domain 1.6). */
export type Severity = 'sev1' | 'sev2' | 'sev3';
export const SEVERITIES: readonly Severity[] = ['sev1', 'sev2', 'sev3'];
export type PerSeverity<T> = Readonly<Record<Severity, T>>;

export type Operator = 'lt' | 'lte' | 'gt' | 'gte' | 'eq';

/** What starts the clock of a checklist item. */
export type Anchor = 'opened' | 'graded' | 'attached' | 'resolved' | 'closed' | 'plan.approved';

/** An event that ticks an item by itself: `wording.published`, `announcement.published:all`, … */
export interface Completion {
  readonly event:
    | 'wording.published'
    | 'announcement.published'
    | 'update.byRole'
    | 'plan.approved'
    | 'standby.called'
    | 'room.joined'
    | 'roles.filled'
    | 'meeting.started'
    | 'tickets.progressAll'
    | 'tickets.answeredAll';
  /** Behind the colon: `all`, a kind or template, or role ids. */
  readonly of: readonly string[];
}

export interface ChecklistItem {
  readonly id: string;
  readonly anchor: Anchor;
  readonly dueMs: DurationMs;
  readonly role: string;
  readonly title: Localised;
  readonly levels?: readonly Severity[];
  readonly completesOn?: Completion;
  /** Facts (or `priority`) that must be known before it can be done. */
  readonly requires?: readonly string[];
  /** Must be confirmed in the note before it can be done. */
  readonly precondition?: Localised;
  readonly channels?: readonly string[];
}

export type TriggerStage = 'watch' | 'trigger';

export interface TriggerRule {
  readonly id: string;
  readonly stage: TriggerStage;
  readonly metric?: string;
  readonly op?: Operator;
  readonly value?: number;
  readonly sustainedForMs?: DurationMs;
  readonly windowMs?: DurationMs;
  readonly baseline?: 'sameTimeYesterday';
  readonly growthPct?: number;
  readonly minBaseline?: number;
  readonly signal?: string;
  readonly systems?: readonly string[];
  readonly kinds?: readonly string[];
  readonly count?: number;
  readonly groupBy?: readonly string[];
  readonly keyword?: readonly string[];
}

/** A test of one hint: all of `any` groups are ORed, the terms of a group ANDed. */
export type HintTerm =
  | { readonly flag: string }
  | { readonly name: string; readonly op: Operator; readonly value: number };
export interface SeverityHint {
  readonly when: string;
  readonly suggest: Severity;
  /** Parsed form of `when`; empty when it is prose for people only. */
  readonly any: readonly (readonly HintTerm[])[];
}

export interface RoleDuty {
  readonly role: string;
  readonly duty: Localised;
}

export interface Recovery {
  readonly metric: string;
  readonly op: Operator;
  readonly value: number;
  readonly sustainedForMs: DurationMs;
}

export interface Script {
  readonly id: string;
  readonly text: Localised;
}

export interface AnnouncementTemplate {
  readonly id: string;
  readonly kind: string;
  readonly preApproved: boolean;
  readonly vars: readonly string[];
  /** Channel (website, app, sms, ivr, wechat) → text with {{vars}}. */
  readonly channels: Readonly<Record<string, Localised>>;
}

export interface Playbook {
  readonly id: string;
  readonly version: number;
  readonly names: Localised;
  readonly aliases: readonly string[];
  readonly scheme: string;
  readonly confidential: boolean;
  readonly defaultSeverity: Severity;
  readonly triggers: readonly TriggerRule[];
  readonly severityHints: readonly SeverityHint[];
  readonly roles: readonly RoleDuty[];
  readonly checklist: readonly ChecklistItem[];
  readonly recovery?: Recovery;
  readonly wording?: Localised;
  readonly scripts: readonly Script[];
  readonly announcements: readonly AnnouncementTemplate[];
  readonly drillVariants: readonly string[];
}

export interface SchemeLevel {
  readonly names: Localised;
  readonly scope?: {
    readonly nationwide?: boolean;
    readonly minRegions?: number;
    readonly maxRegions?: number;
    readonly minUsers?: number;
    readonly maxUsers?: number;
  };
  readonly difficulty: readonly string[];
  /** Flags any of which make this level (after-sales). */
  readonly any: readonly string[];
  readonly commandBody?: string;
  readonly lead?: string;
  readonly reportTo?: string;
  readonly reportWithinMs?: DurationMs;
  readonly planApproval?: string;
  readonly duties: readonly ChecklistItem[];
  readonly cadence?: { readonly everyMs: DurationMs; readonly to: string };
  readonly recoveryTarget?: {
    readonly metric: string;
    readonly op: Operator;
    readonly value: number;
  };
}

/** A severity scheme for incidents; those for tickets are TicketScheme. */
export interface Scheme {
  readonly id: string;
  readonly levels: PerSeverity<SchemeLevel>;
}

export interface ApprovalRule {
  readonly eligible: readonly string[];
  readonly quorum: PerSeverity<number>;
  readonly mustInclude: readonly string[];
  readonly allowSelf: boolean;
}

export interface RoleDefinition {
  readonly id: string;
  readonly names: Localised;
  readonly single: boolean;
  readonly unionOf: readonly string[];
}

export interface ForbiddenPhrase {
  readonly match: readonly string[];
  readonly severity: 'block' | 'warn';
  readonly replace: Localised;
  /** "cause == maintenance": not forbidden when the recorded cause says so. */
  readonly unlessCause?: string;
}

export interface KeywordGroup {
  readonly id: string;
  readonly words: readonly string[];
  readonly action: string;
}

/** Engine settings of common.yaml; snapshotted into each incident when it opens. */
export interface EngineSettings {
  readonly warnAtFraction: number;
  readonly escalateAgainAfter: number;
  readonly escalateAgainMinMs: DurationMs;
  readonly tickMs: DurationMs;
  readonly mergeWindowMs: DurationMs;
  readonly dismissCooldownMs: DurationMs;
  readonly immediateMs: DurationMs;
  readonly platformDownAfterMs: DurationMs;
  readonly reopenWindowMs: DurationMs;
  readonly standbySummaryAfterMs: DurationMs;
  readonly quietHours: {
    readonly from: string;
    readonly to: string;
    readonly onlyPeriodsOverMs: DurationMs;
  };
}

/** A deadline of common.yaml that is not a checklist item. */
export interface StandingDeadline {
  readonly dueMs: DurationMs;
  readonly role: string;
  readonly onBreach: readonly string[];
}
export type StandingDeadlineId =
  | 'verifyAlert'
  | 'gradeIncident'
  | 'decideApproval'
  | 'techOnSite'
  | 'postmortemDraft'
  | 'postmortemReview';

export interface MaskRules {
  readonly phoneKeepLast: number;
  readonly idNumberKeepLast: number;
  readonly bankCardKeepLast: number;
  readonly nameKeepFirst: number;
  readonly addressReplacement: string;
  /** Regular expressions of numbers that are never masked (order numbers, keys). */
  readonly neverMask: readonly string[];
}

export interface Common {
  readonly version: number;
  readonly timezone: string;
  readonly engine: EngineSettings;
  readonly warRoom: {
    readonly visibility: 'private' | 'public';
    readonly feed: string;
    /** How long after closing the rooms are archived; absent: never. */
    readonly archiveAfterMs?: DurationMs;
  };
  readonly deadlines: Readonly<Record<StandingDeadlineId, StandingDeadline>>;
  readonly escalationLadder: PerSeverity<readonly string[]>;
  readonly roles: readonly RoleDefinition[];
  readonly standbyShare: number;
  readonly approvals: {
    readonly announcement: ApprovalRule;
    readonly statement: ApprovalRule;
    readonly responsePlan: ApprovalRule;
    readonly wording: ApprovalRule;
    readonly playbookChange: ApprovalRule;
    /** Wording rules that a playbook replaces (public-opinion: brandPr and legal). */
    readonly wordingOverrides: Readonly<Record<string, ApprovalRule>>;
  };
  /** Messenger name → reaction names, skin tones stripped. */
  readonly reactions: {
    readonly approve: Readonly<Record<string, readonly string[]>>;
    readonly reject: Readonly<Record<string, readonly string[]>>;
  };
  readonly forbiddenPhrases: readonly ForbiddenPhrase[];
  readonly escalationKeywords: readonly KeywordGroup[];
  readonly serviceScripts: readonly Script[];
  readonly mask: MaskRules;
  readonly retentionDays: number;
  readonly kpi: Readonly<Record<string, number>>;
  readonly calendar: readonly {
    readonly id: string;
    readonly cron: string;
    readonly title?: Localised;
  }[];
}

/** Everything that rules need and that an operator may edit: one consistent, immutable set. */
export interface Rulebook {
  readonly common: Common;
  readonly schemes: Readonly<Record<string, Scheme>>;
  readonly severityAliases: PerSeverity<readonly string[]>;
  readonly severityIcons: PerSeverity<string>;
  readonly playbooks: Readonly<Record<string, Playbook>>;
  readonly defaultScheme: string;
  readonly tickets: TicketRules;
}
