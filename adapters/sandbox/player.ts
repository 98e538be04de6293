import type { Log } from '#ports/system.ts';
import type { ClockControl, Engine } from './clock-control.ts';
import type { Pace } from './pace.ts';
import type { PerformDependencies } from './perform.ts';
import type { PlayerView } from './player-view.ts';
import type { Programme } from './programme.ts';
import type { Script } from './script.ts';
import { createPace } from './pace.ts';
import { createPerform } from './perform.ts';
import { IDLE } from './player-view.ts';
import { programmeOf } from './programme.ts';
import { ActionRefused } from './refused.ts';
import { playShow } from './show.ts';

export interface Player {
  view(): PlayerView;
  /** Starts a script from its beginning; ends one that is running. */
  play(script: string, speed?: number): void;
  pause(): void;
  resume(): void;
  /** Shows the next step and stays paused. */
  step(): void;
  setSpeed(speed: number): void;
  stop(): void;
  /** Resolves when the player neither acts nor waits: paused, finished, failed or stopped. */
  rested(): Promise<void>;
  onChange(listener: () => void): () => void;
}

export interface PlayerDependencies extends PerformDependencies {
  readonly log: Log;
  readonly timezone: string;
  readonly scripts: readonly Script[];
  readonly clockControl?: ClockControl;
  readonly engine?: Engine;
}

interface Showing {
  readonly pace: Pace;
  readonly over: Promise<void>;
}

const createView = () => {
  const listeners = new Set<() => void>();
  let view = IDLE;
  return {
    view: () => view,
    change: (patch: Partial<PlayerView>): void => {
      view = { ...view, ...patch };
      for (const listener of listeners) listener();
    },
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const createBegin = (
  dependencies: PlayerDependencies,
  { view, change }: ReturnType<typeof createView>,
) => {
  const { world, engine, log, timezone } = dependencies;
  const perform = createPerform(dependencies);
  const fail = (script: Script, pace: Pace, cause: unknown): void => {
    if (pace.ended()) return;
    log.warn({ script: script.id, step: view().index + 1, err: cause }, 'script stopped');
    change({ status: 'failed', error: cause instanceof Error ? cause.message : String(cause) });
  };
  return (programme: Programme, speed: number, clock: ClockControl): Showing => {
    const { script, lead, played } = programme;
    const pace = createPace(speed);
    const { incident } = played;
    const room = incident === null ? null : (world.roomOfIncident(incident)?.id ?? null);
    const { length: total } = script.steps;
    clock.pause();
    change({ ...IDLE, ...played, room, status: 'playing', script: script.id, lead, total, speed });
    const stage = { clock, engine, perform, timezone, view, change };
    const over = playShow(stage, pace, programme).then(
      () => {
        if (pace.ended()) return;
        clock.resume();
        change({ status: 'finished' });
      },
      (cause: unknown) => fail(script, pace, cause),
    );
    return { pace, over };
  };
};

type Controls = Pick<Player, 'pause' | 'resume' | 'step' | 'setSpeed' | 'stop'>;

/** What the buttons of the player do with the showing of the moment, if there is one. */
const createControls = (
  { view, change }: ReturnType<typeof createView>,
  clockControl: ClockControl | undefined,
  pace: () => Pace | undefined,
): Controls => {
  const pause = (): void => {
    if (view().status !== 'playing') return;
    pace()?.pause();
    change({ status: 'paused' });
  };
  return {
    pause,
    resume: () => {
      if (view().status !== 'paused') return;
      // Whoever looked around meanwhile may have let time run.
      clockControl?.pause();
      change({ status: 'playing' });
      pace()?.resume();
    },
    step: () => {
      pause();
      if (view().status === 'paused') pace()?.step();
    },
    setSpeed: (speed) => {
      pace()?.setSpeed(speed);
      change({ speed });
    },
    stop: () => {
      pace()?.end();
      if (view().status === 'playing' || view().status === 'paused') clockControl?.resume();
      change(IDLE);
    },
  };
};

/** Plays the acceptance scripts through the same inbox that people use, with time jumping between steps. */
export const createPlayer = (dependencies: PlayerDependencies): Player => {
  const { world, clockControl, timezone, scripts } = dependencies;
  const shown = createView();
  const begin = createBegin(dependencies, shown);
  let showing: Showing | undefined;
  return {
    view: shown.view,
    onChange: shown.onChange,
    ...createControls(shown, clockControl, () => showing?.pace),
    play: (id, speed = 1) => {
      const script = scripts.find((one) => one.id === id);
      if (script === undefined) throw new ActionRefused('unknown-script');
      if (clockControl === undefined) throw new ActionRefused('no-clock');
      showing?.pace.end();
      const programme = programmeOf(world, scripts, script, timezone, clockControl.now());
      showing = begin(programme, speed, clockControl);
    },
    rested: async () => {
      if (showing !== undefined && !showing.pace.resting()) await showing.over;
    },
  };
};
