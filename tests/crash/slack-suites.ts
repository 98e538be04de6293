// The suites of Slack in full.
import { API_FAULTS } from '../support/outside/delivery-faults.ts';
import { crashOnSlack } from '../support/slack/crash-ground.ts';
import { SLACK_ERRORS, slackErrorCases } from '../support/slack/errors.ts';
import { openFaultySlack } from '../support/slack/faulty-stage.ts';
import { slackFuzzGround } from '../support/slack/fuzz-ground.ts';
import { stormOnSlack } from '../support/slack/storm.ts';
import {
  crashPoints,
  deliveryFaults,
  documentedErrors,
  fuzz,
  injections,
  storm,
} from './outside-suites.ts';

const FUZZ_REQUESTS = 100_000;
const STORM_EVENTS = 5_000;
const NAME = 'Slack';

/** By the name under which each is run. */
export const SLACK: Readonly<Record<string, () => Promise<boolean>>> = {
  'slack-points': () => crashPoints(NAME, crashOnSlack),
  'slack-deliveries': async () => {
    const isHealed = await deliveryFaults(NAME, openFaultySlack, API_FAULTS);
    return (await documentedErrors(NAME, SLACK_ERRORS, slackErrorCases)) && isHealed;
  },
  'slack-fuzz': async () => fuzz(NAME, await slackFuzzGround(), FUZZ_REQUESTS),
  'slack-events': () => storm(NAME, stormOnSlack, STORM_EVENTS),
  'slack-injections': () => injections(NAME, 'tests/adapters/slack/injection.db.test.ts'),
};
