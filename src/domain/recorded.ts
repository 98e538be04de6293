import type { CommandMeta } from './incident/command.ts';
import type { PersonRef } from './person.ts';
import type { Instant } from './time.ts';

/** What every event carries, whatever its stream. */
export interface Recorded<T, D> {
  readonly type: T;
  readonly data: D;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: PersonRef;
  readonly via: string;
}

/** One event of this command; it happened now unless said otherwise. */
export const recorded = <T, D>(
  { now, actor, via }: CommandMeta,
  type: T,
  data: D,
  occurredAt: Instant = now,
): Recorded<T, D> => ({
  type,
  data,
  occurredAt,
  recordedAt: now,
  actor: { id: actor.id, name: actor.name },
  via,
});
