import type { PersonRef } from '#domain/person.ts';

/**
 * The private way to the pages: an address that signs one person in, once, within minutes, and leads to
 * `path`. Whoever holds it reads as that person, so it is only ever told to them alone.
 */
export type PageLinks = (person: PersonRef, path: string) => Promise<string>;
