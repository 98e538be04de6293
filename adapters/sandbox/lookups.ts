import type { Organisation, Person } from '#domain/organisation/organisation.ts';
import type { Inbox } from '#ports/messenger.ts';
import type { MessageRow, RoomRow } from './world-schema.ts';
import type { World } from './world.ts';
import { ActionRefused } from './refused.ts';
import { canSee, messageNumber } from './views.ts';

export interface LookupDependencies {
  readonly world: World;
  readonly organisation: () => Organisation;
  readonly inbox: () => Inbox | undefined;
}

/** What an action is about; each refuses when it is not there or not this person's business. */
export interface Lookups {
  person(as: string): Person;
  visibleRoom(as: string, id: string): RoomRow;
  /** A room this person is in and that is not archived. */
  openRoom(as: string, id: string): RoomRow;
  message(as: string, id: string): MessageRow;
  listening(): Inbox;
}

export const createLookups = ({ world, organisation, inbox }: LookupDependencies): Lookups => {
  const person = (as: string): Person => {
    const found = organisation().people.find((candidate) => candidate.id === as);
    if (found === undefined) throw new ActionRefused('unknown-person');
    return found;
  };
  const visibleRoom = (as: string, id: string): RoomRow => {
    const room = world.room(id);
    if (room === undefined || !canSee(world, person(as).id, room))
      throw new ActionRefused('unknown-room');
    return room;
  };
  return {
    person,
    visibleRoom,
    openRoom: (as, id) => {
      const room = visibleRoom(as, id);
      if (!world.isMember(id, as)) throw new ActionRefused('not-a-member');
      if (room.archived === 1) throw new ActionRefused('archived');
      return room;
    },
    message: (as, id) => {
      const row = world.message(messageNumber(id) ?? -1);
      if (row === undefined || row.deleted === 1) throw new ActionRefused('unknown-message');
      if (row.only_for !== null && row.only_for !== as) throw new ActionRefused('unknown-message');
      visibleRoom(as, row.room);
      return row;
    },
    listening: () => {
      const present = inbox();
      if (present === undefined) throw new ActionRefused('not-listening');
      return {
        ...present,
        receive: async (inbound) => {
          const answer = await present.receive(inbound);
          if (answer.again === true) throw new ActionRefused('not-recorded');
          return answer;
        },
      };
    },
  };
};
