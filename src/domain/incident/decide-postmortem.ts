import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import { editablePostmortemFields, postmortemFieldOf } from '../postmortem/fields.ts';
import { publishBlockers } from '../postmortem/publish-gate.ts';
import { HOUR } from '../time.ts';
import type { CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import { fact, happened, nothing, PARTICIPANT, unlessAllowed, unlessPhase } from './fact.ts';
import type { IncidentState } from './state.ts';

const WRITERS = [...PARTICIPANT, 'leadership'] as const;
/** S2-14: a training follows within 72 hours unless a date is given. */
const TRAINING_DUE_MS = 72 * HOUR;

const postmortemEdit = (
  state: IncidentState,
  { meta, field, text }: CommandOf<'postmortemEdit'>,
  policy: Policy,
) => {
  const refused = unlessAllowed(state, meta, policy, 'postmortem', WRITERS);
  if (refused !== undefined) return refused;
  const known = postmortemFieldOf(field);
  if (known === undefined)
    return reject({ code: 'field-not-found', given: field, known: editablePostmortemFields });
  if (!editablePostmortemFields.includes(known))
    return reject({ code: 'field-automatic', field: known });
  const was = state.postmortem.human[known]?.text;
  if (was === text) return nothing;
  return happened(
    fact(meta, 'postmortem.edited', { field: known, text, ...(was === undefined ? {} : { was }) }),
  );
};

const postmortemWhy = (
  state: IncidentState,
  { meta, text }: CommandOf<'postmortemWhy'>,
  policy: Policy,
) =>
  unlessAllowed(state, meta, policy, 'postmortem', WRITERS) ??
  happened(fact(meta, 'postmortem.why', { text, level: state.postmortem.whys.length + 1 }));

const postmortemPublish = (
  state: IncidentState,
  { meta }: CommandOf<'postmortemPublish'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'postmortem publish', ['closed']) ??
    unlessAllowed(state, meta, policy, 'postmortem', WRITERS);
  if (refused !== undefined) return refused;
  if (state.postmortem.status === 'published') return nothing;
  const missing = publishBlockers(state);
  return missing.length > 0
    ? reject({ code: 'postmortem-not-ready', missing })
    : happened(fact(meta, 'postmortem.published', {}));
};

const actionAdd = (state: IncidentState, command: CommandOf<'actionAdd'>, policy: Policy) => {
  const { meta, text, owner, category } = command;
  const refused = unlessAllowed(state, meta, policy, 'action', WRITERS);
  if (refused !== undefined) return refused;
  const dueAt = command.dueAt ?? (category === 'training' ? meta.now + TRAINING_DUE_MS : undefined);
  const missing = [
    ...(owner === undefined ? (['owner'] as const) : []),
    ...(dueAt === undefined ? (['due'] as const) : []),
  ];
  if (owner === undefined || dueAt === undefined)
    return reject({ code: 'action-incomplete', missing });
  if (dueAt <= meta.now) return reject({ code: 'eta-in-past', eta: dueAt });
  return happened(
    fact(meta, 'action.added', {
      id: `AI-${state.actions.length + 1}`,
      text,
      owner,
      dueAt,
      type: category,
    }),
  );
};

const actionDone = (
  state: IncidentState,
  { meta, id }: CommandOf<'actionDone'>,
  policy: Policy,
) => {
  const action = state.actions.find(
    (candidate) => candidate.id.toLowerCase() === id.trim().toLowerCase(),
  );
  if (action === undefined)
    return reject({
      code: 'action-not-found',
      given: id,
      known: state.actions.map((item) => item.id),
    });
  const owns = action.owner?.id === meta.actor.id;
  const refused = owns ? undefined : unlessAllowed(state, meta, policy, 'action', WRITERS);
  if (refused !== undefined) return refused;
  return action.doneAt === undefined
    ? happened(fact(meta, 'action.done', { id: action.id }))
    : nothing;
};

export const decidePostmortem: Deciders<
  'postmortemEdit' | 'postmortemWhy' | 'postmortemPublish' | 'actionAdd' | 'actionDone'
> = {
  postmortemEdit,
  postmortemWhy,
  postmortemPublish,
  actionAdd,
  actionDone,
};
