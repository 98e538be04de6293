import { isEnded } from './fact.ts';
import type { Room } from './room.ts';
import type { IncidentState } from './state.ts';

/** 1 for the first room of the incident on a messenger, 2 for the one that took its place, and so on. */
export const roomNumber = ({ lostRooms = [] }: IncidentState, messenger: string): number =>
  1 + lostRooms.filter((room) => room.messenger === messenger).length;

/** The room on this messenger, if it is this one. */
export const currentRoom = (
  state: IncidentState,
  messenger: string,
  room: string,
): Room | undefined => {
  const current = Object.hasOwn(state.rooms, messenger) ? state.rooms[messenger] : undefined;
  return current?.id === room ? current : undefined;
};

/** Whether a loss means a new room; an archived one comes back, and after closing none is needed. */
export const needsNewRoom = (state: IncidentState, reason: string): boolean =>
  reason !== 'archived' && !isEnded(state);
