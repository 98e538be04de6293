import type { Locale } from '../locale.ts';
import type { PersonRef } from '../person.ts';
import type {
  EngineSettings,
  PerSeverity,
  Playbook,
  Scheme,
  Severity,
} from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { DeadlineRef, NewTask, Phase, Scope, Suggestion, Vars } from './event.ts';
import type { LostRoom, Outage, Room } from './room.ts';
import type { Announcement, Approval, Plan, Promise_, Wording } from './state-speaking.ts';

export type * from './state-speaking.ts';

export interface Task extends NewTask {
  readonly status: 'open' | 'done' | 'skipped' | 'superseded';
  readonly closedAt?: Instant;
  readonly closedBy?: PersonRef;
  readonly note?: string;
  readonly lateMs?: DurationMs;
  readonly automatic?: boolean;
}

/** What the engine already said about one occurrence of a deadline, keyed `<id>|<dueAt>`. */
export interface DeadlineMark {
  readonly ref: DeadlineRef;
  readonly warnedAt?: Instant;
  readonly breachedAt?: Instant;
  /** Second steps taken. */
  readonly escalations: number;
  readonly lastEscalatedAt?: Instant;
  /** The breach called nobody because an acknowledgement held; the first step is still owed. */
  readonly paused?: boolean;
  readonly acknowledged?: {
    readonly by: PersonRef;
    readonly reason: string;
    readonly at: Instant;
    readonly eta?: Instant;
  };
}

export interface MetricTrack {
  readonly last: number;
  readonly lastAt: Instant;
  readonly min: number;
  readonly max: number;
  readonly first: number;
  readonly firstAt: Instant;
  readonly count: number;
  /** The last hour of it, at most one point a minute from a monitor. */
  readonly points: readonly (readonly [Instant, number])[];
  /** Since when the recovery condition (or a sustained trigger, by rule id) has held without a break. */
  readonly heldSince: Readonly<Record<string, Instant>>;
}

export interface ActionItem {
  readonly id: string;
  readonly text: string;
  readonly owner?: PersonRef;
  readonly dueAt?: Instant;
  readonly type: string;
  readonly addedAt: Instant;
  readonly doneAt?: Instant;
}

/** What the customer of a ticket knows. */
export interface TicketProgress {
  readonly topic?: string;
  /** An escalation keyword that was found in it. */
  readonly word?: string;
  readonly progressed?: true;
  readonly answered?: true;
}

export interface Episode {
  readonly n: number;
  readonly openedAt: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  readonly reason?: string;
}

export interface PostmortemState {
  readonly version: number;
  readonly status: 'none' | 'draft' | 'inReview' | 'published' | 'superseded';
  /** Text typed by people, by field; it always wins over what is generated. */
  readonly human: Readonly<
    Record<string, { readonly text: string; readonly by: PersonRef; readonly at: Instant }>
  >;
  readonly whys: readonly string[];
  readonly publishedAt?: Instant;
}

