import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// Without it every start strips and compiles all sources anew, which takes half of the start.
enableCompileCache();

if (existsSync('.env')) process.loadEnvFile('.env');

const { start } = await import('./start.ts');
await start(process.env);
