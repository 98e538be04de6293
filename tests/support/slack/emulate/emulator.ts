import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';
import { IDENTITY } from '../identity.ts';
import type { Args, Reply } from '../world/method.ts';
import { isList, isRecord, text } from '../world/method.ts';
import type { World } from '../world/world.ts';

/** An emulated Slack that answers with the accounts and channels of the test's workspace. */
export interface Emulator {
  /** A call by the bot or by a person. */
  ask(actor: string, method: string, args: Args): Promise<Reply>;
  upload(id: string, content: Buffer): Promise<boolean>;
  close(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    probe.close(() => resolve());
  });
  return port;
};

const tokenOf = (account: string): string => `xoxp-${account}`;
const nameOf = (account: string): string => account.toLowerCase();
const ADMIN = 'U000000001';

const seedOf = (world: World) => {
  const people = [...world.users.values()].filter(({ bot }) => !bot);
  const bot = { user: IDENTITY.botUserId, app_id: IDENTITY.appId, bot_id: IDENTITY.botId };
  return {
    slack: {
      team: { name: 'Fenghuo', domain: IDENTITY.teamDomain },
      users: people.map(({ id, name, email }) => ({
        name: nameOf(id),
        real_name: name,
        email: email ?? `${nameOf(id)}@nobody.example`,
      })),
      channels: [...world.channels.values()].map(({ name, kind }) => ({
        name,
        is_private: kind === 'private',
      })),
      oauth_apps: [
        {
          client_id: 'fenghuo',
          client_secret: 'fenghuo',
          app_id: IDENTITY.appId,
          name: IDENTITY.botName,
          redirect_uris: [],
          scopes: [],
          bot_id: IDENTITY.botId,
          bot_user_id: IDENTITY.botUserId,
          bot_name: IDENTITY.botName,
        },
      ],
      tokens: [
        { token: tokenOf(ADMIN), user: ADMIN },
        { token: tokenOf(IDENTITY.botUserId), ...bot },
        ...people.map(({ id }) => ({ token: tokenOf(id), user: nameOf(id) })),
      ],
    },
  };
};

/** Puts other ids for whole ids in any text. */
const exchanging = (pairs: ReadonlyMap<string, string>) => {
  if (pairs.size === 0) return (words: string) => words;
  const ids = [...pairs.keys()].toSorted((a, b) => b.length - a.length).join('|');
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(?:${ids})(?![A-Za-z0-9_])`, 'gu');
  return (words: string): string => words.replaceAll(pattern, (id) => pairs.get(id) ?? id);
};

const listOf = (reply: Reply, name: string): readonly Args[] => {
  const value = reply[name];
  return isList(value) ? value.filter(isRecord) : [];
};

const idOf = (rows: readonly Args[], name: string): string => {
  const row = rows.find((one) => one['name'] === name);
  if (row === undefined) throw new Error(`the emulator did not take ${name}`);
  return text(row, 'id');
};

/** Our id -> the emulator's. */
const idsOf = async (
  world: World,
  ask: (actor: string, method: string, args: Args) => Promise<Reply>,
): Promise<ReadonlyMap<string, string>> => {
  const users = listOf(await ask(ADMIN, 'users.list', { limit: 1000 }), 'members');
  const types = 'public_channel,private_channel';
  const channels = listOf(
    await ask(ADMIN, 'conversations.list', { types, limit: 1000 }),
    'channels',
  );
  const people = [...world.users.values()].filter(({ bot }) => !bot);
  return new Map([
    ...people.map(({ id }): [string, string] => [id, idOf(users, nameOf(id))]),
    ...[...world.channels.values()].map(({ id, name }): [string, string] => [
      id,
      idOf(channels, name),
    ]),
  ]);
};

/** Brings in the bot and takes out whom the workspace does not have there. */
const seat = async (world: World, { ask }: Emulator): Promise<void> => {
  for (const { id: channel, members } of world.channels.values()) {
    const isIn = new Set(members);
    if (isIn.has(IDENTITY.botUserId)) {
      await ask(ADMIN, 'conversations.invite', { channel, users: IDENTITY.botUserId });
    }
    const outside = [...world.users.values()].filter(({ id, bot }) => !bot && !isIn.has(id));
    for (const { id } of outside) await ask(id, 'conversations.leave', { channel });
    await ask(ADMIN, 'conversations.leave', { channel });
  }
};

/** Starts the emulator with the people and channels of this world. */
export const startEmulator = async (world: World): Promise<Emulator> => {
  const port = await freePort();
  const emulator = await createEmulator({
    service: 'slack',
    port,
    hostname: '127.0.0.1',
    baseUrl: `http://127.0.0.1:${port}`,
    seed: seedOf(world),
  });
  const base = `http://127.0.0.1:${port}`;
  let outward = exchanging(new Map());
  let inward = exchanging(new Map());
  const ask = async (actor: string, method: string, args: Args): Promise<Reply> => {
    const response = await fetch(`${base}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(actor)}` },
      body: outward(JSON.stringify(args)),
    });
    const reply: unknown = JSON.parse(inward(await response.text()));
    return isRecord(reply)
      ? { ...reply, ok: reply['ok'] === true }
      : { ok: false, error: 'fatal_error' };
  };
  const made: Emulator = {
    ask,
    upload: async (id, content) => {
      const body = new Uint8Array(content);
      return (await fetch(`${base}/upload/v1/${id}`, { method: 'POST', body })).ok;
    },
    close: () => emulator.close(),
  };
  const ids = await idsOf(world, ask);
  outward = exchanging(ids);
  inward = exchanging(new Map([...ids].map(([ours, theirs]) => [theirs, ours])));
  await seat(world, made);
  return made;
};
