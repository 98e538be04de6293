import type { Line } from '../../card.ts';
import { line, type Piece } from '../../line.ts';
import type { peopleZh } from '../zh/people.ts';

export const peopleEn = {
  assignedTitle: (role: string) => `Role: ${role}`,
  assigned: (who: Line, role: string, by: string) =>
    line`${who} takes the role “${role}”, assigned by ${by}.`,
  assignedLead: (who: Line, role: string, by: string) =>
    line`${who} leads ${role}, assigned by ${by}.`,
  tookRole: (who: Line, role: string) => line`${who} takes the role “${role}”.`,
  dutiesTitle: (role: string) => `Your duties: ${role}`,
  dutiesNone: (role: string) =>
    `The playbook writes down no duties for ${role}; please ask the incident commander.`,
  commanderDuty:
    'Direct the response: grade, give out tasks, watch progress and wording, decide when to resolve and close.',
  myTasks: 'Yours to do',
  noTasks: 'Nothing is open for you now.',
  look: (room: string) => `Talk and progress are in the war room: ${room}`,
  handoverAskedTitle: (role: string) => `Handover: ${role}`,
  handoverAsked: (who: Line, from: string, role: string) =>
    line`${who}, ${from} asks you to take over the role “${role}”.`,
  handoverNote: (text: string) => `Note: ${text}`,
  handoverOpen: 'Still open',
  handoverPromises: 'Promised to customers',
  handoverAccept: 'Accept handover',
  handedOverTitle: (role: string) => `Handed over: ${role}`,
  handedOver: (to: Line, role: string) => line`${to} has taken over the role “${role}”.`,
  lateTitle: (key: string, scenario: string) => `You joined ${key} ${scenario}`,
  lateWhat: (title: string, level: string, phase: string) => `${title}. ${level}, ${phase}.`,
  lateRoles: (roles: string) => `Your role: ${roles}`,
  lateNoRole: 'You have no role of your own; please help where you are needed.',
  lateWording: (id: string) => `Unified wording ${id}`,
  lateLook: 'The pinned status card has the whole picture.',
  duty: (role: string, text: string) => `${role}: ${text}`,
  standbyAskTitle: 'Standby call: can you come in?',
  standbyAsk: (title: string) =>
    `${title}: standby staff are needed. Please answer soon so that we can plan.`,
  standbyAskConfidential:
    'An incident needs standby staff. Please answer soon so that we can plan.',
  standbyAccept: 'Coming',
  standbyDecline: 'Cannot',
  standbyTitle: (accepted: number, count: number) => `Standby coming ${accepted}/${count}`,
  standbyCount: (accepted: number, declined: number, silent: number) =>
    `${accepted} coming, ${declined} cannot, ${silent} no answer`,
  standbyNames: (label: string, names: string) => `${label}: ${names}`,
  standbySilent: 'No answer',
  standbyCalledAt: (at: Piece) => line`Called ${at}`,
  standbySummaryTitle: (accepted: number, count: number) => `Standby summary ${accepted}/${count}`,
  standbyNone: 'Standby has not been called yet.',
  standbyCall: 'Call standby',
  unreachableTitle: (messenger: string) => `${messenger}: some people cannot be reached`,
  unreachable: (names: string) => `Out of reach: ${names}`,
  unreachableHint: 'Please tell them by telephone or another way.',
} satisfies typeof peopleZh;
