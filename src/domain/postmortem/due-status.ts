import type { Instant } from '../time.ts';
import type { DeadlineRow, DeadlineStatus } from './record-rows.ts';

/** A row before it is known who was called about it. */
export type BareRow = Omit<DeadlineRow, 'escalations' | 'acknowledged'>;

/** `done` at or before `due` is on time (domain 0.4); not done is missed once `due` has passed. */
export const dueStatus = (
  dueAt: Instant,
  doneAt: Instant | undefined,
  now: Instant,
): { readonly status: DeadlineStatus; readonly lateMs?: number } => {
  if (doneAt === undefined) return { status: now > dueAt ? 'missed' : 'running' };
  return doneAt <= dueAt ? { status: 'onTime' } : { status: 'late', lateMs: doneAt - dueAt };
};
