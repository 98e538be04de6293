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
