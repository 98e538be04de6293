import type { SlackTestApp } from './slack-app.ts';

/** Ends a test. Throws when the app did anything that Slack would have refused or warned of. */
export const closeClean = async (app: SlackTestApp): Promise<void> => {
  const { violations } = app.slack;
  await app.close();
  if (violations.length > 0)
    throw new Error(`Slack would not have taken: ${violations.join('; ')}`);
};
