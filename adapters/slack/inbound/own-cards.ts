import type { Card, Form } from '#cards/card.ts';
import { languageOf } from '../blocks/language.ts';
import { inboundWords } from './words.ts';

/** A form is in the language of the person who asked for it. */
const wordsFor = ({ submit }: Form) => inboundWords(languageOf(submit));

/** Offers the form of a line that was said where none can be opened. */
export const formOfferCard = (form: Form, line: string): Card => {
  const { formTitle, pressToFill, openForm } = wordsFor(form);
  return {
    title: formTitle,
    tone: 'neutral',
    fallback: pressToFill,
    elements: [
      { kind: 'text', lines: [[pressToFill]] },
      { kind: 'actions', buttons: [{ label: openForm, line, style: 'primary', form: true }] },
    ],
    ...(form.incident === undefined ? {} : { incident: form.incident }),
  };
};

/** Tells that a form did not open, and what to type instead; `command` is the slash command. */
export const notOpenedCard = (form: Form, command: string): Card => {
  const { notOpenedTitle, notOpened, howToType } = wordsFor(form);
  const [verb = ''] = form.command.split(' ');
  return {
    title: notOpenedTitle,
    tone: 'warning',
    fallback: notOpened,
    elements: [
      { kind: 'text', lines: [[notOpened]] },
      { kind: 'copy', label: howToType, text: `${command} help ${verb}`.trimEnd() },
    ],
  };
};
