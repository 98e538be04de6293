import type { Answer, Inbound } from '#ports/messenger.ts';
import { StorageError } from '#ports/storage.ts';
import type { InboxDeps } from './session.ts';

/** A stream without events: that a form was shown is no fact about an incident. */
const STREAM = 'forms';

/**
 * What an earlier delivery of the same was answered, before anything of it is read: what a line means depends
 * on the incidents and tasks of the moment, so that read once more it could mean something else.
 */
export const earlierAnswer = async (
  { storage }: Pick<InboxDeps, 'storage'>,
  { who, receiptId }: Inbound,
): Promise<Answer | undefined> => {
  const earlier = await storage.receipt(who.platform, receiptId);
  // Only Fenghuo writes what lies with a receipt.
  return earlier && { ...((earlier.answer ?? {}) as Answer), repeated: true };
};

/**
 * A trigger opens one window. What opened a form is kept under its receipt, so that a process that never saw it
 * does not try to open another.
 */
export const keepForm = async (
  { storage, clock, log }: InboxDeps,
  inbound: Inbound,
  { form, repeated }: Answer,
): Promise<void> => {
  const hasTrigger = 'trigger' in inbound && inbound.trigger !== undefined;
  if (form === undefined || repeated === true || !hasTrigger) return;
  const { who, receiptId } = inbound;
  try {
    await storage.commit({
      stream: STREAM,
      expected: { version: 0, hash: '' },
      events: [],
      receipt: { platform: who.platform, id: receiptId, at: clock.now(), answer: { form } },
      outbox: [],
      timers: { set: [], clear: [] },
    });
  } catch (error) {
    // The form itself stores nothing: it is shown all the same.
    if (!(error instanceof StorageError)) throw error;
    log.warn(
      { platform: who.platform, receiptId, err: error },
      'could not keep that a form was shown',
    );
  }
};
