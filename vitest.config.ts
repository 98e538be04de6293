import { defineConfig } from 'vitest/config';

const project = (
  name: string,
  include: readonly string[],
  extra: Record<string, unknown> = {},
) => ({
  test: { name, include: [...include], environment: 'node' as const, ...extra },
});

export default defineConfig({
  test: {
    // Two cores are what a small server and CI have; more workers only make the clock tests wait.
    maxWorkers: 2,
    projects: [
      project('fast', ['tests/**/*.test.ts'], {
        exclude: ['tests/**/*.{db,story,crash,browser}.test.ts'],
        testTimeout: 20_000,
      }),
      project('db', ['tests/**/*.db.test.ts'], { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('story', ['tests/**/*.story.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('crash', ['tests/**/*.crash.test.ts'], { testTimeout: 240_000, hookTimeout: 60_000 }),
      project('browser', ['tests/**/*.browser.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 120_000,
      }),
    ],
  },
});
