// Not by the list of messengers: it would load the packages of all the others.
import { createFeishu } from '#adapters/feishu/feishu.ts';
import { createFeishuSignIn } from '#adapters/feishu/sign-in.ts';
import { createFeishuApi } from '#adapters/feishu/web/api.ts';
import { findVerb } from '#commands/registry.ts';
import type { MessengerNeeds, OpenedMessenger } from './messengers.ts';
import { offerSlashCommands, slashCommandsFor } from './slash-commands.ts';

const PLATFORM = 'feishu';

/** Feishu with the settings of this configuration; the commands that its clients offer are renewed in the background. */
export const openFeishu = (
  settings: NonNullable<MessengerNeeds['config']['messengers']['feishu']>,
  { config, clock, log: parent, app }: MessengerNeeds,
): OpenedMessenger => {
  const log = parent.child({ messenger: PLATFORM });
  const feishu = createFeishu({
    ...settings,
    clock,
    log,
    accountOf: (person) => app().accountOn(person, PLATFORM),
    roomOfMessage: (message) => app().roomOfMessage(PLATFORM, message),
    timezone: () => config.timezone,
    isVerb: (word) => findVerb(word) !== undefined,
  });
  const { routes } = feishu;
  const stop = offerSlashCommands(
    createFeishuApi({ ...settings, clock }),
    slashCommandsFor(config.locale),
    { clock, log },
  );
  const mounts = routes === undefined ? [] : [routes];
  return { messenger: feishu, mounts, signIn: createFeishuSignIn(settings), stop };
};
