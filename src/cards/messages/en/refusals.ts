import { line, type Piece } from '../../line.ts';
import type { refusalsZh } from '../zh/refusals.ts';

const verbs = {
  open: 'open an incident',
  verify: 'verify an alert',
  grade: 'grade',
  facts: 'add facts',
  assign: 'assign roles',
  commander: 'name the commander',
  handover: 'hand over',
  update: 'post an update',
  metric: 'record figures',
  task: 'work on the checklist',
  'task skip': 'skip a task',
  ack: 'acknowledge',
  cadence: 'change the rhythm',
  wording: 'set the wording',
  announce: 'work on announcements',
  'announce withdraw': 'withdraw an announcement',
  plan: 'propose a plan',
  meeting: 'record a meeting',
  playbook: 'attach a playbook',
  standby: 'call standby',
  note: 'add a note',
  link: 'add a link',
  relay: 'pass a message on',
  resolve: 'resolve',
  close: 'close',
  reopen: 'reopen',
  cancel: 'cancel',
  join: 'join',
  vote: 'vote',
  postmortem: 'edit the postmortem',
  'postmortem publish': 'publish the postmortem',
  action: 'work on action items',
  language: 'change the language',
  retry: 'send a message again',
};

const buttons = {
  incidents: 'Open incidents',
  tasks: 'Checklist',
  status: 'Status',
  standby: 'Standby list',
  announcements: 'Announcements',
  actions: 'Action items',
  forceClose: 'Give a reason and close',
};

