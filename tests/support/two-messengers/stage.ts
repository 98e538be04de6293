import path from 'node:path';
import { createSandbox, type Sandbox } from '#adapters/sandbox/sandbox.ts';
import { STANDING_ROOMS } from '#adapters/sandbox/standing.ts';
import { silentLog } from '#app/log.ts';
import type { Policy } from '#domain/policy.ts';
import type { Storage } from '#ports/storage.ts';
import type { HandClock } from '../hand-clock.ts';
import { shippedPolicy } from '../policy.ts';
import { actsOf, type SandboxActs } from '../sandbox-acts.ts';
import { type SandboxSights, sightsOf } from '../sandbox-sights.ts';
import { namedSandbox, type NamedSandbox } from './named-sandbox.ts';
import { createProgram, type Inside, type Outside } from './program.ts';
import { type EditingSide, type Name, NAMES, type Stage, type StageOptions } from './side.ts';

/** A messenger made of a sandbox, in which a test also sees the world itself. */
export interface SandboxSide
  extends Omit<EditingSide, keyof SandboxActs | keyof SandboxSights>,
    SandboxActs,
    SandboxSights {
  readonly sandbox: Sandbox;
}

type SandboxSides = Readonly<Record<Name, SandboxSide>>;
export type SandboxStage = Stage & SandboxSides;

/** Everyone is called on each messenger as in the organisation file, where he has an account there. */
const policyFor = ({ warRooms, people = (all) => all }: StageOptions): Policy => {
  const { organisation } = shippedPolicy;
  const renamed = people(organisation.people).map((person) => ({
    ...person,
    accounts: Object.fromEntries(
      NAMES.filter((name) => person.accounts[name] !== undefined).map((name) => [name, person.id]),
    ),
  }));
  return {
    ...shippedPolicy,
    organisation: {
      ...organisation,
      people: renamed,
      rooms: Object.fromEntries(NAMES.map((name) => [name, STANDING_ROOMS])),
      ...(warRooms === undefined ? {} : { warRooms }),
    },
  };
};

const openWorld = (name: Name, dir: string, policy: Policy, clock: HandClock): Sandbox => {
  const { organisation } = policy;
  const known = {
    ...organisation,
    people: organisation.people.filter(({ accounts }) => accounts[name] !== undefined),
  };
  let count = 0;
  return createSandbox({
    worldFile: path.join(dir, `${name}.db`),
    organisation: () => known,
    clock,
    ids: { next: () => `${name}-${(count += 1)}` },
    log: silentLog,
  });
};

/** Gestures that a sandbox delivers in another way than at once and once. */
const unusualActs = (
  name: Name,
  sandbox: Sandbox,
  { clock, running, settle }: Inside,
  acts: SandboxActs,
  cardOf: (approval: string) => Promise<{ readonly room: string; readonly id: string }>,
): Pick<EditingSide, 'sayTwice' | 'reactUnheard' | 'mention' | 'editMention'> => ({
  sayTwice: async (person, where, line) => {
    for (let times = 0; times < 2; times += 1) await acts.say(person, where, line, `twice ${line}`);
  },
  reactUnheard: async (person, approval, emoji) => {
    const { room, id } = await cardOf(approval);
    const at = clock.now();
    return async () => {
      for (let times = 0; times < 2; times += 1)
        await running().app.inbox.receive({
          kind: 'reaction',
          receiptId: `unheard ${approval} ${person}`,
          who: { platform: name, id: person },
          where: { platform: name, id: room },
          message: { platform: name, room, id },
          emoji,
          added: true,
          at,
        });
      await settle();
    };
  },
  mention: async (person, where, line) => {
    await acts.chat(person, where, `@烽火 ${line}`);
    const said = sightsOf(sandbox)
      .messages(where)
      .findLast(({ author }) => author === person);
    if (said === undefined) throw new Error(`nothing was said: ${line}`);
    return said;
  },
  editMention: async (person, _where, { id }, line) => {
    const text = `@烽火 ${line}`;
    await sandbox.actions.edit({ as: person, receiptId: `edit ${id}` }, { message: id, text });
    await settle();
  },
});

const sideOf = (
  name: Name,
  sandbox: Sandbox,
  network: NamedSandbox,
  inside: Inside,
): SandboxSide => {
  const messagesOf: Storage['messagesOf'] = async (card) => {
    const all = await inside.running().storage.messagesOf(card);
    return all.filter(({ platform }) => platform === name);
  };
  const newestKey = (): string => {
    const room = sandbox.world.rooms().findLast(({ incident }) => incident !== null);
    return room?.incident ?? '';
  };
  // Acts look up the message that shows an approval, and nothing else.
  const storage = { messagesOf } as Storage;
  const acts = actsOf({ sandbox, storage, settle: inside.settle, newestKey });
  const cardOf = async (approval: string) => {
    const [posted] = await messagesOf(`approval:${newestKey()}:${approval}`);
    if (posted === undefined) throw new Error(`no card of ${approval} on ${name}`);
    return posted;
  };
  return {
    name,
    sandbox,
    network,
    ...acts,
    ...sightsOf(sandbox),
    ...unusualActs(name, sandbox, inside, acts, cardOf),
  };
};

const openSandboxes = async (
  options: StageOptions,
  inside: Inside,
): Promise<Outside<SandboxSides>> => {
  const policy = policyFor(options);
  const worlds = {
    slack: openWorld('slack', inside.dir, policy, inside.clock),
    feishu: openWorld('feishu', inside.dir, policy, inside.clock),
  };
  const networks = {
    slack: namedSandbox('slack', worlds.slack),
    feishu: namedSandbox('feishu', worlds.feishu),
  };
  const side = (name: Name): SandboxSide => sideOf(name, worlds[name], networks[name], inside);
  return {
    policy,
    sides: { slack: side('slack'), feishu: side('feishu') },
    mount: async () => ({ messengers: NAMES.map((name) => networks[name].messenger) }),
    idle: async () => {},
    // A sandbox has no limits that anything would wait for.
    nextDue: () => undefined,
    close: async () => {
      for (const name of NAMES) worlds[name].close();
    },
  };
};

/** The whole program on two messengers made of sandboxes; the app over them may be started again. */
export const createStage = (options: StageOptions): Promise<SandboxStage> =>
  createProgram(options, (inside) => openSandboxes(options, inside));
