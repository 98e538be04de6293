import { DAY, HOUR, MINUTE, SECOND, type DurationMs } from '#domain/time.ts';

const UNITS: Readonly<Record<string, DurationMs>> = {
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
};

/** Milliseconds of "500ms", "30s", "5m", "1h" or "5d"; undefined for anything else. */
export const parseDuration = (text: string): DurationMs | undefined => {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const factor = UNITS[unit ?? ''];
  return factor === undefined ? undefined : Number(amount) * factor;
};
