import type { Line } from '../../card.ts';
import { line, type Piece } from '../../line.ts';
import type { announcementZh } from '../zh/announcement.ts';

const personalData = {
  phone: 'A telephone number was found and masked; texts for customers carry no personal data.',
  idNumber: 'An ID number was found and masked; texts for customers carry no personal data.',
  bankCard: 'A bank card number was found and masked; texts for customers carry no personal data.',
  address: 'An address was found and masked; texts for customers carry no personal data.',
};

interface Ignored {
  readonly version: number;
  readonly state: string;
  readonly roles: string;
}
const ignored = {
  author: () => 'You wrote this, so your vote does not count; another approver has to decide.',
  'not-eligible': ({ roles }: Ignored) => `Only ${roles} may approve; your vote was not counted.`,
  'old-version': ({ version }: Ignored) =>
    `v${version} has been replaced; please vote on the latest version.`,
  decided: ({ version, state }: Ignored) =>
    `v${version} is ${state.toLowerCase()} already; your vote changes nothing.`,
  late: ({ version, state }: Ignored) =>
    `v${version} is ${state.toLowerCase()} already; your vote is recorded as late and changes nothing.`,
};

const labels = {
  author: 'Author',
  votes: 'In favour',
  need: 'Needed',
  eligible: 'May approve',
  decideBy: 'Decide by',
  promises: 'Promised to customers',
  steps: 'Steps',
  resources: 'Resources',
  due: 'Due',
  owner: 'Owner',
  compensation: 'Compensation',
  publishedAt: 'Published',
};

const buttons = {
  approve: 'Approve',
  reject: 'Reject',
  revise: 'Revise',
  published: (channel: string) => `Sent: ${channel}`,
  withdraw: 'Withdraw',
};

export const announcementEn = {
  subjects: { announcement: 'Announcement', wording: 'Wording', plan: 'Plan' },
  approvalTitle: (subject: string, ref: string, version: number) =>
    `Approve: ${subject} ${ref} v${version}`,
  decidedTitle: (subject: string, ref: string, version: number, state: string) =>
    `${subject} ${ref} v${version}: ${state}`,
  states: {
    pending: 'Waiting for approval',
    approved: 'Approved',
    rejected: 'Rejected',
    superseded: (version: number) => `Replaced by v${version}`,
    supersededByNewer: 'Replaced by a newer version',
  },
  labels,
  need: (quorum: number) => (quorum === 1 ? '1 vote' : `${quorum} votes`),
  needWith: (quorum: number, roles: string) =>
    quorum === 1 ? `1 vote, from ${roles}` : `${quorum} votes, including ${roles}`,
  votes: (tally: string, names: string) => `${tally} (${names})`,
  stillMissing: (roles: string) => `Still missing: ${roles}`,
  stillVotes: (votes: number) => `Votes still missing: ${votes}`,
  channel: (channel: string, language: string, length: number) =>
    `${channel} · ${language} · ${length} characters`,
  smsChannel: (channel: string, language: string, length: number, parts: number) =>
    `${channel} · ${language} · ${length} characters · messages: ${parts}`,
  languages: { 'zh-CN': 'Chinese', en: 'English' },
  changes: (from: number, to: number) => `Changes v${from} → v${to}`,
  change: (channel: string, difference: Line) => line`${channel}: ${difference}`,
  unchanged: 'The text has not changed.',
  rejectedBy: (name: string, reason: string) => `Rejected by ${name}: ${reason}`,
  rejectedWithoutReason: (name: string) => `Rejected by ${name}; the reason is still to come.`,
  approvedBy: (names: string) => `Approved: ${names}`,
  preApproved: 'The text is approved beforehand; no vote is needed.',
  buttons,
  confirmSent: (channel: string) => `Please confirm that this text is out now: ${channel}.`,
  announcementTitle: (id: string, version: number, state: string) =>
    `Announcement ${id} v${version} · ${state}`,
  publishHint: 'Copy each text to its channel; press “Sent” once it is out.',
  publishedOn: (channel: string, at: Piece, name: string) => line`${channel} · ${at} by ${name}`,
  toPublish: (channel: string) => `${channel} · to be published`,
  withdrawnNote:
    'This announcement is withdrawn; please check that every channel has taken it down.',
  supersededNote: (by: string) => `This announcement is replaced by ${by}.`,
  promise: (variable: string, at: Piece) => line`${variable}: ${at}`,
  wordingTitle: (id: string) => `Unified wording ${id}`,
  wordingStates: {
    pending: 'Waiting for approval',
    published: 'In force',
    void: 'Void',
    frozen: 'Frozen',
    rejected: 'Rejected',
  },
  wordingBy: (name: string, at: Piece) => line`published ${at} by ${name}`,
  wordingProposed: (name: string, at: Piece) => line`proposed ${at} by ${name}`,
  wordingAsIs: 'Please answer with exactly this.',
  wordingReplaced: (by: string) => `Please use ${by} instead.`,
  wordingFrozenHint: 'Please stop using this wording and wait for the new one.',
  wordingNone: 'There is no unified wording yet.',
  wordingFrozenNow: (id: string, name: string) =>
    `${name} froze wording ${id}. Please do not improvise until the new one is out.`,
  wordingFrozenTitle: (id: string) => `Wording ${id} is frozen`,
  problems: {
    missing: (variable: string, name: string) =>
      variable === name ? `Missing: ${name}` : `Missing: ${name} (${variable})`,
    forbidden: (phrase: string, better: string) =>
      `“${phrase}” is not for customers; say instead: ${better}`,
    discouraged: (phrase: string, better: string) => `“${phrase}” is better said as: ${better}`,
    unknown: (variable: string) => `The template has no “${variable}”`,
    personalData,
  },
  ignored,
  keptTitle: 'The approval stands',
  kept: (id: string) =>
    `${id} is approved; taking a vote back changes nothing. To take it down, use:`,
  ignoredTitle: 'This vote was not counted',
  reasonWantedTitle: 'Please give the reason',
  reasonWanted: (who: Line, what: string) =>
    line`${who} please reply here with the reason for rejecting ${what}, so that the author can revise it.`,
  rejectedTitle: (ref: string, version: number) => `${ref} v${version} rejected`,
  reviseWith: 'Revise and submit again:',
  approvedTitle: (ref: string, version: number) => `${ref} v${version} approved`,
  approvedNext: 'It may be published; press “Sent” once for each channel.',
  publishedTitle: (id: string, channel: string) => `${id} published: ${channel}`,
  channelPublished: (name: string) => `${name} confirmed it.`,
  channelsLeft: (channels: string) => `Still to be published: ${channels}`,
  allPublished: 'Every channel is published.',
  withdrawnTitle: (id: string) => `Announcement ${id} withdrawn`,
  withdrawn: (name: string, reason: string) => `Withdrawn by ${name}: ${reason}`,
  planTitle: (id: string) => `Response plan ${id} approved`,
  step: (n: number, text: string) => `${n}. ${text}`,
} satisfies typeof announcementZh;
