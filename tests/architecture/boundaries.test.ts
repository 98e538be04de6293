import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom; an area absent from a row is out of bounds. `npm` means any package or node builtin. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/domain': ['src/domain'],
  'src/cards': ['src/cards', 'src/domain'],
  'src/commands': ['src/commands', 'src/cards', 'src/domain', 'npm'],
  'src/ports': ['src/ports', 'src/cards', 'src/domain'],
  'src/app': ['src/app', 'src/commands', 'src/ports', 'src/cards', 'src/domain', 'npm'],
  'src/store': ['src/store', 'src/ports', 'src/domain', 'npm'],
  'src/playbooks': ['src/playbooks', 'src/domain', 'npm'],
  'src/organisation': ['src/organisation', 'src/playbooks', 'src/domain', 'npm'],
  'src/config': ['src/config', 'src/playbooks', 'src/domain', 'npm'],
  'src/config.ts': ['src/config', 'src/domain', 'npm'],
  'src/web': ['src/web', 'src/app', 'src/ports', 'src/cards', 'src/domain', 'npm'],
  'src/cli': ['src/*', 'adapters/*', 'npm'],
  'src/boot': ['src/*', 'adapters/*', 'npm'],
  'src/boot.ts': ['src/*', 'adapters/*', 'npm'],
  'src/start.ts': ['src/*', 'adapters/*', 'npm'],
  'src/compose.ts': ['src/*', 'npm'],
  'src/main.ts': ['src/*', 'adapters/*', 'npm'],
  'adapters/*': ['self', 'src/ports', 'src/cards', 'src/domain', 'npm'],
  'adapters/index.ts': ['adapters/*', 'src/ports', 'src/cards', 'src/domain', 'npm'],
};

const ALIAS = /^#(domain|cards|commands|ports|app|store|playbooks|web|cli)\//;
const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\s,]+)['"]/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

const areaOf = (file: string): string => file.split('/').slice(0, 2).join('/');

const rowOf = (area: string): string => {
  if (MAY_IMPORT[area] !== undefined) return area;
  return area.startsWith('adapters/') ? 'adapters/*' : area;
};

const resolved = (from: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
  if (specifier.startsWith('#adapters/')) return specifier.replace('#adapters/', 'adapters/');
  if (specifier.startsWith('#src/')) return specifier.replace('#src/', 'src/');
  return ALIAS.test(specifier) ? `src/${specifier.slice(1)}` : undefined;
};

const targetOf = (from: string, specifier: string): string => {
  const file = resolved(from, specifier);
  return file === undefined ? 'npm' : areaOf(file);
};

const allows = (area: string, target: string): boolean => {
  const row = MAY_IMPORT[rowOf(area)] ?? [];
  if (target === area)
    return row.includes('self') || row.includes(area) || row.includes(`${area.split('/')[0]}/*`);
  if (row.includes(target)) return true;
  const wildcard = `${target.split('/')[0]}/*`;
  return (
    target !== 'npm' &&
    row.includes(wildcard) &&
    !(wildcard === 'adapters/*' && rowOf(area) === 'adapters/*')
  );
};

const violations = (file: string, source: string): string[] =>
  [...source.replace(COMMENT, '').matchAll(SPECIFIER)]
    .map(([, specifier = '']) => specifier)
    .filter((specifier) => !allows(areaOf(file), targetOf(file, specifier)))
    .map((specifier) => `${file} → ${specifier}`);

const sources = (): string[] =>
  globSync(['src/**/*.ts', 'adapters/**/*.ts'], {
    exclude: ['**/generated/**', 'adapters/sandbox/public/**'],
  }).map((file) => file.split(path.sep).join('/'));

describe('borders between the areas', () => {
  it('hold across the tree', () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(100); // a guard that saw nothing must not pass
    expect(files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('know every area that exists', () => {
    const unknown = [...new Set(sources().map(areaOf))].filter(
      (area) => MAY_IMPORT[rowOf(area)] === undefined,
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    ['src/domain/incident/decide.ts', "import { z } from 'zod'"],
    ['src/domain/incident/decide.ts', "import { readFileSync } from 'node:fs'"],
    ['src/domain/incident/decide.ts', "import type { Card } from '#cards/card.ts'"],
    ['src/domain/incident/decide.ts', "import type { Card } from '../../cards/card.ts'"],
    ['src/cards/status-card.ts', "import { sandbox } from '../../adapters/sandbox/sandbox.ts'"],
    ['src/cards/status-card.ts', "import { parseLine } from '#commands/parse-line.ts'"],
    ['src/app/handle-command.ts', "import { openStorage } from '#store/open-storage.ts'"],
    ['src/app/handle-command.ts', "import { createSandbox } from '#adapters/sandbox/sandbox.ts'"],
    ['src/store/open-storage.ts', "import { handle } from '#app/handle-command.ts'"],
    ['src/ports/messenger.ts', "import { z } from 'zod'"],
    ['adapters/slack/index.ts', "import { card } from '#adapters/feishu/elements.ts'"],
    ['adapters/slack/index.ts', "import { card } from '../feishu/elements.ts'"],
    ['adapters/slack/index.ts', "import { handle } from '#app/handle-command.ts'"],
    ['adapters/slack/index.ts', "const m = await import('#store/open-storage.ts')"],
  ])('catch a planted violation in %s: %s', (file, source) => {
    expect(violations(file, source)).toHaveLength(1);
  });

  it.each([
    ['adapters/teams/index.ts', "import type { Messenger } from '#ports/messenger.ts'"],
    ['adapters/teams/index.ts', "import { fit } from './limits.ts'"],
    ['adapters/index.ts', "import { teams } from './teams/index.ts'"],
  ])('let a new messenger in without an edit: %s: %s', (file, source) => {
    expect(violations(file, source)).toEqual([]);
  });
});
