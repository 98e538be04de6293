import type { Button as SlackButton } from '@slack/web-api';
import { z } from 'zod';
import type { Button } from '#cards/card.ts';
import { isBlank, plain } from './escape.ts';
import { languageOf } from './language.ts';
import { LIMITS } from './limits.ts';
import { slackWords } from './words.ts';

/** Begins the `action_id` of every button of ours. */
export const PRESS_ACTION = 'fenghuo:press';

const pressed = z.object({
  line: z.string().min(1),
  form: z.boolean().exactOptional(),
  incident: z.string().exactOptional(),
});

/** What a button says of itself; without the incident only where the line names it. */
const valueOf = ({ line, form }: Button, incident: string | undefined): string | undefined => {
  const opens = form === true ? { form } : {};
  const named = incident === undefined ? {} : { incident };
  const whole = JSON.stringify({ line, ...opens, ...named });
  if (whole.length <= LIMITS.buttonValue) return whole;
  if (incident === undefined || !line.includes(incident)) return undefined;
  const short = JSON.stringify({ line, ...opens });
  return short.length <= LIMITS.buttonValue ? short : undefined;
};

const confirmOf = (
  sentence: string,
  label: string,
  { style }: Button,
): NonNullable<SlackButton['confirm']> => ({
  title: plain(label, LIMITS.confirmTitle),
  text: plain(sentence, LIMITS.confirmText),
  confirm: plain(label, LIMITS.confirmButton),
  deny: plain(slackWords(languageOf(sentence)).cancel, LIMITS.confirmButton),
  ...(style === 'danger' ? { style } : {}),
});

/** The button in Slack; undefined where its line is too long to come back whole, for half a command is another one. */
export const slackButton = (
  button: Button,
  place: string,
  incident: string | undefined,
): SlackButton | undefined => {
  const { line, style, confirm } = button;
  const value = isBlank(line) ? undefined : valueOf(button, incident);
  if (value === undefined) return undefined;
  const label = isBlank(button.label) ? line : button.label;
  return {
    type: 'button',
    action_id: `${PRESS_ACTION}:${place}`,
    text: plain(label, LIMITS.buttonLabel),
    value,
    ...(style === 'default' ? {} : { style }),
    ...(confirm === undefined || isBlank(confirm)
      ? {}
      : { confirm: confirmOf(confirm, label, button) }),
  };
};

const action = z.object({ action_id: z.string().startsWith(PRESS_ACTION), value: z.string() });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a pressed button stands for (`actions[n]` of a block_actions payload); undefined where it is none of ours. */
export const readButton = (
  given: unknown,
): { readonly line: string; readonly form: boolean; readonly incident?: string } | undefined => {
  const outer = action.safeParse(given);
  if (!outer.success) return undefined;
  const { success, data } = pressed.safeParse(parsed(outer.data.value));
  if (!success) return undefined;
  const { line, form = false, incident } = data;
  return { line, form, ...(incident === undefined ? {} : { incident }) };
};
