import type { Approval, Announcement, IncidentState } from '#domain/incident/state.ts';
import type { Card, CardElement, Tone } from './card.ts';
import {
  actions,
  button,
  copy,
  fact,
  facts,
  headed,
  incidentCard,
  item,
  list,
  note,
  text,
  type Fact,
} from './build.ts';
import { channelCopies, inChannelOrder } from './channel-texts.ts';
import { bold, line } from './line.ts';
import { approvers, tallyText, wanting } from './tally.ts';
import { textDiff } from './text-diff.ts';
import {
  channelName,
  clock,
  mentions,
  named,
  nameList,
  roleNames,
  words,
  type View,
} from './view.ts';

type Elements = readonly CardElement[];

const TONES: Readonly<Record<Approval['status'], Tone>> = {
  pending: 'warning',
  approved: 'good',
  rejected: 'danger',
  superseded: 'muted',
};

const announcementOf = (state: IncidentState, { ref }: Approval): Announcement | undefined =>
  state.announcements.find(({ id }) => id === ref);

const newerVersion = (state: IncidentState, approval: Approval): number | undefined =>
  announcementOf(state, approval)?.versions.find(({ version }) => version > approval.version)
    ?.version ??
  state.plans.find(({ id, version }) => id === approval.ref && version > approval.version)?.version;

/** 已通过, 已驳回, 已被v3取代: how an approval stands. */
export const approvalState = (state: IncidentState, approval: Approval, view: View): string => {
  const { states } = words(view).announcement;
  if (approval.status !== 'superseded') return states[approval.status];
  const newer = newerVersion(state, approval);
  return newer === undefined ? states.supersededByNewer : states.superseded(newer);
};

const voteFacts = (approval: Approval, view: View): readonly Fact[] => {
  const { labels, need, needWith, votes } = words(view).announcement;
  const { quorum, mustInclude, eligible, author, decideBy, status } = approval;
  const names = approvers(approval);
  const tally = tallyText(approval);
  return [
    ...fact(labels.author, author.name),
    ...fact(labels.votes, names.length === 0 ? tally : votes(tally, nameList(names, view))),
    ...fact(
      labels.need,
      mustInclude.length === 0 ? need(quorum) : needWith(quorum, roleNames(mustInclude, view)),
    ),
    ...fact(labels.eligible, roleNames(eligible, view)),
    ...fact(labels.decideBy, status === 'pending' ? [clock(decideBy, view)] : undefined),
  ];
};

const missingText = (approval: Approval, view: View): Elements => {
  const { announcement } = words(view);
  const { roles, votes } = wanting(approval);
  return text([
    votes === 0 ? '' : announcement.stillVotes(votes),
    roles.length === 0 ? '' : [bold(announcement.stillMissing(roleNames(roles, view)))],
  ]);
};

const outcome = (approval: Approval, view: View): Elements => {
  const { announcement } = words(view);
  const { status, decidedBy, reason } = approval;
  const names = nameList(decidedBy, view);
  switch (status) {
    case 'pending':
      return missingText(approval, view);
    case 'approved':
      return text([
        decidedBy.length === 0 ? announcement.preApproved : announcement.approvedBy(names),
      ]);
    case 'rejected':
      return text([
        reason === undefined
          ? announcement.rejectedWithoutReason(names)
          : announcement.rejectedBy(names, reason),
      ]);
    case 'superseded':
      return [];
  }
};

const changes = (state: IncidentState, approval: Approval, view: View): Elements => {
  const { announcement: phrases } = words(view);
  const versions = announcementOf(state, approval)?.versions ?? [];
  const now = versions.find(({ version }) => version === approval.version);
  const before = versions.findLast(({ version }) => version < approval.version);
  if (now === undefined || before === undefined) return [];
  const changed = inChannelOrder(Object.keys(now.texts)).flatMap((channel) => {
    const was = before.texts[channel]?.[state.locale] ?? '';
    const is = now.texts[channel]?.[state.locale] ?? '';
    return was === is ? [] : [item(phrases.change(channelName(channel, view), textDiff(was, is)))];
  });
  return headed(
    phrases.changes(before.version, now.version),
    changed.length === 0 ? note(phrases.unchanged) : list(changed, view),
  );
};

