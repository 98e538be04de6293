import type { FaultyStage, OpenFaulty } from '../outside/delivery-faults.ts';
import { PATIENCE_MS } from '../outside/delivery-faults.ts';
import { worldOf } from './crash-ground.ts';
import type { FakeSlack } from './fake-slack.ts';
import { createSlackTestApp } from './slack-app.ts';
import { accountOf, channelOf } from './slack-sights.ts';

/** The program on a Slack over HTTP that can fail. */
export interface FaultySlack extends FaultyStage {
  readonly slack: FakeSlack;
}

/** Slack's ids of events and gestures are new in every run. */
const EVENT_ID = /"(?:Ev|trigger |view )[^"]*"/gu;

const withoutEvents = (line: string): string => line.replace(EVENT_ID, '"Ev"');

export const openFaultySlack: OpenFaulty<FaultySlack> = async (dir) => {
  const app = await createSlackTestApp({
    transport: 'http',
    dir,
    start: '2026-12-01T02:04:00Z',
    patienceMs: PATIENCE_MS,
  });
  const { slack } = app;
  const world = worldOf(slack);
  return {
    ...world,
    app,
    slack,
    visible: () => world.visible().map(withoutEvents),
    plain: (line) => withoutEvents(world.plain(line)),
    command: (as, where, line) => slack.slash(accountOf(as), channelOf(slack, where), line),
    tick: (as, { room, id }) => slack.react(accountOf(as), room, id, 'white_check_mark'),
    calls: () => slack.calls.map(({ method }) => method),
    fail: (fault, nth) => slack.fail(fault, { nth }),
  };
};
