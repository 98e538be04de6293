// A whole Fenghuo on one messenger, reached over HTTP, in a process of its own that kills itself at a named point:
//   node tests/crash/outside-child.ts <folder> slack|feishu <settings as JSON> [<step>#<hit>]
// The messenger stands outside; whoever started this tells by messages what time it is and when to look at what is due.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import express from 'express';
import { silentLog } from '#app/log.ts';
import { rebuildProjections } from '#app/rebuild.ts';
import { type DurationMs, MINUTE, SECOND } from '#domain/time.ts';
import type { Checkpoint } from '#ports/system.ts';
import { type App, composeApp } from '#src/compose.ts';
import { openStorage } from '#store/open-storage.ts';
import { databaseFile } from '../support/crash-app.ts';
import { createHandClock } from '../support/hand-clock.ts';
import type { Asked, MountMessenger, Said } from '../support/outside/crash-talk.ts';

const [dir = '', name = '', settings = '{}', killAt = ''] = process.argv.slice(2);

const say = (said: Said): void => void process.send?.(said);

const order: string[] = [];
const hits = new Map<string, number>();
const checkpoint: Checkpoint = (step) => {
  const hit = (hits.get(step) ?? 0) + 1;
  hits.set(step, hit);
  order.push(`${step}#${hit}`);
  if (`${step}#${hit}` === killAt) process.kill(process.pid, 'SIGKILL');
};

const clock = createHandClock(0);
const MESSENGERS: Readonly<Record<string, () => Promise<{ readonly mount: MountMessenger }>>> = {
  slack: () => import('../support/slack/crash-messenger.ts'),
  feishu: () => import('../support/feishu/crash-messenger.ts'),
};

const open = async () => {
  // Only the one that is asked for is loaded.
  const loaded = await MESSENGERS[name]?.();
  if (loaded === undefined) throw new Error(`no messenger ${name}`);
  const storage = await openStorage({
    url: `file:${databaseFile(dir)}`,
    log: silentLog,
    checkpoint,
  });
  const late: { app?: App } = {};
  const { messenger, policy } = loaded.mount(
    JSON.parse(settings) as Readonly<Record<string, string>>,
    {
      clock,
      accountOf: async (person) => late.app?.accountOn(person, name),
      roomOfMessage: async (message) => late.app?.roomOfMessage(name, message),
      timezone: () => 'Asia/Shanghai',
    },
  );
  const app = composeApp({
    policy: () => policy,
    clock,
    ids: { next: () => randomUUID() },
    log: silentLog,
    storage,
    messengers: [messenger],
    locale: 'zh-CN',
    publicUrl: 'http://localhost:3000',
    checkpoint,
    alone: true,
  });
  late.app = app;
  const web = express();
  messenger.routes?.(web);
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { storage, app, server, policy, port: (server.address() as AddressInfo).port };
};

type Opened = Awaited<ReturnType<typeof open>>;

/** Until nothing is due; a delivery that was put off for a moment gets its moment. */
const settle = async ({ app, storage }: Opened, patience: DurationMs): Promise<void> => {
  for (;;) {
    await app.settled();
    const { nextDue } = await storage.outboxDepth();
    if (nextDue === undefined || nextDue > clock.now() + patience) return;
    clock.set(nextDue);
  }
};

const finish = async (opened: Opened): Promise<void> => {
  const { app, storage, server, policy } = opened;
  // The document of the room is drawn anew only now and then.
  await settle(opened, MINUTE);
  const verified = await storage.verify();
  const { findings } = await rebuildProjections(storage, policy);
  await app.stop(0);
  await storage.close();
  server.closeAllConnections();
  server.close();
  process.send?.({ end: { order, verified, rebuilt: findings } } satisfies Said, () =>
    process.exit(0),
  );
};

const main = async (): Promise<void> => {
  let opened: Opened | undefined;
  process.on('message', (asked: Asked) => {
    const answer = async (): Promise<void> => {
      clock.set(asked.at);
      opened ??= await open();
      if (asked.do === 'start') {
        await opened.app.start();
        say({ port: opened.port });
        return;
      }
      if (asked.do === 'finish') return finish(opened);
      await settle(opened, 5 * SECOND);
      say({ settled: clock.now() });
    };
    answer().catch((error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      process.exit(1);
    });
  });
};

await main();
