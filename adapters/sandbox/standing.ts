import type { Organisation, StandingRooms } from '#domain/organisation/organisation.ts';
import type { StandingChannel } from './world-schema.ts';
import type { World } from './world.ts';

/** Where the sandbox's standing channels are when the organisation file does not say. */
export const STANDING_ROOMS: StandingRooms = {
  duty: 'duty',
  command: 'command',
  feed: 'feed',
  agents: ['agents'],
};

const NAMES: Readonly<Record<StandingChannel, string>> = {
  duty: '值守群',
  command: '指挥组群',
  feed: '状态频道',
  agents: '一线客服群',
};

// `undefined`: everyone.
const MEMBERS: Readonly<Record<StandingChannel, readonly string[] | undefined>> = {
  duty: [
    'dutyOps',
    'opsSupervisor',
    'communications',
    'commandGroup',
    'supervisor',
    'onsiteResponse',
    'techSupport',
  ],
  command: ['commandGroup', 'leadership', 'dutyOps'],
  feed: undefined,
  agents: undefined,
};

const membersOf = (organisation: Organisation, channel: StandingChannel): readonly string[] => {
  const groups = MEMBERS[channel];
  return organisation.people
    .filter(
      (person) => groups === undefined || person.groups.some((group) => groups.includes(group)),
    )
    .map((person) => person.id);
};

const idsOf = (rooms: StandingRooms): readonly (readonly [StandingChannel, string])[] => [
  ['duty', rooms.duty ?? 'duty'],
  ['command', rooms.command ?? 'command'],
  ['feed', rooms.feed ?? 'feed'],
  ...(rooms.agents.length === 0 ? ['agents'] : rooms.agents).map((id) => ['agents', id] as const),
];

/** The bot's conversation with one person. */
export const directRoomId = (person: string): string => `dm-${person}`;

/** Opens the conversation of Fenghuo with a person unless it is open; gives its id. */
export const openDirectRoom = (world: World, person: string): string => {
  const id = directRoomId(person);
  if (world.room(id) === undefined) world.addRoom({ id, name: id, kind: 'direct', private: true });
  // Asked for itself: a process that died between the two left an empty conversation.
  if (!world.isMember(id, person)) world.addMembers(id, [person]);
  return id;
};

/**
 * Makes standing channels and direct conversations match the organisation file: whoever leaves the file
 * leaves every channel at once.
 */
export const syncStandingRooms = (world: World, organisation: Organisation): void => {
  const rooms = organisation.rooms['sandbox'] ?? STANDING_ROOMS;
  for (const [channel, id] of idsOf(rooms)) {
    const room =
      world.room(id) ??
      world.addRoom({ id, name: NAMES[channel], kind: 'standing', channel, private: true });
    const wanted = membersOf(organisation, channel);
    const present = world.members(room.id).map((member) => member.person);
    world.addMembers(room.id, wanted);
    world.removeMembers(
      room.id,
      present.filter((person) => !wanted.includes(person)),
    );
  }
  for (const person of organisation.people) openDirectRoom(world, person.id);
};
