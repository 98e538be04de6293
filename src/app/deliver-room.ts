import { wordsOf } from '#cards/messages/words.ts';
import { roomNames } from '#cards/room-name.ts';
import { named } from '#cards/view.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { roomNumber } from '#domain/incident/rooms.ts';
import type { AccountRef, Decoration } from '#ports/messenger.ts';
import type { DeliveryOf } from './delivery.ts';
import {
  call,
  type Delivered,
  type DeliverDeps,
  NOTHING,
  peopleOf,
  roomOf,
  type Sending,
  UNASKED,
} from './sending.ts';

const accountsOf = async (
  deps: DeliverDeps,
  people: readonly string[],
  platform: string,
): Promise<readonly AccountRef[]> => {
  const found = await Promise.all(people.map((id) => deps.directory.accountOn(id, platform)));
  return found.filter((account) => account !== undefined);
};

/** Opens the war room; its address becomes an event before anything is sent into it. */
export const deliverOpenRoom = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'openRoom'>>,
): Promise<Delivered> => {
  const { delivery, state, messenger, key } = sending;
  const policy = deps.policy();
  const { platform } = messenger;
  const names = roomNames(state, policy, roomNumber(state, platform));
  const plan = {
    asciiName: names.ascii,
    displayName: names.display,
    topic: names.topic,
    incident: state.key,
    private: state.confidential || policy.common.warRoom.visibility === 'private',
    people: await accountsOf(deps, delivery.people, platform),
  };
  const { room, name } = await call(deps, 'openRoom', () => messenger.openRoom(plan, key));
  return {
    posted: [],
    facts: [{ type: 'recordRoomOpened', messenger: platform, room: room.id, name }],
  };
};

/** Invites into the room; who came in and who could not be reached become events. */
export const deliverInvite = async (
  deps: DeliverDeps,
  sending: Sending<DeliveryOf<'invite'>>,
): Promise<Delivered> => {
  const { delivery, messenger, key } = sending;
  const { platform } = messenger;
  const accounts = await accountsOf(deps, delivery.people, platform);
  const { joined, failed } =
    accounts.length === 0
      ? { joined: [], failed: [] }
      : await call(deps, 'invite', () => messenger.invite(roomOf(sending), accounts, key));
  const personOf = new Map(accounts.map(({ id, person }) => [id, person]));
  const ids = (list: readonly AccountRef[]): readonly string[] =>
    list.flatMap(({ id }) => personOf.get(id) ?? []);
  const inside = peopleOf(ids(joined), deps.policy());
  const missing = [...ids(failed.map(({ account }) => account)), ...delivery.unreachable];
  const outside = peopleOf(missing, deps.policy());
  const facts: readonly IncidentIntent[] = [
    { type: 'recordJoined', messenger: platform, people: inside },
    { type: 'recordUnreachable', messenger: platform, people: outside },
  ];
  return {
    posted: [],
    facts: facts.filter((fact) => 'people' in fact && fact.people.length > 0),
    asked: accounts.length > 0,
  };
};

type Decorating = Sending<
  DeliveryOf<'rename' | 'topic' | 'purpose' | 'page' | 'bookmark' | 'archive' | 'unarchive'>
>;

const decorationOf = (
  deps: DeliverDeps,
  { delivery, state, messenger }: Decorating,
): Decoration | undefined => {
  const names = roomNames(state, deps.policy(), roomNumber(state, messenger.platform));
  switch (delivery.do) {
    case 'rename':
      return { kind: 'rename', asciiName: names.ascii, displayName: names.display };
    case 'topic':
      return { kind: 'topic', text: names.topic };
    case 'purpose':
      return { kind: 'purpose', text: names.purpose };
    case 'page': {
      const { publicUrl } = deps.views(state.locale);
      const label = wordsOf(state.locale).rooms.page;
      return publicUrl === undefined
        ? undefined
        : { kind: 'bookmark', label, url: `${publicUrl}/incidents/${state.key}` };
    }
    case 'bookmark':
      return {
        kind: 'bookmark',
        label: named(wordsOf(state.locale).common.linkKinds, delivery.label),
        url: delivery.url,
      };
    case 'archive':
    case 'unarchive':
      return { kind: delivery.do };
  }
};

/** Name, topic, link or archiving of the war room; one that came back is told of. */
export const deliverDecoration = async (
  deps: DeliverDeps,
  sending: Decorating,
): Promise<Delivered> => {
  const { delivery, state, messenger, key } = sending;
  const decoration = decorationOf(deps, sending);
  if (decoration === undefined) return UNASKED;
  const room = roomOf(sending);
  await call(deps, 'decorate', () => messenger.decorate(room, decoration, key));
  const { platform } = messenger;
  if (delivery.do !== 'unarchive' || state.rooms[platform]?.lost === undefined) return NOTHING;
  const restored = { type: 'recordRoomRestored', messenger: platform, room: room.id } as const;
  return { posted: [], facts: [restored] };
};
