import { reject } from '../rejection.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { ApprovalRule } from '../playbook/playbook.ts';
import { approvalTerms } from './approval-terms.ts';
import type { CommandMeta, CommandOf } from './command.ts';
import { approvalMet, isAuthor } from './deadlines.ts';
import type { Deciders } from './decide.ts';
import type { IncidentEvent, VoteIgnoredReason } from './event.ts';
import { foldIncident } from './evolve.ts';
import {
  fact,
  happened,
  nothing,
  PARTICIPANT,
  RUNNING,
  unlessAllowed,
  unlessPhase,
} from './fact.ts';
import { actorOf, effectiveSeverity, holdsRole } from './people.ts';
import type { Approval, IncidentState } from './state.ts';
import { anchoredTasks } from './tasks.ts';

const rolesOf = (
  state: IncidentState,
  approval: Approval,
  person: PersonRef,
  policy: Policy,
): readonly string[] => approval.eligible.filter((role) => holdsRole(state, person, role, policy));

/** Why a vote changes nothing; undefined when it counts. */
const ignoredBecause = (
  state: IncidentState,
  approval: Approval,
  command: CommandOf<'vote'>,
  policy: Policy,
): VoteIgnoredReason | undefined => {
  const { actor } = command.meta;
  if (!approval.allowSelf && isAuthor(state, approval, actor)) return 'author';
  if (rolesOf(state, approval, actor, policy).length === 0) return 'not-eligible';
  if (approval.status === 'superseded') return 'old-version';
  if (approval.status === 'pending') return undefined;
  const castBefore =
    command.at !== undefined && approval.decidedAt !== undefined && command.at < approval.decidedAt;
  return castBefore ? 'late' : 'decided';
};

/** What an approval sets going, beside the approval itself. */
const consequences = (
  state: IncidentState,
  approval: Approval,
  meta: CommandMeta,
): readonly IncidentEvent[] => {
  switch (approval.subject) {
    case 'announcement':
      return [];
    case 'wording':
      return [fact(meta, 'wording.published', { id: approval.ref })];
    case 'plan': {
      const approved = fact(meta, 'plan.approved', { id: approval.ref });
      const tasks = anchoredTasks(state, 'plan.approved', state.severity, meta.now);
      return tasks.length > 0 ? [approved, fact(meta, 'tasks.added', { tasks })] : [approved];
    }
  }
};

/** A vote ends with the voter's place in the organisation file (domain 7, 43). */
const withoutThoseWhoLeft = (approval: Approval, policy: Policy): Approval => ({
  ...approval,
  votes: Object.fromEntries(
    Object.entries(approval.votes).filter(([id]) => actorOf(policy, id) !== undefined),
  ),
});

const decision = (
  state: IncidentState,
  approval: Approval,
  command: CommandOf<'vote'>,
  cast: IncidentEvent,
  policy: Policy,
): readonly IncidentEvent[] => {
  const { meta, choice, reason } = command;
  const by = { id: meta.actor.id, name: meta.actor.name };
  if (choice === 'reject')
    return [
      fact(meta, 'approval.rejected', {
        approval: approval.id,
        by,
        ...(reason === undefined ? {} : { reason }),
      }),
    ];
  const voted = foldIncident(state, [cast])?.approvals[approval.id];
  const after = voted && withoutThoseWhoLeft(voted, policy);
  if (after === undefined || !approvalMet(after)) return [];
  const voters = Object.values(after.votes).flatMap((vote) =>
    vote.choice === 'approve' ? [vote.by] : [],
  );
  return [
    fact(meta, 'approval.approved', { approval: approval.id, by: voters }),
    ...consequences(state, approval, meta),
  ];
};

/** Messengers bring reactions in any order; what happened later is what holds, whatever came first. */
const isOvertaken = (approval: Approval, { meta, choice, at }: CommandOf<'vote'>): boolean => {
  const { id } = meta.actor;
  const last = approval.votes[id]?.castAt;
  const takenBack = approval.takenBack?.[id]?.[choice];
  return at !== undefined && [last, takenBack].some((then) => then !== undefined && then > at);
};

/** The same word once more: with a second emoji, or again after it was taken back, which may come later. */
const castAgain = (approval: Approval, { meta, choice, at }: CommandOf<'vote'>) => {
  const before = approval.votes[meta.actor.id];
  if (before === undefined || at === undefined || approval.status !== 'pending') return nothing;
  if (before.via !== meta.via || before.castAt === undefined || at <= before.castAt) return nothing;
  const { roles } = before;
  return happened(
    fact(meta, 'vote.cast', { approval: approval.id, choice, roles, at, again: true }),
  );
};

const cast = (
  state: IncidentState,
  approval: Approval,
  command: CommandOf<'vote'>,
  policy: Policy,
) => {
  const { meta, choice, at } = command;
  if (isOvertaken(approval, command)) return nothing;
  const repeated = approval.votes[meta.actor.id]?.choice === choice;
  if (repeated && approval.status !== 'superseded') return castAgain(approval, command);
  const reason = ignoredBecause(state, approval, command, policy);
  if (reason !== undefined)
    return happened(fact(meta, 'vote.ignored', { approval: approval.id, choice, reason }));
  const vote = fact(meta, 'vote.cast', {
    approval: approval.id,
    choice,
    roles: rolesOf(state, approval, meta.actor, policy),
    ...(at === undefined ? {} : { at }),
  });
  return happened(vote, ...decision(state, approval, command, vote, policy));
};

