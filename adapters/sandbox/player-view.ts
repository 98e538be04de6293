export type PlayerStatus = 'idle' | 'playing' | 'paused' | 'finished' | 'failed';

/** What a viewer needs to follow. */
export interface PlayerView {
  readonly status: PlayerStatus;
  readonly script: string | null;
  /** Step that was shown last; -1 before the first. */
  readonly index: number;
  readonly total: number;
  /** So many first steps belong to the script that this one continues; they are hurried through. */
  readonly lead: number;
  readonly speed: number;
  /** Where the last step happened. */
  readonly at: string | null;
  /** The war room of the script's incident. */
  readonly room: string | null;
  readonly incident: string | null;
  /** Days by which the script was moved so that it does not lie in the past. */
  readonly shiftDays: number;
  readonly error: string | null;
}

/** Nothing is played. */
export const IDLE: PlayerView = {
  status: 'idle',
  script: null,
  index: -1,
  total: 0,
  lead: 0,
  speed: 1,
  at: null,
  room: null,
  incident: null,
  shiftDays: 0,
  error: null,
};
