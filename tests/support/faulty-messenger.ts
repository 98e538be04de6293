import { DeliveryError, type DeliveryKey, type Messenger } from '#ports/messenger.ts';

/** What goes wrong with one call. `reply lost`: it takes effect, and the caller hears of a broken connection. */
export const FAULTS = ['refused once', 'refused three times', 'reply lost'] as const;
export type Fault = (typeof FAULTS)[number];

const METHODS = ['openRoom', 'invite', 'post', 'update', 'whisper', 'decorate'] as const;

export interface FaultyMessenger {
  readonly between: (messenger: Messenger) => Messenger;
  /** The methods called so far, in order. */
  readonly calls: readonly string[];
}

const isKey = (value: unknown): value is DeliveryKey =>
  typeof value === 'object' && value !== null && 'uncertain' in value && 'key' in value;

/** Disturbs the `nth` call (from 0), and with it the next ones of the same delivery where it is to be refused thrice. */
export const faultyMessenger = (nth: number, fault: Fault): FaultyMessenger => {
  const calls: string[] = [];
  let victim: string | undefined;
  let left = fault === 'refused three times' ? 3 : 1;
  const disturbed = async (args: readonly unknown[], work: () => Promise<unknown>) => {
    const key = args.find(isKey)?.key;
    if (calls.length - 1 === nth) victim = key;
    if (victim === undefined || victim !== key || left === 0) return work();
    left -= 1;
    if (fault !== 'reply lost') throw new DeliveryError('unavailable', 'retry');
    await work();
    throw new DeliveryError('connection-reset', 'retry');
  };
  return {
    calls,
    between: (messenger) =>
      new Proxy(messenger, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          const method = METHODS.find((one) => one === name);
          if (typeof member !== 'function' || method === undefined) return member;
          return (...args: unknown[]) => {
            calls.push(method);
            return disturbed(args, () => Reflect.apply(member, target, args) as Promise<unknown>);
          };
        },
      }),
  };
};
