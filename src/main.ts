import { enableCompileCache } from 'node:module';

// Without it every start strips and compiles all sources anew, which takes half of the start.
enableCompileCache();

const { start } = await import('./start.ts');
await start(process.env);
