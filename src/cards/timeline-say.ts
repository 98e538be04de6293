import type { IncidentEventType, PayloadOf } from '#domain/incident/event.ts';
import type { Localised } from '#domain/locale.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Operator, Severity } from '#domain/playbook/playbook.ts';
import type { DurationMs, Instant } from '#domain/time.ts';

/** What the sentences of one entry need of the reader's language, zone and rules; all of it plain text. */
export interface TimelineSay {
  /** Who did it. */
  readonly who: string;
  readonly name: (person: PersonRef) => string;
  readonly names: (people: readonly PersonRef[]) => string;
  readonly time: (instant: Instant) => string;
  readonly span: (ms: DurationMs) => string;
  readonly role: (id: string) => string;
  readonly level: (severity: Severity) => string;
  readonly text: (localised: Localised) => string;
  readonly task: (id: string) => string;
  readonly tasks: (ids: readonly string[]) => string;
  /** A metric, with the part of the whole that was measured. */
  readonly metric: (metric: string, dims?: Readonly<Record<string, string>>) => string;
  /** "< 70%" */
  readonly limit: (metric: string, op: Operator, limit: number) => string;
  readonly value: (metric: string, value: number) => string;
  readonly values: (values: Readonly<Record<string, number>>) => string;
  readonly facts: (facts: Readonly<Record<string, string>>) => string;
  readonly channel: (id: string) => string;
  readonly messenger: (id: string) => string;
  /** "A1 v2" */
  readonly approval: (id: string) => string;
  readonly linkKind: (kind: string) => string;
  readonly field: (id: string) => string;
}

/** One sentence for every kind of event; a new kind without one does not compile. */
export type TimelineSentences = {
  readonly [K in IncidentEventType]: (data: PayloadOf<K>, say: TimelineSay) => string;
};
