import { z } from 'zod';
import { read } from '../web/answers.ts';
import type { FeishuApi } from '../web/api.ts';
import { createRecent } from '../web/recent.ts';

/** Whether the bot has never said anything in this direct conversation; false where that can't be told. */
export type IsFirstContact = (chat: string, isEmpty: boolean) => Promise<boolean>;

const REMEMBERED = 5_000;
const RECENT = 50;

const history = z.object({
  items: z
    .array(z.object({ sender: z.object({ id: z.string() }).optional().catch(undefined) }))
    .default([]),
});

/**
 * Feishu tells of every opening of the conversation, and what was greeted is kept nowhere but there: an app that
 * has written to somebody, in another life as well, has greeted them.
 */
export const createFirstContact = (api: FeishuApi, appId: string): IsFirstContact => {
  const seen = createRecent<true>(REMEMBERED);
  const hasWritten = async (chat: string): Promise<boolean> => {
    const query = {
      container_id_type: 'chat',
      container_id: chat,
      sort_type: 'ByCreateTimeDesc',
      page_size: RECENT,
    };
    const answer = await api.call({ method: 'GET', path: '/open-apis/im/v1/messages', query });
    return read(history, answer).items.some(({ sender }) => sender?.id === appId);
  };
  return async (chat, isEmpty) => {
    if (seen.get(chat) === true) return false;
    seen.set(chat, true);
    try {
      return isEmpty || !(await hasWritten(chat));
    } catch {
      // Asked again when the conversation is opened again.
      seen.delete(chat);
      return false;
    }
  };
};
