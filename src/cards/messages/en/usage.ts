import type { Line } from '../../card.ts';
import { line } from '../../line.ts';
import type { usageZh } from '../zh/usage.ts';

export const usageEn = {
  title: 'This command was not understood',
  askTitle: 'Please choose',
  typed: (typed: Line) => line`You typed: ${typed}`,
  corrected: 'A line to copy:',
  unknownVerb: (given: string) => `There is no command “${given}”.`,
  unknownVerbSuggest: (given: string) =>
    `There is no command “${given}”. The line below may be what you meant.`,
  missing: (argument: string) => `“${argument}” is missing.`,
  invalid: (argument: string, given: string) => `“${argument}” cannot be “${given}”.`,
  allowed: (choices: string) => `It may be: ${choices}`,
  unknownOption: (given: string) => `“${given}” was not used; it is left out of the line below.`,
  unknownOptionSuggest: (given: string, suggestion: string) =>
    `There is no option “${given}”. Did you mean “${suggestion}”?`,
  unknownSubverb: (command: string, given: string) => `“${command}” has no “${given}”.`,
  quote: 'A quotation mark was missing; it is added below.',
  tooLong: (argument: string, length: number, limit: number) =>
    `“${argument}” has ${length} characters; the most is ${limit}. Please shorten it.`,
  timeUnreadable: (given: string) =>
    `“${given}” could not be read as a time; please write 11:15 or 12-09 14:26.`,
  timeInPast: (given: string) => `“${given}” has passed; please give a time to come.`,
  noIncident: 'No incident belongs to this place; please give its key.',
  several: 'Several incidents are open. Which one is this for?',
  choice: (key: string, title: string) => `${key} ${title}`,
  empty: 'Type a command, or start with one of these.',
  help: 'Help',
  form: 'Open the form',
  start: 'Open an incident',
  status: 'Status',
} satisfies typeof usageZh;
