import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '#domain/policy.ts';
import type { FileProblem } from '#playbooks/problem.ts';
import { loadPolicy, type LoadedPolicy, type PolicyPaths } from './policy.ts';

/** Editors write a file in several steps; this waits for the last one. */
const SETTLE_MS = 100;
/** Network folders and container mounts send no change events, so stamps are compared too. */
const LOOK_AGAIN_MS = 5_000;

export interface PolicyWatch {
  /** Reads everything again at once, whatever the stamps say, and tells as a change would. */
  readonly reloadNow: () => LoadedPolicy;
  readonly stop: () => void;
}

const stampOf = (file: string): string => {
  const found = statSync(file, { throwIfNoEntry: false });
  return `${file} ${found?.mtimeMs} ${found?.size}`;
};

const filesIn = (dir: string): readonly string[] => {
  try {
    return readdirSync(dir).map((name) => join(dir, name));
  } catch {
    return [dir];
  }
};

/** Name, time and size of everything that is watched: equal as long as nothing changed. */
const stampsOf = ({ organisationFile, playbooksDir }: PolicyPaths): string =>
  [
    ...(organisationFile === undefined ? [] : [organisationFile]),
    ...(playbooksDir === undefined ? [] : filesIn(playbooksDir)),
  ]
    .map(stampOf)
    .toSorted()
    .join('\n');

/** Watches folders rather than files: editors and config maps replace a file by another one. */
const watchFolders = ({ organisationFile, playbooksDir }: PolicyPaths, changed: () => void) => {
  const folders = new Set<string>();
  if (organisationFile !== undefined) folders.add(dirname(organisationFile));
  if (playbooksDir !== undefined) folders.add(playbooksDir);
  const watchers: FSWatcher[] = [];
  for (const folder of folders)
    try {
      // A folder that goes away ends its watcher; the stamps notice when it is back.
      watchers.push(watch(folder, { persistent: false }, changed).on('error', () => undefined));
    } catch {
      // Not there or out of watches: comparing stamps has to do.
    }
  return watchers;
};

/**
 * Follows the files of the rules while running. A valid change gives the new rules to `onChange`;
 * a broken one goes to `onProblem`, and what was given last stays in force.
 */
export const watchPolicy = (
  paths: PolicyPaths,
  onChange: (policy: Policy) => void,
  onProblem: (problems: readonly FileProblem[]) => void,
): PolicyWatch => {
  let last = loadPolicy(paths);
  let stamps = stampsOf(paths);
  let settling: NodeJS.Timeout | undefined;

  const reloadNow = (): LoadedPolicy => {
    stamps = stampsOf(paths);
    const loaded = loadPolicy(paths);
    const same = isDeepStrictEqual(loaded, last);
    last = loaded;
    if (same) return loaded;
    if (loaded.ok) onChange(loaded.policy);
    else onProblem(loaded.problems);
    return loaded;
  };
  const lookAgain = (): void => {
    if (stampsOf(paths) !== stamps) reloadNow();
  };
  const settle = (): void => {
    clearTimeout(settling);
    settling = setTimeout(lookAgain, SETTLE_MS).unref();
  };

  const watchers = watchFolders(paths, settle);
  const looking = setInterval(lookAgain, LOOK_AGAIN_MS).unref();
  return {
    reloadNow,
    stop: () => {
      clearTimeout(settling);
      clearInterval(looking);
      for (const watcher of watchers) watcher.close();
    },
  };
};
