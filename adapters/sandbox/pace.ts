import { setTimeout as wait } from 'node:timers/promises';
import type { DurationMs } from '#domain/time.ts';

/** How fast one showing goes on, and whether it does. */
export interface Pace {
  /** Resolves when the next step may begin: at once, or when somebody resumes, steps or ends. */
  gate(): Promise<void>;
  /** Stays on what is shown for about `ms` at speed 1; shorter when pushed, paused or ended. */
  linger(ms: DurationMs): Promise<void>;
  pause(): void;
  resume(): void;
  /** Lets one step through. */
  step(): void;
  /** The step that was let through is over. */
  stepped(): void;
  setSpeed(speed: number): void;
  /** While true nothing lingers. */
  hurry(on: boolean): void;
  end(): void;
  ended(): boolean;
  /** Neither acts nor waits for its next step. */
  resting(): boolean;
}

// Waits are taken in short naps, so that a pause and a new speed are felt at once.
const NAP: DurationMs = 50;

const nothing = (): void => {};

/** The pace of one showing. */
export const createPace = (start: number): Pace => {
  let speed = start;
  let state: 'going' | 'paused' | 'stepping' | 'ended' = 'going';
  let hurried = false;
  let wake = nothing;
  const to = (next: typeof state): void => {
    if (state === 'ended') return;
    state = next;
    wake();
  };
  const lingers = (): boolean =>
    state === 'going' && !hurried && speed !== Number.POSITIVE_INFINITY;
  return {
    gate: () =>
      new Promise((resolve) => {
        wake = () => {
          if (state !== 'paused') resolve();
        };
        wake();
      }),
    linger: async (ms) => {
      for (let left = ms; left > 0 && lingers(); left -= NAP * speed) await wait(NAP);
    },
    pause: () => to('paused'),
    resume: () => to('going'),
    step: () => to('stepping'),
    stepped: () => {
      if (state === 'stepping') to('paused');
    },
    setSpeed: (next) => {
      speed = next;
    },
    hurry: (on) => {
      hurried = on;
    },
    end: () => to('ended'),
    ended: () => state === 'ended',
    resting: () => state === 'paused' || state === 'ended',
  };
};
