import { line, type Piece } from '../../line.ts';
import type { lifecycleZh } from '../zh/lifecycle.ts';

export const lifecycleEn = {
  gradedTitle: (level: string) => `Graded: ${level}`,
  regradedTitle: (from: string, to: string) => `Level changed: ${from} → ${to}`,
  graded: (name: string) => `Graded by ${name}.`,
  gradedBecause: (name: string, reason: string) => `Graded by ${name}: ${reason}`,
  newDuties: 'Duties of this level',
  nextUpdate: (at: Piece) => line`Next update by ${at}.`,
  executiveCall: (level: string) => `Your attention, please: ${level}`,
  resolvedTitle: 'Resolved, now monitoring',
  resolved: (name: string, reason: string) => `Resolved by ${name}: ${reason}`,
  resolvedNext: 'Please close it once it stays stable.',
  resolvedTasks: 'To do while monitoring',
  closedTitle: 'Incident closed',
  closed: (name: string) => `Closed by ${name}.`,
  closedBecause: (name: string, reason: string) => `Closed by ${name}: ${reason}`,
  closedForced: (reason: string) => `Closed with open items: ${reason}`,
  closedNext: (version: number) =>
    `Postmortem version ${version} is ready; please add the root cause and action items.`,
  reopenedTitle: (episode: number) => `Incident reopened (episode ${episode})`,
  reopened: (name: string, reason: string) => `Reopened by ${name}: ${reason}`,
  reopenedPostmortem:
    'The earlier postmortem is marked as reopened; a new version follows at closing and keeps what was typed.',
  cancelledTitle: 'Incident cancelled',
  cancelled: (name: string, reason: string) => `Cancelled by ${name}: ${reason}`,
  cancelledNext: 'All clocks are stopped; there is no postmortem.',
  attachedTitle: (playbook: string) => `Playbook attached: ${playbook}`,
  attached: (name: string) => `Attached by ${name}.`,
  attachedTasks: 'New items',
  postmortemTitle: (version: number) => `Postmortem version ${version}`,
  postmortemReady:
    'The draft is filled from the record. Please add the root cause (at least three whys) and action items, then publish.',
  postmortemDue: (draft: Piece, review: Piece) =>
    line`Review the draft by ${draft}, publish by ${review}.`,
  postmortemReopened: 'Reopened: a new version follows at closing and keeps what was typed.',
  postmortemPublished: 'Published.',
  outcomeTitle: 'Please assess outcome and impact',
  outcome:
    'For a critical incident, leadership writes the outcome and its impact on the company (customers lost, brand, legal, financial).',
  actionAddedTitle: (id: string) => `Action item ${id} added`,
  action: (text: string, owner: string, due: Piece) => line`${text}; owner: ${owner}, due ${due}`,
  actionWithoutDue: (text: string, owner: string) => `${text}; owner: ${owner}, due date missing`,
  actionBy: (name: string) => `Added by ${name}.`,
  actionDoneTitle: (id: string) => `Action item ${id} done`,
  actionDone: (name: string, text: string) => `Done by ${name}: ${text}`,
  actionTypes: {
    fix: 'fix',
    process: 'process',
    training: 'training',
    kb: 'knowledge base',
    drill: 'drill',
    qa: 'quality check',
  },
  abandonedTitle: (messenger: string) => `${messenger}: a message was not delivered`,
  abandoned: (what: string) => `Not delivered: ${what}`,
  abandonedError: (error: string) => `Cause: ${error}`,
  tryAgain: 'Try again',
  abandonedHint:
    'The record of the incident is complete. Check permissions and rooms there, then try again.',
  buttons: {
    why: 'Add a why',
    rootCause: 'Root cause',
    publish: 'Publish postmortem',
    outcome: 'Write assessment',
  },
} satisfies typeof lifecycleZh;
