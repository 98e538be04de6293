import type { PersonRef } from '../person.ts';
import type { Instant } from '../time.ts';
import type { RoomLossReason } from './event.ts';

/** The war room of an incident on one messenger. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly openedAt: Instant;
  /** Of no use until it is unarchived, or, after closing, until the incident is reopened. */
  readonly lost?: RoomLossReason;
  readonly restoredAt?: Instant;
}

/** A room that was given up for a new one. */
export interface LostRoom {
  readonly messenger: string;
  readonly id: string;
  readonly name: string;
  readonly lostAt: Instant;
  readonly reason: RoomLossReason;
}

/** A messenger of the incident that failed for longer than the rules allow. */
export interface Outage {
  readonly messenger: string;
  /** When its calls began to fail. */
  readonly since: Instant;
  /** Absent while it is down. */
  readonly upAt?: Instant;
  /** People who are reached there and nowhere else. */
  readonly unreachable: readonly PersonRef[];
  /** No other messenger is on, so that nobody hears anything until it is back. */
  readonly alone?: true;
}
