import { Temporal } from 'temporal-polyfill';

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** The first moment of a day in a zone; undefined for what is no day. */
export const dayStartIn =
  (timezone: string) =>
  (day: string): number | undefined => {
    if (!DAY.test(day)) return undefined;
    try {
      return Temporal.PlainDate.from(day).toZonedDateTime(timezone).epochMilliseconds;
    } catch {
      return undefined;
    }
  };

/** The first moment of the day after. */
export const dayEndIn =
  (timezone: string) =>
  (day: string): number | undefined => {
    if (!DAY.test(day)) return undefined;
    try {
      return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timezone)
        .epochMilliseconds;
    } catch {
      return undefined;
    }
  };
