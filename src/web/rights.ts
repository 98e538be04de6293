import type { Sight } from '#app/reading/reader.ts';

// Who may what on the pages: every route names one of these needs, and this table is the only place
// that says what a need means to whom. tests/web/rights.db.test.ts walks every route as each of them.

/** What a route asks of its reader. */
export type Need =
  /** Anyone at all: the public status, signing in, style and scripts. */
  | 'nothing'
  /** Somebody of the organisation: lists over all incidents, playbooks, readiness. */
  | 'organisation'
  /** The page of one incident, of which some see level and state only. */
  | 'sight'
  /** All of one incident: timeline, exports, postmortem, live changes. */
  | 'record'
  /** One alert or ticket: its page, its file, its live changes. */
  | 'subject'
  /** Writing into the postmortem. */
  | 'write'
  /** Letting outsiders read, and ending that. */
  | 'share'
  /** One's own session. */
  | 'self';

/** Who asks. `open`: at the machine of a sandbox, `player`: there, acting as somebody. */
export type Asker = 'stranger' | 'auditor' | 'person' | 'open' | 'player';

/**
 * `yes`; `sign-in`: asked to sign in, whether or not the thing exists; `not-found`: as if there were
 * nothing; `refused`: seen, but not theirs to do; `feed`: level and state only.
 */
export type Verdict = 'yes' | 'sign-in' | 'not-found' | 'refused' | 'feed';

/** What is known of the asker and of the incident, alert or ticket that the route is about. */
export interface Standing {
  readonly asker: Asker;
  /** Absent where the route is about nothing in particular; `nothing`: unknown, or hidden from the asker. */
  readonly sight?: Sight;
  readonly mayWrite?: boolean;
  readonly mayShare?: boolean;
}

type Rule = (standing: Standing) => Verdict;

const insider = ({ asker }: Standing): boolean => asker !== 'stranger' && asker !== 'auditor';

/** An outsider learns nothing of what exists, and an auditor nothing beyond the one incident. */
const outside = ({ asker, sight }: Standing): Verdict | undefined =>
  asker === 'stranger' || (asker === 'auditor' && sight !== 'all') ? 'sign-in' : undefined;

const seenWhole = (standing: Standing): Verdict | undefined =>
  outside(standing) ?? (standing.sight === 'all' ? undefined : 'not-found');

export const RIGHTS: Readonly<Record<Need, Rule>> = {
  nothing: () => 'yes',
  organisation: (standing) => (insider(standing) ? 'yes' : 'sign-in'),
  sight: (standing) => {
    if (standing.sight === 'feed' && insider(standing)) return 'feed';
    return seenWhole(standing) ?? 'yes';
  },
  record: (standing) => seenWhole(standing) ?? 'yes',
  subject: (standing) => seenWhole(standing) ?? 'yes',
  write: (standing) => seenWhole(standing) ?? (standing.mayWrite === true ? 'yes' : 'refused'),
  share: (standing) => seenWhole(standing) ?? (standing.mayShare === true ? 'yes' : 'refused'),
  self: ({ asker }) => (asker === 'person' || asker === 'player' ? 'yes' : 'sign-in'),
};
