import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as messengers from '#adapters/index.ts';

/** A folder is a messenger once it holds a file of its own name. */
const built = readdirSync('adapters', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => existsSync(`adapters/${name}/${name}.ts`));

describe('the list of messengers', () => {
  it('names every one that is built', () => {
    expect(built).toEqual(expect.arrayContaining(['sandbox', 'slack']));
    expect(Object.keys(messengers).toSorted()).toEqual(
      built.map((name) => `create${name.charAt(0).toUpperCase()}${name.slice(1)}`).toSorted(),
    );
  });
});
