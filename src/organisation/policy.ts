import type { Policy } from '#domain/policy.ts';
import { deepFreeze } from '#playbooks/deep-freeze.ts';
import { loadRulebook } from '#playbooks/load.ts';
import type { FileProblem } from '#playbooks/problem.ts';
import { loadOrganisation } from './load.ts';

/** Where the rules come from; without a path, what ships with the program. */
export interface PolicyPaths {
  readonly organisationFile?: string;
  readonly playbooksDir?: string;
}

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Playbooks and organisation, validated together; immutable. */
export const loadPolicy = ({ organisationFile, playbooksDir }: PolicyPaths = {}): LoadedPolicy => {
  const rules = loadRulebook(playbooksDir === undefined ? {} : { overrideDir: playbooksDir });
  const roles = rules.ok ? rules.rulebook.common.roles.map(({ id }) => id) : undefined;
  const people = loadOrganisation(organisationFile, roles);
  if (rules.ok && people.ok)
    return {
      ok: true,
      policy: deepFreeze({ ...rules.rulebook, organisation: people.organisation }),
    };
  return {
    ok: false,
    problems: [...(rules.ok ? [] : rules.problems), ...(people.ok ? [] : people.problems)],
  };
};
