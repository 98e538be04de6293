import type { OrganisationIntent } from '#domain/organisation/stream.ts';
import type { Organisation, Person } from '#domain/organisation/organisation.ts';
import { SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, HOUR, type Instant, MINUTE } from '#domain/time.ts';
import { type AccountRef, DeliveryError, type Messenger } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import type { AppClock } from './clock.ts';
import type { Directory } from './directory.ts';
import { createLru } from './lru.ts';
import type { OrganisationHandler } from './organisation-handler.ts';

/** Finds out which account on a messenger belongs to whom, by e-mail, while nobody waits for it. */
export interface AccountLinks {
  /** Looks for everyone of the organisation file now, after each reload of it, and every hour. */
  readonly run: () => void;
  readonly stop: () => void;
  /** Somebody unknown acted. */
  readonly noticed: (who: AccountRef) => void;
  /** Resolves once all that is planned has been looked up. */
  readonly settled: () => Promise<void>;
}

export interface AccountLinksDeps {
  readonly messengers: ReadonlyMap<string, Messenger>;
  readonly policy: () => Policy;
  readonly directory: Directory;
  readonly organisation: OrganisationHandler;
  readonly clock: AppClock;
  readonly log: Log;
}

const LOOK_EVERY: DurationMs = MINUTE;
const ALL_EVERY: DurationMs = HOUR;
const ASKED_REMEMBERED = 5_000;
/** More people than this do not come to be unknown at one time; the next hour takes the others. */
const LONGEST_QUEUE = 1_000;

const sameAddress = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** The one person of the file with this address. */
const byAddress = ({ people }: Organisation, email: string): Person | undefined => {
  const [found, ...more] = people.filter(
    (person) => person.email !== undefined && sameAddress(person.email, email),
  );
  return more.length === 0 ? found : undefined;
};

/** Work one after another; what fails because the messenger is away leaves the rest for later. */
const createQueue = (log: Log) => {
  let waiting = 0;
  let tail: Promise<void> = Promise.resolve();
  return {
    add: (work: () => Promise<void>): void => {
      if (waiting >= LONGEST_QUEUE) return;
      waiting += 1;
      tail = tail
        .then(work)
        .catch((error: unknown) => log.warn({ err: error }, 'could not look up an account'))
        .finally(() => {
          waiting -= 1;
        });
    },
    settled: () => tail,
  };
};

/** Links an account to somebody; refused where it is somebody else's. */
const createLink =
  ({ organisation, clock, log }: AccountLinksDeps) =>
  async (person: Person, { platform, id }: AccountRef): Promise<void> => {
    const intent: OrganisationIntent = {
      type: 'bind',
      messenger: platform,
      account: id,
      person: { id: person.id, name: person.name },
      how: 'email',
    };
    const meta = { now: clock.now(), actor: SYSTEM, via: 'email' };
    const receipt = { platform: 'link', id: JSON.stringify([platform, id, person.id]) };
    const outcome = await organisation(intent, meta, receipt, {});
    if ('done' in outcome) log.info({ person: person.id, messenger: platform }, 'account linked');
  };

type Asked = { readonly account: AccountRef | undefined } | 'later';

/** What a messenger knows of an account; `later` while it cannot say or wants to be left alone. */
const createAsk = ({ clock }: AccountLinksDeps) => {
  const quiet = new Map<string, Instant>();
  return async (
    messenger: Messenger,
    query: Parameters<Messenger['lookup']>[0],
  ): Promise<Asked> => {
    const { platform } = messenger;
    if (clock.now() < (quiet.get(platform) ?? 0)) return 'later';
    try {
      return { account: await messenger.lookup(query) };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const { disposition, retryAfterMs = LOOK_EVERY } = error;
      if (disposition !== 'retry' && disposition !== 'reauthorise') return { account: undefined };
      quiet.set(platform, clock.now() + retryAfterMs);
      return 'later';
    }
  };
};

const createLinking = (deps: AccountLinksDeps) => {
  const { policy, directory } = deps;
  const link = createLink(deps);
  const ask = createAsk(deps);
  return {
    /** Whether nothing is left to find out. */
    ofPerson: async (person: Person, messenger: Messenger): Promise<boolean> => {
      const { email } = person;
      if (email === undefined) return true;
      if ((await directory.accountOn(person.id, messenger.platform)) !== undefined) return true;
      const asked = await ask(messenger, { email });
      if (asked === 'later') return false;
      if (asked.account !== undefined) await link(person, asked.account);
      return true;
    },
    ofAccount: async (who: AccountRef, messenger: Messenger): Promise<void> => {
      const { id } = await directory.actorFor(who);
      if (directory.knows(id)) return;
      const asked = who.email === undefined ? await ask(messenger, { id: who.id }) : undefined;
      const email = who.email ?? (typeof asked === 'object' ? asked.account?.email : undefined);
      const person = email === undefined ? undefined : byAddress(policy().organisation, email);
      if (person !== undefined) await link(person, who);
    },
  };
};

/** Everyone of the file once an hour and after each reload; whom a messenger could not look up stays on the list. */
const createRounds = ({ messengers, policy, clock }: AccountLinksDeps) => {
  const left = new Map<string, { readonly person: Person; readonly messenger: Messenger }>();
  let begun: { readonly at: Instant; readonly organisation: Organisation } | undefined;
  const begin = (organisation: Organisation): void => {
    begun = { at: clock.now(), organisation };
    left.clear();
    for (const messenger of messengers.values())
      for (const person of organisation.people)
        left.set(JSON.stringify([messenger.platform, person.id]), { person, messenger });
  };
  return {
    left,
    look: (): void => {
      const { organisation } = policy();
      const isNew = begun?.organisation !== organisation;
      if (begun === undefined || isNew || clock.now() >= begun.at + ALL_EVERY) begin(organisation);
    },
  };
};

const nothing = (): void => {};

/** Links over the messengers' own directories; one look-up at a time. */
export const createAccountLinks = (deps: AccountLinksDeps): AccountLinks => {
  const { messengers, clock, log } = deps;
  const queue = createQueue(log);
  const linking = createLinking(deps);
  const rounds = createRounds(deps);
  const asked = createLru<Instant>(ASKED_REMEMBERED);
  let forget = nothing;

  const round = async (): Promise<void> => {
    for (const [key, { person, messenger }] of rounds.left)
      if (await linking.ofPerson(person, messenger)) rounds.left.delete(key);
  };
  const tick = (): void => {
    rounds.look();
    if (rounds.left.size > 0) queue.add(round);
    forget = clock.wakeAt(clock.now() + LOOK_EVERY, tick);
  };
  return {
    run: tick,
    stop: () => forget(),
    noticed: (who) => {
      const messenger = messengers.get(who.platform);
      const key = JSON.stringify([who.platform, who.id]);
      const before = asked.get(key);
      if (messenger === undefined || (before !== undefined && clock.now() < before + ALL_EVERY))
        return;
      asked.set(key, clock.now());
      queue.add(() => linking.ofAccount(who, messenger));
    },
    settled: queue.settled,
  };
};
