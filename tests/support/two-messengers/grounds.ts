import { createDuet, type Transports } from './duet.ts';
import { createStage } from './stage.ts';
import type { Stage, StageOptions } from './side.ts';

/** What two messengers a story is played on: test doubles, or a strict Slack and a strict Feishu through both SDKs. */
export type Pair = 'two sandboxes' | 'Socket Mode and long connection' | 'HTTP and webhook';

/** Where the stories of two messengers are played. */
export const PAIRS: readonly Pair[] = [
  'two sandboxes',
  'Socket Mode and long connection',
  'HTTP and webhook',
];
/** Where their variations are played: how a gesture came in was seen in the story itself. */
export const VARIED_PAIRS: readonly Pair[] = ['two sandboxes', 'HTTP and webhook'];

const TRANSPORTS: Readonly<Record<Exclude<Pair, 'two sandboxes'>, Transports>> = {
  'Socket Mode and long connection': { slack: 'socket', feishu: 'websocket' },
  'HTTP and webhook': { slack: 'http', feishu: 'webhook' },
};

/** The whole program on this pair. */
export const openPair = (on: Pair, options: StageOptions): Promise<Stage> =>
  on === 'two sandboxes' ? createStage(options) : createDuet(options, TRANSPORTS[on]);
