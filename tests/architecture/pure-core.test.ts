import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const PLANTED = mkdtempSync(path.join(tmpdir(), 'planted-'));
const CARD = path.resolve('src/cards/card.ts');

/** What the core's own compiler settings say of a file that is put into it. */
const complaints = (source: string): string => {
  writeFileSync(path.join(PLANTED, 'planted.mts'), source);
  const project = path.join(PLANTED, 'tsconfig.json');
  writeFileSync(
    project,
    JSON.stringify({
      extends: path.resolve('src/domain/tsconfig.json'),
      compilerOptions: {
        rootDir: PLANTED,
        composite: false,
        emitDeclarationOnly: false,
        noEmit: true,
      },
      include: ['planted.mts'],
      exclude: [],
    }),
  );
  try {
    execFileSync('node_modules/.bin/tsc', ['-p', project], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : 'tsc did not run';
  }
};

afterAll(() => rmSync(PLANTED, { recursive: true, force: true }));

describe('the core compiles without the world', () => {
  it.each([
    [
      'a Node module',
      "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
      'node:fs',
    ],
    ['a timer', 'export const x = setTimeout;', 'setTimeout'],
    ['the console', "console.log('x');\nexport const x = 1;", 'console'],
    ['the environment', 'export const x = process.env;', 'process'],
    ['the network', "export const x = fetch('https://example.com');", 'fetch'],
    [
      'an adapter, even its types',
      `import type { Card } from '${CARD}';\nexport type X = Card;`,
      'card.ts',
    ],
  ])('refuses %s', (_, source, name) => {
    const said = complaints(source);
    expect(said).toMatch(/error TS\d+/);
    expect(said).toContain(name);
  });

  it('accepts plain computing', () => {
    expect(complaints('export const twice = (n: number): number => n * 2;')).toBe('');
  });
});
