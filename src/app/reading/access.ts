import {
  type AccessIntent,
  type AccessState,
  isShareOpen,
  isStillGiven,
  type Share,
} from '#domain/organisation/access.ts';
import {
  evolveOrganisation,
  NO_CHANGES,
  ORGANISATION_STREAM,
  type OrganisationEvent,
  type OrganisationState,
} from '#domain/organisation/stream.ts';
import type { Actor } from '#domain/person.ts';
import type { Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import type { Clock } from '#ports/system.ts';
import { createStreamCache } from '../incident-cache.ts';
import type { OrganisationHandler } from '../organisation-handler.ts';

/** Who was let in to read, kept in the record of the organisation. */
export interface Access {
  /** Records it; false where a link was used before, or others changed the same at this moment. */
  record(intent: AccessIntent, actor: Actor, receipt: string): Promise<boolean>;
  /** Whether what was given to a person at that moment still counts. */
  isStillGiven(person: string, at: Instant): Promise<boolean>;
  /** The share of that id, while it opens anything. */
  openShare(id: string): Promise<Share | undefined>;
  /** Every share of an incident, the newest first, those that ended too. */
  sharesOf(incident: string): Promise<readonly Share[]>;
}

/** Receipts of what is done on a page. */
export const WEB = 'web';

/** Access over the organisation's stream. */
export const createAccess = (deps: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly organisation: OrganisationHandler;
}): Access => {
  const { storage, clock, organisation } = deps;
  const cache = createStreamCache<OrganisationState>({
    storage,
    evolve: (state, event) => evolveOrganisation(state ?? NO_CHANGES, event as OrganisationEvent),
    restore: (snapshot) => snapshot as OrganisationState,
    limit: 1,
  });
  const now = async (): Promise<AccessState> =>
    ((await cache.load(ORGANISATION_STREAM)).state ?? NO_CHANGES).access;
  return {
    record: async (intent, actor, receipt) => {
      const meta = { now: clock.now(), actor, via: WEB };
      const outcome = await organisation(intent, meta, { platform: WEB, id: receipt }, {});
      return 'done' in outcome;
    },
    isStillGiven: async (person, at) => isStillGiven(await now(), person, at),
    openShare: async (id) => {
      const share = (await now()).shares[id];
      return share !== undefined && isShareOpen(share, clock.now()) ? share : undefined;
    },
    sharesOf: async (incident) =>
      Object.values((await now()).shares)
        .filter((share) => share.incident === incident)
        .toSorted((one, other) => other.at - one.at),
  };
};
