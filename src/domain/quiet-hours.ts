import type { EngineSettings } from './playbook/playbook.ts';
import { localTime, MINUTE, minutesOfDay, type DurationMs, type Instant } from './time.ts';

type QuietHours = EngineSettings['quietHours'];

/** Whether the wall clock of `timezone` lies in the hours of rest, also over midnight. */
export const isQuiet = (instant: Instant, hours: QuietHours, timezone: string): boolean => {
  const { hour, minute } = localTime(instant, timezone);
  const now = hour * 60 + minute;
  const [start, end] = [minutesOfDay(hours.from), minutesOfDay(hours.to)];
  return start > end ? now >= start || now < end : now >= start && now < end;
};

/** A warning of a long period that falls into the night waits for the morning; breaches never wait. */
export const outOfQuietHours = (
  at: Instant,
  periodMs: DurationMs,
  hours: QuietHours,
  timezone: string,
): Instant => {
  if (periodMs <= hours.onlyPeriodsOverMs || !isQuiet(at, hours, timezone)) return at;
  const { hour, minute, second } = localTime(at, timezone);
  const minutes = (minutesOfDay(hours.to) - (hour * 60 + minute) + 24 * 60) % (24 * 60);
  return at + minutes * MINUTE - second * 1000 - (at % 1000);
};
