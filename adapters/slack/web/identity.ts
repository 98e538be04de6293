import type { SlackApi } from './api.ts';
import { ownAccount, read } from './answers.ts';

/** The accounts under which the bot's own messages and rooms appear. */
export interface Identity {
  readonly user: string;
  readonly bot: string | undefined;
}

/** Asks Slack who the bot is, once, when it is first needed: never on the way of a first delivery. */
export const createIdentity = (api: SlackApi): (() => Promise<Identity>) => {
  let known: Identity | undefined;
  return async () => {
    if (known === undefined) {
      const { user_id: user, bot_id: bot } = read(ownAccount, await api.call('auth.test', {}));
      known = { user, bot };
    }
    return known;
  };
};
