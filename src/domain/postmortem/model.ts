import type { IncidentEventType } from '../incident/event.ts';
import type { ActionItem, PostmortemState } from '../incident/state.ts';
import type { Localised } from '../locale.ts';
import type { PersonRef } from '../person.ts';
import type { Operator, Severity } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { EditablePostmortemField, PostmortemFieldId } from './fields.ts';
import type { PublishBlocker } from './publish-gate.ts';
import type { Comms, DeadlineName, DeadlineRow, DeadlineSummary } from './record-rows.ts';

/** Text a person typed into a field; it wins over what is generated. */
interface HumanText {
  readonly text: string;
  readonly by: PersonRef;
  readonly at: Instant;
}

/** A field: what the record says, what a person wrote, and which of them counts. */
export interface Field<T> {
  readonly auto?: T;
  readonly human?: HumanText;
  readonly source: 'auto' | 'human' | 'none';
}

/** A field that only people can fill. */
type ManualField = Field<never>;

interface Scenario {
  readonly id: string;
  readonly names: Localised;
  readonly attachedAt: Instant;
}

interface SeverityStep {
  readonly severity: Severity;
  readonly names: Localised;
  readonly at: Instant;
  readonly by: PersonRef;
  readonly reason?: string;
}

export interface EpisodeRow {
  readonly n: number;
  readonly openedAt: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  /** Why it was opened again; the first episode has none. */
  readonly reason?: string;
  readonly durationMs?: DurationMs;
}

/** A metric that crossed its limit, as the rules or the suggestion saw it. */
export interface Signal {
  readonly metric: string;
  readonly op: Operator;
  readonly limit: number;
  readonly value: number;
  readonly at: Instant;
  readonly sustainedForMs?: DurationMs;
}

export interface What {
  readonly title: string;
  readonly status?: string;
  readonly cause?: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly lastUpdate?: { readonly text: string; readonly at: Instant };
}

export type KeyTimeKind =
  | 'started'
  | 'alerted'
  | 'opened'
  | 'graded'
  | 'firstAnnouncement'
  | 'allChannels'
  | 'resolved'
  | 'reopened'
  | 'closed';

export interface KeyTime {
  readonly kind: KeyTimeKind;
  readonly at: Instant;
  /** Since the incident was opened; negative before it. */
  readonly sinceOpenedMs: DurationMs;
  readonly severity?: Severity;
  readonly names?: Localised;
  readonly episode?: number;
}

export interface Where {
  readonly regions: readonly string[];
  readonly nationwide: boolean;
  readonly usersFirst?: number;
  readonly usersLast?: number;
  /** Channels, products and batches named in the facts. */
  readonly named: readonly string[];
}

export interface RoleRow {
  readonly role: string;
  readonly people: readonly {
    readonly person: PersonRef;
    readonly assignedAt: Instant;
    readonly lead: boolean;
  }[];
  readonly handovers: readonly {
    readonly from?: PersonRef;
    readonly to: PersonRef;
    readonly at: Instant;
  }[];
  readonly firstAction?: {
    readonly by: PersonRef;
    readonly at: Instant;
    readonly kind: IncidentEventType;
  };
  /** From the first assignment to the first action of one of its people. */
  readonly responseMs?: DurationMs;
  /** S0-64: technical staff act within the time of `deadlines.techOnSite`. */
  readonly benchmarkMs?: DurationMs;
}

export interface Who {
  readonly roles: readonly RoleRow[];
  readonly approvers: readonly PersonRef[];
  readonly leadershipJoinedAt?: Instant;
}

export interface Measure {
  readonly at: Instant;
  readonly by: PersonRef;
  readonly text: string;
  readonly kind: 'measure' | 'workaround' | 'priority' | 'plan';
}

export interface ChecklistRow {
  readonly id: string;
  readonly title: Localised;
  readonly role: string;
  readonly adhoc: boolean;
  readonly status: 'done' | 'late' | 'skipped' | 'superseded' | 'open';
  readonly dueAt: Instant;
  readonly closedAt?: Instant;
  readonly by?: PersonRef;
  readonly note?: string;
  readonly lateMs?: DurationMs;
}

interface How {
  readonly measures: readonly Measure[];
  readonly checklist: readonly ChecklistRow[];
}

/** A metric over the incident; every figure that is not known is absent, never 0. */
export interface MetricSummary {
  readonly before?: number;
  readonly min?: number;
  readonly max?: number;
  readonly average?: number;
  readonly total?: number;
  readonly atResolve?: number;
  readonly after?: number;
  /** Values the figures rest on. */
  readonly samples: number;
}

export interface DataBlock {
  readonly metrics: Readonly<Record<string, MetricSummary>>;
  readonly times: IncidentTimes;
  readonly standby?: {
    readonly called: number;
    readonly accepted: number;
    readonly declined: number;
  };
  readonly reopenCount: number;
}

