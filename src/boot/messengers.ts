import type { AppClock, VirtualClock } from '#app/clock.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { SignIn } from '#ports/sign-in.ts';
import type { Storage } from '#ports/storage.ts';
import type { Checkpoint, Ids, Log } from '#ports/system.ts';
import type { WebOptions } from '#web/server.ts';
import type { App } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Rules } from './rules.ts';

/** A messenger with what it brings to the one HTTP server. */
export interface OpenedMessenger {
  readonly messenger: Messenger;
  readonly mounts: WebOptions['mounts'];
  /** Vouches for people who come to the pages. */
  readonly signIn?: SignIn;
  readonly stop: () => void;
}

export interface MessengerNeeds {
  readonly config: Config;
  readonly rules: Rules;
  readonly clock: AppClock;
  /** The same clock where people may speed it up. */
  readonly virtual: VirtualClock | undefined;
  readonly storage: Storage;
  readonly ids: Ids;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  /** The app is put together after its messengers. */
  readonly app: () => App;
}

/** Every messenger that is on, in the order in which people are told of them; what is off is not even loaded. */
export const openMessengers = async (
  needs: MessengerNeeds,
): Promise<readonly OpenedMessenger[]> => {
  const { sandbox, messengers } = needs.config;
  const opened: OpenedMessenger[] = [];
  if (messengers.slack !== undefined)
    opened.push((await import('./slack.ts')).openSlack(messengers.slack, needs));
  if (messengers.feishu !== undefined)
    opened.push((await import('./feishu.ts')).openFeishu(messengers.feishu, needs));
  if (sandbox) opened.push((await import('./sandbox.ts')).openSandbox(needs));
  return opened;
};
