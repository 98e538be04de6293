import { defineConfig } from 'prisma/config';

// Prisma's command line asks for its native schema engine even where it never runs it; naming any
// executable keeps `generate`, `validate` and `format` offline.
if (/^(generate|validate|format)$/.test(process.argv[2] ?? ''))
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: '.',
  migrations: { path: '../migrations/sqlite' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
