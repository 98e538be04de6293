import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { SECOND } from '#domain/time.ts';
import { FIELD_ACTION } from './fields.ts';

/** Names the windows that hold a form of ours. */
export const FORM_CALLBACK = 'fenghuo:form';

/** What rides along with a form. It comes back from the client: who may do what is decided again on arrival. */
const rider = z.object({
  command: z.string().min(1),
  incident: z.string().exactOptional(),
  about: z.string().exactOptional(),
  room: z.string().exactOptional(),
});
type Rider = z.infer<typeof rider>;

const option = z.object({ value: z.string() });
const account = z.string().regex(/^\w+$/u);

/** Slack's picker knows ten digits. */
const second = z.int().min(0).max(9_999_999_999);

/** What was filled in, as Slack tells it for each kind of element. */
const filled = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain_text_input'), value: z.string().nullish() }),
  z.object({ type: z.literal('number_input'), value: z.string().nullish() }),
  z.object({ type: z.literal('radio_buttons'), selected_option: option.nullish() }),
  z.object({ type: z.literal('static_select'), selected_option: option.nullish() }),
  z.object({ type: z.literal('checkboxes'), selected_options: z.array(option).nullish() }),
  z.object({ type: z.literal('users_select'), selected_user: account.nullish() }),
  z.object({ type: z.literal('multi_users_select'), selected_users: z.array(account).nullish() }),
  z.object({ type: z.literal('datetimepicker'), selected_date_time: second.nullish() }),
]);
type Filled = z.infer<typeof filled>;

const submitted = z.object({
  callback_id: z.literal(FORM_CALLBACK),
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).nullish(),
});

/** `2026-12-15T09:00+08:00`: exact, and read by people too. */
const timeText = (picked: number, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(picked * SECOND)
    .toZonedDateTimeISO(timezone)
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' });

const mention = (id: string): string => `<@${id}>`;

const textOf = (given: Filled, timezone: string): string | undefined => {
  switch (given.type) {
    case 'plain_text_input':
    case 'number_input':
      return given.value ?? undefined;
    case 'radio_buttons':
    case 'static_select':
      return given.selected_option?.value;
    case 'checkboxes':
      return given.selected_options?.[0]?.value;
    case 'users_select':
      return given.selected_user == null ? undefined : mention(given.selected_user);
    case 'multi_users_select':
      return given.selected_users?.map(mention).join(',');
    case 'datetimepicker':
      return given.selected_date_time == null
        ? undefined
        : timeText(given.selected_date_time, timezone);
  }
};

/** Everything that was filled in, by field; undefined where Slack tells something that it can't. */
const valuesOf = (
  state: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  timezone: string,
): Readonly<Record<string, string>> | undefined => {
  const values: [string, string][] = [];
  for (const [id, elements] of Object.entries(state)) {
    const { success, data } = filled.safeParse(elements[FIELD_ACTION]);
    if (!success) return undefined;
    const text = textOf(data, timezone);
    if (text !== undefined && text !== '') values.push([id, text]);
  }
  return Object.fromEntries(values);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A sent form (`view` of a view_submission, or of a button pressed in it); undefined where it is none of ours. */
export const readModal = (
  view: unknown,
  timezone: string,
): (Rider & { readonly values: Record<string, string> }) | undefined => {
  const outer = submitted.safeParse(view);
  if (!outer.success) return undefined;
  const riding = rider.safeParse(parsed(outer.data.private_metadata));
  const values = valuesOf(outer.data.state?.values ?? {}, timezone);
  return riding.success && values !== undefined ? { ...riding.data, values } : undefined;
};

/** What is wrong with which field, by the ids of the blocks: those of the fields. */
export const fieldErrors = (errors: Readonly<Record<string, string>>): Record<string, string> => ({
  ...errors,
});
