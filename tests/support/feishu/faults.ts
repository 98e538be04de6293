import type { ApiFault } from '../slack/fake-slack.ts';

interface Planned {
  readonly fault: ApiFault;
  readonly path: string;
  /** How many calls pass before it strikes. */
  skip: number;
  times: number;
}

export interface Faults {
  fail(
    fault: ApiFault,
    options?: { readonly path?: string; readonly nth?: number; readonly times?: number },
  ): void;
  outage(fault: ApiFault | undefined): void;
  /** What goes wrong with this call; counts it. */
  next(path: string): ApiFault | undefined;
}

/** Faults by path prefix: the nth call from now, so many times in a row. */
export const createFaults = (): Faults => {
  let plans: Planned[] = [];
  let everything: ApiFault | undefined;
  return {
    fail: (fault, { path = '/', nth = 0, times = 1 } = {}) => {
      plans.push({ fault, path, skip: nth, times });
    },
    outage: (fault) => {
      everything = fault;
    },
    next: (path) => {
      let struck: ApiFault | undefined;
      for (const plan of plans.filter((one) => path.startsWith(one.path))) {
        if (plan.skip > 0) plan.skip -= 1;
        else if (struck === undefined) {
          struck = plan.fault;
          plan.times -= 1;
        }
      }
      plans = plans.filter(({ times }) => times > 0);
      return everything ?? struck;
    },
  };
};
