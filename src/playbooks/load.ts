import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Rulebook } from '#domain/playbook/playbook.ts';
import { checkRulebook } from './check/check-rulebook.ts';
import type { FileProblem } from './problem.ts';
import { readDirectory, type RuleFiles } from './read-directory.ts';
import { readShape } from './read-shape.ts';
import { commonSchema } from './schema/common-schema.ts';
import { playbookSchema } from './schema/playbook-schema.ts';
import { incidentSchemes, schemesSchema, ticketRules } from './schema/schemes-schema.ts';
import type { RuleSet, Sourced } from './rule-set.ts';
import { mergeYaml, type Parsed, type YamlFile } from './yaml-file.ts';

/** The folder of the rules that ship with the program. */
export const SHIPPED_DIR = fileURLToPath(new URL('.', import.meta.url));

export interface LoadedRulebook {
  readonly ok: true;
  readonly rulebook: Rulebook;
  /** The rules as shipped, to compare overrides with. */
  readonly shipped: Rulebook;
  /** Playbook id → file it came from. */
  readonly origin: Readonly<Record<string, string>>;
}

const toRulebook = ({ common, schemes, playbooks }: RuleSet): Rulebook => {
  const { aliases, canonical, defaults } = schemes.value;
  const { sev1, sev2, sev3 } = canonical;
  return {
    common: common.value,
    schemes: incidentSchemes(schemes.value),
    severityAliases: aliases,
    severityIcons: { sev1: sev1.icon, sev2: sev2.icon, sev3: sev3.icon },
    playbooks: Object.fromEntries(playbooks.map(({ value }) => [value.id, value])),
    defaultScheme: defaults.incident,
    tickets: ticketRules(schemes.value),
  };
};

const merged = (base: YamlFile | undefined, top: YamlFile | undefined): YamlFile | undefined =>
  base === undefined || top === undefined ? (top ?? base) : mergeYaml(base, top);

const layer = (shipped: RuleFiles, over: RuleFiles | undefined): RuleFiles => {
  if (over === undefined) return shipped;
  return {
    common: merged(shipped.common, over.common),
    schemes: merged(shipped.schemes, over.schemes),
    playbooks: new Map([...shipped.playbooks, ...over.playbooks]),
  };
};

const shapeOf = <T>(
  yaml: YamlFile | undefined,
  schema: z.ZodType<T>,
  problems: FileProblem[],
): Sourced<T> | undefined => {
  if (yaml === undefined) return undefined;
  const read = readShape(yaml, schema);
  if (read.ok) return { value: read.value, yaml };
  problems.push(...read.problems);
  return undefined;
};

const readRuleSet = (files: RuleFiles): Parsed<RuleSet> => {
  const problems: FileProblem[] = [];
  const common = shapeOf(files.common, commonSchema, problems);
  const schemes = shapeOf(files.schemes, schemesSchema, problems);
  const playbooks = [...files.playbooks.values()]
    .map((yaml) => shapeOf(yaml, playbookSchema, problems))
    .filter((playbook) => playbook !== undefined);
  if (common === undefined || schemes === undefined || problems.length > 0)
    return { ok: false, problems };
  // What a file says is compared with the others only once each of them can be read.
  const set: RuleSet = { common, schemes, playbooks };
  const found = checkRulebook(set);
  return found.length === 0 ? { ok: true, value: set } : { ok: false, problems: found };
};

const sorted = (problems: readonly FileProblem[]): readonly FileProblem[] =>
  problems.toSorted((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line);

/**
 * The rules in force: those shipped with the program, overridden from `overrideDir`.
 * A playbook with the same id replaces the shipped one, a new id adds a scenario;
 * common.yaml and severity-schemes.yaml may hold only what differs.
 */
export const loadRulebook = (
  options: { readonly overrideDir?: string } = {},
): LoadedRulebook | { readonly ok: false; readonly problems: readonly FileProblem[] } => {
  const shippedFiles = readDirectory(SHIPPED_DIR);
  if (!shippedFiles.ok) return { ok: false, problems: sorted(shippedFiles.problems) };
  const shipped = readRuleSet(shippedFiles.value);
  if (!shipped.ok) return { ok: false, problems: sorted(shipped.problems) };
  const base = toRulebook(shipped.value);
  const over = options.overrideDir === undefined ? undefined : readDirectory(options.overrideDir);
  if (over?.ok === false) return { ok: false, problems: sorted(over.problems) };
  const layered = layer(shippedFiles.value, over?.value);
  const inForce = over === undefined ? shipped : readRuleSet(layered);
  if (!inForce.ok) return { ok: false, problems: sorted(inForce.problems) };
  return {
    ok: true,
    rulebook: toRulebook(inForce.value),
    shipped: base,
    origin: Object.fromEntries(
      inForce.value.playbooks.map(({ value, yaml }) => [value.id, yaml.file]),
    ),
  };
};
