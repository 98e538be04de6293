import { reject } from '../rejection.ts';
import type { AnnouncementTemplate } from '../playbook/playbook.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import { approvalTerms } from './approval-terms.ts';
import type { CommandMeta, CommandOf } from './command.ts';
import type { Deciders } from './decide.ts';
import type { ChannelTexts, EventOf, IncidentEvent, TextProblem, Vars } from './event.ts';
import { fact, happened, unlessAllowed, unlessPhase } from './fact.ts';
import { COMMANDER } from './people.ts';
import type { Announcement, IncidentState } from './state.ts';
import {
  blocks,
  fillLocalised,
  givenVars,
  missingVariables,
  problemsIn,
  textsOf,
} from './text-check.ts';

const SPEAKERS = ['communications', 'brandPr', COMMANDER] as const;
const PHASES = ['triage', 'active', 'monitoring', 'closed'] as const;
const OVER = new Set<Announcement['status']>(['withdrawn', 'superseded']);

/** By id or kind, in the playbook attached last first. */
const templateOf = (state: IncidentState, given: string): AnnouncementTemplate | undefined => {
  const all = state.playbooks.toReversed().flatMap(({ playbook }) => playbook.announcements);
  return all.find(({ id }) => id === given) ?? all.find(({ kind }) => kind === given);
};

const noTemplate = (state: IncidentState, given: string) => {
  const known = state.playbooks.flatMap(({ playbook }) =>
    playbook.announcements.map(({ id }) => id),
  );
  return reject({ code: 'template-not-found', given, known: [...new Set(known)] });
};

const find = (state: IncidentState, id: string): Announcement | undefined =>
  state.announcements.find(
    (announcement) => announcement.id.toLowerCase() === id.trim().toLowerCase(),
  );

const notFound = (state: IncidentState, given: string) =>
  reject({ code: 'announcement-not-found', given, known: state.announcements.map(({ id }) => id) });

const unlessMayAnnounce = (state: IncidentState, meta: CommandMeta, policy: Policy) =>
  unlessPhase(state, 'announce', PHASES) ??
  unlessAllowed(state, meta, policy, 'announce', SPEAKERS);

/** The announcement that is meant, when this person may speak for the company now. */
const announcementToChange = (
  state: IncidentState,
  { meta, id }: CommandOf<'announceRevise' | 'announceSent' | 'announceWithdraw'>,
  policy: Policy,
) => unlessMayAnnounce(state, meta, policy) ?? find(state, id) ?? notFound(state, id);

const composed = (
  state: IncidentState,
  template: AnnouncementTemplate,
  given: Vars,
  policy: Policy,
): { texts: ChannelTexts; problems: readonly TextProblem[] } => {
  const vars = { ...givenVars(policy), ...given };
  const texts = Object.fromEntries(
    Object.entries(template.channels).map(([channel, text]) => [
      channel,
      fillLocalised(text, vars),
    ]),
  );
  const cause = state.facts['causeCategory'];
  const unknown = Object.keys(given)
    .filter((variable) => !template.vars.includes(variable))
    .map((variable): TextProblem => ({ kind: 'unknown-variable', variable }));
  // What a variable says is checked too: a text may not use it in every channel.
  const typed = problemsIn([...textsOf(texts), ...Object.values(given)], policy, cause);
  return { texts, problems: [...missingVariables(template.vars, vars), ...typed, ...unknown] };
};

interface Draft {
  readonly id: string;
  readonly version: number;
  readonly template: AnnouncementTemplate;
  readonly vars: Vars;
  readonly promises: Readonly<Record<string, Instant>>;
  readonly hold: boolean;
  readonly supersedes?: string;
}

/** A clean text goes to the command group at once, or is approved beforehand; a faulty one stays a draft. */
const draftEvents = (
  state: IncidentState,
  draft: Draft,
  meta: CommandMeta,
  policy: Policy,
): readonly IncidentEvent[] => {
  const { id, version, template, vars, promises, hold, supersedes } = draft;
  const { texts, problems } = composed(state, template, vars, policy);
  const drafted: EventOf<'announcement.drafted'> = fact(meta, 'announcement.drafted', {
    id,
    version,
    template: template.id,
    kind: template.kind,
    vars,
    texts,
    problems,
    preApproved: template.preApproved,
    hold,
    promises,
    ...(supersedes === undefined ? {} : { supersedes }),
  });
  if (hold || blocks(problems)) return [drafted];
  const { approvals } = policy.common;
  const rule = template.kind === 'statement' ? approvals.statement : approvals.announcement;
  const terms = approvalTerms(
    state,
    { subject: 'announcement', ref: id, version, rule },
    meta,
    policy,
  );
  return template.preApproved
    ? [drafted, fact(meta, 'approval.approved', { approval: terms.id, by: [], preApproved: true })]
    : [drafted, fact(meta, 'approval.submitted', { approval: terms })];
};

