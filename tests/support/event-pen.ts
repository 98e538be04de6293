import type {
  DeadlineKind,
  DeadlineRef,
  IncidentEvent,
  IncidentEventType,
  NewTask,
  PayloadOf,
} from '#domain/incident/event.ts';
import { SYSTEM, type PersonRef } from '#domain/person.ts';
import type { ChecklistItem, Playbook, Scheme, Severity } from '#domain/playbook/playbook.ts';
import type { Policy } from '#domain/policy.ts';
import { MINUTE, type Instant } from '#domain/time.ts';

export interface LogOptions {
  readonly policy: Policy;
  readonly key?: string;
  readonly date?: string;
  readonly scenario?: string;
  readonly title?: string;
}

/** "10:04" or "10:04:30" on `date`, or "12-09 10:04" in the same year, in a zone of +08:00. */
const instantOn = (date: string, time: string): Instant => {
  const [first = '', second] = time.split(' ');
  const day = second === undefined ? date : `${date.slice(0, 4)}-${first}`;
  const clock = second ?? first;
  return Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+08:00`);
};

/** What a record written by hand must remember from one line to the next. */
export interface Pen {
  readonly options: LogOptions;
  readonly playbook: Playbook;
  readonly scheme: Scheme;
  readonly events: IncidentEvent[];
  /** Item → its latest occurrence. */
  readonly tasks: Map<string, { readonly id: string; readonly dueAt: Instant }>;
  readonly versions: Map<string, number>;
  now: Instant;
  /** The next event happened then instead of now. */
  occurred: Instant | undefined;
  actor: PersonRef;
  via: string;
  severity: Severity;
  updates: number;
  episode: number;
  readonly instant: (time: string) => Instant;
  readonly person: (id: string) => PersonRef;
  readonly write: <T extends IncidentEventType>(
    type: T,
    data: PayloadOf<T>,
    occurredAt?: Instant,
  ) => void;
}

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the rules have no ${what}`);
  return value;
};

/** An empty record of an incident of this scenario. */
export const penOf = (options: LogOptions): Pen => {
  const { policy, date = '2026-12-01', scenario = 'system-failure' } = options;
  const playbook = found(policy.playbooks[scenario], scenario);
  const pen: Pen = {
    options,
    playbook,
    scheme: found(policy.schemes[playbook.scheme], playbook.scheme),
    events: [],
    tasks: new Map(),
    versions: new Map(),
    now: instantOn(date, '10:00'),
    occurred: undefined,
    actor: { id: SYSTEM.id, name: SYSTEM.name },
    via: 'slack',
    severity: playbook.defaultSeverity,
    updates: 0,
    episode: 1,
    instant: (time) => instantOn(date, time),
    person: (id) => {
      const people = [SYSTEM, ...policy.organisation.people];
      const person = found(
        people.find((candidate) => candidate.id === id),
        id,
      );
      return { id: person.id, name: person.name };
    },
    write: (type, data, occurredAt) => {
      const at = occurredAt ?? pen.occurred ?? pen.now;
      pen.occurred = undefined;
      const event = {
        type,
        data,
        occurredAt: at,
        recordedAt: pen.now,
        actor: pen.actor,
        via: pen.via,
      };
      // The mapped type of an event of kind T; TypeScript does not resolve it over a type parameter.
      pen.events.push(event as unknown as IncidentEvent);
    },
  };
  return pen;
};

/** Puts items on the checklist, due from now; an item that comes again is "announce@2". */
export const addTasks = (
  pen: Pen,
  items: readonly ChecklistItem[],
  source: NewTask['source'],
): void => {
  if (items.length === 0) return;
  const tasks = items.map((item): NewTask => {
    const id = pen.tasks.has(item.id) ? `${item.id}@${pen.episode}` : item.id;
    const { dueMs, levels: _, ...rest } = item;
    const dueAt = pen.now + dueMs;
    pen.tasks.set(item.id, { id, dueAt });
    return { ...rest, id, item: item.id, source, anchoredAt: pen.now, dueAt };
  });
  pen.write('tasks.added', { tasks });
};

/** Ticks the latest occurrence of an item, as late as it is. */
export const finishTask = (
  pen: Pen,
  item: string,
  more: Pick<PayloadOf<'task.done'>, 'note' | 'by'>,
): void => {
  const task = pen.tasks.get(item);
  const lateMs = task === undefined ? 0 : Math.max(0, pen.now - task.dueAt);
  pen.write('task.done', { id: task?.id ?? item, ...more, lateMs });
};

/** The reference that the engine would put into its events. */
export const deadlineRef = (pen: Pen, id: string, kind: DeadlineKind, due: string): DeadlineRef => {
  const item = id.replace(/^task:/u, '');
  const known = pen.playbook.checklist.find((candidate) => candidate.id === item)?.title;
  const dueAt = pen.instant(due);
  return {
    id,
    kind,
    anchoredAt: dueAt - 30 * MINUTE,
    dueAt,
    role: 'brandPr',
    owners: [],
    title: known ?? { 'zh-CN': id, en: id },
  };
};
