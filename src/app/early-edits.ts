import type { Edited } from '#domain/incident/command.ts';
import type { MessageRef } from '#ports/messenger.ts';
import type { Storage } from '#ports/storage.ts';

/** No messenger edits one message this often within the minutes in which it may bring events again. */
const MOST = 100;
/** A stream without events: what is kept here is no fact about an incident. */
const STREAM = 'edits';

const idOf = ({ room, id }: MessageRef, n: number): string => `edited:${room}:${id}:${n}`;

/**
 * The newest edit of a message that found nothing on the timeline to change; undefined where there is none.
 * Messengers bring an edit before its message now and then, and the message may come hours later.
 */
export const newestEdit = async (
  storage: Storage,
  message: MessageRef,
): Promise<Edited | undefined> => {
  let newest: Edited | undefined;
  for (let n = 0; n < MOST; n += 1) {
    const kept = await storage.receipt(message.platform, idOf(message, n));
    if (kept === undefined) break;
    // Only `keepEdit` writes under these ids.
    const edit = kept.answer as Edited;
    if (newest === undefined || edit.at >= newest.at) newest = edit;
  }
  return newest;
};

/** Keeps an edit, masked already, for the message that it belongs to. */
export const keepEdit = async (
  storage: Storage,
  message: MessageRef,
  { text, at }: Edited,
): Promise<void> => {
  for (let n = 0; n < MOST; n += 1) {
    const result = await storage.commit({
      stream: STREAM,
      expected: { version: 0, hash: '' },
      events: [],
      receipt: { platform: message.platform, id: idOf(message, n), at, answer: { text, at } },
      outbox: [],
      timers: { set: [], clear: [] },
    });
    if (result.ok) return;
  }
};
