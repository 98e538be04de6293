import type { DeadlineKind, VoteIgnoredReason } from '../incident/event.ts';
import type { AnnouncementStatus, Wording } from '../incident/state.ts';
import type { Localised } from '../locale.ts';
import type { PersonRef } from '../person.ts';
import type { DurationMs, Instant } from '../time.ts';

export type DeadlineStatus =
  | 'onTime'
  | 'late'
  | 'missed'
  | 'running'
  | 'superseded'
  | 'skipped'
  | 'cancelled';

export interface DeadlineRow {
  readonly id: string;
  /** `verify` is the ten minutes of the alert, known from the two times alone. */
  readonly kind: DeadlineKind | 'verify';
  readonly title?: Localised;
  readonly dueAt: Instant;
  readonly doneAt?: Instant;
  readonly status: DeadlineStatus;
  readonly lateMs?: DurationMs;
  readonly escalations: readonly { readonly to: string; readonly at: Instant }[];
  readonly acknowledged?: {
    readonly by: PersonRef;
    readonly reason: string;
    readonly at: Instant;
    readonly eta?: Instant;
  };
  /** Promises to customers and what is due after the close are shown but kept out of the share. */
  readonly counted: boolean;
}

/** Enough to name a deadline in any language. */
export type DeadlineName = Pick<DeadlineRow, 'id' | 'kind' | 'title'>;

export interface DeadlineSummary {
  readonly onTime: number;
  readonly late: number;
  readonly missed: number;
  /** onTime + late + missed. */
  readonly total: number;
  readonly superseded: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** Percent to one decimal; absent when nothing was due. */
  readonly compliancePct?: number;
}

export interface AnnouncementRow {
  readonly id: string;
  readonly kind: string;
  readonly template: string;
  readonly status: AnnouncementStatus;
  readonly author: PersonRef;
  readonly versions: number;
  readonly rejections: number;
  readonly votesCounted: number;
  readonly votesIgnored: number;
  readonly ignoredBecause: readonly VoteIgnoredReason[];
  readonly lateRetractions: number;
  readonly submittedAt?: Instant;
  readonly decidedAt?: Instant;
  /** First submission to the last decision. */
  readonly approvalMs?: DurationMs;
  readonly approvedBy: readonly PersonRef[];
  readonly preApproved: boolean;
  readonly published: readonly {
    readonly channel: string;
    readonly at: Instant;
    readonly by: PersonRef;
    readonly url?: string;
  }[];
  readonly supersedes?: string;
  readonly withdrawn?: { readonly at: Instant; readonly reason: string };
}

interface WordingRow {
  readonly id: string;
  readonly text: Localised;
  readonly status: Wording['status'];
  readonly source: Wording['source'];
  readonly author: PersonRef;
  readonly publishedAt?: Instant;
}

export interface UpdateShare {
  readonly posted: number;
  /** Windows between two due times that have ended, and those of them with an update in time. */
  readonly windows: number;
  readonly onTime: number;
}

export interface Comms {
  readonly updates: UpdateShare;
  readonly announcements: readonly AnnouncementRow[];
  readonly wordings: readonly WordingRow[];
}
