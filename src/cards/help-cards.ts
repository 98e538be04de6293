import type { Button, Card } from './card.ts';
import { actions, button, copy, headed, item, list, note, plainCard, text } from './build.ts';
import { words, type View } from './view.ts';

/** One command as help tells it: plain data, made from the registry, in the reader's language. */
export interface HelpTopic {
  readonly verb: string;
  readonly title: string;
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
}

export interface HelpGroup {
  readonly id: string;
  readonly title: string;
  readonly topics: readonly HelpTopic[];
}

/** The five acts of those who open this twice a year (domain 7.1). */
const commonButtons = (view: View): readonly Button[] => {
  const { buttons } = words(view).queries;
  return [
    button(buttons.open, 'open', { style: 'primary', form: true }),
    button(buttons.incidents, 'status'),
    button(buttons.playbooks, 'playbook list'),
    button(buttons.check, 'wording check', { form: true }),
    button(buttons.help, 'help'),
  ];
};

/** All commands by group, one line each with an example. */
export const helpCard = (groups: readonly HelpGroup[], view: View): Card => {
  const { queries } = words(view);
  return plainCard(
    {
      title: queries.helpTitle,
      tone: 'neutral',
      elements: [
        text([queries.helpIntro]),
        groups.flatMap(({ title, topics }) =>
          headed(
            title,
            list(
              topics.map((topic) => item(queries.topic(topic.title, topic.summary, topic.example))),
              view,
              20,
            ),
          ),
        ),
        actions(commonButtons(view)),
      ],
    },
    view,
  );
};

/** One verb: each of its forms with how it is written and an example to copy. */
export const helpVerbCard = (topics: readonly HelpTopic[], view: View): Card => {
  const { queries } = words(view);
  const [first] = topics;
  return plainCard(
    {
      title: queries.helpVerbTitle(first?.title ?? ''),
      tone: 'neutral',
      elements: [
        topics.flatMap(({ summary, usage, example }) => [
          ...text([summary]),
          ...note(usage),
          ...copy(queries.example, example),
        ]),
        actions(first === undefined ? [] : [button(first.title, first.verb, { form: true })]),
      ],
    },
    view,
  );
};

/** What Fenghuo does, and the five common acts. */
export const welcomeCard = (view: View): Card => {
  const { queries } = words(view);
  return plainCard(
    {
      title: queries.welcomeTitle,
      tone: 'info',
      elements: [text(queries.welcome), actions(commonButtons(view))],
    },
    view,
  );
};

/** Nothing was recorded because the database cannot be written: the line, to send again. */
export const storageTroubleCard = (view: View, typed?: string): Card => {
  const { queries } = words(view);
  return plainCard(
    {
      title: queries.storageTitle,
      tone: 'danger',
      elements: [
        text([queries.storage]),
        typed === undefined || typed === '' ? [] : copy(queries.storageLine, typed),
        typed === undefined || typed === ''
          ? []
          : actions([button(queries.buttons.tryAgain, typed, { style: 'primary' })]),
      ],
    },
    view,
  );
};

/** A fault of ours: said without details, with a reference for the operators. */
export const internalErrorCard = (view: View, reference?: string): Card => {
  const { queries } = words(view);
  return plainCard(
    {
      title: queries.errorTitle,
      tone: 'danger',
      elements: [
        text([queries.error]),
        reference === undefined ? [] : note(queries.errorReference(reference)),
      ],
    },
    view,
  );
};
