import type { TicketAct, TicketIntentOf } from '#domain/ticket/command.ts';
import type { AlertIntentOf } from '#domain/alert/command.ts';
import type { SignalSeen } from '#domain/watch/observation.ts';
import type { SelfIntent } from '#domain/organisation/stream.ts';
import type { IncidentIntent, IntentOf } from '#domain/incident/command.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Locale } from '#domain/locale.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Instant } from '#domain/time.ts';
import type { UsageProblem } from '#cards/usage-problem.ts';

/** Who a typed name means; the app knows accounts, names and the organisation file. */
export type PersonLookup =
  | { readonly person: PersonRef }
  | { readonly ambiguous: readonly PersonRef[] }
  | { readonly unknown: string; readonly similar: readonly PersonRef[] };

/** Everything that reading a line needs to know about where, when and by whom it was typed. */
export interface ParseContext {
  readonly policy: Policy;
  readonly now: Instant;
  readonly timezone: string;
  readonly locale: Locale;
  readonly platform: string;
  findPerson(text: string): PersonLookup;
  /** The incident of the room, or the one that the line names (see `incidentKeyIn`). */
  readonly incident?: IncidentState;
  readonly openIncidents: readonly { readonly key: string; readonly title: string }[];
  /** Typed in a war room: the incident is implied. */
  readonly inRoom: boolean;
}

export const EXPORT_FORMATS = ['md', 'json', 'csv'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Questions: nothing is recorded. */
export type Query =
  | { readonly type: 'status' }
  | { readonly type: 'timeline'; readonly export?: ExportFormat; readonly page?: number }
  | { readonly type: 'taskList' }
  | { readonly type: 'wordingShow' }
  | { readonly type: 'wordingCheck'; readonly text: string }
  | { readonly type: 'announceList' }
  | { readonly type: 'playbookList' }
  | { readonly type: 'playbookShow'; readonly playbook: string }
  | { readonly type: 'playbookHistory'; readonly playbook: string }
  | { readonly type: 'standbyList' }
  | { readonly type: 'postmortemShow' }
  | { readonly type: 'actionList' }
  | {
      readonly type: 'ticketList';
      readonly all: boolean;
      readonly search?: string;
      readonly export?: 'csv';
    }
  | { readonly type: 'ticketShow'; readonly ticket: string }
  | { readonly type: 'whoami' }
  | { readonly type: 'page' }
  | { readonly type: 'retryDelivery'; readonly delivery: string }
  | { readonly type: 'help'; readonly verb?: string };

/** An `open` before the app gives it a key, rooms and a language. */
export type OpenIntent = Omit<IntentOf<'open'>, 'key' | 'messengers' | 'locale'> & {
  readonly messengers?: readonly string[];
};

/** A ticket before the app gives it a key. */
export type NewTicket = Omit<TicketIntentOf<'add'>, 'key' | 'plain'>;

/** What a command asks for, once its words are understood. */
export type Act =
  | { readonly kind: 'incident'; readonly intent: IncidentIntent; readonly key?: string }
  | { readonly kind: 'open'; readonly intent: OpenIntent }
  | { readonly kind: 'query'; readonly query: Query; readonly key?: string }
  | {
      readonly kind: 'alert';
      readonly intent: AlertIntentOf<'confirm' | 'dismiss'>;
      readonly key: string;
    }
  | { readonly kind: 'signal'; readonly signal: SignalSeen }
  | { readonly kind: 'ticketAdd'; readonly intent: NewTicket }
  | { readonly kind: 'ticket'; readonly key: string; readonly intent: TicketIntentOf<TicketAct> }
  | { readonly kind: 'organisation'; readonly intent: SelfIntent };

/** What a line means. `key` is absent where the room implies the incident. */
export type Request =
  | Act
  | {
      readonly kind: 'form';
      readonly command: string;
      readonly key?: string;
      readonly prefill: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'usage'; readonly problem: UsageProblem; readonly line: string }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };
