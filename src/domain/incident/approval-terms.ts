import type { ApprovalRule } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import type { CommandMeta } from './command.ts';
import type { ApprovalSubject, ApprovalTerms } from './event.ts';
import { effectiveSeverity } from './people.ts';
import type { IncidentState } from './state.ts';

/** The terms of one approval, fixed when it is submitted: who may vote, how many, who must be among them. */
export const approvalTerms = (
  state: IncidentState,
  wanted: {
    readonly subject: ApprovalSubject;
    readonly ref: string;
    readonly version: number;
    readonly rule: ApprovalRule;
  },
  meta: CommandMeta,
  policy: Policy,
): ApprovalTerms => {
  const { subject, ref, version, rule } = wanted;
  return {
    id: `${ref}.v${version}`,
    subject,
    ref,
    version,
    author: { id: meta.actor.id, name: meta.actor.name },
    eligible: rule.eligible,
    quorum: rule.quorum[effectiveSeverity(state)],
    mustInclude: rule.mustInclude,
    allowSelf: rule.allowSelf,
    decideBy: meta.now + policy.common.deadlines.decideApproval.dueMs,
  };
};
