import type { Person } from '#domain/organisation/organisation.ts';
import type { Storage } from '#ports/storage.ts';

/** Person → messenger → the account they linked with `bind`. */
export type Links = ReadonlyMap<string, ReadonlyMap<string, string>>;

export const noLinks: Links = new Map();

/** The links of these people. */
export const linksOf = async (storage: Storage, people: readonly Person[]): Promise<Links> =>
  new Map(
    await Promise.all(
      people.map(async ({ id }) => {
        const rows = await storage.linksOf(id);
        return [id, new Map(rows.map(({ platform, account }) => [platform, account]))] as const;
      }),
    ),
  );

/** A person's account on a messenger: the organisation file first, then their own link. */
export const linkedTo = (person: Person, platform: string, links: Links): string | undefined =>
  person.accounts[platform] ?? links.get(person.id)?.get(platform);
