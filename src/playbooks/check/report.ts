import { fileProblem } from '../file-problem.ts';
import type { FileProblem, Problem } from '../problem.ts';
import type { YamlFile, YamlPath } from '../yaml-file.ts';

/** Notes a problem at a path of one file. */
export type Report = (path: YamlPath, problem: Problem) => void;

/** A `Report` that collects into `problems`. */
export const reportInto =
  (problems: FileProblem[], yaml: YamlFile): Report =>
  (path, problem) => {
    problems.push(fileProblem(yaml.where(path), path, problem));
  };

/** Reports `given` unless it is undefined or among `allowed`. */
export const expectKnown = (
  report: Report,
  path: YamlPath,
  given: string | undefined,
  allowed: readonly string[],
  code:
    | 'unknown-role'
    | 'unknown-scheme'
    | 'unknown-playbook'
    | 'unknown-channel'
    | 'unknown-template'
    | 'unknown-keyword'
    | 'unknown-clock'
    | 'unknown-category',
): void => {
  if (given !== undefined && !allowed.includes(given)) report(path, { code, given, allowed });
};

/** Reports every id of a list that stood earlier in it. */
export const expectUniqueIds = (
  report: Report,
  path: YamlPath,
  items: readonly { readonly id: string }[],
): void => {
  for (const [index, { id }] of items.entries()) {
    const first = items.findIndex((other) => other.id === id);
    if (first < index)
      report([...path, index, 'id'], {
        code: 'duplicate-id',
        given: id,
        first: `${path.join('.')}[${first}]`,
      });
  }
};
