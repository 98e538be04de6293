import { fileURLToPath } from 'node:url';
import type { Organisation } from '#domain/organisation/organisation.ts';
import { loadRulebook } from '#playbooks/load.ts';
import type { FileProblem } from '#playbooks/problem.ts';
import { readYaml } from '#playbooks/read-directory.ts';
import { readShape } from '#playbooks/read-shape.ts';
import { checkOrganisation } from './check-organisation.ts';
import { organisationSchema } from './organisation-schema.ts';

/** The organisation that ships with the program and that the sandbox runs on. */
const SAMPLE_FILE = fileURLToPath(new URL('sample.yaml', import.meta.url));

export type LoadedOrganisation =
  | { readonly ok: true; readonly organisation: Organisation }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

const shippedRoles = (): readonly string[] => {
  const loaded = loadRulebook();
  return loaded.ok ? loaded.rulebook.common.roles.map(({ id }) => id) : [];
};

/** The organisation file at `path` (default: the sample); groups must be among `roles` (default: the shipped ones). */
export const loadOrganisation = (
  path: string = SAMPLE_FILE,
  roles: readonly string[] = shippedRoles(),
): LoadedOrganisation => {
  const yaml = readYaml(path);
  if (!yaml.ok) return yaml;
  const shape = readShape(yaml.value, organisationSchema);
  if (!shape.ok) return shape;
  const problems = checkOrganisation(shape.value, yaml.value, roles);
  return problems.length === 0 ? { ok: true, organisation: shape.value } : { ok: false, problems };
};
