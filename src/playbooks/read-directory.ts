import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileProblem } from './file-problem.ts';
import type { FileProblem } from './problem.ts';
import { parseYaml, type Parsed, type YamlFile } from './yaml-file.ts';

/** The files of one folder of rules; `playbooks` by id. */
export interface RuleFiles {
  readonly common?: YamlFile | undefined;
  readonly schemes?: YamlFile | undefined;
  readonly playbooks: ReadonlyMap<string, YamlFile>;
}

const isRuleFile = (name: string): boolean => /^[^.].*\.ya?ml$/.test(name);

const unreadable = (file: string, error: unknown): FileProblem => {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return fileProblem({ file, line: 1, column: 1 }, [], { code: 'unreadable', reason });
};

/** One YAML file from disk. */
export const readYaml = (file: string): Parsed<YamlFile> => {
  try {
    return parseYaml(file, readFileSync(file, 'utf8'));
  } catch (error) {
    return { ok: false, problems: [unreadable(file, error)] };
  }
};

const namesIn = (dir: string): Parsed<readonly string[]> => {
  try {
    return { ok: true, value: readdirSync(dir).filter(isRuleFile).toSorted() };
  } catch (error) {
    return { ok: false, problems: [unreadable(dir, error)] };
  }
};

const idOf = ({ value }: YamlFile): string | undefined =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : undefined;

/** All rule files of a folder; two files with one id are a problem. */
export const readDirectory = (dir: string): Parsed<RuleFiles> => {
  const names = namesIn(dir);
  if (!names.ok) return names;
  const problems: FileProblem[] = [];
  const playbooks = new Map<string, YamlFile>();
  let common: YamlFile | undefined;
  let schemes: YamlFile | undefined;
  for (const name of names.value) {
    const read = readYaml(join(dir, name));
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const yaml = read.value;
    if (/^common\.ya?ml$/.test(name)) common = yaml;
    else if (/^severity-schemes\.ya?ml$/.test(name)) schemes = yaml;
    else {
      // Without an id it is kept under its file's name, so that the shape check reports it.
      const id = idOf(yaml) ?? `(${name})`;
      const first = playbooks.get(id)?.file;
      if (first === undefined) playbooks.set(id, yaml);
      else
        problems.push(
          fileProblem(yaml.where(['id']), ['id'], { code: 'duplicate-id', given: id, first }),
        );
    }
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { common, schemes, playbooks } };
};
