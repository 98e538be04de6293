import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

export type Callback =
  | {
      readonly kind: 'press';
      readonly line: string;
      readonly form: boolean;
      readonly incident?: string;
    }
  | {
      readonly kind: 'submit';
      readonly command: string;
      readonly values: Readonly<Record<string, string>>;
      readonly incident?: string;
      readonly about?: string;
      readonly room?: string;
    };

const incident = z.string().min(1).max(100).optional();
const Pressed = z.object({
  line: z.string().min(1).max(6_000),
  form: z.boolean().default(false),
  incident,
});
const Submitted = z.object({
  form: z.string().min(1).max(100),
  incident,
  about: z.string().max(6_000).optional(),
  /** Enters paths of requests. */
  room: z
    .string()
    .regex(/^oc_[A-Za-z0-9_]{1,100}$/u)
    .optional(),
});
const FieldValue = z.union([
  z.string().max(20_000),
  z.boolean(),
  z.array(z.string().max(200)).max(200),
]);
const Action = z.object({
  value: z.union([Pressed, Submitted]),
  form_value: z.record(z.string().max(200), z.unknown()).optional(),
});

/** More fields than any form has. */
const FIELDS = 200;
const PICKED = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) ([+-]\d{2}):?(\d{2})$/u;

/**
 * A picked time, `2024-04-29 07:07 +0800`, without its offset where that is the organisation's own: so it is
 * written by people and shown to them. Another offset stays, and keeps the instant.
 */
const plainTime = (value: string, timezone: string): string => {
  const [, date, time, hours, minutes] = PICKED.exec(value) ?? [];
  if (date === undefined) return value;
  try {
    const instant = Temporal.Instant.from(`${date}T${time}${hours}:${minutes}`);
    const local = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timezone);
    return local.epochMilliseconds === instant.epochMilliseconds ? `${date} ${time}` : value;
  } catch {
    return value; // no such day: the command says so
  }
};

/** As commands read it; an empty field and a box that is not ticked were not filled in. */
const fieldText = (given: unknown, timezone: string): string => {
  const { data } = FieldValue.safeParse(given);
  if (data === undefined || typeof data === 'boolean') return data === true ? 'true' : '';
  return typeof data === 'string' ? plainTime(data, timezone) : data.join(',');
};

const valuesOf = (
  given: Readonly<Record<string, unknown>>,
  timezone: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(given)
      .slice(0, FIELDS)
      .map(([id, value]) => [id, fieldText(value, timezone)] as const)
      .filter(([, text]) => text !== ''),
  );

const present = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/**
 * What the `action` of a card callback (`card.action.trigger`) says: a button of ours, or a form of ours that
 * was submitted. Undefined for anything else. Whoever pressed may have made it up: nothing in it is a right.
 */
export const readCallback = (action: unknown, timezone: string): Callback | undefined => {
  const { data } = Action.safeParse(action);
  if (data === undefined) return undefined;
  const { value } = data;
  if ('line' in value) return { kind: 'press', ...present(value) };
  const { form, ...rest } = value;
  return {
    kind: 'submit',
    command: form,
    values: valuesOf(data.form_value ?? {}, timezone),
    ...present(rest),
  };
};
