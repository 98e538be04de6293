import { IDENTITY } from '../identity.ts';
import type {
  CanvasRow,
  ChannelRow,
  FileRow,
  MessageRow,
  TriggerRow,
  UserGroupRow,
  UserRow,
  ViewRow,
} from './rows.ts';

export interface PersonOption {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly locale?: string;
  readonly guest?: boolean;
  readonly deactivated?: boolean;
}

export interface ChannelOption {
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  /** Account ids. */
  readonly members: readonly string[];
  /** The bot is in it; default true. */
  readonly bot?: boolean;
}

export interface UserGroupOption {
  readonly id: string;
  readonly handle: string;
  readonly name?: string;
  readonly users: readonly string[];
}

export interface WorldOptions {
  readonly people: readonly PersonOption[];
  readonly channels: readonly ChannelOption[];
  readonly userGroups?: readonly UserGroupOption[];
  readonly clock: { now(): number };
}

/** Everything a workspace holds. */
export interface World {
  readonly users: Map<string, UserRow>;
  readonly channels: Map<string, ChannelRow>;
  /** All messages of all channels, oldest first. */
  readonly messages: MessageRow[];
  readonly files: Map<string, FileRow>;
  readonly canvases: Map<string, CanvasRow>;
  readonly userGroups: Map<string, UserGroupRow>;
  /** Views by id; a person's open modals from bottom to top; App Homes. */
  readonly views: Map<string, ViewRow>;
  readonly modals: Map<string, string[]>;
  readonly homes: Map<string, string>;
  readonly triggers: Map<string, TriggerRow>;
  readonly clock: { now(): number };
  /** `C00000007`. */
  newId(prefix: string): string;
  /** Unique and increasing, also while the clock stands. */
  newTs(): string;
  newTrigger(user: string): string;
  /** The direct conversation of a person with the bot, made when there is none. */
  direct(user: string): ChannelRow;
}

const seedUsers = (people: readonly PersonOption[]): Map<string, UserRow> => {
  const users = new Map<string, UserRow>();
  const bot = { id: IDENTITY.botUserId, name: IDENTITY.botName, locale: 'en-US' };
  users.set(bot.id, { ...bot, guest: false, bot: true, deactivated: false });
  for (const { id, name, email, locale, guest, deactivated } of people) {
    users.set(id, {
      id,
      name,
      ...(email === undefined ? {} : { email }),
      locale: locale ?? 'zh-CN',
      guest: guest ?? false,
      bot: false,
      deactivated: deactivated ?? false,
    });
  }
  return users;
};

const emptyChannel = (
  channel: Pick<ChannelRow, 'id' | 'name' | 'kind' | 'creator' | 'created' | 'members'>,
): ChannelRow => ({
  ...channel,
  topic: '',
  purpose: '',
  archived: false,
  deleted: false,
  previousNames: [],
  bookmarks: [],
});

/** A new channel, not yet in the world. */
export const newChannel = (
  world: World,
  channel: Pick<ChannelRow, 'name' | 'kind' | 'creator' | 'members'>,
): ChannelRow =>
  emptyChannel({
    ...channel,
    id: world.newId(channel.kind === 'im' ? 'D' : 'C'),
    created: Math.floor(world.clock.now() / 1000),
  });

const seedChannels = (channels: readonly ChannelOption[], now: number): Map<string, ChannelRow> =>
  new Map(
    channels.map((channel) => [
      channel.id,
      emptyChannel({
        id: channel.id,
        name: channel.name,
        kind: channel.private === true ? 'private' : 'public',
        creator: channel.members[0] ?? IDENTITY.botUserId,
        created: Math.floor(now / 1000),
        members: [...channel.members, ...(channel.bot === false ? [] : [IDENTITY.botUserId])],
      }),
    ]),
  );

/** Seconds with six digits behind the point. */
export const tsOf = (micros: number): string => {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`;
};

const TS_STEP = 100;

/** A workspace with these people and channels. */
export const createWorld = (options: WorldOptions): World => {
  const { clock } = options;
  let lastId = 0;
  let lastMicros = 0;
  const newId = (prefix: string): string => {
    lastId += 1;
    return `${prefix}${String(lastId).padStart(8, '0')}`;
  };
  const world: World = {
    users: seedUsers(options.people),
    channels: seedChannels(options.channels, clock.now()),
    messages: [],
    files: new Map(),
    canvases: new Map(),
    userGroups: new Map(
      (options.userGroups ?? []).map((group) => [group.id, { name: group.handle, ...group }]),
    ),
    views: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    clock,
    newId,
    newTs: () => {
      lastMicros = Math.max(Math.floor(clock.now()) * 1000 + TS_STEP, lastMicros + TS_STEP);
      return tsOf(lastMicros);
    },
    newTrigger: (user) => {
      const id = `${newId('')}.${IDENTITY.teamId}.trigger`;
      world.triggers.set(id, { user, madeAt: Date.now(), used: false });
      return id;
    },
    direct: (user) => {
      const known = [...world.channels.values()].find(
        ({ kind, members }) => kind === 'im' && members.includes(user),
      );
      if (known !== undefined) return known;
      const members = [user, IDENTITY.botUserId];
      const made = newChannel(world, { name: '', kind: 'im', creator: user, members });
      world.channels.set(made.id, made);
      return made;
    },
  };
  return world;
};
