import { API_FAULTS } from '../support/outside/delivery-faults.ts';
import { SLACK_ERRORS, slackErrorCases } from '../support/slack/errors.ts';
import { openFaultySlack } from '../support/slack/faulty-stage.ts';
import { healsErrors, healsFaults } from './deliveries-rules.ts';

healsFaults({
  name: 'Slack',
  open: openFaultySlack,
  faults: API_FAULTS,
  everyNth: 10,
  calls: 60,
  methods: 10,
});

healsErrors('Slack', { lore: SLACK_ERRORS, casesOf: slackErrorCases, cases: 500, everyNth: 9 });
