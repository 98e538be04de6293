import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, untilReady } from './bench-start.ts';
import { BOT_TOKEN, createTypist, SIGNING_SECRET, type Typist } from './bench-slack-people.ts';
import { PROGRAM } from './program.ts';

/** One of the two programs that are measured, in a process of its own. */
export interface Program extends Typist {
  /** Processor time used so far, in ms; only Linux says, 0 elsewhere. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/**
 * The least that opens a war room: nothing stored, nothing repeated, everything at once that does not
 * wait for another call.
 */
const BARE = `import bolt from '@slack/bolt';
const app = new bolt.App({
  token: '${BOT_TOKEN}',
  signingSecret: '${SIGNING_SECRET}',
  botId: 'B_BOT',
  botUserId: 'U_BOT',
  logLevel: 'error',
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  customRoutes: [{ path: '/readyz', method: ['GET'], handler: (_, response) => response.end('{}') }],
});
const users = ['U_WANG', 'U_LIN', 'U_CHEN', 'U_SU', 'U_QIAN', 'U_SUN'].join(',');
let opened = 0;
app.command('/incident', async ({ ack, client, command }) => {
  await ack({ text: 'noted: ' + command.text });
  if (!command.text.startsWith('open')) return;
  opened += 1;
  const { channel } = await client.conversations.create({
    name: 'inc-20261201-' + opened + '-bare',
    is_private: true,
  });
  const card = async () => {
    const { ts } = await client.chat.postMessage({ channel: channel.id, text: command.text });
    await client.pins.add({ channel: channel.id, timestamp: ts });
  };
  await Promise.all([
    client.conversations.invite({ channel: channel.id, users }),
    card(),
    client.chat.postMessage({ channel: 'C_DUTY', text: command.text + ' <#' + channel.id + '>' }),
  ]);
});
await app.start(Number(process.env.PORT));`;

const start = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly port: number; readonly child: ChildProcess }> => {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(port, child);
  return { port, child };
};

/** Of Linux's clock ticks, which have been 10 ms for decades. */
const TICK_MS = 10;

/** Processor time of a process so far, in ms; only Linux says, 0 elsewhere. */
export const cpuOf = ({ pid }: ChildProcess): number => {
  try {
    const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
};

const stopped = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
};

/** Bare Bolt: HTTP receiver, no storage, calls in parallel. */
export const startBareBolt = async (apiUrl: string): Promise<Program> => {
  const args = ['--input-type=module', '--eval', BARE];
  const { port, child } = await start(args, { SLACK_API_URL: apiUrl });
  const typist = createTypist(port);
  return {
    ...typist,
    cpuMs: () => cpuOf(child),
    stop: () => {
      typist.close();
      return stopped(child);
    },
  };
};

/** Fenghuo as `npm start` runs it, on SQLite in a folder of its own, with the sample organisation. */
export const startFenghuo = async (apiUrl: string): Promise<Program> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-slack-'));
  const { port, child } = await start(PROGRAM, {
    DATABASE_URL: `file:${path.join(dir, 'bench.db')}`,
    SLACK_API_URL: apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
  });
  const typist = createTypist(port);
  return {
    ...typist,
    cpuMs: () => cpuOf(child),
    stop: async () => {
      typist.close();
      await stopped(child);
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
