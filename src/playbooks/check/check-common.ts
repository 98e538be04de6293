import { SEVERITIES, type ApprovalRule } from '#domain/playbook/playbook.ts';
import type { RuleSet } from '../rule-set.ts';
import type { YamlPath } from '../yaml-file.ts';
import { checkReplacements, checkServiceScripts } from './check-templates.ts';
import { expectKnown, expectUniqueIds, type Report } from './report.ts';

const checkRoleList = (
  report: Report,
  path: YamlPath,
  given: readonly string[],
  roles: readonly string[],
): void => {
  for (const [index, role] of given.entries())
    expectKnown(report, [...path, index], role, roles, 'unknown-role');
};

const checkApproval = (
  report: Report,
  path: YamlPath,
  rule: ApprovalRule,
  roles: readonly string[],
): void => {
  checkRoleList(report, [...path, 'eligible'], rule.eligible, roles);
  checkRoleList(report, [...path, 'mustInclude'], rule.mustInclude, roles);
  // An empty list is a plan's: who may approve it is said by the level.
  if (rule.eligible.length === 0) return;
  for (const [index, given] of rule.mustInclude.entries())
    if (!rule.eligible.includes(given))
      report([...path, 'mustInclude', index], { code: 'vote-never-passes', given });
};

const checkApprovals = (report: Report, set: RuleSet, roles: readonly string[]): void => {
  const { wordingOverrides, ...approvals } = set.common.value.approvals;
  for (const [kind, rule] of Object.entries(approvals))
    checkApproval(report, ['approvals', kind], rule, roles);
  const playbooks = set.playbooks.map(({ value }) => value.id);
  for (const [id, rule] of Object.entries(wordingOverrides)) {
    const path = ['approvals', 'wording', 'overrides', id];
    expectKnown(report, path, id, playbooks, 'unknown-playbook');
    checkApproval(report, path, rule, roles);
  }
};

/** common.yaml: roles that exist, approvals that can pass, texts fit for customers. */
export const checkCommon = (report: Report, set: RuleSet, roles: readonly string[]): void => {
  const common = set.common.value;
  for (const [id, { role, onBreach }] of Object.entries(common.deadlines)) {
    expectKnown(report, ['deadlines', id, 'role'], role, roles, 'unknown-role');
    checkRoleList(report, ['deadlines', id, 'onBreach'], onBreach, roles);
  }
  for (const severity of SEVERITIES) {
    const rungs = common.escalationLadder[severity];
    checkRoleList(report, ['escalationLadder', severity], rungs, ['owner', ...roles]);
  }
  for (const { id, unionOf } of common.roles)
    checkRoleList(report, ['roles', id, 'unionOf'], unionOf, roles);
  checkApprovals(report, set, roles);
  expectUniqueIds(report, ['calendar'], common.calendar);
  checkServiceScripts(report, common.serviceScripts, common.forbiddenPhrases);
  checkReplacements(report, common.forbiddenPhrases);
};
