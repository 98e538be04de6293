import { MINUTE, type Instant } from '../time.ts';
import { LONGEST_PAUSE } from './series.ts';

/** What has been told about a condition that can last. */
export interface Told {
  at?: Instant;
  value: number;
}

/**
 * `first` when the condition has just become true, `again` when it still is and a minute of the data's own
 * time went by or it is much worse than when it was last told, else nothing. What was told before a long
 * pause is told as new: nobody knows what happened meanwhile.
 */
export const tellOf = (
  told: Told,
  now: { readonly holds: boolean; readonly at: Instant; readonly value: number },
  muchWorse: (before: number, value: number) => boolean,
): 'first' | 'again' | undefined => {
  if (!now.holds) {
    delete told.at;
    return undefined;
  }
  const before = told.at === undefined || now.at - told.at > LONGEST_PAUSE ? undefined : told.at;
  const due = before === undefined || now.at - before >= MINUTE || muchWorse(told.value, now.value);
  if (!due) return undefined;
  told.at = now.at;
  told.value = now.value;
  return before === undefined ? 'first' : 'again';
};