/** A reaction taken away: counts before a decision, revives a rejected version, changes nothing once approved. */
const retract = (
  state: IncidentState,
  approval: Approval,
  command: CommandOf<'vote'>,
  policy: Policy,
) => {
  const { meta, choice, at } = command;
  const retracted = (late: boolean) =>
    fact(meta, 'vote.retracted', {
      approval: approval.id,
      choice,
      late,
      ...(at === undefined ? {} : { at }),
    });
  if (isOvertaken(approval, command)) return nothing;
  if (approval.votes[meta.actor.id]?.choice !== choice) {
    // Where the messenger tells the time, the vote may still be on its way: it must find that it was taken back.
    const counts = ignoredBecause(state, approval, command, policy) === undefined;
    return counts && at !== undefined ? happened(retracted(false)) : nothing;
  }
  if (approval.status === 'pending') return happened(retracted(false));
  const revives =
    approval.status === 'rejected' &&
    choice === 'reject' &&
    approval.decidedBy.some(({ id }) => id === meta.actor.id);
  return revives
    ? happened(retracted(false), fact(meta, 'approval.restored', { approval: approval.id }))
    : happened(retracted(true));
};

const findApproval = (state: IncidentState, given: string): Approval | undefined => {
  const wanted = given.trim().toLowerCase();
  const all = Object.values(state.approvals);
  return (
    all.find(({ id }) => id.toLowerCase() === wanted) ??
    all.findLast(({ ref }) => ref.toLowerCase() === wanted)
  );
};

const vote = (state: IncidentState, command: CommandOf<'vote'>, policy: Policy) => {
  const approval = findApproval(state, command.approval);
  if (approval === undefined)
    return reject({ code: 'approval-not-found', approval: command.approval });
  // A text for customers may still be decided on after closing; wording and plans belong to the work.
  const refused = unlessPhase(
    state,
    'vote',
    approval.subject === 'announcement' ? [...RUNNING, 'closed'] : RUNNING,
  );
  if (refused !== undefined) return refused;
  return command.cast
    ? cast(state, approval, command, policy)
    : retract(state, approval, command, policy);
};

const rejectionReason = (
  state: IncidentState,
  { meta, approval: given, reason }: CommandOf<'rejectionReason'>,
) => {
  const approval = findApproval(state, given);
  if (approval === undefined) return reject({ code: 'approval-not-found', approval: given });
  const rejecter = approval.decidedBy.some(({ id }) => id === meta.actor.id);
  const open =
    approval.status === 'rejected' ||
    (approval.status === 'superseded' && approval.reason === undefined);
  return rejecter && open
    ? happened(fact(meta, 'approval.reasonGiven', { approval: approval.id, reason }))
    : nothing;
};

/** Plans are approved by whom the level names (S1-17); where it names nobody, by the rule's own roles. */
const planRule = (state: IncidentState, policy: Policy): ApprovalRule => {
  const rule = policy.common.approvals.responsePlan;
  const named = state.scheme.levels[effectiveSeverity(state)].planApproval;
  if (named !== undefined) return { ...rule, eligible: [named] };
  return rule.eligible.length > 0 ? rule : { ...rule, eligible: ['commandGroup'] };
};

/** S1-16: a plan has steps, resources, a time and an owner; compensation is optional. */
const planPropose = (state: IncidentState, command: CommandOf<'planPropose'>, policy: Policy) => {
  const { meta, text, steps, resources, due, owner, compensation } = command;
  const refused =
    unlessPhase(state, 'plan', RUNNING) ?? unlessAllowed(state, meta, policy, 'plan', PARTICIPANT);
  if (refused !== undefined) return refused;
  const missing = [
    ...(steps.length === 0 ? ['steps'] : []),
    ...Object.entries({ resources, due, owner }).flatMap(([name, value]) =>
      (value ?? '').trim() === '' ? [name] : [],
    ),
  ];
  if (missing.length > 0 || resources === undefined || due === undefined || owner === undefined)
    return reject({ code: 'plan-incomplete', missing });
  const id = `P${state.plans.length + 1}`;
  const terms = approvalTerms(
    state,
    { subject: 'plan', ref: id, version: 1, rule: planRule(state, policy) },
    meta,
    policy,
  );
  return happened(
    fact(meta, 'plan.proposed', {
      id,
      version: 1,
      text,
      steps,
      resources,
      due,
      owner,
      ...(compensation === undefined ? {} : { compensation }),
    }),
    fact(meta, 'approval.submitted', { approval: terms }),
  );
};

export const decideApproval: Deciders<'vote' | 'rejectionReason' | 'planPropose'> = {
  vote,
  rejectionReason,
  planPropose,
};
