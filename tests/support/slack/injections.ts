import { HOSTILE } from '../../adapters/slack/blocks/hostile.ts';
import { framed, MORE } from '../injections/texts.ts';

/** F-S3: what must arrive in Slack as text. */
export const INJECTIONS: readonly string[] = framed([...HOSTILE, ...MORE]);
