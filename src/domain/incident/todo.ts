import type { Instant } from '../time.ts';
import type { IncidentState } from './state.ts';

/** What one person was given by name to do: an added task, or an action item of the postmortem. */
export interface TodoItem {
  /** `AI-1`, or the id of the task. */
  readonly ref: string;
  readonly title: string;
  readonly owner: string;
  readonly dueAt?: Instant;
  readonly done: boolean;
}

/**
 * Items of the playbook belong to roles and are chased in the room; on a person's own list stands only what
 * somebody gave to that person.
 */
export const todosOf = ({ tasks, actions, locale }: IncidentState): readonly TodoItem[] => [
  ...tasks.flatMap(({ id, title, owner, source, dueAt, status }) =>
    source.kind === 'adhoc' && owner !== undefined
      ? [{ ref: id, title: title[locale], owner: owner.id, dueAt, done: status !== 'open' }]
      : [],
  ),
  ...actions.flatMap(({ id, text, owner, dueAt, doneAt }) =>
    owner === undefined
      ? []
      : [
          {
            ref: id,
            title: text,
            owner: owner.id,
            ...(dueAt === undefined ? {} : { dueAt }),
            done: doneAt !== undefined,
          },
        ],
  ),
];

/** Items that are new, or done since. */
export const changedTodos = (
  before: IncidentState | undefined,
  after: IncidentState,
): readonly string[] => {
  const were = new Map(
    (before === undefined ? [] : todosOf(before)).map(({ ref, done }) => [ref, done]),
  );
  return todosOf(after)
    .filter(({ ref, done }) => were.get(ref) !== done)
    .map(({ ref }) => ref);
};
