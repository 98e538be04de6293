import type { Script } from '../script.ts';
import { e1 } from './e1.ts';
import { e11 } from './e11.ts';
import { e5 } from './e5.ts';
import { e6 } from './e6.ts';
import { e8 } from './e8.ts';

/** What the player can show, in the order of its list. */
export const SCRIPTS: readonly Script[] = [e1, e5, e6, e8, e11];
