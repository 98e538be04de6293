import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROGRAM } from '#cli/program.ts';

export interface RunningFenghuo {
  /** `http://localhost:PORT/` */
  readonly address: string;
  /** Where its files are; `stop` removes them unless they were given. */
  readonly dir: string;
  stop(): Promise<void>;
}

/** Starts the program as `npm start` does, on files of its own, and waits until it says where it is. */
export const startFenghuo = async (
  env: Readonly<Record<string, string>>,
  given?: string,
): Promise<RunningFenghuo> => {
  const dir = given ?? mkdtempSync(path.join(tmpdir(), 'fenghuo-'));
  const child = spawn('node_modules/.bin/node', PROGRAM, {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: `file:${path.join(dir, 'fenghuo.db')}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /http:\/\/localhost:\d+\//.exec(said);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  return {
    address,
    dir,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      if (given === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};
