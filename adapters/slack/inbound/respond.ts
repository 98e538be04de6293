import type { DurationMs } from '#domain/time.ts';
import { SECOND } from '#domain/time.ts';
import type { Log } from '#ports/system.ts';

/** Posts to a response_url; false when that did not work. Five times within thirty minutes at most. */
export type Respond = (url: string, message: object) => Promise<boolean>;

const TIMEOUT: DurationMs = 2.5 * SECOND;

/** Bolt's own `respond` has no timeout (measured with 5.1.0), and throws for what nobody can mend. */
export const createRespond =
  (log: Log): Respond =>
  async (url, message) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      await response.body?.cancel();
      if (!response.ok) log.warn({ status: response.status }, 'Slack refused a private answer');
      return response.ok;
    } catch (error) {
      log.warn({ err: error }, 'could not send a private answer');
      return false;
    }
  };
