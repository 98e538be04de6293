import type { PersonRef } from '../person.ts';
import type { DurationMs, Instant } from '../time.ts';

// Who may read the pages: sign-ins, and links that let an outsider read one incident. All of it is a
// record like everything else, so that an auditor can be shown who had access, since when and by whom.

export type AccessIntent =
  /** A private link was used; `session` is its id, which works once. */
  | { readonly type: 'signIn'; readonly session: string; readonly until: Instant }
  /** Ends every session and every unused link of the person. */
  | { readonly type: 'signOut' }
  | {
      readonly type: 'share';
      readonly id: string;
      readonly incident: string;
      readonly until: Instant;
    }
  | { readonly type: 'revokeShare'; readonly id: string };

export type AccessEvent =
  | {
      readonly type: 'person.signedIn';
      readonly data: {
        readonly person: PersonRef;
        readonly session: string;
        readonly until: Instant;
      };
    }
  | { readonly type: 'person.signedOut'; readonly data: { readonly person: PersonRef } }
  | {
      readonly type: 'share.created';
      readonly data: { readonly id: string; readonly incident: string; readonly until: Instant };
    }
  | { readonly type: 'share.revoked'; readonly data: { readonly id: string } };

/** A link by which somebody without an account reads one incident. */
export interface Share {
  readonly id: string;
  readonly incident: string;
  readonly by: PersonRef;
  readonly at: Instant;
  readonly until: Instant;
  readonly revokedAt?: Instant;
}

export interface AccessState {
  /** Person → when they last ended all their sessions; what was given before counts no more. */
  readonly signedOut: Readonly<Record<string, Instant>>;
  readonly shares: Readonly<Record<string, Share>>;
}
export const NO_ACCESS: AccessState = { signedOut: {}, shares: {} };

/** A link in a chat is used within minutes, or asked for again. */
export const LINK_LASTS: DurationMs = 10 * 60_000;
/** A working day. */
export const SESSION_LASTS: DurationMs = 12 * 3_600_000;

/** The fact that an intent becomes; nothing where it changes nothing. */
export const decideAccess = (
  state: AccessState,
  intent: AccessIntent,
  self: PersonRef,
): readonly AccessEvent[] => {
  switch (intent.type) {
    case 'signIn': {
      const { session, until } = intent;
      return [{ type: 'person.signedIn', data: { person: self, session, until } }];
    }
    case 'signOut':
      return [{ type: 'person.signedOut', data: { person: self } }];
    case 'share': {
      const { id, incident, until } = intent;
      return [{ type: 'share.created', data: { id, incident, until } }];
    }
    case 'revokeShare': {
      const share = state.shares[intent.id];
      return share === undefined || share.revokedAt !== undefined
        ? []
        : [{ type: 'share.revoked', data: { id: intent.id } }];
    }
  }
};

/** The state after an event. */
export const evolveAccess = (
  state: AccessState,
  event: AccessEvent,
  { by, at }: { readonly by: PersonRef; readonly at: Instant },
): AccessState => {
  switch (event.type) {
    case 'person.signedIn':
      return state;
    case 'person.signedOut':
      return { ...state, signedOut: { ...state.signedOut, [event.data.person.id]: at } };
    case 'share.created': {
      const share: Share = { ...event.data, by, at };
      return { ...state, shares: { ...state.shares, [share.id]: share } };
    }
    case 'share.revoked': {
      const share = state.shares[event.data.id];
      return share === undefined
        ? state
        : { ...state, shares: { ...state.shares, [share.id]: { ...share, revokedAt: at } } };
    }
  }
};

/** Whether a share link still opens anything. */
export const isShareOpen = ({ revokedAt, until }: Share, now: Instant): boolean =>
  revokedAt === undefined && now < until;

/** Whether what was given to a person at `at` still counts. */
export const isStillGiven = (state: AccessState, person: string, at: Instant): boolean =>
  at > (state.signedOut[person] ?? Number.NEGATIVE_INFINITY);
