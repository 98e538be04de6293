import type { ErrorCase, ErrorLore } from '../outside/documented-errors.ts';
import { errorCases } from '../outside/documented-errors.ts';
import { COMMON_ERRORS, METHODS } from './facts.ts';
import { type FaultySlack, openFaultySlack } from './faulty-stage.ts';

const SAYS_DONE = new Set([
  'already_in_channel',
  'already_pinned',
  'channel_canvas_already_exists',
  'free_team_canvas_tab_already_exists',
  'name_taken',
]);
const SAYS_GONE = new Set(['cant_update_message', 'edit_window_closed', 'message_not_found']);

export const slackErrorCases = (calls: readonly string[]): readonly ErrorCase[] =>
  errorCases(calls, (method) => [...(METHODS[method]?.errors ?? [])], [...COMMON_ERRORS]);

export const SLACK_ERRORS: ErrorLore<FaultySlack> = {
  open: openFaultySlack,
  name: 'slack',
  direct: 'dm U_WANG',
  roomName: /inc-/u,
  strike: ({ slack }, { method, nth, error }) =>
    slack.fail({ kind: 'error', error }, { method, nth }),
  saysDone: ({ error }) => SAYS_DONE.has(error),
  saysGone: ({ error }) => SAYS_GONE.has(error),
  // Where the plan allows no canvas.
  isLeftOut: (line, { method }) => method.includes('canvases') && line.startsWith('canvas '),
  isNew: (line) => line.includes('-system-failure-#'),
  inFirst: (line) => line.replaceAll('-system-failure-#', '-system-failure'),
};
