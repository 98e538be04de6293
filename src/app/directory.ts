import { actorOf } from '#domain/incident/people.ts';
import { LOCALES, type Locale } from '#domain/locale.ts';
import type { Organisation, Person } from '#domain/organisation/organisation.ts';
import { type Actor, SYSTEM } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import type { AccountRef } from '#ports/messenger.ts';
import type { LastUse, Storage } from '#ports/storage.ts';
import { createLru } from './lru.ts';
import { createMemo } from './memo.ts';

/** Who is who on which messenger: the organisation file first, then the links people made themselves. */
export interface Directory {
  actorFor(who: AccountRef): Promise<Actor>;
  /** Whose account this is, as far as the organisation file and the links know. */
  personOf(platform: string, account: string): Promise<string | undefined>;
  /** True when the person is in the organisation file. */
  knows(person: string): boolean;
  accountOn(person: string, platform: string): Promise<AccountRef | undefined>;
  /** Of `platforms` the one the person used last, else the first in which there is an account. */
  reach(person: string, platforms: readonly string[]): Promise<AccountRef | undefined>;
  /** The language the person chose, else that of the organisation file, of their client, of the organisation. */
  localeOf(person: string): Promise<Locale>;
  /** Notes where a person acted, and in which language their client is if that is known. */
  touch(person: string, use: LastUse, at: Instant): Promise<void>;
  /** After a bind or a change of language: read again. */
  forget(): void;
}

export interface DirectoryOptions {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly defaultLocale: Locale;
}

// Other processes may write links and languages; what is remembered is never older than this.
const REMEMBERED_FOR: DurationMs = 30 * SECOND;
const REMEMBERED = 5_000;

interface Index {
  readonly byId: ReadonlyMap<string, Person>;
  readonly byAccount: ReadonlyMap<string, Person>;
}
const indexes = new WeakMap<Organisation, Index>();
const accountKey = (platform: string, id: string): string => JSON.stringify([platform, id]);

const indexOf = (organisation: Organisation): Index => {
  const known = indexes.get(organisation);
  if (known !== undefined) return known;
  const made: Index = {
    byId: new Map(organisation.people.map((person) => [person.id, person])),
    byAccount: new Map(
      organisation.people.flatMap((person) =>
        Object.entries(person.accounts).map(([platform, id]) => [accountKey(platform, id), person]),
      ),
    ),
  };
  indexes.set(organisation, made);
  return made;
};

const toLocale = (text: string | undefined): Locale | undefined =>
  LOCALES.find((locale) => locale === text);

/** What the store knows of people, remembered for a while. */
const createRecollection = (storage: Storage) => {
  const persons = createMemo<string | undefined>(REMEMBERED, REMEMBERED_FOR);
  const links = createMemo<ReadonlyMap<string, string>>(REMEMBERED, REMEMBERED_FOR);
  const used = createMemo<LastUse | undefined>(REMEMBERED, REMEMBERED_FOR);
  const locales = createMemo<Locale | undefined>(REMEMBERED, REMEMBERED_FOR);
  return {
    personOf: (platform: string, id: string) =>
      persons.get(accountKey(platform, id), () => storage.personOf(platform, id)),
    linksOf: (person: string) =>
      links.get(person, async () => {
        const rows = await storage.linksOf(person);
        return new Map(rows.map(({ platform, account }) => [platform, account]));
      }),
    localeOf: (person: string) =>
      locales.get(person, async () => toLocale(await storage.localeOf(person))),
    lastUse: (person: string) => used.get(person, () => storage.lastUse(person)),
    noteUse: (person: string, use: LastUse): void => used.set(person, use),
    forget: (): void => {
      for (const memo of [persons, links, locales]) memo.clear();
    },
  };
};

/** Accounts behind people and people behind accounts. */
const createAccounts = (
  policy: () => Policy,
  recollection: ReturnType<typeof createRecollection>,
): Pick<Directory, 'personOf' | 'knows' | 'accountOn' | 'actorFor'> => {
  // People outside the file act under an account name of their own; their address is only known from here.
  const strangers = createLru<AccountRef>(REMEMBERED);
  const index = (): Index => indexOf(policy().organisation);

  const stranger = (who: AccountRef): Actor => {
    const id = `${who.platform} ${who.id}`;
    strangers.set(id, { ...who, person: id });
    return { id, name: who.name ?? who.id, groups: [] };
  };
  const personOf: Directory['personOf'] = async (platform, account) => {
    const inFile = index().byAccount.get(accountKey(platform, account));
    return inFile?.id ?? (await recollection.personOf(platform, account));
  };
  return {
    personOf,
    knows: (person) => index().byId.has(person),
    accountOn: async (person, platform) => {
      const other = strangers.get(person);
      if (other !== undefined) return other.platform === platform ? other : undefined;
      const known = index().byId.get(person);
      if (known === undefined) return undefined;
      const id = known.accounts[platform] ?? (await recollection.linksOf(person)).get(platform);
      return id === undefined ? undefined : { platform, id, person, name: known.name };
    },
    actorFor: async (who) => {
      const person = await personOf(who.platform, who.id);
      return (person === undefined ? undefined : actorOf(policy(), person)) ?? stranger(who);
    },
  };
};

/** A directory over the organisation in force and the store's links. */
export const createDirectory = (options: DirectoryOptions): Directory => {
  const { storage, policy, defaultLocale } = options;
  const recollection = createRecollection(storage);
  const accounts = createAccounts(policy, recollection);
  const { forget } = recollection;
  return {
    ...accounts,
    reach: async (person, platforms) => {
      if (person === SYSTEM.id) return undefined;
      const last = (await recollection.lastUse(person))?.platform;
      const ordered = platforms.toSorted((a, b) => Number(b === last) - Number(a === last));
      for (const platform of ordered) {
        const account = await accounts.accountOn(person, platform);
        if (account !== undefined) return account;
      }
      return undefined;
    },
    localeOf: async (person) =>
      (await recollection.localeOf(person)) ??
      indexOf(policy().organisation).byId.get(person)?.locale ??
      toLocale((await recollection.lastUse(person))?.locale) ??
      defaultLocale,
    touch: async (person, { platform, locale: told }, at) => {
      const known = await recollection.lastUse(person);
      const locale = told ?? known?.locale;
      if (known?.platform === platform && known.locale === locale) return;
      recollection.noteUse(person, { platform, locale });
      await storage.touch(person, { platform, locale }, at);
    },
    forget,
  };
};
