// Writes the tables of the READMEs that are made from the code: npm run tables
import { readFileSync, writeFileSync } from 'node:fs';
import { LOCALES } from '#domain/locale.ts';
import { README_OF, readmeWithTable } from './parity-readme.ts';

for (const locale of LOCALES) {
  const file = README_OF[locale];
  writeFileSync(file, readmeWithTable(readFileSync(file, 'utf8'), locale));
}