export const refusalsEn = {
  title: 'Nothing was recorded',
  alreadyTitle: 'Already recorded',
  askTitle: 'Please confirm',
  instead: 'You can use:',
  also: 'And:',
  reasonPlaceholder: 'reason',
  choose: (choices: Piece) => line`Choose from: ${choices}`,
  verbs,
  incidentUnknown: 'There is no such incident; please check its key.',
  incidentNotFound: (key: string) => `There is no incident ${key}; please check its key.`,
  unknownScenario: (given: string) => `There is no scenario “${given}”; please choose one:`,
  ifInDoubt: (general: string) =>
    `If in doubt take “${general}”; a playbook can be attached later.`,
  alreadyPhase: (phase: string) => `The incident is in phase “${phase}” already.`,
  wrongPhase: (phase: string, verb: string) =>
    `The incident is in phase “${phase}”, which is not the time to ${verb}.`,
  wrongPhaseClosed: (verb: string) =>
    `The incident is closed, so it is too late to ${verb}; it can be reopened.`,
  wrongPhaseCancelled: (verb: string) => `The incident is cancelled, so it is too late to ${verb}.`,
  gradeFirst: 'Please grade it first:',
  resolveFirst: 'Please resolve it first, then close it:',
  notAllowed: (verb: string, roles: string) =>
    `To ${verb} is for ${roles}; please ask one of them.`,
  reasonMissing: (verb: string) =>
    `A reason is needed to ${verb}, for the record and the postmortem.`,
  lowering: (from: string, to: string) =>
    `Lowering ${from} to ${to} is decided by the command group or leadership, with a reason.`,
  loweringLine: 'They can send:',
  alreadyGraded: (level: string, name: string, at: string) =>
    `It is ${level} already, graded by ${name} at ${at}.`,
  gradedJustNow: (name: string, level: string, wanted: string) =>
    `${name} has just graded it ${level}. Change it to ${wanted} all the same?`,
  changeTo: (level: string) => `Change to ${level}`,
  keep: (level: string) => `Keep ${level}`,
  unknownRole: (given: string) => `There is no role “${given}”.`,
  singleRole: (role: string) => `${role} is one person only; please give one name.`,
  nobodyNamed: (role: string) => `Please say who takes ${role}.`,
  nobodyNamedSuggest: (role: string, name: string) =>
    `Please say who takes ${role}; the contact is ${name}.`,
  personPlaceholder: 'name',
  taskNotFound: (given: string) => `The checklist has no “${given}”.`,
  taskOpen: 'Still open:',
  taskOpenItem: (id: Piece, title: string) => line`${id} ${title}`,
  taskNoneOpen: 'Nothing is open on the checklist.',
  taskDone: (task: string) => `“${task}” is done already.`,
  taskDoneBy: (task: string, name: string, at: string) => `“${task}” was done by ${name} at ${at}.`,
  taskSkipped: (task: string) => `“${task}” was skipped already.`,
  taskSuperseded: (task: string) =>
    `“${task}” is no longer needed after a change of level or phase.`,
  factsMissing: (task: string, facts: string) =>
    `“${task}” still lacks: ${facts}. Add that, then tick it.`,
  precondition: (text: string) => `Please confirm first: ${text}.`,
  preconditionNote: (text: string) => `confirmed: ${text}`,
  confirmAndDone: 'Confirmed, tick it',
  deadlineNotFound: (given: string) => `No clock is running for “${given}”.`,
  timeInPast: (at: string) => `${at} has passed; please give a time to come.`,
  timeInFuture: (at: string) => `${at} is still to come; please give a time that has passed.`,
  cadence: (minutes: number, hours: number) =>
    `The rhythm may be from ${minutes} minutes to ${hours} hours.`,
  wordingMissing: 'There is no ready wording here; please write the text.',
  wordingExample: 'the text',
  textProblems: 'The text is not ready for customers:',
  templateNotFound: (given: string) => `There is no announcement template “${given}”.`,
  announcementNotFound: (given: string) => `There is no announcement “${given}”.`,
  announcementsNone: 'There are no announcements yet.',
  notApproved: (id: string, state: string) =>
    `${id} is ${state.toLowerCase()}; it can be marked as published once it is approved.`,
  channelUnknown: (id: string, channel: string) => `${id} has no channel “${channel}”.`,
  channelPublished: (id: string, channel: string, name: string, at: string) =>
    `${id}, ${channel}: publication was confirmed by ${name} at ${at}.`,
  announcementFinal: (id: string, state: string) =>
    `${id} is ${state.toLowerCase()} and cannot be changed; please draft a new one.`,
  approvalNotFound: (approval: string) => `There is no approval “${approval}”.`,
  planIncomplete: (missing: string) =>
    `The plan still lacks: ${missing}. With all four parts it goes to approval.`,
  planParts: {
    steps: 'steps',
    resources: 'resources',
    due: 'due time',
    owner: 'owner',
    text: 'the plan',
  },
  planLine: 'plan propose "plan" steps="first; second" resources="resources" due=18:00 owner=name',
  playbookAttached: (name: string) => `The playbook “${name}” is in use here already.`,
  playbookNotFound: (given: string) => `There is no playbook “${given}”.`,
  standbyNotCalled: 'Standby has not been called yet.',
  standbyNotAsked: 'You were not asked this time. Thank you; we will call when you are needed.',
  standbyCalled: (at: string) => `Standby was called at ${at}; the list shows who is coming.`,
  tasksOpen: (count: number) => `Required tasks still open: ${count}`,
  tasksOpenHint: 'Finish or skip them first; if it must be closed now, give a reason:',
  reopenPassed: (closedAt: string, hours: number) =>
    `The incident was closed ${closedAt}, more than ${hours} hours ago, and cannot be reopened. Open a new one linked to it:`,
  titlePlaceholder: 'title',
  notReady: 'The postmortem cannot be published yet. Still missing:',
  ready: {
    rootCause: 'the root cause',
    whys: 'at least three whys',
    actions: 'at least one action item with owner and due date, or why none is needed',
    'breach-comments': 'a comment on every overdue item',
  },
  fieldNotFound: (given: string) => `The postmortem has no field “${given}”.`,
  fieldAutomatic: (field: string) => `“${field}” is made from the record and cannot be edited.`,
  actionNotFound: (given: string) => `There is no action item “${given}”.`,
  actionsNone: 'There are no action items yet.',
  actionIncomplete: (missing: string) => `The action item still lacks: ${missing}.`,
  actionParts: { owner: 'owner', due: 'due date' },
  actionLine: 'action add "action item" @name --due 2026-12-15',
  handoverNotFound: 'No handover is waiting for you.',
  urlInvalid: (given: string) =>
    `“${given}” is not an address; please give the whole of it, beginning with https://.`,
  tooLong: (field: string, length: number, limit: number) =>
    `“${field}” has ${length} characters; the most is ${limit}. Please shorten it.`,
  recording:
    'Links to recordings belong into confidential rooms only; please describe it in words.',
  nowhereToRelay:
    'The incident has no room in another messenger, so everyone sees what you write here. To keep it on record, add a note.',
  accountTaken: (messenger: string, name: string) =>
    `This ${messenger} account is linked to ${name}. If that is wrong, ask an administrator.`,
  personNotFound: (given: string) => `Nobody on the roster is called “${given}”.`,
  personSimilar: 'Did you mean:',
  personAmbiguous: (given: string) => `“${given}” is more than one person; please choose:`,
  nothingToRecord: (verb: string) => `There was nothing to record for “${verb}”; please add it.`,
  confidential: (key: string) =>
    `${key} is confidential and open to its people only. To join, ask the incident commander.`,
  joined: (key: string) => `You are in ${key} already.`,
  buttons,
} satisfies typeof refusalsZh;
