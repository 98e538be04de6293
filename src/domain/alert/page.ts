import { rosterOf } from '../incident/people.ts';
import type { PersonRef } from '../person.ts';
import type { Policy } from '../policy.ts';
import type { Instant } from '../time.ts';
import type { AlertNotice } from './notice.ts';
import type { AlertState } from './state.ts';

/** What the pager of last resort is told of an alert. */
export interface AlertPage {
  readonly event: 'alert-unverified';
  readonly about: Readonly<Record<string, string | Instant>>;
  /** People whom the same step calls. */
  readonly called: readonly PersonRef[];
}

/** Leadership is called about an alert that nobody verifies, and so is the pager; once it is decided nobody is. */
export const pageAlert = (
  _: AlertNotice,
  { phase, scenario, raisedAt, verifyDue }: AlertState,
  policy: Policy,
): AlertPage | undefined =>
  phase === 'raised'
    ? {
        event: 'alert-unverified',
        about: { scenario, state: phase, raisedAt, verifyDue },
        called: rosterOf('leadership', policy).map(({ id, name }) => ({ id, name })),
      }
    : undefined;
