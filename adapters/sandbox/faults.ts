import { setTimeout as wait } from 'node:timers/promises';
import type { Messenger } from '#ports/messenger.ts';
import { DeliveryError } from '#ports/messenger.ts';

/** A method of the port that reaches the platform. */
export type OutboundMethod = Exclude<keyof Messenger, 'platform' | 'can' | 'listen'>;

/** What tests and drills can make go wrong on this platform. */
export interface Faults {
  /** The next `times` calls throw `error` and have no effect. */
  fail(method: OutboundMethod, times: number, error: DeliveryError): void;
  /** The next `times` calls take effect, but the caller only hears that the connection broke. */
  loseReply(method: OutboundMethod, times: number): void;
  /** Every call takes `ms` longer from now on; 0 ends it. */
  delay(method: OutboundMethod, ms: number): void;
}

type Guard = <T>(method: OutboundMethod, effect: () => T) => Promise<T>;

/** The switchboard of faults, and the guard that every outbound call runs under. */
export const createFaults = (): { readonly faults: Faults; readonly guard: Guard } => {
  const failing = new Map<OutboundMethod, { left: number; readonly error: DeliveryError }>();
  const losing = new Map<OutboundMethod, number>();
  const delays = new Map<OutboundMethod, number>();

  const guard: Guard = async (method, effect) => {
    const ms = delays.get(method) ?? 0;
    if (ms > 0) await wait(ms);
    const fault = failing.get(method);
    if (fault !== undefined && fault.left > 0) {
      fault.left -= 1;
      throw fault.error;
    }
    const result = effect();
    const lost = losing.get(method) ?? 0;
    if (lost > 0) {
      losing.set(method, lost - 1);
      throw new DeliveryError('connection-reset', 'retry');
    }
    return result;
  };

  return {
    guard,
    faults: {
      fail: (method, times, error) => {
        failing.set(method, { left: times, error });
      },
      loseReply: (method, times) => {
        losing.set(method, times);
      },
      delay: (method, ms) => {
        delays.set(method, ms);
      },
    },
  };
};
