import { createHash } from 'node:crypto';
import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';
import type { DeliveryKey } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import type { CardJson } from './cards/json.ts';
import { type ListedMessage, messagePage, read } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';

/** Looks among the bot's own messages of a group for what an earlier attempt may have left. */
export type FindOwn = (
  chat: string,
  key: DeliveryKey,
  fits: (message: ListedMessage) => boolean,
) => Promise<ListedMessage | undefined>;

interface FindDeps {
  readonly api: FeishuApi;
  readonly appId: string;
}

const PAGE = 50;
const MOST_PAGES = 40;
/** The platform's clock and ours need not agree. */
export const CLOCKS_MAY_DIFFER: DurationMs = 10 * MINUTE;

/** A `uuid` is remembered for an hour (message/create); the rest is for clocks that do not agree. */
const UUID_LIFE: DurationMs = 55 * MINUTE;

/** True when the platform may have forgotten the `uuid` of an attempt of unknown fate: only looking helps. */
export const isForgotten = ({ uncertain, since }: DeliveryKey, clock: Clock): boolean =>
  uncertain && clock.now() - since > UUID_LIFE;

const DIGEST_LENGTH = 19;

/** At most 20 of letters, digits and _ with a letter in front, which is what an `element_id` may be. */
export const markOf = ({ key }: DeliveryKey): string =>
  `k${createHash('sha256').update(key).digest('hex').slice(0, DIGEST_LENGTH)}`;

/**
 * The card with the delivery's mark as the `element_id` of its first element. Nobody sees it, and a card is read
 * back as it was sent (`card_msg_content_type=user_card_content`). An edit takes it away, which is no loss: only
 * a message that is known is edited.
 */
export const withMark = (card: CardJson, key: DeliveryKey): CardJson => {
  const { elements } = card.body;
  const at = elements.findIndex((element) => element['element_id'] === undefined);
  const marked = elements.map((element, n) =>
    n === at ? { ...element, element_id: markOf(key) } : element,
  );
  return { ...card, body: { ...card.body, elements: marked } };
};

/** Finds one of the bot's own messages. Reading a group wants the permission `im:message.group_msg` (230027). */
export const createFindOwn =
  ({ api, appId }: FindDeps): FindOwn =>
  async (chat, key, fits) => {
    const query = {
      container_id_type: 'chat',
      container_id: chat,
      start_time: String(Math.max(0, Math.floor((key.since - CLOCKS_MAY_DIFFER) / SECOND))),
      sort_type: 'ByCreateTimeAsc',
      page_size: PAGE,
      card_msg_content_type: 'user_card_content',
    };
    let token: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const more = token === undefined ? query : { ...query, page_token: token };
      const path = '/open-apis/im/v1/messages';
      const answer = await api.call({ method: 'GET', path, query: more, ticket: key.key });
      const { items, next } = read(messagePage, answer);
      const found = items.find(
        (message) => message.sender?.id === appId && !message.deleted && fits(message),
      );
      if (found !== undefined) return found;
      token = next;
      if (token === undefined) break;
    }
    return undefined;
  };
