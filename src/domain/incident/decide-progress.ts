import { reject } from '../rejection.ts';
import type { Policy } from '../policy.ts';
import { suggestSeverity } from '../playbook/suggest.ts';
import { HOUR, MINUTE, SECOND } from '../time.ts';
import type { CommandOf, Edited } from './command.ts';
import type { Deciders } from './decide.ts';
import { mergeScope } from './decide-lifecycle.ts';
import type { IncidentEvent } from './event.ts';
import { foldIncident } from './evolve.ts';
import {
  COMMAND,
  fact,
  happened,
  type IncidentDecision,
  nothing,
  PARTICIPANT,
  RUNNING,
  unlessAllowed,
  unlessPhase,
} from './fact.ts';
import { watchedOf, type Watched } from './metric-track.ts';
import type { IncidentState } from './state.ts';
import { personalDataIn } from './text-check.ts';

const ALIVE = ['triage', 'active', 'monitoring', 'closed'] as const;

const facts = (state: IncidentState, command: CommandOf<'facts'>, policy: Policy) => {
  const { meta, flags: newFlags } = command;
  const refused =
    unlessPhase(state, 'facts', ALIVE) ??
    unlessAllowed(state, meta, policy, 'facts', [...PARTICIPANT, 'dutyOps']);
  if (refused !== undefined) return refused;
  const scope = mergeScope(state.scope, command.scope);
  const flags = [...new Set([...state.flags, ...newFlags])];
  const [first] = state.playbooks;
  if (first === undefined) return nothing;
  const metrics = Object.fromEntries(
    Object.entries(state.metrics).map(([name, { last }]) => [name, last]),
  );
  return happened(
    fact(meta, 'facts.recorded', {
      facts: command.facts,
      scope,
      flags,
      suggestion: suggestSeverity(first.playbook, state.scheme, { scope, flags, metrics }),
    }),
  );
};

/** An edit that came before its message. */
const isAnother = (edited: Edited | undefined, text: string): edited is Edited =>
  edited !== undefined && edited.text !== text;

const update = (state: IncidentState, command: CommandOf<'update'>, policy: Policy) => {
  const { meta, text, percent, measure, caution, message, edited } = command;
  const refused =
    unlessPhase(state, 'update', RUNNING) ??
    unlessAllowed(state, meta, policy, 'update', [...PARTICIPANT, 'dutyOps']);
  if (refused !== undefined) return refused;
  const n = state.updates.count + 1;
  return happened(
    fact(meta, 'update.posted', {
      n,
      text,
      ...(percent === undefined ? {} : { percent }),
      ...(measure === undefined ? {} : { measure }),
      ...(caution === undefined ? {} : { caution }),
      ...(message === undefined ? {} : { message }),
    }),
    ...(isAnother(edited, text)
      ? [fact(meta, 'update.corrected', { n, was: text, ...edited })]
      : []),
  );
};

const triggerFacts = (
  state: IncidentState,
  watched: Watched,
  meta: CommandOf<'metric'>['meta'],
): IncidentEvent => {
  const { sustainedForMs } = watched;
  const value = state.metrics[watched.metric]?.last ?? watched.value;
  return watched.id.startsWith('recovery:')
    ? fact(meta, 'recovery.suggested', {
        metric: watched.metric,
        value,
        limit: watched.value,
        sustainedForMs,
      })
    : fact(meta, 'trigger.met', {
        rule: watched.id,
        metric: watched.metric,
        op: watched.op,
        limit: watched.value,
        value,
        sustainedForMs,
      });
};

/** A condition with a time holds on the first sample past strictly more than that time (domain 0.2). */
const holdsLongEnough = (
  state: IncidentState,
  { id, metric, sustainedForMs }: Watched,
): boolean => {
  const track = state.metrics[metric];
  const since = track?.heldSince[id];
  if (track === undefined || since === undefined) return false;
  return sustainedForMs === 0 || track.lastAt - since > sustainedForMs;
};

/** Conditions that the sample has just made true; a recovery is only of interest while work goes on. */
const newlyMet = (
  state: IncidentState,
  { meta, values }: CommandOf<'metric'>,
): readonly IncidentEvent[] => {
  const met = watchedOf(state).flatMap((watched) => {
    if (!Object.hasOwn(values, watched.metric)) return [];
    const recovery = watched.id.startsWith('recovery:');
    if (state.told.includes(recovery ? 'recovery' : watched.id)) return [];
    if (recovery && state.phase !== 'active') return [];
    return holdsLongEnough(state, watched) ? [triggerFacts(state, watched, meta)] : [];
  });
  const suggestion = met.find(({ type }) => type === 'recovery.suggested');
  return met.filter((event) => event.type !== 'recovery.suggested' || event === suggestion);
};

