import { SEVERITIES } from '#domain/playbook/playbook.ts';
import type { FileProblem } from '../problem.ts';
import type { RuleSet } from '../rule-set.ts';
import { reportInto } from './report.ts';

const keyOf = (alias: string): string => alias.trim().toLowerCase();

/** Two scenarios with one name: which of them `open` means would be a guess. */
const checkPlaybookAliases = ({ playbooks }: RuleSet, problems: FileProblem[]): void => {
  const owners = new Map(playbooks.map(({ value }) => [keyOf(value.id), value.id]));
  for (const { value, yaml } of playbooks) {
    const report = reportInto(problems, yaml);
    for (const [index, given] of value.aliases.entries()) {
      const first = owners.get(keyOf(given));
      if (first !== undefined && first !== value.id)
        report(['aliases', index], { code: 'duplicate-alias', given, first });
      else owners.set(keyOf(given), value.id);
    }
  }
};

const checkLevelAliases = ({ schemes }: RuleSet, problems: FileProblem[]): void => {
  const report = reportInto(problems, schemes.yaml);
  const owners = new Map<string, string>();
  for (const level of SEVERITIES)
    for (const [index, given] of schemes.value.aliases[level].entries()) {
      const first = owners.get(keyOf(given));
      if (first !== undefined && first !== level)
        report(['aliases', level, index], { code: 'duplicate-alias', given, first });
      else owners.set(keyOf(given), level);
    }
};

/** One rule has one id in the whole organisation: false alarms are counted by it. */
const checkRuleIds = ({ playbooks }: RuleSet, problems: FileProblem[]): void => {
  const owners = new Map<string, string>();
  for (const { value, yaml } of playbooks) {
    const report = reportInto(problems, yaml);
    for (const [index, { id }] of value.triggers.entries()) {
      const first = owners.get(id);
      if (first !== undefined)
        report(['triggers', index, 'id'], { code: 'duplicate-id', given: id, first });
      owners.set(id, value.id);
    }
  }
};

/** Names that must mean one thing across all files. */
export const checkNames = (set: RuleSet, problems: FileProblem[]): void => {
  checkPlaybookAliases(set, problems);
  checkLevelAliases(set, problems);
  checkRuleIds(set, problems);
};
