import type { DurationMs } from '#domain/time.ts';
import { DeliveryError } from '#ports/messenger.ts';

const ATTEMPTS = 3;

const pause = (ms: DurationMs): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** How long until it may be done, where Feishu, or our own count, only says that it is too early. */
const waitFor = (error: unknown, mostMs: DurationMs): DurationMs | undefined => {
  const wait = error instanceof DeliveryError ? error.retryAfterMs : undefined;
  return wait !== undefined && wait <= mostMs ? wait : undefined;
};

/** For what somebody waits for: too early by at most `mostMs`, it is done when its turn comes. Throws DeliveryError. */
export const inTurn = async <T>(
  work: () => Promise<T>,
  mostMs: DurationMs,
  attempts = ATTEMPTS,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const wait = waitFor(error, mostMs);
    if (wait === undefined || attempts <= 1) throw error;
    await pause(wait);
    return inTurn(work, mostMs, attempts - 1);
  }
};
