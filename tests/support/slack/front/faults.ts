import type { ApiFault } from '../fake-slack.ts';

interface Plan {
  readonly fault: ApiFault;
  readonly method: string | undefined;
  /** Calls to let through first. */
  skip: number;
  times: number;
}

export interface Faults {
  plan(
    fault: ApiFault,
    options?: { readonly method?: string; readonly nth?: number; readonly times?: number },
  ): void;
  outage(fault: ApiFault | undefined): void;
  latency(ms: number): void;
  /** What befalls this call; each call is counted once, in the order of arrival. */
  next(method: string): ApiFault | undefined;
  readonly delayMs: () => number;
}

/** What goes wrong, and when. */
export const createFaults = (): Faults => {
  const plans: Plan[] = [];
  let always: ApiFault | undefined;
  let delay = 0;
  return {
    plan: (fault, options = {}) => {
      const { method, nth = 0, times = 1 } = options;
      plans.push({ fault, method, skip: nth, times });
    },
    outage: (fault) => {
      always = fault;
    },
    latency: (ms) => {
      delay = ms;
    },
    delayMs: () => delay,
    next: (method) => {
      let found: ApiFault | undefined;
      for (const plan of plans) {
        if (plan.method !== undefined && plan.method !== method) continue;
        if (plan.skip > 0) plan.skip -= 1;
        else if (plan.times > 0 && found === undefined) {
          plan.times -= 1;
          found = plan.fault;
        }
      }
      return found ?? always;
    },
  };
};
