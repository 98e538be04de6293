import type { IncidentState } from '#domain/incident/state.ts';
import { SEVERITIES } from '#domain/playbook/playbook.ts';
import type { Button } from './card.ts';
import { button } from './build.ts';
import { levelWord, words, type View } from './view.ts';

/** Three buttons, the suggested level first to the eye. */
export const gradeButtons = (state: IncidentState, view: View): readonly Button[] =>
  SEVERITIES.map((severity) =>
    button(
      words(view).status.buttons.grade(levelWord(severity, state.scheme, view)),
      `grade ${severity}`,
      { style: severity === state.suggestion.severity ? 'primary' : 'default' },
    ),
  );

const closedButtons = (view: View): readonly Button[] => {
  const { buttons } = words(view).status;
  return [
    button(buttons.postmortem, 'postmortem show', { style: 'primary' }),
    button(buttons.action, 'action add', { form: true }),
    button(buttons.reopen, 'reopen', { form: true }),
  ];
};

/** What may be done in this phase, most wanted first. */
export const statusButtons = (state: IncidentState, view: View): readonly Button[] => {
  const { buttons } = words(view).status;
  const tasks = button(buttons.tasks, 'task list');
  const update = button(buttons.update, 'update', { style: 'primary', form: true });
  const announce = button(buttons.announce, 'announce draft', { form: true });
  const joinIt = button(buttons.join, `join ${state.key}`);
  switch (state.phase) {
    case 'triage':
      return [
        ...gradeButtons(state, view),
        tasks,
        button(buttons.facts, 'facts', { form: true }),
        joinIt,
      ];
    case 'active':
      return [
        update,
        tasks,
        button(buttons.wording, 'wording set', { form: true }),
        announce,
        button(buttons.resolve, 'resolve', { form: true }),
        joinIt,
      ];
    case 'monitoring':
      return [
        button(buttons.close, 'close', { style: 'primary', form: true }),
        button(buttons.update, 'update', { form: true }),
        tasks,
        announce,
        button(buttons.reopen, 'reopen', { form: true }),
      ];
    case 'closed':
      return closedButtons(view);
    case 'cancelled':
      return [];
  }
};
