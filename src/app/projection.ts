import type { IncidentState } from '#domain/incident/state.ts';
import type { IncidentRow, RoomRow } from '#ports/storage.ts';

const searchWords = (state: IncidentState): string =>
  [
    state.key,
    state.title,
    ...state.playbooks.flatMap(({ playbook }) => [
      playbook.id,
      ...Object.values(playbook.names),
      ...playbook.aliases,
    ]),
    ...state.scope.regions,
    ...Object.values(state.facts),
  ]
    .join(' ')
    .toLowerCase();

/** The read model of one incident, for lists, search and reports. */
export const incidentRow = (state: IncidentState, version: number): IncidentRow => ({
  key: state.key,
  version,
  phase: state.phase,
  severity: state.severity ?? null,
  scenario: state.playbooks[0]?.playbook.id ?? '',
  title: state.title,
  confidential: state.confidential,
  openedAt: state.openedAt,
  resolvedAt: state.resolvedAt ?? null,
  // A cancelled incident is over too.
  closedAt: state.closedAt ?? state.cancelledAt ?? null,
  reopened: Math.max(0, state.episodes.length - 1),
  search: searchWords(state),
});

/** The rooms of an incident, lost ones too: what is said there is still about it. */
export const roomRows = (state: IncidentState): readonly RoomRow[] => {
  const lost = (state.lostRooms ?? []).map(({ messenger, id }) => [messenger, id] as const);
  const current = Object.entries(state.rooms).map(
    ([messenger, { id }]) => [messenger, id] as const,
  );
  const rooms = new Map([...lost, ...current].map((room) => [JSON.stringify(room), room]));
  return [...rooms.values()].map(([platform, room]) => ({ platform, room, incident: state.key }));
};
