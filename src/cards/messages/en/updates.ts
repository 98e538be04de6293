import { line, type Piece } from '../../line.ts';
import type { updatesZh } from '../zh/updates.ts';

export const updatesEn = {
  title: (n: number) => `Update #${n}`,
  titlePercent: (n: number, percent: string) => `Update #${n} · ${percent}`,
  titleCorrected: (n: number) => `Update #${n} (corrected)`,
  said: (name: string, text: string) => `${name}: ${text}`,
  measure: 'Measures',
  caution: 'Take care',
  next: 'Next update',
  before: (at: Piece) => line`by ${at}`,
  noteTitle: 'Note',
  note: (at: Piece, name: string, text: string) => line`${at} ${name}: ${text}`,
  linkTitle: (kind: string) => `Link: ${kind}`,
  linkBy: (name: string) => `added by ${name}`,
  factsTitle: 'Facts updated',
  factsBy: (name: string) => `Added by ${name}:`,
  triggerTitle: 'Trigger condition met',
  trigger: (metric: string, value: string, sign: string, limit: string) =>
    `${metric} ${value} ${sign} ${limit}`,
  triggerHeld: (metric: string, value: string, sign: string, limit: string, held: string) =>
    `${metric} ${value} ${sign} ${limit} for ${held}`,
  propose: (level: string) => `${level} is suggested; the people in command decide.`,
  nextTasks: 'To do first',
  recoveryTitle: 'Ready for monitoring',
  recovery: (metric: string, value: string, limit: string) =>
    `The ${metric} has held at ${value} (target ${limit}); resolve it once you are sure.`,
  signalTitle: 'Heard from outside',
  signalSaid: (kind: string, name: string) => `${name} reports: ${kind}`,
  signalLink: 'Open the source',
  signalAttach: (playbook: string) =>
    `It would be well to attach the playbook “${playbook}” rather than to open another incident.`,
  attach: (playbook: string) => `Attach ${playbook}`,
  meetingTitle: 'Meeting started',
  meetingStarted: (name: string) => `${name} started a meeting.`,
  meetingPriority: (text: string) => `Order of work: ${text}`,
  meetingLinkTitle: 'The meeting is ready',
  meetingLink: 'Open meeting',
  meetingEndedTitle: 'Meeting ended',
  meetingEnded: (name: string) => `${name} ended the meeting.`,
  priorityWantedTitle: 'Please add the order of work',
  priorityWanted: 'The meeting is recorded. The item is done once the order of work is fixed.',
  priorityWith: 'Use:',
  priorityExample: 'restore calls first, then complaints',
} satisfies typeof updatesZh;
