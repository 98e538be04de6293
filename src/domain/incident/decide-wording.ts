import { reject } from '../rejection.ts';
import type { Localised } from '../locale.ts';
import type { Policy } from '../policy.ts';
import type { ApprovalRule } from '../playbook/playbook.ts';
import type { CommandOf } from './command.ts';
import { approvalTerms } from './approval-terms.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, RUNNING, unlessAllowed, unlessPhase } from './fact.ts';
import { COMMANDER, effectiveSeverity } from './people.ts';
import type { IncidentState } from './state.ts';
import {
  blocks,
  fillLocalised,
  givenVars,
  missingVariables,
  problemsIn,
  variablesIn,
} from './text-check.ts';

const SPEAKERS = ['communications', 'brandPr', COMMANDER] as const;

/** The newest playbook's text; a second playbook (公关) replaces what was said before. */
const templateOf = (state: IncidentState): Localised | undefined =>
  state.playbooks.toReversed().find(({ playbook }) => playbook.wording !== undefined)?.playbook
    .wording;

const ruleOf = (state: IncidentState, policy: Policy): ApprovalRule => {
  const overrides = policy.common.approvals.wordingOverrides;
  const special = state.playbooks
    .toReversed()
    .find(({ playbook }) => overrides[playbook.id] !== undefined);
  return (special && overrides[special.playbook.id]) ?? policy.common.approvals.wording;
};

const wordingSet = (state: IncidentState, command: CommandOf<'wordingSet'>, policy: Policy) => {
  const { meta, text } = command;
  const refused =
    unlessPhase(state, 'wording', RUNNING) ??
    unlessAllowed(state, meta, policy, 'wording', SPEAKERS);
  if (refused !== undefined) return refused;
  const template = text === undefined ? templateOf(state) : { 'zh-CN': text, en: text };
  if (template === undefined) return reject({ code: 'wording-missing' });
  const vars = { ...givenVars(policy), ...command.vars };
  const wanted = [...new Set([...variablesIn(template['zh-CN']), ...variablesIn(template.en)])];
  const filled = fillLocalised(template, vars);
  const problems = [
    ...missingVariables(wanted, vars),
    ...problemsIn(Object.values(filled), policy, state.facts['causeCategory']),
  ];
  if (blocks(problems)) return reject({ code: 'text-problems', problems });
  const id = `W${state.wordings.length + 1}`;
  const proposed = fact(meta, 'wording.proposed', {
    id,
    text: filled,
    vars: command.vars,
    source: text === undefined ? 'playbook' : 'typed',
  });
  const rule = ruleOf(state, policy);
  if (rule.quorum[effectiveSeverity(state)] === 0 && rule.mustInclude.length === 0)
    return happened(proposed, fact(meta, 'wording.published', { id }));
  const terms = approvalTerms(
    state,
    { subject: 'wording', ref: id, version: 1, rule },
    meta,
    policy,
  );
  const approval = fact(meta, 'approval.submitted', { approval: terms });
  const olderPending = Object.values(state.approvals)
    .filter(({ subject, status }) => subject === 'wording' && status === 'pending')
    .map((older) => fact(meta, 'approval.superseded', { approval: older.id, by: terms.id }));
  return happened(proposed, ...olderPending, approval);
};

const wordingFreeze = (
  state: IncidentState,
  { meta }: CommandOf<'wordingFreeze'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'wording', RUNNING) ??
    unlessAllowed(state, meta, policy, 'wording', SPEAKERS);
  if (refused !== undefined) return refused;
  const current = state.wordings.findLast(({ status }) => status === 'published');
  return current === undefined
    ? reject({ code: 'wording-missing' })
    : happened(fact(meta, 'wording.frozen', { id: current.id }));
};

export const decideWording: Deciders<'wordingSet' | 'wordingFreeze'> = {
  wordingSet,
  wordingFreeze,
};
