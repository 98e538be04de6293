import type { Organisation, Person } from '#domain/organisation/organisation.ts';
import { SYSTEM } from '#domain/person.ts';
import { fileProblem } from '#playbooks/file-problem.ts';
import type { FileProblem, Problem } from '#playbooks/problem.ts';
import type { YamlFile, YamlPath } from '#playbooks/yaml-file.ts';

type Report = (path: YamlPath, problem: Problem) => void;

const KNOWN_MESSENGERS = ['slack', 'feishu', 'sandbox'];

const checkGroups = (people: readonly Person[], roles: readonly string[], report: Report): void => {
  for (const [index, { groups }] of people.entries())
    for (const [at, given] of groups.entries())
      if (!roles.includes(given))
        report(['people', index, 'groups', at], { code: 'unknown-role', given, allowed: roles });
};

/** Ids and accounts belong to one person: who acts must never be a guess. */
const checkIdentities = (people: readonly Person[], report: Report): void => {
  const ids = new Map<string, string>([[SYSTEM.id, SYSTEM.name]]);
  const accounts = new Map<string, string>();
  for (const [index, { id, name, email, accounts: own }] of people.entries()) {
    const first = ids.get(id);
    if (first !== undefined)
      report(['people', index, 'id'], { code: 'duplicate-id', given: id, first });
    ids.set(id, name);
    const claims = Object.entries({ ...own, ...(email === undefined ? {} : { email }) });
    for (const [messenger, given] of claims) {
      // The sandbox account is the id, reported above.
      if (messenger === 'sandbox') continue;
      const key = `${messenger} ${given}`;
      const owner = accounts.get(key);
      if (owner !== undefined)
        report(['people', index, messenger], {
          code: 'duplicate-account',
          messenger,
          given,
          first: owner,
        });
      accounts.set(key, name);
    }
  }
};

const checkPeopleNamed = (organisation: Organisation, report: Report): void => {
  const allowed = organisation.people.map(({ id }) => id);
  const known = (given: string | undefined, path: YamlPath): void => {
    if (given !== undefined && !allowed.includes(given))
      report(path, { code: 'unknown-person', given, allowed });
  };
  for (const [index, { head, contact }] of organisation.departments.entries()) {
    known(head, ['departments', index, 'head']);
    known(contact, ['departments', index, 'contact']);
  }
  for (const [index, { owner }] of organisation.resources.entries())
    known(owner, ['resources', index, 'owner']);
};

const checkUniqueIds = (
  list: 'departments' | 'resources',
  organisation: Organisation,
  report: Report,
): void => {
  const seen = new Set<string>();
  for (const [index, { id }] of organisation[list].entries()) {
    if (seen.has(id))
      report([list, index, 'id'], { code: 'duplicate-id', given: id, first: `${list} ${id}` });
    seen.add(id);
  }
};

const checkWarRooms = (organisation: Organisation, report: Report): void => {
  const allowed = [
    ...new Set([
      ...KNOWN_MESSENGERS,
      ...Object.keys(organisation.rooms),
      ...organisation.people.flatMap(({ accounts }) => Object.keys(accounts)),
    ]),
  ];
  for (const [index, given] of (organisation.warRooms ?? []).entries())
    if (!allowed.includes(given)) report(['warRooms', index], { code: 'not-allowed', allowed });
};

/** Everything wrong between the parts of an organisation file; `roles` are those of common.yaml. */
export const checkOrganisation = (
  organisation: Organisation,
  yaml: YamlFile,
  roles: readonly string[],
): readonly FileProblem[] => {
  const problems: FileProblem[] = [];
  const report: Report = (path, problem) => {
    problems.push(fileProblem(yaml.where(path), path, problem));
  };
  checkGroups(organisation.people, roles, report);
  checkIdentities(organisation.people, report);
  checkPeopleNamed(organisation, report);
  checkUniqueIds('departments', organisation, report);
  checkUniqueIds('resources', organisation, report);
  checkWarRooms(organisation, report);
  return problems;
};
