import { effectsOf } from '#domain/incident/effects.ts';
import type { IncidentEvent } from '#domain/incident/event.ts';
import { evolveIncident } from '#domain/incident/evolve.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Policy } from '#domain/policy.ts';
import type { Answer, Capabilities } from '#ports/messenger.ts';
import type { Commit } from '#ports/storage.ts';
import { expand, type Expanded } from './deliveries.ts';
import type { Directory } from './directory.ts';
import { toRecord } from './event-record.ts';
import type { Attempt } from './handle-command.ts';
import type { Folded } from './incident-cache.ts';
import type { Placements } from './placements.ts';
import { incidentRow, roomRows } from './projection.ts';
import { timerChanges } from './timer-changes.ts';

export interface PrepareDeps {
  readonly policy: () => Policy;
  readonly messengers: ReadonlyMap<string, Capabilities>;
  readonly directory: Directory;
  readonly placements: Placements;
}

/** What one decision means: the new state, the answer, and all rows of the one transaction. */
export interface Prepared {
  readonly commit: Commit;
  readonly events: readonly IncidentEvent[];
  readonly state: IncidentState;
  readonly answer: Answer | undefined;
  readonly expanded: Expanded;
  readonly snapshotAt: number;
}

// Loading replays at most this many events on top of a snapshot.
const SNAPSHOT_EVERY = 200;

const causeOf = ({ options, meta }: Attempt): string =>
  options.receipt === undefined ? meta.via : `${options.receipt.platform}:${options.receipt.id}`;

const deliveriesOf = (
  deps: PrepareDeps,
  before: Folded<IncidentState>,
  events: readonly IncidentEvent[],
  state: IncidentState,
  { meta }: Attempt,
): Promise<Expanded> => {
  const { messengers, directory, placements } = deps;
  const policy = deps.policy();
  return expand(effectsOf(before.state, events, state, policy), {
    state,
    opening: before.state === undefined,
    version: before.head.version + 1,
    now: meta.now,
    policy,
    messengers,
    directory,
    placements,
  });
};

const receiptOf = (
  { options, meta }: Attempt,
  answer: Answer | undefined,
): Pick<Commit, 'receipt'> =>
  options.receipt === undefined
    ? {}
    : { receipt: { ...options.receipt, at: meta.now, answer: answer ?? {} } };

/** Makes the commit of decided events. */
export const prepareCommit = async (
  deps: PrepareDeps,
  stream: string,
  before: Folded<IncidentState>,
  events: readonly IncidentEvent[],
  attempt: Attempt,
): Promise<Prepared> => {
  const state = events.reduce<IncidentState | undefined>(evolveIncident, before.state);
  if (state === undefined) throw new Error(`${stream}: ${attempt.intent.type} left no incident`);
  const answer = attempt.options.answer?.(events, state);
  const version = before.head.version + events.length;
  const expanded = await deliveriesOf(deps, before, events, state, attempt);
  const snapshot = version - before.snapshotAt >= SNAPSHOT_EVERY;
  const cause = causeOf(attempt);
  const commit: Commit = {
    stream,
    expected: before.head,
    events: events.map((event) => toRecord(event, cause)),
    ...receiptOf(attempt, answer),
    outbox: expanded.rows,
    timers: timerChanges(before.state, state, deps.policy()),
    incident: incidentRow(state, version),
    ...(events.some(({ type }) => type === 'room.opened') ? { rooms: roomRows(state) } : {}),
    ...(snapshot ? { snapshot: state } : {}),
    waitingSince: attempt.since,
  };
  const snapshotAt = snapshot ? version : before.snapshotAt;
  return { commit, events, state, answer, expanded, snapshotAt };
};
