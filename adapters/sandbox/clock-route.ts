import type { RequestHandler } from 'express';
import type { ApiDependencies } from './api.ts';
import type { ClockControl, Engine } from './clock-control.ts';
import { Router } from 'express';
import { z } from 'zod';
import { DAY, SECOND } from '#domain/time.ts';
import { onlyMethod } from './problem.ts';
import { ActionRefused } from './refused.ts';

/** The hands of the clock as the page needs them; null on real time. */
export interface ClockView {
  readonly now: number;
  readonly rate: number;
  /** The next deadline, when something knows it. */
  readonly nextDue: number | null;
}

export const clockView = async ({
  clockControl,
  engine,
}: Pick<ApiDependencies, 'clockControl' | 'engine'>): Promise<ClockView | null> =>
  clockControl === undefined
    ? null
    : {
        now: clockControl.now(),
        rate: clockControl.rate(),
        nextDue: (await engine?.nextDue()) ?? null,
      };

const body = z.union([
  z.strictObject({ rate: z.number().min(0).max(3_600) }),
  z.strictObject({
    advanceMs: z
      .number()
      .int()
      .positive()
      .max(31 * DAY),
  }),
  z.strictObject({ pause: z.boolean() }),
  z.strictObject({ skip: z.literal(true) }),
]);

// Told a moment before it is due, so that the deadline is seen to pass.
const BEFORE = SECOND;

const move = async (
  clockControl: ClockControl,
  engine: Engine | undefined,
  wanted: z.infer<typeof body>,
): Promise<void> => {
  if ('rate' in wanted) clockControl.setRate(wanted.rate);
  else if ('advanceMs' in wanted) clockControl.advance(wanted.advanceMs);
  else if ('pause' in wanted) {
    if (wanted.pause) clockControl.pause();
    else clockControl.resume();
  } else {
    const due = await engine?.nextDue();
    if (due !== undefined && due - BEFORE > clockControl.now())
      clockControl.advance(due - BEFORE - clockControl.now());
    else if (due !== undefined) clockControl.advance(BEFORE * 2);
  }
};

const showClock =
  (dependencies: ApiDependencies): RequestHandler =>
  async (_request, response) => {
    response.json({ clock: await clockView(dependencies) });
  };

const moveClock =
  (dependencies: ApiDependencies): RequestHandler =>
  async (request, response) => {
    const { clockControl, engine, streams } = dependencies;
    if (clockControl === undefined) throw new ActionRefused('no-clock');
    await move(clockControl, engine, body.parse(request.body));
    const clock = await clockView(dependencies);
    streams.broadcast({ event: 'clock', data: clock });
    response.json({ clock });
  };

/** `POST /clock`: `{rate}`, `{advanceMs}`, `{pause}` or `{skip: true}` to the next deadline. */
export const createClockRoute = (dependencies: ApiDependencies): Router => {
  const router = Router();
  router
    .route('/clock')
    .get(showClock(dependencies))
    .post(moveClock(dependencies))
    .all(onlyMethod('GET, POST'));
  return router;
};
