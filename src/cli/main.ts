import { runCommandLine } from './run.ts';
import { VERBS } from './verbs.ts';

// A reader that has seen enough (`… | head`) is no fault of ours.
process.stdout.on('error', (error) => {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCommandLine(VERBS, process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
