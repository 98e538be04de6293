import type { FileProblem } from '../problem.ts';
import type { RuleSet, Sourced } from '../rule-set.ts';
import type { Playbook } from '#domain/playbook/playbook.ts';
import { checkCommon } from './check-common.ts';
import { checkItems } from './check-items.ts';
import { checkNames } from './check-names.ts';
import { checkRules } from './check-rules.ts';
import { checkSchemes } from './check-schemes.ts';
import { checkPlaybookTexts } from './check-templates.ts';
import { expectKnown, expectUniqueIds, reportInto } from './report.ts';

interface Known {
  readonly roles: readonly string[];
  readonly schemes: readonly string[];
  readonly keywords: readonly string[];
}

const checkPlaybook = (
  { value: playbook, yaml }: Sourced<Playbook>,
  set: RuleSet,
  known: Known,
  problems: FileProblem[],
): void => {
  const report = reportInto(problems, yaml);
  expectKnown(report, ['scheme'], playbook.scheme, known.schemes, 'unknown-scheme');
  for (const [index, { role }] of playbook.roles.entries())
    expectKnown(report, ['roles', index, 'role'], role, known.roles, 'unknown-role');
  checkItems(report, ['checklist'], playbook.checklist, {
    roles: known.roles,
    templates: playbook.announcements,
  });
  checkRules(report, playbook, known.keywords);
  checkPlaybookTexts(report, playbook, set.common.value.forbiddenPhrases);
  expectUniqueIds(report, ['scripts'], playbook.scripts);
  expectUniqueIds(report, ['announcements'], playbook.announcements);
};

/** Everything wrong between the parts of a rule set whose files can each be read. */
export const checkRulebook = (set: RuleSet): readonly FileProblem[] => {
  const problems: FileProblem[] = [];
  const { schemes } = set.schemes.value;
  const known: Known = {
    roles: set.common.value.roles.map(({ id }) => id),
    schemes: Object.keys(schemes).filter((id) => schemes[id]?.appliesTo === 'incident'),
    keywords: set.common.value.escalationKeywords.map(({ id }) => id),
  };
  checkCommon(reportInto(problems, set.common.yaml), set, known.roles);
  checkSchemes(reportInto(problems, set.schemes.yaml), set, known.roles);
  for (const playbook of set.playbooks) checkPlaybook(playbook, set, known, problems);
  checkNames(set, problems);
  return problems;
};