/** An incident as its events tell it. Plain data: it is stored as JSON for fast loading. */
export interface IncidentState {
  readonly key: string;
  readonly title: string;
  readonly phase: Phase;
  readonly severity?: Severity;
  readonly suggestion: Suggestion;
  readonly severityHistory: readonly {
    readonly severity: Severity;
    readonly at: Instant;
    readonly by: PersonRef;
    readonly reason?: string;
  }[];
  /** The first is the scenario it was opened with. */
  readonly playbooks: readonly { readonly playbook: Playbook; readonly attachedAt: Instant }[];
  readonly scheme: Scheme;
  readonly engine: EngineSettings;
  readonly ladder: PerSeverity<readonly string[]>;
  readonly timezone: string;
  readonly locale: Locale;
  readonly confidential: boolean;
  readonly messengers: readonly string[];
  readonly opener: PersonRef;
  readonly startedAt?: Instant;
  readonly alertedAt?: Instant;
  readonly openedAt: Instant;
  readonly gradedAt?: Instant;
  readonly gradeDueAt: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  readonly reopenedAt?: Instant;
  readonly cancelledAt?: Instant;
  readonly episodes: readonly Episode[];
  readonly linkedTo?: string;
  readonly fromTicket?: string;
  readonly fromDepartment?: string;
  /** Its complaint tickets, by key; absent while there are none. */
  readonly tickets?: Readonly<Record<string, TicketProgress>>;
  readonly facts: Vars;
  readonly scope: Scope;
  readonly firstUsers?: number;
  readonly flags: readonly string[];
  /** Role → people assigned in this incident; where empty the roster's people count. */
  readonly roles: Readonly<
    Record<
      string,
      {
        readonly people: readonly PersonRef[];
        readonly lead?: PersonRef;
        readonly assignedAt: Instant;
      }
    >
  >;
  readonly handovers: Readonly<
    Record<
      string,
      {
        readonly to: PersonRef;
        readonly from?: PersonRef;
        readonly note?: string;
        readonly at: Instant;
      }
    >
  >;
  readonly tasks: readonly Task[];
  readonly marks: Readonly<Record<string, DeadlineMark>>;
  readonly cadence?: { readonly everyMs: DurationMs; readonly to: string; readonly since: Instant };
  readonly updates: {
    readonly count: number;
    readonly onTime: number;
    readonly lastAt?: Instant;
    readonly lastText?: string;
    readonly lastBy?: PersonRef;
    readonly percent?: number;
    readonly caution?: string;
  };
  readonly metrics: Readonly<Record<string, MetricTrack>>;
  /** Rule ids already told, and `recovery` once it was suggested in this episode. */
  readonly told: readonly string[];
  readonly wordings: readonly Wording[];
  readonly announcements: readonly Announcement[];
  readonly approvals: Readonly<Record<string, Approval>>;
  readonly plans: readonly Plan[];
  readonly promises: readonly Promise_[];
  readonly meetings: readonly {
    readonly startedAt: Instant;
    readonly endedAt?: Instant;
    readonly url?: string;
    readonly priority?: string;
    readonly by: PersonRef;
  }[];
  readonly standby?: {
    readonly calledAt: Instant;
    readonly people: readonly PersonRef[];
    readonly replies: Readonly<Record<string, 'accept' | 'decline'>>;
    readonly summarisedAt?: Instant;
    readonly count: number;
  };
  readonly links: readonly {
    readonly kind: string;
    readonly url: string;
    readonly by: PersonRef;
    readonly at: Instant;
  }[];
  readonly noteCount: number;
  /** Notes whose messenger message may be edited, and updates likewise: message id → what it is. */
  readonly messages: Readonly<
    Record<
      string,
      {
        readonly kind: 'note' | 'update';
        readonly id: string;
        readonly text: string;
        /** When it was edited last, by the messenger's clock. */
        readonly editedAt?: Instant;
      }
    >
  >;
  readonly rooms: Readonly<Record<string, Room>>;
  /** Rooms that were given up for a new one, oldest first; absent while there are none. */
  readonly lostRooms?: readonly LostRoom[];
  /** Messengers that were or are down, oldest first; absent while none was. */
  readonly outages?: readonly Outage[];
  /** What stands on people's own lists, and where. */
  readonly todos?: Readonly<
    Record<string, { readonly messenger: string; readonly handle: string }>
  >;
  readonly roomsArchivedAt?: Instant;
  readonly joined: Readonly<Record<string, Instant>>;
  readonly unreachable: readonly PersonRef[];
  /** First action of each person, for response times. */
  readonly firstActionAt: Readonly<Record<string, Instant>>;
  readonly postmortem: PostmortemState;
  readonly postmortemDue?: { readonly draft: Instant; readonly review: Instant };
  readonly actions: readonly ActionItem[];
}
