import { setAnnouncementStatus } from './evolve-announcement.ts';
import type { Steps } from './evolve.ts';
import type { AnnouncementStatus, Approval, IncidentState } from './state.ts';

const patchApproval = (
  state: IncidentState,
  id: string,
  patch: (approval: Approval) => Partial<Approval>,
): IncidentState => {
  const approval = state.approvals[id];
  if (approval === undefined) return state;
  return { ...state, approvals: { ...state.approvals, [id]: { ...approval, ...patch(approval) } } };
};

/** What a decision means for the thing decided on. */
const subjectBecomes = (
  state: IncidentState,
  approvalId: string,
  status: 'pending' | 'approved' | 'rejected',
): IncidentState => {
  const ref = approvalId.split('.')[0] ?? approvalId;
  if (state.announcements.some(({ id }) => id === ref)) {
    const becomes: AnnouncementStatus = status === 'pending' ? 'pendingApproval' : status;
    return setAnnouncementStatus(state, ref, becomes);
  }
  if (status === 'approved') return state; // wording.published and plan.approved say it themselves
  return {
    ...state,
    wordings: state.wordings.map((wording) =>
      wording.id === ref ? { ...wording, status } : wording,
    ),
    plans: state.plans.map((plan) => (plan.id === ref ? { ...plan, status } : plan)),
  };
};

export const evolveApproval: Steps<
  | 'approval.submitted'
  | 'approval.approved'
  | 'approval.rejected'
  | 'approval.reasonGiven'
  | 'approval.restored'
  | 'approval.superseded'
  | 'vote.cast'
  | 'vote.retracted'
  | 'vote.ignored'
> = {
  'approval.submitted': (state, { data, occurredAt, via }) => {
    const approval: Approval = {
      ...data.approval,
      submittedAt: occurredAt,
      via,
      status: 'pending',
      votes: {},
      decidedBy: [],
      counted: 0,
      ignored: 0,
    };
    return subjectBecomes(
      { ...state, approvals: { ...state.approvals, [approval.id]: approval } },
      approval.id,
      'pending',
    );
  },
  'approval.approved': (state, { data, occurredAt }) =>
    subjectBecomes(
      patchApproval(state, data.approval, () => ({
        status: 'approved',
        decidedAt: occurredAt,
        decidedBy: data.by,
      })),
      data.approval,
      'approved',
    ),
  'approval.rejected': (state, { data, occurredAt }) =>
    subjectBecomes(
      patchApproval(state, data.approval, () => ({
        status: 'rejected',
        decidedAt: occurredAt,
        decidedBy: [data.by],
        ...(data.reason === undefined ? {} : { reason: data.reason }),
      })),
      data.approval,
      'rejected',
    ),
  'approval.reasonGiven': (state, { data }) =>
    patchApproval(state, data.approval, () => ({ reason: data.reason })),
  'approval.restored': (state, { data }) => {
    const approval = state.approvals[data.approval];
    if (approval === undefined) return state;
    const { decidedAt: _, reason: __, ...rest } = approval;
    const approvals = {
      ...state.approvals,
      [data.approval]: { ...rest, status: 'pending' as const, decidedBy: [] },
    };
    return subjectBecomes({ ...state, approvals }, data.approval, 'pending');
  },
  'approval.superseded': (state, { data }) =>
    patchApproval(state, data.approval, () => ({ status: 'superseded' })),
  'vote.cast': (state, { data, actor, occurredAt, via }) =>
    patchApproval(state, data.approval, ({ votes, counted }) => ({
      votes: {
        ...votes,
        [actor.id]: {
          choice: data.choice,
          at: (data.again === true ? votes[actor.id]?.at : undefined) ?? occurredAt,
          by: actor,
          roles: data.roles,
          ...(data.at === undefined ? {} : { castAt: data.at, via }),
        },
      },
      counted: counted + (votes[actor.id] === undefined ? 1 : 0),
    })),
  'vote.retracted': (state, { data, actor }) =>
    data.late
      ? state
      : patchApproval(state, data.approval, ({ votes, counted, takenBack }) => {
          const { [actor.id]: had, ...rest } = votes;
          const before = takenBack?.[actor.id];
          return {
            // One that is taken back before it comes takes no other with it.
            ...(had?.choice === data.choice ? { votes: rest, counted: counted - 1 } : {}),
            ...(data.at === undefined
              ? {}
              : { takenBack: { ...takenBack, [actor.id]: { ...before, [data.choice]: data.at } } }),
          };
        }),
  'vote.ignored': (state, { data }) =>
    patchApproval(state, data.approval, ({ ignored }) => ({ ignored: ignored + 1 })),
};
