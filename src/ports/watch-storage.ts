import type { Instant } from '#domain/time.ts';
import type { NewObservation, Observation } from '#domain/watch/observation.ts';

/** An observation on its way into the store. */
export interface NewObservationRow {
  readonly observation: NewObservation;
  readonly receivedAt: Instant;
  /** Id given by the outside; the same again is not stored again. */
  readonly externalId?: string;
}

/** A row of the read model, for lists and searches; one table for all kinds of streams without rooms. */
export interface SubjectRow {
  readonly key: string;
  readonly version: number;
  readonly kind: string;
  /** raised, confirmed, dismissed; processing, followUp, resolved. */
  readonly state: string;
  readonly open: boolean;
  readonly scenario: string | null;
  readonly severity: string | null;
  readonly incident: string | null;
  /** Owner of a ticket, by organisation id, and its department. */
  readonly owner: string | null;
  readonly department: string | null;
  /** Id given by the outside (complaint id, fingerprint). */
  readonly externalId: string | null;
  readonly title: string;
  readonly at: Instant;
  readonly endedAt: Instant | null;
  readonly search: string;
}

/** Which alerts or tickets of the read model are wanted. */
export interface SubjectFilter {
  readonly kind: string;
  readonly open?: boolean;
  readonly state?: string;
  readonly scenario?: string;
  readonly severity?: string;
  readonly department?: string;
  readonly incident?: string;
  readonly externalId?: string;
  /** At or after. */
  readonly since?: Instant;
  /** Before. */
  readonly until?: Instant;
  /** Words that all occur. */
  readonly search?: string;
  /** Words that mean the same, in groups: of each group at least one occurs. */
  readonly anyOf?: readonly (readonly string[])[];
  /** Only what comes after this one in the order of the list. */
  readonly after?: { readonly at: Instant; readonly key: string };
  readonly limit: number;
}

/** One minute of one metric: how many samples, and what they came to. */
export interface MetricMinute {
  readonly metric: string;
  readonly dims?: Readonly<Record<string, string>>;
  /** First moment of the minute. */
  readonly minute: Instant;
  readonly count: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** Observations, what became of them, and the read model of the streams without rooms. */
export interface WatchStorage {
  /** Stores them all, but none whose external id is there already. Gives how many are new. */
  observe(observations: readonly NewObservationRow[]): Promise<number>;
  /** In the order in which they were stored, those behind `after`, at most `limit`. */
  observations(after: number, limit: number): Promise<readonly Observation[]>;
  /** The same of those that happened at `from` or later, up to and with the id `upTo`. */
  observationsSince(
    from: Instant,
    after: number,
    upTo: number,
    limit: number,
  ): Promise<readonly Observation[]>;
  /** Of the newest observation; 0 when there is none. */
  lastObservation(): Promise<number>;
  /** Samples of this metric by the minute, from `from` up to `to`, oldest first; rolled up or not. */
  metricMinutes(metric: string, from: Instant, to: Instant): Promise<readonly MetricMinute[]>;
  /** Turns the oldest samples up to this moment into minutes, at most `limit`, if the rules have seen them. Gives how many. */
  rollUpSamples(before: Instant, seenUpTo: number, limit: number): Promise<number>;
  /** Forgets minutes before this moment. */
  forgetMinutes(before: Instant): Promise<void>;

  /** Takes or renews a lease that is free, over, or one's own. Gives how far its work has come; undefined: another has it. */
  takeLease(name: string, by: string, now: Instant, leaseMs: number): Promise<number | undefined>;
  /** Its work has come this far. False: it is no longer one's own. */
  advanceLease(name: string, by: string, cursor: number): Promise<boolean>;
  /** Lets go of it, so that another need not wait until it is over. */
  leaveLease(name: string, by: string): Promise<void>;

  /** Newest first; every condition that is given must hold. */
  subjects(filter: SubjectFilter): Promise<readonly SubjectRow[]>;
}
