import type { Card } from '#cards/card.ts';
import { DeliveryError } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import { openedChannel, read } from '../web/answers.ts';
import type { SlackApi } from '../web/api.ts';
import type { Drawing } from './drawing.ts';

/** Where somebody is told something that only they see. */
export interface Spot {
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
}

/** Tells one person; what can't be told is logged, because no state rides on it. */
export type Tell = (user: string, at: Spot, card: Card) => Promise<void>;

interface TellDeps {
  readonly api: SlackApi;
  readonly drawing: Drawing;
  readonly log: Log;
}

/** Slack's ids of direct conversations. */
const isDirect = (channel: string): boolean => channel.startsWith('D');

const codeOf = (error: unknown) =>
  error instanceof DeliveryError ? { code: error.code } : { err: error };

/** Says it in the channel for that person alone, or directly where Slack does not let the bot do that. */
export const createTell = ({ api, drawing, log }: TellDeps): Tell => {
  const directly = async (user: string, message: object): Promise<void> => {
    const answer = await api.now('conversations.open', { users: user });
    const { id } = read(openedChannel, answer).channel;
    const quiet = { unfurl_links: false, unfurl_media: false };
    await api.now('chat.postMessage', { channel: id, ...message, ...quiet });
  };
  const inChannel = async (user: string, channel: string, message: object): Promise<void> => {
    try {
      await api.now('chat.postEphemeral', { channel, user, ...message });
    } catch (error) {
      // Nothing was refused where Slack did not answer: it would not answer the next call either.
      if (!(error instanceof DeliveryError) || error.disposition === 'retry') throw error;
      await directly(user, message);
    }
  };
  return async (user, { channel, thread }, card) => {
    try {
      const { text, blocks } = await drawing.message(card);
      const below = thread === undefined ? {} : { thread_ts: thread };
      if (channel === undefined) await directly(user, { text, blocks });
      else if (isDirect(channel))
        await api.now('chat.postMessage', {
          channel,
          text,
          blocks,
          ...below,
          unfurl_links: false,
          unfurl_media: false,
        });
      else await inChannel(user, channel, { text, blocks, ...below });
    } catch (error) {
      log.warn({ ...codeOf(error), user }, 'could not answer in private');
    }
  };
};
