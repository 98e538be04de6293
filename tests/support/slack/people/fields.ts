import { isList, isRecord, text, type Args } from '../world/method.ts';

type Given = string | readonly string[];

const first = (given: Given): string => (typeof given === 'string' ? given : (given[0] ?? ''));
const all = (given: Given): readonly string[] => (typeof given === 'string' ? [given] : given);

const optionsOf = (element: Args): readonly Args[] => {
  const groups = isList(element['option_groups']) ? element['option_groups'].filter(isRecord) : [];
  return [element, ...groups].flatMap((one) =>
    isList(one['options']) ? one['options'].filter(isRecord) : [],
  );
};

const labelOf = (option: Args): string =>
  isRecord(option['text']) ? text(option['text'], 'text') : '';

/** An option by its value or its label. */
const option = (element: Args, given: string): Args => {
  const options = optionsOf(element);
  const found =
    options.find((one) => text(one, 'value') === given) ??
    options.find((one) => labelOf(one) === given);
  if (found === undefined) throw new Error(`no option ${given} in ${text(element, 'action_id')}`);
  return found;
};

/** Seconds of `2026-12-01 10:15` where the people are (UTC+8, without summer time). */
const secondsOf = (local: string): number => {
  const at = Date.parse(`${local.replace(' ', 'T')}:00+08:00`);
  if (Number.isNaN(at)) throw new Error(`no time: ${local}`);
  return at / 1000;
};

/** The value of a field as Slack sends it, filled in with what somebody gave. */
export const filled = (element: Args, given: Given): Args => {
  const one = first(given);
  switch (element['type']) {
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: option(element, one) };
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: all(given).map((value) => option(element, value)) };
    case 'users_select':
      return { selected_user: one };
    case 'multi_users_select':
      return { selected_users: all(given) };
    case 'conversations_select':
      return { selected_conversation: one };
    case 'channels_select':
      return { selected_channel: one };
    case 'datepicker':
      return { selected_date: one };
    case 'timepicker':
      return { selected_time: one };
    case 'datetimepicker':
      return { selected_date_time: secondsOf(one) };
    default:
      return { value: one };
  }
};

/** The value of a field that nobody touched. */
export const untouched = (element: Args): Args => {
  switch (element['type']) {
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: element['initial_option'] ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: element['initial_options'] ?? [] };
    case 'users_select':
      return { selected_user: element['initial_user'] ?? null };
    case 'multi_users_select':
      return { selected_users: element['initial_users'] ?? [] };
    case 'conversations_select':
      return { selected_conversation: element['initial_conversation'] ?? null };
    case 'channels_select':
      return { selected_channel: element['initial_channel'] ?? null };
    case 'datepicker':
      return { selected_date: element['initial_date'] ?? null };
    case 'timepicker':
      return { selected_time: element['initial_time'] ?? null };
    case 'datetimepicker':
      return { selected_date_time: element['initial_date_time'] ?? null };
    default:
      return { value: element['initial_value'] ?? null };
  }
};

export const isBlank = (value: Args): boolean =>
  Object.values(value).every(
    (one) => one === null || one === '' || (isList(one) && one.length === 0),
  );
