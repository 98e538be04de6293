import { E9_TO_E11, SECTION_1 } from './scripts/both-messengers.ts';
import { E3 } from './scripts/complaints.ts';
import { E5_TO_E8 } from './scripts/deadline-to-reopening.ts';
import { E1, E2 } from './scripts/outage-and-surge.ts';
import type { ScriptLine } from './scripts/script-line.ts';

/** Every command line of the acceptance scripts (domain 6) and of the catalogue's examples. */
export const SCRIPT_LINES: readonly ScriptLine[] = [
  ...E1,
  ...E2,
  ...E3,
  ...E5_TO_E8,
  ...E9_TO_E11,
  ...SECTION_1,
];
