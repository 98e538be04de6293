import type { Vars } from '#domain/incident/event.ts';
import type { Instant } from '#domain/time.ts';
import type { PlacedFault } from './fault.ts';
import type { ParseContext } from './request.ts';
import { exampleInstant, readInstant } from './values/instant.ts';

/** Variables whose time, once published, is a promise to customers. */
const PROMISE_VARIABLES: readonly string[] = ['eta', 'nextUpdate'];

/** The instants promised by variables; a text that is no time (今晚) promises nothing, a past one is a fault. */
export const promisesOf = (
  vars: Vars,
  argument: string,
  context: ParseContext,
): {
  readonly promises: Readonly<Record<string, Instant>>;
  readonly faults: readonly PlacedFault[];
} => {
  const promises: Record<string, Instant> = {};
  const faults: PlacedFault[] = [];
  const moment = { ...context, sense: 'future' as const };
  for (const key of PROMISE_VARIABLES) {
    const given = vars[key];
    if (given === undefined) continue;
    const reading = readInstant(given, moment);
    if ('instant' in reading) promises[key] = reading.instant;
    else if (reading.problem === 'past')
      faults.push({
        argument,
        key,
        fault: { fault: 'time-in-past', given, better: exampleInstant(moment, context.locale) },
      });
  }
  return { promises, faults };
};