const announceDraft = (
  state: IncidentState,
  command: CommandOf<'announceDraft'>,
  policy: Policy,
) => {
  const { meta, vars, promises, hold, supersedes } = command;
  const refused = unlessMayAnnounce(state, meta, policy);
  if (refused !== undefined) return refused;
  const template = templateOf(state, command.template);
  if (template === undefined) return noTemplate(state, command.template);
  if (supersedes !== undefined && find(state, supersedes) === undefined)
    return notFound(state, supersedes);
  const id = `A${state.announcements.length + 1}`;
  return {
    events: draftEvents(
      state,
      {
        id,
        version: 1,
        template,
        vars,
        promises,
        hold,
        ...(supersedes === undefined ? {} : { supersedes }),
      },
      meta,
      policy,
    ),
  };
};

/** Ends what is being decided, or could be revived by taking a ❌ back, on a text that is over. */
const replacedApprovals = (
  state: IncidentState,
  announcement: string,
  by: string,
  meta: CommandMeta,
): readonly IncidentEvent[] =>
  Object.values(state.approvals)
    .filter(
      ({ ref, status }) => ref === announcement && (status === 'pending' || status === 'rejected'),
    )
    .map(({ id }) => fact(meta, 'approval.superseded', { approval: id, by }));

const announceRevise = (
  state: IncidentState,
  command: CommandOf<'announceRevise'>,
  policy: Policy,
) => {
  const { meta, hold } = command;
  const announcement = announcementToChange(state, command, policy);
  if ('rejected' in announcement) return announcement;
  const { id, status } = announcement;
  if (status !== 'draft' && status !== 'pendingApproval' && status !== 'rejected')
    return reject({ code: 'announcement-final', id, status });
  const template = templateOf(state, announcement.template);
  const last = announcement.versions.at(-1);
  if (template === undefined || last === undefined) return notFound(state, command.id);
  const version = last.version + 1;
  const vars = { ...last.vars, ...command.vars };
  const kept = Object.entries(last.promises).filter(
    ([variable]) => command.vars[variable] === undefined,
  );
  const promises = { ...Object.fromEntries(kept), ...command.promises };
  return happened(
    ...replacedApprovals(state, id, `${id}.v${version}`, meta),
    ...draftEvents(state, { id, version, template, vars, promises, hold }, meta, policy),
  );
};

/** Confirms one channel; the bot cannot see the website, so a person says it (domain 7, 17). */
const announceSent = (state: IncidentState, command: CommandOf<'announceSent'>, policy: Policy) => {
  const { meta, channel, url } = command;
  const announcement = announcementToChange(state, command, policy);
  if ('rejected' in announcement) return announcement;
  const { id, status, published, supersedes } = announcement;
  if (status !== 'approved' && status !== 'published')
    return reject({ code: 'announcement-not-approved', id, status });
  const version = announcement.versions.at(-1);
  const channels = Object.keys(version?.texts ?? {});
  if (version === undefined || !channels.includes(channel))
    return reject({ code: 'channel-unknown', id, channel, channels });
  const before = published.find((entry) => entry.channel === channel);
  if (before !== undefined)
    return reject({ code: 'channel-already-published', id, channel, by: before.by, at: before.at });
  const older = supersedes === undefined ? undefined : find(state, supersedes);
  return happened(
    fact(meta, 'announcement.published', {
      id,
      version: version.version,
      channel,
      ...(url === undefined ? {} : { url }),
    }),
    ...(older !== undefined && !OVER.has(older.status) && published.length === 0
      ? [
          fact(meta, 'announcement.superseded', { id: older.id, by: id }),
          ...replacedApprovals(state, older.id, id, meta),
        ]
      : []),
  );
};

const announceWithdraw = (
  state: IncidentState,
  command: CommandOf<'announceWithdraw'>,
  policy: Policy,
) => {
  const { meta, reason } = command;
  const announcement = announcementToChange(state, command, policy);
  if ('rejected' in announcement) return announcement;
  const { id, status } = announcement;
  if (OVER.has(status)) return reject({ code: 'announcement-final', id, status });
  if (reason === undefined || reason.trim() === '')
    return reject({ code: 'reason-missing', verb: 'announce withdraw' });
  return happened(
    fact(meta, 'announcement.withdrawn', { id, reason }),
    ...replacedApprovals(state, id, id, meta),
  );
};

export const decideAnnouncement: Deciders<
  'announceDraft' | 'announceRevise' | 'announceSent' | 'announceWithdraw'
> = {
  announceDraft,
  announceRevise,
  announceSent,
  announceWithdraw,
};
