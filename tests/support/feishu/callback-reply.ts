import { checkCardContent } from './content.ts';
import type { Json } from './json.ts';
import { isObject, textOf } from './json.ts';
import { storeMessage } from './message-store.ts';
import { Refused } from './refused.ts';
import type { Stage } from './stage.ts';
import type { StoredMessage } from './world.ts';

const TOAST_TYPES = new Set(['info', 'success', 'error', 'warning']);

const unknownIn = (json: Json, known: readonly string[], at: string): string[] =>
  Object.keys(json)
    .filter((name) => !known.includes(name))
    .map((name) => `${at}.${name} is unknown`);

const toastProblems = (toast: unknown): string[] => {
  if (toast === undefined) return [];
  if (!isObject(toast)) return ['toast is no object'];
  return [
    ...unknownIn(toast, ['type', 'content', 'i18n'], 'toast'),
    ...(TOAST_TYPES.has(textOf(toast['type'])) ? [] : ['toast.type']),
    ...(typeof toast['content'] === 'string' || isObject(toast['i18n']) ? [] : ['toast.content']),
  ];
};

const cardProblems = (stage: Stage, card: unknown): string[] => {
  if (card === undefined) return [];
  if (!isObject(card) || card['type'] !== 'raw' || !isObject(card['data'])) {
    return ['card is not {type: "raw", data: {…}}'];
  }
  try {
    checkCardContent(stage.world, card['data']);
    return unknownIn(card, ['type', 'data'], 'card');
  } catch (error) {
    if (error instanceof Refused) return [error.message];
    throw error;
  }
};

const wordsOfToast = (toast: Json): string => {
  const own = isObject(toast['i18n']) ? toast['i18n']['zh_cn'] : undefined;
  return textOf(own ?? toast['content']);
};

/** Shows the reply of a card callback: a toast to the person, a new card to all who see the message. */
export const showReply = (
  stage: Stage,
  user: string,
  message: StoredMessage,
  reply: unknown,
): void => {
  if (!isObject(reply)) return;
  const problems = [
    ...unknownIn(reply, ['toast', 'card'], 'reply'),
    ...toastProblems(reply['toast']),
    ...cardProblems(stage, reply['card']),
  ];
  for (const problem of problems) stage.violation(`reply of a card callback: ${problem}`);
  if (problems.length > 0) return;
  const { card, toast } = reply;
  if (isObject(card)) {
    message.content = JSON.stringify(card['data']);
    message.updatedAt = stage.world.now();
    message.edited += 1;
  }
  if (!isObject(toast)) return;
  storeMessage(stage, {
    chat: message.chat,
    sender: stage.world.appId,
    type: 'toast',
    content: JSON.stringify({ text: wordsOfToast(toast) }),
    onlyFor: user,
  });
};
