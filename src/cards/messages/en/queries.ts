import { line, type Piece } from '../../line.ts';
import type { queriesZh } from '../zh/queries.ts';

const buttons = {
  open: 'Open an incident',
  incidents: 'Open incidents',
  playbooks: 'Playbooks',
  help: 'Help',
  bind: 'Link accounts',
  wording: 'Set wording',
  check: 'Check a sentence',
  tryAgain: 'Try again',
};

export const queriesEn = {
  goneTitle: (id: string) => `${id} is no longer on record`,
  page: {
    title: 'Pages',
    open: 'Sign in and open the pages',
    openIncident: (key: string) => `Sign in and open the page of ${key}`,
    onlyYou: (minutes: number) =>
      `This link is for you alone. It works once, within ${minutes} minutes; please do not forward it.`,
    none: 'There are no pages here; ask your administrator to set PUBLIC_URL.',
  },
  gone: 'It was probably replaced; please see the latest status card.',
  announcementsTitle: (count: number) => `Announcements (${count})`,
  announcementsNone: 'There are no announcements yet.',
  wordingsTitle: 'Unified wording',
  wordingOld: 'Earlier versions',
  checkTitle: 'Wording check',
  checkClean: 'Nothing to change was found.',
  checkFound: (count: number) =>
    count === 1 ? 'One place; better say:' : `${count} places; better say:`,
  checkText: 'What you checked',
  playbooksTitle: (count: number) => `Playbooks (${count})`,
  playbook: (id: string, zh: string, en: string, version: number) =>
    line`${{ bold: en }} ${zh} · ${{ code: id }} · version ${version}`,
  playbookTitle: (name: string, version: number) => `Playbook: ${name} (version ${version})`,
  dueAfter: (anchor: string, period: string) => `${period} ${anchor}`,
  step: (due: string, title: string, role: string) => `${due} · ${title} · ${role}`,
  stepChannels: (due: string, title: string, role: string, channels: string) =>
    `${due} · ${title} · ${role} (${channels})`,
  anchors: {
    opened: 'after opening',
    graded: 'after grading',
    attached: 'after attaching',
    resolved: 'after resolving',
    closed: 'after closing',
    'plan.approved': 'after the plan is approved',
  },
  rolesTitle: 'Duties',
  templatesTitle: 'Announcement templates',
  aliases: (names: string) => `Also: ${names}`,
  confidentialByDefault: 'Makes the incident confidential.',
  attach: 'Attach to this incident',
  actionsTitle: (count: number) => `Action items (${count})`,
  actionsNone: 'There are no action items yet.',
  actionItem: (id: string, type: string, content: Piece) => line`${id} ${type} · ${content}`,
  whoTitle: (name: string) => `You are ${name}`,
  whoGroups: 'Groups',
  whoNoGroups: 'no fixed group',
  whoAccounts: 'Linked accounts',
  whoNoAccounts: 'no other account is linked yet',
  account: (messenger: string, account: string) => `${messenger}: ${account}`,
  bindHint: 'Once your other account is linked, both count as one person.',
  whoDepartments: 'Departments',
  departmentHead: (department: string) => `${department}: head`,
  departmentContact: (department: string) => `${department}: contact`,
  whoDuties: 'Your duties in this incident',
  whoDuty: (role: string, duty: string) => `${role}: ${duty}`,
  incidentsTitle: (count: number) => `Open incidents (${count})`,
  incidentsNone: 'No incident is open now.',
  incident: (key: string, title: string, level: string, phase: string, at: Piece) =>
    line`${{ bold: key }} ${title} · ${level} · ${phase} · ${at}`,
  incidentConfidential: (key: string, level: string, phase: string) =>
    line`${{ bold: key }} 🔒 · ${level} · ${phase}`,
  join: (key: string) => `Join ${key}`,
  helpTitle: 'How to use it',
  helpIntro: 'Press a button or type a command, in Chinese or English.',
  topic: (title: string, summary: string, example: string) =>
    line`${{ bold: title }} ${summary} ${{ code: example }}`,
  helpVerbTitle: (title: string) => `Use: ${title}`,
  example: 'Example',
  welcomeTitle: 'Fenghuo: emergencies of the hotline',
  welcome: [
    'Open an incident here for an outage, a call surge, many complaints, public attention or a safety hazard.',
    'I open the war room, keep the checklist and its clocks, get texts approved, hold one wording and keep the whole record for the review.',
  ],
  buttons,
  storageTitle: 'Not recorded yet',
  retried: 'It is on its way again.',
  notRetried: 'There is nothing to send again; it may have arrived already.',
  postmortemDocument: 'The whole postmortem (Markdown)',
  storage:
    'The database cannot be written to now, so this step was not recorded; everything else is safe. Please try again shortly.',
  storageLine: 'A line to copy and send again:',
  errorTitle: 'Something went wrong',
  error:
    'This step was not finished and the problem is logged. Please try again; if it fails again, tell an administrator.',
  errorReference: (reference: string) => `Reference ${reference}`,
} satisfies typeof queriesZh;
