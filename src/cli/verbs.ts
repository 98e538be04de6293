import { bench } from './bench.ts';
import { doctor } from './doctor.ts';
import { exportVerb } from './export.ts';
import { manifest } from './manifest.ts';
import { playbooks } from './playbooks.ts';
import { rebuild } from './rebuild.ts';
import type { Verb } from './verb.ts';
import { verify } from './verify.ts';

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [
  doctor,
  manifest,
  playbooks,
  exportVerb,
  verify,
  rebuild,
  bench,
];
