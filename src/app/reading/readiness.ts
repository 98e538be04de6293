import { deadlinesOf } from '#domain/incident/deadlines.ts';
import { rosterOf } from '#domain/incident/people.ts';
import type { ActionItem, IncidentState } from '#domain/incident/state.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { HOUR, type DurationMs, type Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Directory } from '../directory.ts';
import { type Reader, sightOf } from './reader.ts';

/** A role that some playbook counts on. */
export interface RosterGap {
  readonly role: string;
  readonly people: readonly PersonRef[];
  readonly playbooks: readonly string[];
}

interface OfIncident {
  readonly incident: string;
  readonly title: string;
}

export interface StaleWording extends OfIncident {
  /** Absent: agents were given none yet. */
  readonly wording?: string;
  readonly since: Instant;
}

export interface OverdueAction extends OfIncident {
  readonly action: ActionItem;
}

export interface OverdueDeadlines extends OfIncident {
  readonly count: number;
  readonly oldest: Instant;
}

/** What is missing before, during and after the next emergency. */
export interface Readiness {
  readonly roster: readonly RosterGap[];
  readonly wordings: readonly StaleWording[];
  readonly actions: readonly OverdueAction[];
  readonly deadlines: readonly OverdueDeadlines[];
  readonly unlinked: readonly {
    readonly person: PersonRef;
    readonly messengers: readonly string[];
  }[];
}

/** Agents who repeat a sentence of four hours ago tell customers what is no longer true. */
const WORDING_LASTS: DurationMs = 4 * HOUR;
/** Without any sentence agents make up their own. */
const WORDING_WITHIN: DurationMs = HOUR / 2;
const INCIDENTS = 400;

/** Roles with nobody, or with one person who may be asleep. */
const rosterGaps = (policy: Policy): readonly RosterGap[] => {
  const needed = new Map<string, string[]>();
  for (const { id, roles } of Object.values(policy.playbooks))
    for (const { role } of roles) needed.set(role, [...(needed.get(role) ?? []), id]);
  return [...needed]
    .map(([role, playbooks]) => ({ role, playbooks, people: rosterOf(role, policy) }))
    .filter(({ role, people }) => people.length < (isSingle(role, policy) ? 1 : 2));
};

const isSingle = (role: string, { common }: Policy): boolean =>
  common.roles.find(({ id }) => id === role)?.single === true;

const isRunning = ({ phase }: IncidentState): boolean => phase === 'triage' || phase === 'active';

const staleWording = (state: IncidentState, now: Instant): readonly StaleWording[] => {
  if (!isRunning(state)) return [];
  const { key: incident, title } = state;
  const current = state.wordings.findLast(({ status }) => status === 'published');
  const since = current?.publishedAt ?? state.reopenedAt ?? state.openedAt;
  const lasts = current === undefined ? WORDING_WITHIN : WORDING_LASTS;
  if (now - since <= lasts) return [];
  return [{ incident, title, since, ...(current === undefined ? {} : { wording: current.id }) }];
};

const overdueActions = (state: IncidentState, now: Instant): readonly OverdueAction[] =>
  state.actions
    .filter(({ doneAt, dueAt }) => doneAt === undefined && dueAt !== undefined && dueAt < now)
    .map((action) => ({ incident: state.key, title: state.title, action }));

const overdueDeadlines = (
  state: IncidentState,
  policy: Policy,
  now: Instant,
): readonly OverdueDeadlines[] => {
  const due = deadlinesOf(state, policy)
    .filter(({ dueAt, kind }) => dueAt < now && kind !== 'action')
    .map(({ dueAt }) => dueAt);
  return due.length === 0
    ? []
    : [{ incident: state.key, title: state.title, count: due.length, oldest: Math.min(...due) }];
};

export interface ReadinessDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly directory: Directory;
  readonly messengers: readonly string[];
  readonly loadIncident: (key: string) => Promise<IncidentState | undefined>;
}

/** People without an account on some messenger that is on: there they get nothing and may not act. */
const unlinkedPeople = async ({
  policy,
  directory,
  messengers,
}: ReadinessDeps): Promise<Readiness['unlinked']> => {
  const found = await Promise.all(
    policy().organisation.people.map(async ({ id, name }) => {
      const missing = await Promise.all(
        messengers.map(async (messenger) =>
          (await directory.accountOn(id, messenger)) === undefined ? [messenger] : [],
        ),
      );
      return { person: { id, name }, messengers: missing.flat() };
    }),
  );
  return found.filter(({ messengers: missing }) => missing.length > 0);
};

/** What is missing, as far as `reader` may know; of incidents only those that they may read. */
export const readReadiness = async (
  deps: ReadinessDeps,
  reader: Reader,
  now: Instant,
): Promise<Readiness> => {
  const policy = deps.policy();
  const rows = await deps.storage.incidents({ limit: INCIDENTS });
  const loaded = await Promise.all(rows.map(({ key }) => deps.loadIncident(key)));
  const states = loaded.filter(
    (state) => state !== undefined && sightOf(reader, state, policy) === 'all',
  ) as readonly IncidentState[];
  return {
    roster: rosterGaps(policy),
    wordings: states.flatMap((state) => staleWording(state, now)),
    actions: states
      .flatMap((state) => overdueActions(state, now))
      .toSorted((one, other) => (one.action.dueAt ?? 0) - (other.action.dueAt ?? 0)),
    deadlines: states.flatMap((state) => overdueDeadlines(state, policy, now)),
    unlinked: await unlinkedPeople(deps),
  };
};
