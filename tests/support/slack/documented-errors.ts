import { damageOf, type Dump } from '../crash-dump.ts';
import { DECLARE, type FaultyRun, playDisturbed } from './delivery-faults.ts';
import { COMMON_ERRORS, METHODS } from './facts.ts';
import type { SlackTestApp } from './slack-app.ts';

/** Slack answers the `nth` call of a method (from 0) with one of its documented errors. */
export interface ErrorCase {
  readonly method: string;
  readonly nth: number;
  readonly error: string;
}

/** Every documented error at every call of a declare; the errors common to all methods once a method. */
export const errorCases = (calls: readonly string[]): readonly ErrorCase[] =>
  [...new Set(calls)].flatMap((method) =>
    calls
      .filter((one) => one === method)
      .flatMap((_, nth) =>
        [...(METHODS[method]?.errors ?? []), ...(nth === 0 ? COMMON_ERRORS : [])].map((error) => ({
          method,
          nth,
          error,
        })),
      ),
  );

/** Slack says that it is done already, and so it is; here it lied. */
const SAYS_DONE = new Set([
  'already_in_channel',
  'already_pinned',
  'channel_canvas_already_exists',
  'free_team_canvas_tab_already_exists',
  'name_taken',
]);

/** Slack says that it can't be edited any more, and it is posted once more; here the first one is still there. */
const SAYS_GONE = new Set(['cant_update_message', 'edit_window_closed', 'message_not_found']);

/** Where the plan allows no canvas the room does without, and nobody can do anything about it. */
const isLeftOut = (line: string, { method }: ErrorCase): boolean =>
  method.includes('canvases') && line.startsWith('canvas ');

const NOT_DELIVERED = /slack 有一条消息没有送达/u;
const TRY_AGAIN = '再试一次';

/** Whoever is told that something was not delivered has it tried again. */
const tryAgain = async (app: SlackTestApp): Promise<void> => {
  const told = app.dms('wang').filter(({ text }) => NOT_DELIVERED.test(text));
  for (let n = 0; n < told.length; n += 1) await app.press('wang', 'dm', TRY_AGAIN);
  const now = new Date(app.clock.now() + 80_000 + 8 * 3_600_000).toISOString().slice(11, 19);
  if (told.length > 0) await app.at(now);
};

/** People see these; the rest of what is stored follows from them. */
const told = ({ visible, stored, half }: Dump): Dump => ({
  visible,
  stored: stored.filter((line) => line.startsWith('event ')),
  half,
});

const DM = 'dm U_WANG';
const isAboutGivingUp = (line: string): boolean =>
  line.includes('"delivery.abandoned"') ||
  (line.includes(DM) && (NOT_DELIVERED.test(line) || /^(?:room|member) /u.test(line)));
const isAboutTheRoom = (line: string): boolean =>
  /"room\.(?:lost|restored|delayed)"|作战室/u.test(line);

const complaint = (what: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => `${what}: ${line.slice(0, 160)}`);

const isNew = (line: string): boolean => line.includes('-system-failure-#');
const inFirst = (line: string): string => line.replaceAll('-system-failure-#', '-system-failure');

/** A lost room was replaced: everything that was seen in the one is in the other, or stayed where it was. */
const afterNewRoom = (run: Dump, right: Dump): readonly string[] => {
  const fresh = run.visible.filter(isNew).map(inFirst);
  const all = { ...told(run), visible: [...run.visible.filter((line) => !isNew(line)), ...fresh] };
  const { lost } = damageOf(all, told(right));
  const { doubled } = damageOf({ ...all, visible: fresh, stored: [] }, told(right));
  const members = right.visible.filter((line) => line.startsWith('member inc-'));
  const missing = members.filter((line) => !fresh.includes(line));
  return [
    ...complaint('lost', lost),
    ...complaint('doubled', doubled),
    ...complaint('not in the new room', missing),
  ];
};

const afterAll = (run: Dump, right: Dump, given: ErrorCase): readonly string[] => {
  const { error } = given;
  const { lost, doubled, orphaned } = damageOf(told(run), told(right));
  const isWanted = (line: string): boolean => !isLeftOut(line, given);
  const gaveUp = run.stored.some((line) => line.includes('"delivery.abandoned"'));
  const saidSo = run.visible.some((line) => line.includes(DM) && NOT_DELIVERED.test(line));
  return [
    ...complaint('lost', SAYS_DONE.has(error) ? [] : lost.filter(isWanted)),
    ...complaint('doubled', doubled),
    ...complaint(
      'not asked for',
      SAYS_DONE.has(error)
        ? []
        : orphaned
            .filter(isWanted)
            .filter((line) => !isAboutGivingUp(line) && !isAboutTheRoom(line))
            .slice(SAYS_GONE.has(error) ? 1 : 0),
    ),
    ...(gaveUp && !saidSo ? ['nobody was told'] : []),
  ];
};

/**
 * What is wrong after one documented error, once those who were told of it had it tried again: nothing lost,
 * nothing doubled, nothing left open.
 */
export const tryError = async (right: FaultyRun, given: ErrorCase): Promise<readonly string[]> => {
  const { method, nth, error } = given;
  const run = await playDisturbed({
    disturb: ({ slack }) => slack.fail({ kind: 'error', error }, { method, nth }),
    steps: DECLARE,
    afterwards: tryAgain,
  });
  const isNewRoom = run.dump.stored.some(
    (line) => line.includes('"room.lost"') && !line.includes('archived'),
  );
  return [
    ...complaint('violation', run.violations),
    ...complaint('left open', run.dump.half),
    ...(isNewRoom ? afterNewRoom(run.dump, right.dump) : afterAll(run.dump, right.dump, given)),
  ];
};
