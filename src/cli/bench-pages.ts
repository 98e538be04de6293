import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inParallel } from '#app/in-parallel.ts';
import { openBenchApp } from './bench-app.ts';
import { fillWithNotes } from './bench-fold.ts';
import { freePort, memoryOf, untilReady } from './bench-start.ts';
import { rounded, type Spread, spreadOf } from './bench-stats.ts';
import { PROGRAM } from './program.ts';

const ROUNDS = 100;
const WARM_UP = 10;
const CONNECTIONS = 1_000;
const TOGETHER = 50;
const CHANGES = 5;

interface Pages {
  readonly events: number;
  readonly bytes: number;
  readonly firstByte: Spread;
  /** The same bytes from a server that does nothing else. */
  readonly reference: Spread;
  readonly ratio: number;
  readonly connections: number;
  /** From sending a command until every open page has been told of it. */
  readonly toldAll: Spread;
  /** Before anybody followed, and with all of them. */
  readonly restMb: number;
  readonly memoryMb: number;
}

/** Time until the first byte of the body, and the body. */
const firstByte = (url: string): Promise<{ readonly ms: number; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    http
      .get(url, { headers: { accept: 'text/html' } }, (response) => {
        let ms = 0;
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => {
          if (ms === 0) ms = performance.now() - began;
          parts.push(part);
        });
        response.on('end', () => resolve({ ms, body: Buffer.concat(parts).toString() }));
      })
      .on('error', reject);
  });

const measured = async (
  url: string,
): Promise<{ readonly times: Spread; readonly body: string }> => {
  const all: { readonly ms: number; readonly body: string }[] = [];
  for (let n = 0; n < ROUNDS + WARM_UP; n += 1) all.push(await firstByte(url));
  const times = spreadOf(all.slice(WARM_UP).map(({ ms }) => ms));
  return { times, body: all.at(-1)?.body ?? '' };
};

/** The same bytes from a server that does nothing else. */
const bareServer = async (body: string): Promise<Spread> => {
  const server = http.createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { times } = await measured(`http://127.0.0.1:${port}/`);
  server.close();
  return times;
};

/** One open page; `told` counts the changes it heard of. */
interface OpenPage {
  told: number;
  readonly close: () => void;
}

const follow = (url: string, heard: () => void): Promise<OpenPage> =>
  new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false }, (response) => {
      const page: OpenPage = { told: 0, close: () => request.destroy() };
      response.on('data', (part: Buffer) => {
        if (!part.includes('event: change')) return;
        page.told += 1;
        heard();
      });
      response.on('error', () => {});
      resolve(page);
    });
    request.on('error', reject);
  });

const say = async (base: string, line: string): Promise<void> => {
  const answer = await fetch(`${base}/sandbox/api/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'wang', where: 'duty', line, receiptId: `bench ${line}` }),
  });
  if (!answer.ok) throw new Error(`the sandbox did not take it: ${await answer.text()}`);
};

/** How long each of some changes takes to reach every open page. */
const tellAll = async (base: string, key: string, child: ChildProcess) => {
  const waiting = { left: 0, done: () => {} };
  const heard = (): void => {
    waiting.left -= 1;
    if (waiting.left === 0) waiting.done();
  };
  const url = `${base}/incidents/${key}/stream`;
  const opened: OpenPage[] = [];
  await inParallel([...Array(CONNECTIONS).keys()], TOGETHER, async () => {
    opened.push(await follow(url, heard));
  });
  const times: number[] = [];
  for (let n = 0; n < CHANGES; n += 1) {
    const began = performance.now();
    const all = new Promise<void>((resolve) => {
      waiting.left = CONNECTIONS;
      waiting.done = resolve;
    });
    await say(base, `/note "测量 ${n}"`);
    await all;
    times.push(performance.now() - began);
    await wait(500);
  }
  const memoryMb = memoryOf(child);
  for (const { close } of opened) close();
  return { times: spreadOf(times), memoryMb };
};

/** The page of an incident of 10,000 events, and a thousand pages that follow it. */
export const benchPages = async (): Promise<Pages> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-bench-'));
  const bench = await openBenchApp(dir);
  const key = await fillWithNotes(bench);
  await bench.close();
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, PROGRAM, {
    env: {
      PORT: String(port),
      DATABASE_URL: `file:${path.join(dir, 'bench.db')}`,
      LOG_LEVEL: 'error',
    },
    stdio: 'ignore',
  });
  try {
    await untilReady(port, child);
    const { times, body } = await measured(`${base}/incidents/${key}`);
    const reference = await bareServer(body);
    const restMb = memoryOf(child);
    const told = await tellAll(base, key, child);
    return {
      events: 10_000,
      bytes: Buffer.byteLength(body),
      firstByte: times,
      reference,
      ratio: rounded(times.p50 / reference.p50),
      connections: CONNECTIONS,
      toldAll: told.times,
      restMb,
      memoryMb: told.memoryMb,
    };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(dir, { recursive: true, force: true });
  }
};
