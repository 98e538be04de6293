import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// Without it every call strips and compiles all sources anew.
enableCompileCache();
if (existsSync('.env')) process.loadEnvFile('.env');

const { runCommandLine } = await import('./run.ts');
const { VERBS } = await import('./verbs.ts');

// A reader that has seen enough (`… | head`) is no fault of ours.
process.stdout.on('error', (error) => {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCommandLine(VERBS, process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
