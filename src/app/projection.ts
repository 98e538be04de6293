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
  closedAt: state.closedAt ?? null,
  reopened: Math.max(0, state.episodes.length - 1),
  search: searchWords(state),
});

/** The rooms an incident owns. */
export const roomRows = (state: IncidentState): readonly RoomRow[] =>
  Object.entries(state.rooms).map(([platform, room]) => ({
    platform,
    room: room.id,
    incident: state.key,
  }));