const promises = (state: IncidentState, approval: Approval, view: View): readonly Fact[] => {
  const { announcement, common } = words(view);
  const version = announcementOf(state, approval)?.versions.find(
    ({ version: n }) => n === approval.version,
  );
  const told = Object.entries(version?.promises ?? {}).map(([variable, at]) =>
    announcement.promise(named(common.variables, variable), clock(at, view)),
  );
  return told.flatMap((promise) => fact(announcement.labels.promises, promise));
};

const planElements = (state: IncidentState, approval: Approval, view: View): Elements => {
  const plan = state.plans.findLast(
    ({ id, version }) => id === approval.ref && version === approval.version,
  );
  if (plan === undefined) return [];
  const { labels, step } = words(view).announcement;
  return [
    ...text([[bold(plan.text)]]),
    ...headed(
      labels.steps,
      list(
        plan.steps.map((said, n) => item(step(n + 1, said))),
        view,
      ),
    ),
    ...facts([
      ...fact(labels.resources, plan.resources),
      ...fact(labels.due, plan.due),
      ...fact(labels.owner, plan.owner),
      ...fact(labels.compensation, plan.compensation),
    ]),
  ];
};

const wordingElements = (state: IncidentState, approval: Approval, view: View): Elements => {
  const wording = state.wordings.find(({ id }) => id === approval.ref);
  if (wording === undefined) return [];
  const { languages } = words(view).announcement;
  return [
    ...copy(languages['zh-CN'], wording.text['zh-CN']),
    ...copy(languages.en, wording.text.en),
  ];
};

const content = (state: IncidentState, approval: Approval, view: View): Elements => {
  switch (approval.subject) {
    case 'announcement': {
      const version = announcementOf(state, approval)?.versions.find(
        ({ version: n }) => n === approval.version,
      );
      return [
        ...changes(state, approval, view),
        ...channelCopies(state, version?.texts ?? {}, view),
      ];
    }
    case 'wording':
      return wordingElements(state, approval, view);
    case 'plan':
      return planElements(state, approval, view);
  }
};

/** The buttons that vote. */
export const voteButtons = (approval: string, view: View) => {
  const { buttons } = words(view).announcement;
  return [
    button(buttons.approve, `vote ${approval} approve`, { style: 'primary' }),
    button(buttons.reject, `vote ${approval} reject`, { style: 'danger' }),
  ];
};

const buttons = (approval: Approval, view: View): Elements => {
  if (approval.status === 'pending') return actions(voteButtons(approval.id, view));
  return approval.status === 'rejected' && approval.subject === 'announcement'
    ? actions([
        button(words(view).announcement.buttons.revise, `announce revise ${approval.ref}`, {
          style: 'primary',
          form: true,
        }),
      ])
    : [];
};

const titleOf = (state: IncidentState, approval: Approval, view: View): string => {
  const { subjects, approvalTitle, decidedTitle } = words(view).announcement;
  const subject = subjects[approval.subject];
  return approval.status === 'pending'
    ? approvalTitle(subject, approval.ref, approval.version)
    : decidedTitle(subject, approval.ref, approval.version, approvalState(state, approval, view));
};

const pendingCall = (
  approval: Approval,
  people: Parameters<typeof mentions>[0],
  view: View,
): Elements =>
  approval.status === 'pending' && people.length > 0 ? text([mentions(people, view)]) : [];

/** What is to be approved, how it changed, who voted and who is still missing. */
export const approvalCard = (
  approval: Approval,
  voters: Parameters<typeof mentions>[0],
  state: IncidentState,
  view: View,
): Card => {
  const pending = approval.status === 'pending';
  const gone = approval.status === 'superseded';
  return incidentCard(
    state,
    {
      title: titleOf(state, approval, view),
      tone: TONES[approval.status],
      summary: pending ? tallyText(approval) : approvalState(state, approval, view),
      elements: [
        text([line`${bold(approvalState(state, approval, view))}`]),
        outcome(approval, view),
        gone ? [] : facts([...voteFacts(approval, view), ...promises(state, approval, view)]),
        gone ? [] : content(state, approval, view),
        pendingCall(approval, voters, view),
        buttons(approval, view),
        note(words(view).common.incident(state.key, state.title)),
      ],
      ...(pending ? { vote: true } : {}),
    },
    view,
  );
};
