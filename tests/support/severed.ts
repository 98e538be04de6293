/** The line between a program and what outlives it. */
export interface Severable {
  /** The same thing, for as long as the line holds. */
  wrap<T extends object>(target: T): T;
  /** From now on nothing gets through, and no answer comes back: for the program this is its death. */
  sever(): void;
}

const NEVER = new Promise<never>(() => {});

export const createSeverable = (): Severable => {
  let severed = false;
  const answer = async (result: unknown): Promise<unknown> => {
    const settled = await Promise.allSettled([result]);
    if (severed) return NEVER;
    const [one] = settled;
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  };
  return {
    wrap: (target) =>
      new Proxy(target, {
        get: (from, name) => {
          const member: unknown = Reflect.get(from, name);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => {
            if (severed) return NEVER;
            const result: unknown = Reflect.apply(member, from, args);
            return result instanceof Promise ? answer(result) : result;
          };
        },
      }),
    sever: () => {
      severed = true;
    },
  };
};
