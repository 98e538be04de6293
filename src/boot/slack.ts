// Not by the list of messengers: it would load the packages of all the others.
import { createSlack } from '#adapters/slack/slack.ts';
import type { OpenedMessenger, MessengerNeeds } from './messengers.ts';

const PLATFORM = 'slack';

/** Slack with the settings of this configuration; nothing is asked of it before it listens. */
export const openSlack = (
  settings: NonNullable<MessengerNeeds['config']['messengers']['slack']>,
  { config, clock, log, app }: MessengerNeeds,
): OpenedMessenger => {
  const slack = createSlack({
    ...settings,
    clock,
    log: log.child({ messenger: PLATFORM }),
    accountOf: (person) => app().accountOn(person, PLATFORM),
    timezone: () => config.timezone,
  });
  const { routes } = slack;
  return { messenger: slack, mounts: routes === undefined ? [] : [routes], stop: () => {} };
};
