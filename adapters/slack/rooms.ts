import { createHash } from 'node:crypto';
import {
  DeliveryError,
  type DeliveryKey,
  type Messenger,
  type RoomPlan,
} from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import { isUnsettled } from './own-messages.ts';
import { channelPage, createdChannel, type ListedChannel, read } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import type { Identity } from './web/identity.ts';
import { PLATFORM } from './web/platform.ts';
import { createRecent, type Recent } from './web/recent.ts';

export interface RoomDeps {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly identity: () => Promise<Identity>;
}

interface Opened {
  readonly id: string;
  readonly name: string;
}

const NAME_LIMIT = 80;
const MOST_SUFFIXES = 20;
const REMEMBERED = 5_000;
/** Slack asks for less than 1,000; a bot is in one room an incident, and archived ones are left out. */
const PAGE = 999;
const MOST_PAGES = 10;

/** What `conversations.create` takes (docs: lower case letters, digits, - and _, at most 80). */
const safeName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/gu, '-')
    .slice(0, NAME_LIMIT)
    .replace(/^-+|-+$/gu, '') || 'incident';

const withSuffix = (base: string, suffix: string): string =>
  `${base.slice(0, NAME_LIMIT - suffix.length - 1)}-${suffix}`;

/** `inc-1`, `inc-1-2` … `inc-1-20`, and a last one that belongs to this delivery alone. */
const namesFor = (base: string, { key }: DeliveryKey): readonly string[] => [
  base,
  ...Array.from({ length: MOST_SUFFIXES - 1 }, (_, n) => withSuffix(base, String(n + 2))),
  withSuffix(base, createHash('sha256').update(key).digest('hex').slice(0, 12)),
];

/** All rooms the bot is in that are not archived; whoever creates a room is in it. */
const ownRooms = async (
  { api, identity }: RoomDeps,
  plan: RoomPlan,
  { key }: DeliveryKey,
): Promise<readonly ListedChannel[]> => {
  const { user } = await identity();
  const args = {
    types: plan.private ? 'private_channel' : 'public_channel',
    exclude_archived: true,
    limit: PAGE,
  };
  const rooms: ListedChannel[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const more = cursor === undefined ? args : { ...args, cursor };
    const answer = read(channelPage, await api.call('users.conversations', more, key));
    rooms.push(...answer.channels.filter(({ creator }) => creator === user));
    cursor = answer.response_metadata;
    if (cursor === undefined) break;
  }
  return rooms;
};

/** Rooms without a purpose first: an earlier room of the same incident has been given one. */
const likelier = (a: ListedChannel, b: ListedChannel): number =>
  Number(a.purpose !== '') - Number(b.purpose !== '') || b.created - a.created;

/**
 * The room that an attempt of unknown fate may have left. A new room can carry nothing but its name, so it is
 * told by that: made by the bot, of this series of names, not archived, without purpose or with this incident's.
 * Rooms that this process opened for other deliveries are left out; after a restart, of two rooms that one
 * incident got at the same time the wrong one could be taken. An incident opens a second room only after its
 * first was archived or lost.
 */
const findLeft = async (
  deps: RoomDeps,
  plan: RoomPlan,
  key: DeliveryKey,
  names: readonly string[],
  opened: Recent<Opened>,
): Promise<Opened | undefined> => {
  const others = new Set([...opened.values()].map(({ id }) => id));
  const rooms = await ownRooms(deps, plan, key);
  const [likeliest] = rooms
    .filter(({ id, name }) => names.includes(name) && !others.has(id))
    .filter(({ purpose }) => purpose === '' || purpose.includes(plan.incident))
    .toSorted(likelier);
  return likeliest && { id: likeliest.id, name: likeliest.name };
};

/** Creates a room of this name; undefined when the name is taken. Archived rooms keep theirs. */
const create = async (
  { api }: RoomDeps,
  name: string,
  plan: RoomPlan,
  { key }: DeliveryKey,
): Promise<Opened | undefined> => {
  try {
    const args = { name, is_private: plan.private };
    const { channel } = read(createdChannel, await api.call('conversations.create', args, key));
    // Slack may have changed the name; what it says counts.
    return { id: channel.id, name: channel.name || name };
  } catch (error) {
    if (refusedWith(error, ['name_taken'])) return undefined;
    throw error;
  }
};

/** Names that are taken for certain, so that they are not asked for again. */
type Taken = Recent<true>;

const createFirstFree = async (
  deps: RoomDeps,
  names: readonly string[],
  taken: Taken,
  plan: RoomPlan,
  key: DeliveryKey,
): Promise<Opened> => {
  for (const name of names.filter((one) => taken.get(one) === undefined)) {
    const room = await create(deps, name, plan, key);
    if (room !== undefined) return room;
    // Perhaps by ourselves, a moment ago, and Slack does not list it yet: the next attempt will see.
    if (key.uncertain && isUnsettled(key, deps.clock))
      throw new DeliveryError('unsettled', 'retry');
    taken.set(name, true);
  }
  throw new DeliveryError('name_taken', 'give-up');
};

/**
 * Opens rooms. People are not brought in here: the invitation has a lane of its own, so that it and the first
 * card go out side by side.
 */
export const createRooms = (deps: RoomDeps): Pick<Messenger, 'openRoom'> => {
  const opened = createRecent<Opened>(REMEMBERED);
  const taken: Taken = createRecent(REMEMBERED);
  const open = async (plan: RoomPlan, key: DeliveryKey): Promise<Opened> => {
    const names = namesFor(safeName(plan.asciiName), key);
    const left = key.uncertain ? await findLeft(deps, plan, key, names, opened) : undefined;
    return left ?? createFirstFree(deps, names, taken, plan, key);
  };
  return {
    openRoom: async (plan, key) => {
      const room = opened.get(key.key) ?? (await open(plan, key));
      opened.set(key.key, room);
      taken.set(room.name, true);
      return { room: { platform: PLATFORM, id: room.id }, name: room.name };
    },
  };
};
