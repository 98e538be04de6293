import type { Severity } from '#domain/playbook/playbook.ts';
import { type Progress, ticketNumber, type TicketState } from '#domain/ticket/state.ts';
import { say, words, type View } from './view.ts';

/** The level as the tickets' own scheme calls it: 二级客诉. */
export const ticketLevel = (severity: Severity, view: View): string => {
  const { defaultScheme, schemes } = view.policy.tickets;
  const names = schemes[defaultScheme]?.levels[severity].names;
  return names === undefined ? severity : say(names, view);
};

/** The name of a department, or its id where the file no longer has it. */
export const departmentName = (id: string, view: View): string => {
  const found = view.policy.organisation.departments.find((department) => department.id === id);
  return found === undefined ? id : say(found.names, view);
};

/** "工单 20261201 · 二级客诉" */
export const ticketTitle = ({ key, severity }: TicketState, view: View): string =>
  words(view).tickets.title(ticketNumber(key), ticketLevel(severity, view));

/** What a customer was told; all of an incident may be told without words of their own. */
export const progressText = ({ text }: Progress, view: View): string =>
  text === '' ? words(view).tickets.progressSaid : text;

/** Numbers as they are typed: 20261201、20261202. */
export const ticketNumbers = (keys: readonly string[], view: View): string =>
  keys.map(ticketNumber).join(words(view).common.comma);

/** The level and why: 二级客诉（出现“投诉平台”）. */
export const levelText = ({ severity, level }: TicketState, view: View): string => {
  const { levelBecause, level: said } = words(view).tickets;
  const name = ticketLevel(severity, view);
  switch (level.because) {
    case 'given':
      return name;
    case 'default':
      return said(name, levelBecause.default);
    case 'keyword':
    case 'tag':
      return said(name, levelBecause[level.because](level.found ?? ''));
  }
};

/** "4 分（满意）" */
export const satisfactionText = (
  satisfaction: number | undefined,
  view: View,
): string | undefined => {
  const { satisfaction: said, satisfactions } = words(view).tickets;
  const word = satisfactions[(satisfaction ?? 0) - 1];
  return satisfaction === undefined || word === undefined ? undefined : said(satisfaction, word);
};
