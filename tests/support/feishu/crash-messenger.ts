import { createFeishu } from '#adapters/feishu/feishu.ts';
import { silentLog } from '#app/log.ts';
import { findVerb } from '#commands/registry.ts';
import type { MountMessenger } from '../outside/crash-talk.ts';
import { everyoneInFeishu, onFeishuOnly } from './feishu-policy.ts';

const hidden = (value = '') => ({ reveal: () => value });

/** Feishu by webhook, for a process of the crash suite. */
export const mount: MountMessenger = (settings, deps) => ({
  policy: onFeishuOnly(everyoneInFeishu),
  messenger: createFeishu({
    ...deps,
    appId: settings['appId'] ?? '',
    appSecret: hidden(settings['appSecret']),
    domain: settings['domain'] ?? '',
    transport: {
      kind: 'webhook',
      encryptKey: hidden(settings['encryptKey']),
      verificationToken: hidden(settings['verificationToken']),
    },
    log: silentLog,
    isVerb: (word) => findVerb(word) !== undefined,
  }),
});
