import type { Policy } from '../policy.ts';
import type {
  Anchor,
  ChecklistItem,
  Playbook,
  SchemeLevel,
  Severity,
} from '../playbook/playbook.ts';
import type { Instant } from '../time.ts';
import type { NewTask } from './event.ts';
import type { IncidentState, Task } from './state.ts';

/** The start of the present episode: opened, or reopened. */
export const episodeStart = (state: IncidentState): Instant => state.reopenedAt ?? state.openedAt;

const freeId = (item: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(item)) return item;
  let n = 2;
  while (taken.has(`${item}@${n}`)) n += 1;
  return `${item}@${n}`;
};

/** Gives the items their clocks; ids stay unique beside `existing`. */
export const instantiate = (
  items: readonly {
    readonly item: ChecklistItem;
    readonly source: NewTask['source'];
    readonly anchoredAt: Instant;
  }[],
  existing: readonly { readonly id: string }[],
): readonly NewTask[] => {
  const taken = new Set(existing.map(({ id }) => id));
  return items.map(({ item, source, anchoredAt }) => {
    const id = freeId(item.id, taken);
    taken.add(id);
    const { id: _, dueMs, ...rest } = item;
    return { ...rest, id, item: item.id, source, anchoredAt, dueAt: anchoredAt + dueMs };
  });
};

const forLevel = (item: ChecklistItem, severity: Severity | undefined): boolean =>
  item.levels === undefined || (severity !== undefined && item.levels.includes(severity));

const itemsOf = (
  playbook: Playbook,
  anchor: Anchor,
  severity: Severity | undefined,
  anchoredAt: Instant,
) =>
  playbook.checklist
    .filter((item) => item.anchor === anchor && forLevel(item, severity))
    .map((item) => ({
      item,
      source: { kind: 'playbook' as const, playbook: playbook.id },
      anchoredAt,
    }));

/** Items of every attached playbook that this anchor starts now. */
export const anchoredTasks = (
  state: IncidentState,
  anchor: Anchor,
  severity: Severity | undefined,
  now: Instant,
): readonly NewTask[] =>
  instantiate(
    state.playbooks.flatMap(({ playbook }) => itemsOf(playbook, anchor, severity, now)),
    state.tasks,
  );

/** The checklist of one playbook, started at `now` (opened or attached). */
export const checklistOf = (
  playbook: Playbook,
  severity: Severity | undefined,
  now: Instant,
  existing: readonly { readonly id: string }[],
): readonly NewTask[] =>
  instantiate(
    [
      ...itemsOf(playbook, 'opened', severity, now),
      ...itemsOf(playbook, 'attached', severity, now),
    ],
    existing,
  );

const hadInEpisode = (state: IncidentState, item: string): boolean =>
  state.tasks.some(
    (task) =>
      task.item === item && task.anchoredAt >= episodeStart(state) && task.status !== 'superseded',
  );

/**
 * What a grading starts: the duties of the level, items anchored at grading, and items of the
 * checklist that only this level wants (their clock runs since opening, domain 6 E11).
 */
export const gradingTasks = (
  state: IncidentState,
  severity: Severity,
  level: SchemeLevel,
  now: Instant,
): readonly NewTask[] => {
  const duties = level.duties.map((item) => ({
    item,
    source: { kind: 'level' as const, severity },
    anchoredAt: now,
  }));
  const anchored = state.playbooks.flatMap(({ playbook, attachedAt }) => [
    ...itemsOf(playbook, 'graded', severity, now).filter(
      ({ item }) => !hadInEpisode(state, item.id),
    ),
    ...itemsOf(playbook, 'opened', severity, Math.max(attachedAt, episodeStart(state))).filter(
      ({ item }) => item.levels !== undefined && !hadInEpisode(state, item.id),
    ),
  ]);
  return instantiate([...duties, ...anchored], state.tasks);
};

/** Open duties of another level, and open items that this level does not want. */
export const supersededBy = (state: IncidentState, severity: Severity): readonly string[] =>
  state.tasks
    .filter(
      (task) =>
        task.status === 'open' &&
        ((task.source.kind === 'level' && task.source.severity !== severity) ||
          (task.levels !== undefined && !task.levels.includes(severity))),
    )
    .map(({ id }) => id);

export const openTasks = (state: IncidentState): readonly Task[] =>
  state.tasks.filter(({ status }) => status === 'open');

const openFirst = (tasks: readonly Task[]): Task | undefined =>
  tasks.find(({ status }) => status === 'open') ?? tasks.at(-1);

/** The task a person means: by id, by item, or by a unique beginning; the open one first. */
export const findTask = (state: IncidentState, given: string): Task | undefined => {
  const wanted = given.trim().toLowerCase();
  const exact = state.tasks.filter(
    ({ id, item }) => id.toLowerCase() === wanted || item.toLowerCase() === wanted,
  );
  if (exact.length > 0) return openFirst(exact);
  const titled = state.tasks.filter(({ title }) =>
    Object.values(title).some((text) => text.toLowerCase() === wanted),
  );
  if (titled.length > 0) return openFirst(titled);
  const begun = openTasks(state).filter(({ id }) => id.toLowerCase().startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
};

/** The facts known so far, with what links and meetings add. */
export const knownFacts = (state: IncidentState): ReadonlySet<string> => {
  const known = new Set(
    Object.entries(state.facts).flatMap(([name, text]) => (text.trim() === '' ? [] : [name])),
  );
  for (const { kind } of state.links) known.add(kind);
  if (
    state.meetings.some(
      ({ priority, startedAt }) => priority !== undefined && startedAt >= episodeStart(state),
    )
  )
    known.add('priority');
  return known;
};

export const missingFacts = (
  state: IncidentState,
  task: Pick<Task, 'requires'>,
): readonly string[] => {
  const known = knownFacts(state);
  return (task.requires ?? []).filter((name) => !known.has(name));
};

/** Level of the scheme in force; hotline's cadence where the scheme has none (domain 6 E11). */
export const cadenceOf = (
  level: SchemeLevel,
  severity: Severity,
  policy: Policy,
): { readonly everyMs: number; readonly to: string } =>
  level.cadence ??
  policy.schemes[policy.defaultScheme]?.levels[severity].cadence ?? {
    everyMs: 30 * 60_000,
    to: 'warRoom',
  };
