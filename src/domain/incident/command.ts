import type { Loudness } from '../effects.ts';
import type { Locale } from '../locale.ts';
import type { Actor, PersonRef } from '../person.ts';
import type { Operator, Severity } from '../playbook/playbook.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { Choice, RoomLossReason, Vars } from './event.ts';
import type { LinkedTicket } from './event-tickets.ts';

/** What every command carries; the core takes time and people from here and from nowhere else. */
export interface CommandMeta {
  readonly now: Instant;
  readonly actor: Actor;
  /** Messenger name, `timer`, `delivery` or `ingest`. */
  readonly via: string;
}

/** Where and how much, as typed. */
export interface ScopeInput {
  readonly regions?: readonly string[];
  readonly users?: number;
}

/** What the author made of the message meanwhile: its edit came before the message did. */
export interface Edited {
  readonly text: string;
  readonly at: Instant;
}

interface Intents {
  open: {
    readonly key: string;
    readonly scenario: string;
    readonly title: string;
    readonly severity?: Severity;
    readonly scope: ScopeInput;
    readonly flags: readonly string[];
    readonly cause?: string;
    readonly status?: string;
    readonly startedAt?: Instant;
    readonly messengers: readonly string[];
    readonly linkedTo?: string;
    readonly fromTicket?: string;
    /** Department that has that ticket. */
    readonly fromDepartment?: string;
    /** The alert that it was, since when, and the figures of then. */
    readonly alert?: string;
    readonly alertedAt?: Instant;
    readonly metrics?: Readonly<Record<string, number>>;
    /** Complaints that it is about. */
    readonly tickets?: readonly string[];
    readonly locale: Locale;
  };
  grade: {
    readonly severity: Severity;
    readonly reason?: string /** The person was asked and insists (E9). */;
    readonly confirmed?: boolean;
  };
  facts: { readonly facts: Vars; readonly scope: ScopeInput; readonly flags: readonly string[] };
  assign: { readonly role: string; readonly people: readonly PersonRef[]; readonly lead: boolean };
  handover: { readonly role: string; readonly to: PersonRef; readonly note?: string };
  acceptHandover: { readonly role?: string };
  update: {
    readonly text: string;
    readonly percent?: number;
    readonly measure?: string;
    readonly caution?: string;
    readonly message?: string;
    readonly edited?: Edited;
  };
  metric: {
    readonly values: Readonly<Record<string, number>>;
    readonly dims?: Vars;
    readonly at?: Instant;
  };
  /** A rule of its scenario is met, or would speak for another level. */
  triggerMet: {
    readonly rule: string;
    readonly metric: string;
    /** The part of the whole that it was measured of: 华东. */
    readonly dims?: Vars;
    readonly op: Operator;
    readonly limit: number;
    readonly value: number;
    readonly sustainedForMs: DurationMs;
    readonly at: Instant;
  };
  /** A recovery target is held since `since`. */
  recovered: {
    readonly metric: string;
    readonly value: number;
    readonly limit: number;
    readonly sustainedForMs: DurationMs;
    readonly since: Instant;
    readonly at: Instant;
  };
  /** What a monitor says a metric stands at; `least` and `most` since the last time. */
  recordFigure: {
    readonly metric: string;
    readonly value: number;
    readonly least: number;
    readonly most: number;
    readonly at: Instant;
  };
  /** The outside world says something that another playbook is for. */
  proposePlaybook: {
    readonly playbook: string;
    readonly signal: string;
    readonly text: string;
    readonly url?: string;
  };
  /** Complaints that are about the same; `word`: an escalation keyword in one of them. */
  linkTickets: { readonly tickets: readonly LinkedTicket[]; readonly word?: string };
  /** What a ticket tells its incident. */
  noteTickets: { readonly tickets: readonly string[]; readonly did: 'progressed' | 'answered' };
  progressTickets: { readonly text: string };
  closeTickets: { readonly text?: string };
  taskDone: { readonly task: string; readonly note?: string };
  taskSkip: { readonly task: string; readonly reason?: string };
  taskAdd: {
    readonly title: string;
    readonly dueMs: DurationMs;
    readonly role: string;
    readonly owner?: PersonRef;
  };
  ack: { readonly deadline: string; readonly reason?: string; readonly eta?: Instant };
  cadence: { readonly everyMs: DurationMs; readonly reason?: string };
  wordingSet: { readonly text?: string; readonly vars: Vars };
  wordingFreeze: Record<never, never>;
  announceDraft: {
    readonly template: string;
    readonly vars: Vars;
    readonly promises: Readonly<Record<string, Instant>>;
    readonly hold: boolean;
    readonly supersedes?: string;
  };
  announceRevise: {
    readonly id: string;
    readonly vars: Vars;
    readonly promises: Readonly<Record<string, Instant>>;
    readonly hold: boolean;
  };
  announceSent: { readonly id: string; readonly channel: string; readonly url?: string };
  announceWithdraw: { readonly id: string; readonly reason?: string };
  vote: {
    readonly approval: string;
    readonly choice: Choice /** False: the reaction was taken away. */;
    readonly cast: boolean;
    readonly reason?: string;
    readonly at?: Instant;
  };
  rejectionReason: { readonly approval: string; readonly reason: string };
  planPropose: {
    readonly text: string;
    readonly steps: readonly string[];
    readonly resources?: string;
    readonly due?: string;
    readonly owner?: string;
    readonly compensation?: string;
  };
  meetingStart: { readonly url?: string; readonly priority?: string };
  meetingEnd: Record<never, never>;
  playbookAttach: { readonly playbook: string };
  standbyCall: { readonly count?: number };
  standbyReply: { readonly reply: 'accept' | 'decline' };
  note: {
    readonly text: string;
    readonly at?: Instant;
    readonly message?: string;
    readonly edited?: Edited;
  };
  link: { readonly kind: string; readonly url: string };
  relay: { readonly text: string };
  resolve: { readonly reason?: string };
  close: { readonly reason?: string; readonly force?: string };
  reopen: { readonly reason?: string };
  cancel: { readonly reason?: string };
  postmortemEdit: { readonly field: string; readonly text: string };
  postmortemWhy: { readonly text: string };
  postmortemPublish: Record<never, never>;
  actionAdd: {
    readonly text: string;
    readonly owner?: PersonRef;
    readonly dueAt?: Instant /** fix, process, training, kb, drill, qa */;
    readonly category: string;
  };
  actionDone: { readonly id: string };
  setRoomLocale: { readonly locale: Locale };
  /** Join button, or a person seen entering the room. */
  join: Record<never, never>;
  /** The engine's sweep: everything due at `now` in one go. `startedAt`: when this process came up. */
  deadlinesPassed: { readonly startedAt: Instant };
  /** Facts brought back by deliveries. */
  recordRoomOpened: { readonly messenger: string; readonly room: string; readonly name: string };
  recordJoined: { readonly messenger: string; readonly people: readonly PersonRef[] };
  recordUnreachable: { readonly messenger: string; readonly people: readonly PersonRef[] };
  /** `asked`: how loudly they were to be called, where that was not possible; `doubted`: or may have happened. */
  recordUrged: {
    readonly messenger: string;
    readonly people: readonly PersonRef[];
    readonly missed: readonly PersonRef[];
    readonly by: Loudness;
    readonly asked?: Loudness;
    readonly doubted?: true;
  };
  recordTodoPlaced: { readonly ref: string; readonly messenger: string; readonly handle: string };
  recordMeetingLink: { readonly messenger: string; readonly url: string };
  /** `room`: the one that was lost; `by`: who did it, where the messenger tells. */
  recordRoomLost: {
    readonly messenger: string;
    readonly room: string;
    readonly reason: RoomLossReason;
    readonly by?: PersonRef;
  };
  recordRoomRestored: { readonly messenger: string; readonly room: string };
  /** A new room waits for the messenger's limit. */
  recordRoomDelayed: { readonly messenger: string; readonly waitMs: DurationMs };
  /**
   * A messenger is down since `since`. `up`: those that work, the one that reaches most people first.
   * `unreachable`: people of the incident with an account there and on none of those that work.
   * `alone`: no other messenger is on at all.
   */
  recordPlatformDown: {
    readonly messenger: string;
    readonly since: Instant;
    readonly up: readonly string[];
    readonly unreachable: readonly PersonRef[];
    readonly alone: boolean;
  };
  recordPlatformUp: { readonly messenger: string };
  recordAbandoned: {
    readonly key?: string;
    readonly what: string;
    readonly messenger: string;
    readonly error: string;
  };
  /** A chat message on the timeline was edited or deleted in its messenger. */
  messageEdited: { readonly message: string; readonly text: string; readonly at?: Instant };
  messageDeleted: { readonly message: string };
}

export type IncidentIntentType = keyof Intents;
export type IncidentIntent = {
  readonly [T in IncidentIntentType]: { readonly type: T } & Intents[T];
}[IncidentIntentType];
export type IntentOf<T extends IncidentIntentType> = Extract<IncidentIntent, { type: T }>;
export type IncidentCommand = IncidentIntent & { readonly meta: CommandMeta };
export type CommandOf<T extends IncidentIntentType> = IntentOf<T> & { readonly meta: CommandMeta };
