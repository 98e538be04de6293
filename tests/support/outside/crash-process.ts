import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Instant } from '#domain/time.ts';
import type { Asked, Said } from './crash-talk.ts';

const CHILD = path.join(import.meta.dirname, '../../crash/outside-child.ts');
// Reading and stripping the source takes most of a short process's time; the second one finds it done.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'fenghuo-crash-compiled') };

/** The process died while it was asked. */
export class Died extends Error {
  readonly killed: boolean;
  constructor(killed: boolean, said: string) {
    super(`the process ended: ${said}`);
    this.killed = killed;
  }
}

/** On which messenger a process is, and what it must know of it. */
export interface Mount {
  readonly messenger: 'slack' | 'feishu';
  readonly settings: Readonly<Record<string, string>>;
}

/** One process on a messenger outside, in the hands of the suite. */
export interface OutsideProcess {
  /** Rejects with Died when the process ends before it has answered. */
  ask(what: Asked['do'], at: Instant): Promise<Said>;
  /** Resolves when it has ended; whether it killed itself. */
  readonly ended: Promise<boolean>;
  kill(): void;
}

const answerOf = (child: ChildProcess, died: Promise<Died>): Promise<Said> =>
  new Promise((resolve, reject) => {
    const listen = (said: Said): void => resolve(said);
    child.once('message', listen);
    void died.then((error) => {
      child.off('message', listen);
      reject(error);
    });
  });

/** Starts a process over the files in `dir`; with `killAt` it kills itself there. */
export const startProcess = (dir: string, mount: Mount, killAt = ''): OutsideProcess => {
  const args = [dir, mount.messenger, JSON.stringify(mount.settings), killAt];
  const child = fork(CHILD, args, { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const died = new Promise<Died>((resolve) => {
    child.once('close', (_, signal) => resolve(new Died(signal === 'SIGKILL', said)));
  });
  return {
    ask: (what, at) => {
      const answer = answerOf(child, died);
      if (child.connected) child.send({ do: what, at } satisfies Asked, () => {});
      return answer;
    },
    ended: died.then(({ killed }) => killed),
    kill: () => void child.kill('SIGKILL'),
  };
};
