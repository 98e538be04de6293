import type { Instant } from '#domain/time.ts';
import type { Script } from './script.ts';
import type { World } from './world.ts';
import { shiftToStart, stepInstant } from './script.ts';

/** Where a script's incident is and how far the script was moved. */
export interface Played {
  readonly incident: string | null;
  readonly shiftDays: number;
}

/** A script with what must come before it, and how many of its steps are only that. */
export interface Programme {
  readonly script: Script;
  readonly lead: number;
  readonly played: Played;
}

const settingOf = (script: string): string => `played:${script}`;

/** Keeps which incident a script opened, so that another script can go on in it. */
export const rememberPlayed = (world: World, script: string, played: Played): void =>
  world.setSetting(settingOf(script), JSON.stringify(played));

const recallPlayed = (world: World, script: string): Played | undefined => {
  const text = world.setting(settingOf(script));
  // Only `rememberPlayed` writes it.
  return text === undefined ? undefined : (JSON.parse(text) as Played);
};

/** Decides when a script starts, and whether the one it continues must be played first. */
export const programmeOf = (
  world: World,
  scripts: readonly Script[],
  script: Script,
  timezone: string,
  now: Instant,
): Programme => {
  const before = scripts.find((one) => one.id === script.continues);
  const fresh = (first: Script): Played => ({
    incident: null,
    shiftDays: shiftToStart(first, now, timezone),
  });
  if (before === undefined) return { script, lead: 0, played: fresh(script) };
  const played = recallPlayed(world, before.id);
  const [first] = script.steps;
  if (
    typeof played?.incident === 'string' &&
    first !== undefined &&
    stepInstant(script, first, timezone, played.shiftDays) >= now
  )
    return { script, lead: 0, played };
  const steps = [...before.steps, ...script.steps];
  return { script: { ...script, steps }, lead: before.steps.length, played: fresh(before) };
};
