import { createSlack } from '#adapters/slack/slack.ts';
import { silentLog } from '#app/log.ts';
import type { MountMessenger } from '../outside/crash-talk.ts';
import { shippedPolicy } from '../policy.ts';
import { onSlackOnly } from './slack-policy.ts';

/** Slack over HTTP, for a process of the crash suite. */
export const mount: MountMessenger = ({ apiUrl = '', botToken, signingSecret }, deps) => ({
  policy: onSlackOnly(shippedPolicy),
  messenger: createSlack({
    ...deps,
    botToken: { reveal: () => botToken ?? '' },
    transport: { kind: 'http', signingSecret: { reveal: () => signingSecret ?? '' } },
    apiUrl,
    command: '/incident',
    log: silentLog,
  }),
});
