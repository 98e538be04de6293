import { missingRoles } from '#domain/incident/deadlines.ts';
import type { Approval } from '#domain/incident/state.ts';
import type { PersonRef } from '#domain/person.ts';

const approvals = (approval: Approval) =>
  Object.values(approval.votes).filter(({ choice }) => choice === 'approve');

/** "1/2": votes in favour of those needed. */
export const tallyText = (approval: Approval): string =>
  `${approvals(approval).length}/${approval.quorum}`;

/** Who voted in favour, in the order of their votes. */
export const approvers = (approval: Approval): readonly PersonRef[] =>
  approvals(approval)
    .toSorted((a, b) => a.at - b.at)
    .map(({ by }) => by);

/** What is still wanting: roles that must have voted, and votes beyond them. */
export const wanting = (
  approval: Approval,
): { readonly roles: readonly string[]; readonly votes: number } => ({
  roles: missingRoles(approval),
  votes: Math.max(0, approval.quorum - approvals(approval).length),
});
