import type { MessageRef } from '#ports/messenger.ts';

/** The id under which later edits of a chat message are found again. */
export const messageKey = ({ platform, room, id }: MessageRef): string =>
  JSON.stringify([platform, room, id]);

/** The message behind such an id; undefined for anything else. */
export const messageOfKey = (key: string | undefined): MessageRef | undefined => {
  if (key === undefined) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(key);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [platform, room, id]: readonly unknown[] = parts;
  return typeof platform === 'string' && typeof room === 'string' && typeof id === 'string'
    ? { platform, room, id }
    : undefined;
};