const metric = (state: IncidentState, command: CommandOf<'metric'>, policy: Policy) => {
  const { meta, values, dims, at } = command;
  const refused =
    unlessPhase(state, 'metric', ALIVE) ??
    unlessAllowed(state, meta, policy, 'metric', ['dutyOps', ...PARTICIPANT]);
  if (refused !== undefined) return refused;
  if (at !== undefined && at > meta.now) return reject({ code: 'time-in-future', at });
  if (Object.keys(values).length === 0)
    return reject({ code: 'nothing-to-record', verb: 'metric' });
  const recorded = fact(
    meta,
    'metric.recorded',
    { values, ...(dims === undefined ? {} : { dims }) },
    at ?? meta.now,
  );
  const after = foldIncident(state, [recorded]) ?? state;
  return happened(recorded, ...newlyMet(after, command));
};

const note = (
  state: IncidentState,
  { meta, text, at, message, edited }: CommandOf<'note'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'note', ALIVE) ??
    unlessAllowed(state, meta, policy, 'note', [...PARTICIPANT, 'dutyOps']);
  if (refused !== undefined) return refused;
  if (at !== undefined && at > meta.now) return reject({ code: 'time-in-future', at });
  const id = `N${state.noteCount + 1}`;
  return happened(
    fact(
      meta,
      'note.added',
      { id, text, ...(message === undefined ? {} : { message }) },
      at ?? meta.now,
    ),
    ...(isAnother(edited, text)
      ? [fact(meta, 'note.corrected', { id, was: text, ...edited })]
      : []),
  );
};

const isUrl = (text: string): boolean => /^https?:\/\/[^\s<>"]+$/i.test(text);

/** A link that carries a customer's number was masked on its way in and leads nowhere: better to ask again. */
const unlessLink = (url: string, policy: Policy): IncidentDecision | undefined => {
  const problems = personalDataIn(url, policy);
  if (problems.length > 0) return reject({ code: 'text-problems', problems });
  return isUrl(url) ? undefined : reject({ code: 'url-invalid', given: url });
};

const link = (state: IncidentState, { meta, kind, url }: CommandOf<'link'>, policy: Policy) => {
  const refused =
    unlessPhase(state, 'link', ALIVE) ??
    unlessAllowed(state, meta, policy, 'link', [...PARTICIPANT, 'dutyOps']);
  if (refused !== undefined) return refused;
  const odd = unlessLink(url, policy);
  if (odd !== undefined) return odd;
  if (kind === 'recording' && !state.confidential)
    return reject({ code: 'recording-confidential' });
  return happened(fact(meta, 'link.added', { kind, url }));
};

const meetingStart = (
  state: IncidentState,
  { meta, url, priority }: CommandOf<'meetingStart'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'meeting', RUNNING) ??
    unlessAllowed(state, meta, policy, 'meeting', [...COMMAND, 'leadership']);
  if (refused !== undefined) return refused;
  const odd = url === undefined ? undefined : unlessLink(url, policy);
  if (odd !== undefined) return odd;
  return happened(
    fact(meta, 'meeting.started', {
      ...(url === undefined ? {} : { url }),
      ...(priority === undefined ? {} : { priority }),
    }),
  );
};

const meetingEnd = (state: IncidentState, { meta }: CommandOf<'meetingEnd'>, policy: Policy) => {
  const refused = unlessAllowed(state, meta, policy, 'meeting', [...COMMAND, 'leadership']);
  if (refused !== undefined) return refused;
  const last = state.meetings.at(-1);
  return last === undefined || last.endedAt !== undefined
    ? nothing
    : happened(fact(meta, 'meeting.ended', {}));
};

const CADENCE = { minMinutes: 1, maxHours: 24 * 7 } as const;

const cadence = (
  state: IncidentState,
  { meta, everyMs, reason }: CommandOf<'cadence'>,
  policy: Policy,
) => {
  const refused =
    unlessPhase(state, 'cadence', RUNNING) ??
    unlessAllowed(state, meta, policy, 'cadence', COMMAND);
  if (refused !== undefined) return refused;
  // A test deployment runs whole incidents in seconds (contract 7): the lower bound follows the engine's tick.
  if (
    everyMs < Math.min(CADENCE.minMinutes * MINUTE, state.engine.tickMs) ||
    everyMs < SECOND ||
    everyMs > CADENCE.maxHours * HOUR
  )
    return reject({ code: 'cadence-out-of-range', ...CADENCE });
  return happened(
    fact(meta, 'cadence.changed', { everyMs, ...(reason === undefined ? {} : { reason }) }),
  );
};

export const decideProgress: Deciders<
  'facts' | 'update' | 'metric' | 'note' | 'link' | 'meetingStart' | 'meetingEnd' | 'cadence'
> = { facts, update, metric, note, link, meetingStart, meetingEnd, cadence };
