import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { PROGRAM } from '#cli/program.ts';

const COLLECTING = path.join(import.meta.dirname, 'fuzz/collect-on-signal.ts');

/** One line of the program's log. */
export interface Logged {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

/** Bytes that a program holds once its garbage is collected: of the machine, and of its own objects. */
export interface Held {
  readonly rss: number;
  readonly live: number;
}

/** The program as `npm start` runs it, in a process of its own. */
export interface Program {
  /** Where it listens, without a slash at the end. */
  readonly address: string;
  /** Lines of its log from the level `warn` on. */
  readonly logged: readonly Logged[];
  /** Has it collect its garbage, and gives what it holds then. */
  held(): Promise<Held>;
  /** Resolves to its exit code (or the signal) when it has ended. */
  readonly ended: Promise<number | string>;
  /** Ends it as an operator does, and gives its exit code. */
  stop(): Promise<number | string>;
}

const WARN = 40;

const lineOf = (text: string): Logged | undefined => {
  try {
    return JSON.parse(text) as Logged;
  } catch {
    return undefined;
  }
};

/** Hears what it says, whole lines at a time. */
const listening = (child: ChildProcess, hear: (line: string) => void): void => {
  let rest = '';
  const take = (chunk: Buffer): void => {
    const lines = `${rest}${chunk.toString()}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
};

const heldIn = (line: string): Held | undefined =>
  line.startsWith('{"held":') ? (JSON.parse(line) as { readonly held: Held }).held : undefined;

/** Starts it over a database with the settings of its messengers. Throws when it ends instead of saying where it listens. */
export const startProgram = async (
  settings: Readonly<Record<string, string>>,
  databaseUrl: string,
): Promise<Program> => {
  const child = spawn(process.execPath, ['--expose-gc', '--import', COLLECTING, ...PROGRAM], {
    env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: databaseUrl, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logged: Logged[] = [];
  const said: string[] = [];
  const asking: ((held: Held) => void)[] = [];
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  const port = await new Promise<string>((resolve, reject) => {
    listening(child, (line) => {
      const found = /http:\/\/localhost:(\d+)\//u.exec(line)?.[1];
      if (found !== undefined) resolve(found);
      const held = heldIn(line);
      const one = lineOf(line);
      // Signals that come at the same time are one.
      if (held !== undefined) for (const tell of asking.splice(0)) tell(held);
      else if (one === undefined) said.push(line);
      else if (one.level >= WARN) logged.push(one);
    });
    void ended.then((code) => {
      reject(new Error(`ended with ${code}: ${[...said, JSON.stringify(logged)].join('\n')}`));
    });
  });
  return {
    address: `http://127.0.0.1:${port}`,
    logged,
    held: () =>
      new Promise((resolve) => {
        asking.push(resolve);
        child.kill('SIGUSR2');
      }),
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
};
