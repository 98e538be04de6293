import type { Localised } from '../locale.ts';
import type { PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';
import type { ApprovalTerms, ChannelTexts, Choice, TextProblem, Vars } from './event.ts';

// What is said to agents and customers, and who approves it, as it stands in one incident.

export interface Wording {
  readonly id: string;
  readonly text: Localised;
  readonly vars: Vars;
  readonly source: 'playbook' | 'typed';
  readonly author: PersonRef;
  /** Messenger in which it was proposed; absent in what earlier versions stored. */
  readonly via?: string;
  readonly proposedAt: Instant;
  readonly status: 'pending' | 'published' | 'void' | 'frozen' | 'rejected';
  readonly publishedAt?: Instant;
}

export interface AnnouncementVersion {
  readonly version: number;
  readonly vars: Vars;
  readonly texts: ChannelTexts;
  readonly problems: readonly TextProblem[];
  readonly promises: Readonly<Record<string, Instant>>;
  readonly at: Instant;
  readonly by: PersonRef;
  readonly via?: string;
}

export type AnnouncementStatus =
  | 'draft'
  | 'pendingApproval'
  | 'approved'
  | 'rejected'
  | 'published'
  | 'superseded'
  | 'withdrawn';

export interface Announcement {
  readonly id: string;
  readonly template: string;
  readonly kind: string;
  readonly author: PersonRef;
  readonly status: AnnouncementStatus;
  readonly versions: readonly AnnouncementVersion[];
  readonly supersedes?: string;
  readonly published: readonly {
    readonly channel: string;
    readonly at: Instant;
    readonly by: PersonRef;
    readonly url?: string;
  }[];
}

export interface Approval extends ApprovalTerms {
  readonly submittedAt: Instant;
  readonly via?: string;
  readonly status: 'pending' | 'approved' | 'rejected' | 'superseded';
  readonly votes: Readonly<
    Record<
      string,
      {
        readonly choice: Choice;
        readonly at: Instant;
        readonly by: PersonRef;
        readonly roles: readonly string[];
        /** When it was cast last, by the clock of the messenger that it came through. */
        readonly castAt?: Instant;
        readonly via?: string;
      }
    >
  >;
  /** Person → what was taken back, and when by the messenger's clock; absent while nothing was. */
  readonly takenBack?: Readonly<Record<string, Readonly<Partial<Record<Choice, Instant>>>>>;
  readonly decidedAt?: Instant;
  readonly decidedBy: readonly PersonRef[];
  readonly reason?: string;
  readonly counted: number;
  readonly ignored: number;
}

export interface Plan {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly steps: readonly string[];
  readonly resources: string;
  readonly due: string;
  readonly owner: string;
  readonly compensation?: string;
  readonly author: PersonRef;
  readonly status: 'pending' | 'approved' | 'rejected';
}

export interface Promise_ {
  /** `promise:A1:nextUpdate` */
  readonly id: string;
  readonly announcement: string;
  readonly variable: string;
  readonly at: Instant;
  readonly madeAt: Instant;
  readonly owners: readonly PersonRef[];
}