/** Durations of domain 4.2; absent where one of the two times is not known. */
export interface IncidentTimes {
  readonly firstResponseMs?: DurationMs;
  readonly timeToVerifyMs?: DurationMs;
  readonly timeToGradeMs?: DurationMs;
  readonly timeToAnnounceMs?: DurationMs;
  readonly timeToAnnounceAllMs?: DurationMs;
  readonly timeToResolveMs?: DurationMs;
  readonly impactMs?: DurationMs;
}

interface Feedback {
  readonly topics: readonly { readonly topic: string; readonly count: number }[];
  readonly suggestions: readonly string[];
}

/** A change of a playbook or roster that the record speaks for (domain 4.3). */
export type RevisionSuggestion =
  | {
      readonly kind: 'tightenTrigger';
      readonly playbook: string;
      readonly path: string;
      readonly metric: string;
      readonly op: Operator;
      readonly from: { readonly value: number; readonly sustainedForMs: DurationMs };
      readonly to: { readonly value: number; readonly sustainedForMs: DurationMs };
      /** How long the damage had run when the rule fired. */
      readonly aheadMs: DurationMs;
    }
  | {
      readonly kind: 'easeApproval';
      readonly announcement: string;
      readonly quorum: number;
      readonly lateMs: DurationMs;
    }
  | { readonly kind: 'addDeputy'; readonly role: string; readonly emptyMs: DurationMs }
  | {
      readonly kind: 'adoptTask';
      readonly playbook: string;
      readonly task: string;
      readonly title: Localised;
      readonly role: string;
    };

export type KbSuggestion =
  | { readonly kind: 'wording'; readonly id: string; readonly text: Localised }
  | { readonly kind: 'step'; readonly text: string };

/** Something to talk about when lessons are written. */
export type LessonPrompt =
  | { readonly kind: 'late'; readonly deadline: DeadlineName; readonly lateMs: DurationMs }
  | { readonly kind: 'missed'; readonly deadline: DeadlineName }
  | { readonly kind: 'rejected'; readonly announcement: string }
  | { readonly kind: 'reopened'; readonly reason: string }
  | { readonly kind: 'allOnTime'; readonly total: number };

export interface Drill {
  readonly variant: string;
  readonly scenario: Localised;
  /** What went wrong this time and should be practised. */
  readonly focus: readonly DeadlineName[];
}

export interface Whys {
  /** As typed with `postmortem why`, the problem first. */
  readonly chain: readonly string[];
  readonly problemSuggested: { readonly title: string; readonly status?: string };
  readonly causeSuggested?: string;
}

/** The review of an incident without a language: numbers, instants, references, texts of people. */
export interface Postmortem {
  readonly key: string;
  readonly title: string;
  readonly isDrill: boolean;
  readonly timezone: string;
  readonly generatedAt: Instant;
  readonly status: PostmortemState['status'];
  readonly version: number;
  readonly published?: { readonly at: Instant; readonly by: PersonRef };
  readonly scenarios: readonly Scenario[];
  readonly severityHistory: readonly SeverityStep[];
  /** The highest level it ever had. */
  readonly worstSeverity?: Severity;
  readonly episodes: readonly EpisodeRow[];
  readonly openedAt: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  readonly timelineCount: number;

  readonly what: Field<What>;
  readonly signals: readonly Signal[];
  readonly when: readonly KeyTime[];
  readonly where: Field<Where>;
  readonly who: Who;
  /** From the facts where someone recorded it: 产品缺陷, 服务失误, 外部环境; 系统, 人员, 流程. */
  readonly causeCategory: Field<string>;
  readonly whys: Whys;
  /** The text typed for it, else the last level of a chain that is long enough (S0-65). */
  readonly rootCause: Field<string>;
  readonly how: How;
  readonly deadlines: { readonly rows: readonly DeadlineRow[]; readonly summary: DeadlineSummary };
  readonly breachComments: ManualField;
  readonly comms: Comms;
  readonly data: DataBlock;
  readonly feedback: Field<Feedback>;
  readonly good: ManualField;
  readonly bad: ManualField;
  readonly luck: ManualField;
  readonly prompts: readonly LessonPrompt[];
  readonly revisions: Field<readonly RevisionSuggestion[]>;
  readonly kb: Field<readonly KbSuggestion[]>;
  readonly actions: readonly ActionItem[];
  readonly noAction: ManualField;
  readonly drill: Field<Drill>;
  readonly outcome: ManualField;

  readonly blockers: readonly PublishBlocker[];
  readonly filled: Filled;
}

/** How many of the blanks of the template are filled. */
export interface Filled {
  readonly done: number;
  readonly total: number;
  readonly percent: number;
  readonly missing: readonly PostmortemFieldId[];
  /** The missing ones a person can type. */
  readonly toType: readonly EditablePostmortemField[];
}

/** What an incident's own events cannot know; the app reads it from the stored samples and tickets. */
export interface PostmortemEvidence {
  readonly metrics?: Readonly<Record<string, Partial<MetricSummary>>>;
  readonly feedback?: Feedback;
}
