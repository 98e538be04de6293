import type { Button } from '#cards/card.ts';
import { cutText } from '#cards/cut.ts';
import { columns, plainText } from './nodes.ts';
import type { CardNode } from './json.ts';

/** Documented: 100 characters. */
const LABEL = 100;
const QUESTION = 300;

const TYPES = { primary: 'primary_filled', danger: 'danger', default: 'default' } as const;

/** What comes back when the button is pressed; nothing in it is believed without asking the core again. */
const pressed = ({ line, form }: Button, incident: string | undefined) => ({
  line,
  ...(form === true ? { form: true } : {}),
  ...(incident === undefined ? {} : { incident }),
});

const buttonNode = (button: Button, incident: string | undefined): CardNode => {
  const label = cutText(button.label.trim() === '' ? button.line : button.label, LABEL);
  return {
    tag: 'button',
    type: TYPES[button.style],
    text: plainText(label),
    ...(button.confirm === undefined
      ? {}
      : {
          confirm: {
            title: plainText(label),
            text: plainText(cutText(button.confirm, QUESTION)),
          },
        }),
    behaviors: [{ type: 'callback', value: pressed(button, incident) }],
  };
};

/** Buttons side by side, wrapping on a phone. */
export const buttonNodes = (
  buttons: readonly Button[],
  incident: string | undefined,
): readonly CardNode[] => {
  const nodes = buttons
    .filter(({ label, line }) => `${label}${line}`.trim() !== '')
    .map((button) => buttonNode(button, incident));
  if (nodes.length < 2) return nodes;
  return [
    columns(
      'flow',
      nodes.map((node) => [node]),
    ),
  ];
};
