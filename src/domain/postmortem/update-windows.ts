import type { IncidentEvent } from '../incident/event.ts';
import type { DurationMs, Instant } from '../time.ts';
import type { UpdateShare } from './record-rows.ts';

export interface UpdateWindow {
  readonly dueAt: Instant;
  /** The update that ended it; absent when none came before a new clock or the end. */
  readonly updatedAt?: Instant;
  readonly status: 'onTime' | 'late' | 'missed' | 'running';
}

interface Clock {
  readonly everyMs: DurationMs;
  readonly since: Instant;
}

const overdue = (clock: Clock | undefined, at: Instant): clock is Clock =>
  clock !== undefined && at > clock.since + clock.everyMs;

/**
 * The windows in which an update was due (domain 5.4, cadence compliance). Each grading, change of cadence and
 * reopening starts the clock again; a window cut short before its due time does not count.
 */
export const updateWindows = (
  events: readonly IncidentEvent[],
  now: Instant,
): readonly UpdateWindow[] => {
  const windows: UpdateWindow[] = [];
  let clock: Clock | undefined;
  let everyMs: DurationMs | undefined;
  const cut = (at: Instant): void => {
    if (overdue(clock, at)) windows.push({ dueAt: clock.since + clock.everyMs, status: 'missed' });
    clock = undefined;
  };
  const restart = (at: Instant): void => {
    clock = everyMs === undefined ? undefined : { everyMs, since: at };
  };
  for (const { type, data, occurredAt: at } of events) {
    if (type === 'update.posted') {
      if (clock !== undefined) {
        const dueAt = clock.since + clock.everyMs;
        windows.push({ dueAt, updatedAt: at, status: at <= dueAt ? 'onTime' : 'late' });
        restart(at);
      }
    } else if (type === 'incident.graded' || type === 'cadence.changed') {
      cut(at);
      everyMs = type === 'incident.graded' ? data.cadence.everyMs : data.everyMs;
      restart(at);
    } else if (type === 'incident.reopened') restart(at);
    else if (
      type === 'incident.resolved' ||
      type === 'incident.closed' ||
      type === 'incident.cancelled'
    )
      cut(at);
  }
  if (clock !== undefined)
    windows.push({
      dueAt: clock.since + clock.everyMs,
      status: overdue(clock, now) ? 'missed' : 'running',
    });
  return windows;
};

/** How many updates were posted and how many ended windows had theirs in time. */
export const updateShare = (events: readonly IncidentEvent[], now: Instant): UpdateShare => {
  const ended = updateWindows(events, now).filter(({ status }) => status !== 'running');
  return {
    posted: events.filter(({ type }) => type === 'update.posted').length,
    windows: ended.length,
    onTime: ended.filter(({ status }) => status === 'onTime').length,
  };
};
