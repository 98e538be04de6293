import { type CrashGround, type OpenGround, type World } from '../outside/crash-run.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from './cast.ts';
import { orderIn, visibleIn, withoutIds } from './crash-world.ts';
import { createFakeSlack } from './create-fake-slack.ts';
import type { FakeSlack } from './fake-slack.ts';
import { accountOf, channelOf } from './slack-sights.ts';

/** Soon enough for a test, and late enough for another process to have come up. */
const RETRIES_MS = [0, 1_000, 3_000, 5_000];

export const worldOf = (slack: FakeSlack): World => ({
  visible: () => visibleIn(slack),
  order: () => orderIn(slack),
  plain: withoutIds(slack),
  violations: slack.violations,
});

/** Slack over HTTP. The tiers are measured elsewhere; here every run must take the same way. */
export const crashOnSlack: OpenGround = async (clock): Promise<CrashGround> => {
  const slack = await createFakeSlack({
    people: SLACK_PEOPLE,
    channels: SLACK_CHANNELS,
    clock,
    transport: 'http',
    tiers: 'off',
    retryDelaysMs: RETRIES_MS,
  });
  const { apiUrl, botToken, signingSecret } = slack;
  return {
    ...worldOf(slack),
    messenger: 'slack',
    settings: { apiUrl, botToken, signingSecret },
    reach: (port) => slack.deliverTo(`http://127.0.0.1:${port}/slack/events`),
    act: async ({ as, where, line, ticked }, again) => {
      const account = accountOf(as);
      if (line !== undefined)
        return (
          (await slack.slash(account, channelOf(slack, where), line, { again })).status === 200
        );
      // Slack itself sends an event again.
      if (ticked !== undefined && !again)
        await slack.react(account, ticked.room, ticked.id, 'white_check_mark');
      return true;
    },
    idle: () => slack.idle(),
    close: () => slack.close(),
  };
};
