import type { App, Context } from '@slack/bolt';
import type { Log } from '#ports/system.ts';
import type { Body } from './shapes.ts';

/** Tells Slack that it was taken, with what rides on that. Only the first time counts. */
export type Acknowledge = (answer?: object) => Promise<void>;

/** One thing that Slack brought, on its way through Bolt. */
export interface Delivery {
  readonly body: Body;
  readonly acknowledge: Acknowledge;
  /** Nothing of it was recorded: Slack is to bring it again. */
  readonly postpone: () => void;
}

/** What became of a delivery. `postponed`: it is not acknowledged, and must be refused. */
export type Fate = 'taken' | 'failed' | 'postponed';

/** How often and why Slack sends an event again. Never a reason to drop it: the first try may have died with us. */
export interface Retry {
  readonly number?: number | undefined;
  readonly reason?: string | undefined;
}

const NAME = 'delivery';

/** What the receiver put there for the listeners. */
export const deliveryOf = (context: Context): Delivery => context[NAME] as Delivery;

const onlyOnce = (acknowledge: Acknowledge): Acknowledge => {
  let sent: Promise<void> | undefined;
  return (answer) => (sent ??= acknowledge(answer));
};

/**
 * Hands over to Bolt; resolves when its listeners are through, to what became of it.
 * Bolt acknowledges events before its listeners run. What is not stored must not be acknowledged, so Bolt's
 * own acknowledging does nothing here, and listeners acknowledge by the delivery. What no listener has
 * acknowledged, after a fault as well, is acknowledged at the end: everything gets one answer, at once. Only
 * what a listener postponed is left to whoever brought it.
 */
export const deliver = async (
  app: App,
  { body, acknowledge }: Pick<Delivery, 'body' | 'acknowledge'>,
  retry: Retry,
  log: Log,
): Promise<Fate> => {
  const once = onlyOnce(acknowledge);
  const { number, reason } = retry;
  const outcome: { fate: Fate } = { fate: 'taken' };
  const postpone = (): void => {
    outcome.fate = 'postponed';
  };
  try {
    await app.processEvent({
      body,
      ack: async () => {},
      ...(number === undefined ? {} : { retryNum: number }),
      ...(reason === undefined ? {} : { retryReason: reason }),
      customProperties: { [NAME]: { body, acknowledge: once, postpone } satisfies Delivery },
    });
  } catch (error) {
    outcome.fate = 'failed';
    log.error({ err: error, number }, 'could not take what Slack sent');
  }
  if (outcome.fate !== 'postponed') await once();
  return outcome.fate;
};
