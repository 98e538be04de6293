import { damageOf, type Dump } from '../crash-dump.ts';
import type { TestStage } from '../test-app.ts';
import {
  DECLARE,
  type FaultyRun,
  type FaultyStage,
  type OpenFaulty,
  playDisturbed,
} from './delivery-faults.ts';

/** The messenger answers the `nth` call of a method (from 0) with one of its documented errors. */
export interface ErrorCase {
  readonly method: string;
  readonly nth: number;
  readonly error: string;
}

/** What is known of a messenger's errors. */
export interface ErrorLore<S extends FaultyStage> {
  readonly open: OpenFaulty<S>;
  /** As people are told of it. */
  readonly name: string;
  /** The direct conversation of who declared, as a place in what is seen. */
  readonly direct: string;
  /** In the names of war rooms. */
  readonly roomName: RegExp;
  strike(stage: S, given: ErrorCase): void;
  /** It says that it is done already, and so it is; here it lied. */
  saysDone(given: ErrorCase): boolean;
  /** It says that it can't be edited any more, and it is posted once more; here the first one is still there. */
  saysGone(given: ErrorCase): boolean;
  /** The room does without, and nobody can do anything about it. */
  isLeftOut(line: string, given: ErrorCase): boolean;
  /** Of a room that was opened in the place of a lost one. */
  isNew(line: string): boolean;
  /** The same line, as it would be about the first room. */
  inFirst(line: string): string;
}

/** Every documented error at every call of a declare; the errors common to all methods once a method. */
export const errorCases = (
  calls: readonly string[],
  errorsOf: (method: string) => readonly string[],
  common: readonly string[],
): readonly ErrorCase[] =>
  [...new Set(calls)].flatMap((method) =>
    calls
      .filter((one) => one === method)
      .flatMap((_, nth) =>
        [...errorsOf(method), ...(nth === 0 ? common : [])].map((error) => ({
          method,
          nth,
          error,
        })),
      ),
  );

const notDelivered = (name: string): RegExp => new RegExp(`${name} 有一条消息没有送达`, 'u');
const TRY_AGAIN = '再试一次';

/** Whoever is told that something was not delivered has it tried again. */
const tryAgain =
  (name: string) =>
  async (app: TestStage): Promise<void> => {
    const told = app.dms('wang').filter(({ text }) => notDelivered(name).test(text));
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

type Lore = ErrorLore<FaultyStage>;

const isAboutGivingUp = (line: string, { name, direct }: Pick<Lore, 'name' | 'direct'>): boolean =>
  line.includes('"delivery.abandoned"') ||
  (line.includes(direct) && (notDelivered(name).test(line) || /^(?:room|member) /u.test(line)));
const isAboutTheRoom = (line: string): boolean =>
  /"room\.(?:lost|restored|delayed)"|作战室/u.test(line);

const complaint = (what: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => `${what}: ${line.slice(0, 160)}`);

type Judging = Pick<
  Lore,
  'name' | 'direct' | 'roomName' | 'saysDone' | 'saysGone' | 'isLeftOut' | 'isNew' | 'inFirst'
>;

/** A lost room was replaced: everything that was seen in the one is in the other, or stayed where it was. */
const afterNewRoom = (run: Dump, right: Dump, lore: Judging): readonly string[] => {
  const { isNew, inFirst, roomName } = lore;
  const fresh = run.visible.filter(isNew).map(inFirst);
  const all = { ...told(run), visible: [...run.visible.filter((line) => !isNew(line)), ...fresh] };
  const { lost } = damageOf(all, told(right));
  const { doubled } = damageOf({ ...all, visible: fresh, stored: [] }, told(right));
  const members = right.visible.filter((line) => line.startsWith('member ') && roomName.test(line));
  const missing = members.filter((line) => !fresh.includes(line));
  return [
    ...complaint('lost', lost),
    ...complaint('doubled', doubled),
    ...complaint('not in the new room', missing),
  ];
};

const afterAll = (run: Dump, right: Dump, given: ErrorCase, lore: Judging): readonly string[] => {
  const { lost, doubled, orphaned } = damageOf(told(run), told(right));
  const isWanted = (line: string): boolean => !lore.isLeftOut(line, given);
  const gaveUp = run.stored.some((line) => line.includes('"delivery.abandoned"'));
  const saidSo = run.visible.some(
    (line) => isAboutGivingUp(line, lore) && notDelivered(lore.name).test(line),
  );
  return [
    ...complaint('lost', lore.saysDone(given) ? [] : lost.filter(isWanted)),
    ...complaint('doubled', doubled),
    ...complaint(
      'not asked for',
      lore.saysDone(given)
        ? []
        : orphaned
            .filter(isWanted)
            .filter((line) => !isAboutGivingUp(line, lore) && !isAboutTheRoom(line))
            .slice(lore.saysGone(given) ? 1 : 0),
    ),
    ...(gaveUp && !saidSo ? ['nobody was told'] : []),
  ];
};

/**
 * What is wrong after one documented error, once those who were told of it had it tried again: nothing lost,
 * nothing doubled, nothing left open.
 */
export const tryError = async <S extends FaultyStage>(
  lore: ErrorLore<S>,
  right: FaultyRun,
  given: ErrorCase,
): Promise<readonly string[]> => {
  const run = await playDisturbed(lore.open, {
    disturb: (stage) => lore.strike(stage, given),
    steps: DECLARE,
    afterwards: tryAgain(lore.name),
  });
  const isNewRoom = run.dump.stored.some(
    (line) => line.includes('"room.lost"') && !line.includes('archived'),
  );
  return [
    ...complaint('violation', run.violations),
    ...complaint('left open', run.dump.half),
    ...(isNewRoom
      ? afterNewRoom(run.dump, right.dump, lore)
      : afterAll(run.dump, right.dump, given, lore)),
  ];
};
