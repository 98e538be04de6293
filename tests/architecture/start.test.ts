import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROGRAM, SMALL_NURSERY } from '#cli/program.ts';

it('what is measured is started as `npm start` starts it', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(scripts['start']).toBe(`node ${SMALL_NURSERY} src/main.ts`);
  expect(PROGRAM.map((part) => part.replace(/.*\/src\//u, 'src/')).join(' ')).toBe(
    `${SMALL_NURSERY} src/main.ts`,
  );
});
