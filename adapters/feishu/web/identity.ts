import type { FeishuApi } from './api.ts';
import { botInfo, read } from './answers.ts';

/** open_id of the bot, as mentions of it carry it; asked for once, when it is first needed. */
export const createIdentity = (api: FeishuApi): (() => Promise<string>) => {
  let known: string | undefined;
  return async () => {
    known ??= read(botInfo, await api.call({ method: 'GET', path: '/open-apis/bot/v3/info' })).bot
      .open_id;
    return known;
  };
};
