import { isEditableField, POSTMORTEM_FIELDS, type PostmortemFieldId } from './fields.ts';
import type { Filled, Postmortem } from './model.ts';
import { MIN_WHY_LEVELS } from './publish-gate.ts';

type Draft = Omit<Postmortem, 'filled'>;

const said = (field: { readonly source: string }): boolean => field.source !== 'none';

/** The blanks of the template that belong to each field, and whether each of them is filled. */
const blanksOf = (draft: Draft): Readonly<Record<PostmortemFieldId, readonly boolean[]>> => ({
  // Key, title, status, version, scenarios, opening and drill are always known.
  head: [
    ...Array.from({ length: 7 }, () => true),
    draft.severityHistory.length > 0,
    draft.resolvedAt !== undefined,
    draft.closedAt !== undefined,
    draft.episodes.length > 0,
  ],
  what: [said(draft.what)],
  signals: [draft.signals.length > 0],
  when: [draft.when.length > 0, draft.timelineCount > 0],
  where: whereBlanks(draft),
  who: [draft.who.roles.length > 0],
  causeCategory: [said(draft.causeCategory)],
  whys: Array.from({ length: MIN_WHY_LEVELS }, (_, level) => draft.whys.chain[level] !== undefined),
  rootCause: [said(draft.rootCause)],
  how: [draft.how.measures.length > 0 || draft.how.checklist.length > 0],
  deadlines: [draft.deadlines.rows.length > 0, draft.deadlines.summary.total > 0],
  breachComments: draft.blockers.includes('breach-comments') ? [false] : [],
  comms: [draft.comms.announcements.length > 0, draft.comms.wordings.length > 0],
  data: [
    Object.keys(draft.data.metrics).length > 0,
    draft.data.times.timeToResolveMs !== undefined,
  ],
  feedback: [said(draft.feedback)],
  good: [said(draft.good)],
  bad: [said(draft.bad)],
  luck: [],
  revisions: [said(draft.revisions)],
  kb: [said(draft.kb)],
  actions: [draft.actions.length > 0 || said(draft.noAction)],
  noAction: [],
  drill: [said(draft.drill)],
  outcome: draft.worstSeverity === 'sev1' ? [said(draft.outcome)] : [],
});

const whereBlanks = ({ where }: Draft): readonly boolean[] => {
  if (where.source === 'human') return [true];
  const { auto } = where;
  if (auto === undefined) return [false];
  return [
    auto.nationwide || auto.regions.length > 0,
    auto.usersFirst !== undefined,
    auto.named.length > 0,
  ];
};

/** The share of the template's blanks that are filled, and the fields that still have an empty one. */
export const filledShare = (draft: Draft): Filled => {
  const blanks = blanksOf(draft);
  const all = Object.values(blanks).flat();
  const done = all.filter(Boolean).length;
  const missing = POSTMORTEM_FIELDS.map(({ id }) => id).filter((id) => blanks[id].includes(false));
  return {
    done,
    total: all.length,
    percent: Math.round((done / all.length) * 100),
    missing,
    toType: missing.filter(isEditableField),
  };
};
