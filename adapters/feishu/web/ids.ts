import { createHash } from 'node:crypto';
import { DeliveryError, type DeliveryKey } from '#ports/messenger.ts';

/**
 * Ids enter paths of requests, and nothing between here and the platform encodes them: with `../chats/oc_1` as
 * a message id another API would be called. Real ones look like `oc_a0553eda9014c201e6969b478895c230`.
 */
const SHAPES = {
  chat: /^oc_\w{1,100}$/u,
  message: /^om_\w{1,100}$/u,
  person: /^ou_\w{1,100}$/u,
  document: /^\w{1,100}$/u,
  task: /^[\w-]{1,100}$/u,
} as const;

export type IdKind = keyof typeof SHAPES;

/** The id as it is. Throws DeliveryError (`give-up`) when it is none of this kind. */
export const idOf = (kind: IdKind, id: string): string => {
  if (SHAPES[kind].test(id)) return id;
  throw new DeliveryError(`invalid-${kind}-id`, 'give-up');
};

/** True for an id of this kind. */
export const isId = (kind: IdKind, id: string): boolean => SHAPES[kind].test(id);

const UUID_LENGTH = 48;

/**
 * The `uuid` of a delivery: at most 50 characters, the same at every attempt. The platform does what carries it
 * once: a message within an hour, a group within ten (docs: im-v1 message/create, chat/create).
 */
export const uuidOf = ({ key }: DeliveryKey, part = ''): string =>
  createHash('sha256').update(`${key}${part}`).digest('hex').slice(0, UUID_LENGTH);
