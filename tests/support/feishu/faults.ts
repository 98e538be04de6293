import type { ApiFault } from '../slack/fake-slack.ts';

/** Which calls: those of a path prefix or of one route, from the `nth` on (0-based), `times` in a row. */
export interface Aim {
  readonly path?: string;
  /** `PATCH /open-apis/im/v1/messages/:message_id` */
  readonly route?: string;
  readonly nth?: number;
  readonly times?: number;
}

interface Planned {
  readonly fault: ApiFault;
  readonly path: string;
  readonly route: string | undefined;
  /** How many calls pass before it strikes. */
  skip: number;
  times: number;
}

export interface Faults {
  fail(fault: ApiFault, options?: Aim): void;
  outage(fault: ApiFault | undefined): void;
  /** What goes wrong with this call; counts it. */
  next(path: string, route: string): ApiFault | undefined;
}

/** Faults by path prefix: the nth call from now, so many times in a row. */
export const createFaults = (): Faults => {
  let plans: Planned[] = [];
  let everything: ApiFault | undefined;
  return {
    fail: (fault, { path = '/', route, nth = 0, times = 1 } = {}) => {
      plans.push({ fault, path, route, skip: nth, times });
    },
    outage: (fault) => {
      everything = fault;
    },
    next: (path, route) => {
      let struck: ApiFault | undefined;
      const meant = (plan: Planned): boolean =>
        path.startsWith(plan.path) && (plan.route ?? route) === route;
      for (const plan of plans.filter(meant)) {
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
