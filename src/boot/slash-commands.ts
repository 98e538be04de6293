import {
  registerSlashCommands,
  type SlashCommand,
} from '#adapters/feishu/inbound/slash-commands.ts';
import type { FeishuApi } from '#adapters/feishu/web/api.ts';
import type { AppClock } from '#app/clock.ts';
import { backoffMs } from '#app/backoff.ts';
import { plainCommand, REGISTRY } from '#commands/registry.ts';
import type { Locale, Localised } from '#domain/locale.ts';
import { type DurationMs, HOUR } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';

const OURS: Localised = {
  'zh-CN': '开启并处置事件；单独输入可查看帮助',
  en: 'Opens an incident and works on it; alone it shows the help',
};

/** What clients offer behind a slash: our own name in both languages, and every verb in that of the organisation. */
export const slashCommandsFor = (locale: Locale): readonly SlashCommand[] => [
  { name: 'incident', description: OURS },
  { name: '应急', description: OURS },
  ...REGISTRY.flatMap((verb) => {
    const name = verb.words[locale][0] ?? verb.id;
    const { summary } = plainCommand(verb) ?? verb.commands[0] ?? {};
    return summary === undefined ? [] : [{ name, description: summary }];
  }),
];

/** How long until the next attempt; undefined where none will help. An administrator may act at any time. */
const waitAfter = (error: unknown, attempts: number): DurationMs | undefined => {
  if (!(error instanceof DeliveryError) || error.disposition === 'give-up') return undefined;
  return error.disposition === 'reauthorise'
    ? HOUR
    : Math.max(error.retryAfterMs ?? 0, backoffMs(attempts));
};

/** Offers the commands in Feishu in the background, until it worked. Gives how to stop. */
export const offerSlashCommands = (
  api: FeishuApi,
  commands: readonly SlashCommand[],
  { clock, log }: { readonly clock: AppClock; readonly log: Log },
): (() => void) => {
  let isStopped = false;
  let forget: (() => void) | undefined;
  const attempt = async (attempts: number): Promise<void> => {
    try {
      const added = await registerSlashCommands(api, commands);
      log.info({ added: added.length }, 'Feishu offers the slash commands');
    } catch (error) {
      const wait = waitAfter(error, attempts);
      if (isStopped) return;
      // The first failures may be an outage, of which others tell.
      if (wait === undefined || wait >= HOUR)
        log.warn({ err: error }, 'could not offer the slash commands in Feishu');
      if (wait !== undefined)
        forget = clock.wakeAt(clock.now() + wait, () => void attempt(attempts + 1));
    }
  };
  void attempt(0);
  return () => {
    isStopped = true;
    forget?.();
  };
};
