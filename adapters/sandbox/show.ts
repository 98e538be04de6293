import { setTimeout as wait } from 'node:timers/promises';
import type { DurationMs, Instant } from '#domain/time.ts';
import type { ClockControl, Engine } from './clock-control.ts';
import type { Pace } from './pace.ts';
import type { Perform } from './perform.ts';
import type { PlayerView } from './player-view.ts';
import type { Programme } from './programme.ts';
import type { Script, Step } from './script.ts';
import { SECOND } from '#domain/time.ts';
import { stepInstant } from './script.ts';

// A whole incident shows in about two minutes at speed 1, but no step flies past unread.
const WHOLE_SHOW: DurationMs = 105 * SECOND;
const SHORTEST: DurationMs = 1_800;
const LONGEST: DurationMs = 5 * SECOND;
const BRIEF: DurationMs = 350;
/** How long a message that Fenghuo sends by itself between two steps stays in view. */
const INTERLUDE: DurationMs = 1_200;
const TICK: DurationMs = 30 * SECOND;
/** Without an engine to ask, what follows from a step gets this long to arrive. */
const ARRIVAL: DurationMs = 50;

const dwellOf = (script: Script, step: Step): DurationMs => {
  if (step.brief === true) return BRIEF;
  const shown = script.steps.filter((one) => one.brief !== true).length;
  return Math.min(LONGEST, Math.max(SHORTEST, WHOLE_SHOW / shown));
};

export interface Stage {
  readonly clock: ClockControl;
  readonly engine: Engine | undefined;
  readonly perform: Perform;
  readonly timezone: string;
  readonly view: () => PlayerView;
  readonly change: (patch: Partial<PlayerView>) => void;
}

/** Stops wherever the engine has something to say before `target`. */
const showInterludes = async (
  { clock, engine }: Stage,
  pace: Pace,
  target: Instant,
): Promise<void> => {
  while (!pace.ended()) {
    const due = await engine?.nextDue();
    if (due === undefined || due >= target) break;
    // What is overdue already waits for the engine's next tick.
    const stop = Math.min(target, due > clock.now() ? due : clock.now() + TICK);
    clock.advance(Math.max(0, stop - clock.now()));
    await engine?.settled();
    await pace.linger(INTERLUDE);
  }
};

/**
 * Moves time to `target`. Before the first step there is nothing to show: what another incident still owes
 * is told in one go.
 */
const travel = async (stage: Stage, pace: Pace, target: Instant, first: boolean): Promise<void> => {
  if (!first) await showInterludes(stage, pace, target);
  if (pace.ended()) return;
  const { clock, engine } = stage;
  clock.advance(Math.max(0, target - clock.now()));
  await engine?.settled();
};

const showStep = async (stage: Stage, pace: Pace, script: Script, index: number): Promise<void> => {
  const { engine, perform, timezone, view, change } = stage;
  const step = script.steps[index];
  if (step === undefined) return;
  pace.hurry(index < view().lead);
  const at = stepInstant(script, step, timezone, view().shiftDays);
  await travel(stage, pace, at, index === 0);
  if (pace.ended()) return;
  const settled = async (): Promise<void> => {
    await (engine === undefined ? wait(ARRIVAL) : engine.settled());
  };
  const after = await perform(script, step, view(), settled);
  if (pace.ended()) return;
  change({ ...after, index });
  await pace.linger(dwellOf(script, step));
  pace.stepped();
};

/** Plays a programme to its end, or until its pace is ended. Rejects when a step cannot be done. */
export const playShow = async (stage: Stage, pace: Pace, { script }: Programme): Promise<void> => {
  for (let index = 0; index < script.steps.length && !pace.ended(); index += 1) {
    await pace.gate();
    await showStep(stage, pace, script, index);
  }
};
