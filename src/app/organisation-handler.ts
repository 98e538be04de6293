import {
  decideOrganisation,
  evolveOrganisation,
  NO_CHANGES,
  ORGANISATION_STREAM,
  type OrganisationCommand,
  type OrganisationEvent,
  type OrganisationIntent,
  type OrganisationState,
} from '#domain/organisation/stream.ts';
import type { Policy } from '#domain/policy.ts';
import { isRejected, type Rejection } from '#domain/rejection.ts';
import type { Answer } from '#ports/messenger.ts';
import type { Commit, Storage, StoredEvent } from '#ports/storage.ts';
import type { Directory } from './directory.ts';
import type { ReceiptId } from './handle-command.ts';
import { createStreamCache } from './incident-cache.ts';
import { createKeyedQueue } from './keyed-queue.ts';

type OrganisationOutcome =
  | { readonly done: true; readonly answer: Answer }
  | { readonly rejected: Rejection }
  | { readonly duplicate: true; readonly answer: Answer }
  | { readonly busy: true };

/** Takes what people change about themselves: linked accounts and their language. */
export type OrganisationHandler = (
  intent: OrganisationIntent,
  meta: OrganisationCommand['meta'],
  receipt: ReceiptId,
  answer: Answer,
) => Promise<OrganisationOutcome>;

const TRIES = 3;

/** The event as the store gives it back; the store's codec has checked its shape. */
const fromRecord = ({ type, data, occurredAt, recordedAt, actor, via }: StoredEvent) =>
  ({ type, data, occurredAt, recordedAt, actor, via }) as OrganisationEvent;

/** Rows that these events put into the read models. */
export const organisationRows = (
  events: readonly OrganisationEvent[],
): Required<Pick<Commit, 'links' | 'preferences'>> => ({
  links: events.flatMap((event) => {
    if (event.type !== 'person.bound') return [];
    const { messenger, account, person } = event.data;
    return [{ platform: messenger, account, person: person.id }];
  }),
  preferences: events.flatMap((event) =>
    event.type === 'person.localeSet'
      ? [{ person: event.data.person.id, locale: event.data.locale }]
      : [],
  ),
});

/** All changes people made about themselves, folded from stored events. */
export const organisationEvents = (stored: readonly StoredEvent[]): readonly OrganisationEvent[] =>
  stored.map(fromRecord);

const commitOf = (
  expected: Commit['expected'],
  events: readonly OrganisationEvent[],
  receipt: ReceiptId,
  meta: OrganisationCommand['meta'],
  answer: Answer,
): Commit => ({
  stream: ORGANISATION_STREAM,
  expected,
  events: events.map((event) => ({ ...event, cause: `${receipt.platform}:${receipt.id}` })),
  receipt: { ...receipt, at: meta.now, answer },
  outbox: [],
  timers: { set: [], clear: [] },
  ...organisationRows(events),
});

/** A handler over the organisation stream. */
export const createOrganisationHandler = (deps: {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly directory: Directory;
}): OrganisationHandler => {
  const { storage, policy, directory } = deps;
  const queue = createKeyedQueue();
  const cache = createStreamCache<OrganisationState>({
    storage,
    evolve: (state, event) => evolveOrganisation(state ?? NO_CHANGES, fromRecord(event)),
    restore: (snapshot) => snapshot as OrganisationState,
    limit: 1,
  });

  const tryOnce: (
    ...args: Parameters<OrganisationHandler>
  ) => Promise<OrganisationOutcome | 'conflict'> = async (intent, meta, receipt, answer) => {
    const { head, state } = await cache.load(ORGANISATION_STREAM);
    const decision = decideOrganisation(state ?? NO_CHANGES, { ...intent, meta }, policy());
    if (isRejected(decision)) return decision;
    const result = await storage.commit(commitOf(head, decision.events, receipt, meta, answer));
    if (result.ok) {
      directory.forget();
      return { done: true, answer };
    }
    cache.drop(ORGANISATION_STREAM);
    return result.because === 'conflict'
      ? 'conflict'
      : { duplicate: true, answer: result.answer ?? {} };
  };

  return (...args) =>
    queue(ORGANISATION_STREAM, async () => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const outcome = await tryOnce(...args);
        if (outcome !== 'conflict') return outcome;
      }
      return { busy: true };
    });
};
