import type { View } from '#cards/view.ts';
import type { IncidentIntent } from '#domain/incident/command.ts';
import { actorOf } from '#domain/incident/people.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Locale } from '#domain/locale.ts';
import type { PersonRef } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import { type DurationMs, type Instant, SECOND } from '#domain/time.ts';
import {
  type AccountRef,
  DeliveryError,
  type DeliveryKey,
  type MessageRef,
  type Messenger,
  type Place,
  type RoomRef,
} from '#ports/messenger.ts';
import type { PostedMessage, Storage } from '#ports/storage.ts';
import type { Checkpoint, Clock } from '#ports/system.ts';
import type { Connectors } from './connectors.ts';
import type { Delivery, Target } from './delivery.ts';
import type { Directory } from './directory.ts';
import type { Lru } from './lru.ts';
import type { Views } from './views.ts';

export interface DeliverDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly checkpoint: Checkpoint;
  readonly messengers: ReadonlyMap<string, Messenger>;
  readonly directory: Directory;
  readonly views: Views;
  /** Language of the standing channels. */
  readonly defaultLocale: Locale;
  readonly connectors?: Connectors | undefined;
  /** What each message last showed, so that an edit that changes nothing is no call. */
  readonly shown: Lru<string>;
  loadIncident(key: string): Promise<IncidentState | undefined>;
}

/** `once`: the same for all that a row asks for while it waits, where `key` names what it asks for now. */
export interface RowKey extends DeliveryKey {
  readonly once: string;
}

/** One row on its way out through a messenger. */
export interface Sending<D extends Delivery = Delivery> {
  readonly delivery: D;
  readonly state: IncidentState;
  readonly messenger: Messenger;
  readonly key: RowKey;
  /** When this attempt began. */
  readonly begun: Instant;
}

/** What became of a delivery: messages to remember, and facts that go back as commands. */
export interface Delivered {
  readonly posted: readonly PostedMessage[];
  readonly facts: readonly IncidentIntent[];
  /** The room is gone, as this code says: `again` once there is a room, or not at all any more. */
  readonly lost?: { readonly code: string; readonly again: boolean };
  /** False when the messenger was asked for nothing, so that this says nothing about it. */
  readonly asked?: boolean;
}
export const NOTHING: Delivered = { posted: [], facts: [] };
export const UNASKED: Delivered = { ...NOTHING, asked: false };

/** Shorter than the claim on a row, so that nobody else begins while this call may still take effect. */
const LONGEST_CALL: DurationMs = 45 * SECOND;

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeliveryError('timeout', 'retry')), LONGEST_CALL);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Calls the messenger between two named points, at which the crash suite may stop the process. */
export const call = async <T>(
  { checkpoint }: Pick<DeliverDeps, 'checkpoint'>,
  method: string,
  work: () => Promise<T>,
): Promise<T> => {
  checkpoint(`deliver:${method}:before`);
  const result = await inTime(work());
  checkpoint(`deliver:${method}:after`);
  return result;
};

/** The people of these ids who are in the organisation file. */
export const peopleOf = (ids: readonly string[], policy: Policy): readonly PersonRef[] =>
  ids.flatMap((id) => {
    const actor = actorOf(policy, id);
    return actor === undefined ? [] : { id: actor.id, name: actor.name };
  });

/** What waits for a room looks for it this often. */
export const ROOM_WAIT: DurationMs = 2 * SECOND;

const LONGEST_WAIT: DurationMs = 30 * SECOND;

/** Not now, as something that comes first is not there. What waits long, because that was given up, looks less often. */
export const notYet = (code: string, { key, begun }: Sending): DeliveryError => {
  const patience = Math.min((begun - key.since) / 4, LONGEST_WAIT);
  return new DeliveryError(code, 'retry', { retryAfterMs: Math.max(ROOM_WAIT, patience) });
};

/** The war room on this messenger. Throws DeliveryError while there is none. */
export const roomOf = (sending: Sending): RoomRef => {
  const { messenger, state } = sending;
  const room = state.rooms[messenger.platform];
  if (room === undefined) throw notYet('room-not-open', sending);
  return { platform: messenger.platform, id: room.id };
};

/** The account behind a target for one person. */
export const accountOf = ({ messenger }: Sending, target: Target): AccountRef | undefined =>
  target.kind === 'direct' || target.kind === 'whisper'
    ? { platform: messenger.platform, id: target.account, person: target.person }
    : undefined;

/** Where a message goes; for one person that is the direct conversation. */
export const placeOf = (sending: Sending, target: Target): Place => {
  const account = accountOf(sending, target);
  if (account !== undefined) return { kind: 'direct', account };
  const { platform } = sending.messenger;
  return target.kind === 'standing'
    ? { kind: 'room', room: { platform, id: target.room } }
    : { kind: 'room', room: roomOf(sending) };
};

const localeFor = async (
  deps: DeliverDeps,
  target: Target,
  state: IncidentState,
): Promise<Locale> => {
  if (target.kind === 'room') return state.locale;
  return target.kind === 'standing' ? deps.defaultLocale : deps.directory.localeOf(target.person);
};

/** The room's language in rooms, the person's own in what one person reads. */
export const viewFor = async (
  deps: DeliverDeps,
  target: Target,
  state: IncidentState,
): Promise<View> => {
  const [reader] = 'person' in target ? peopleOf([target.person], deps.policy()) : [];
  return deps.views(await localeFor(deps, target, state), reader);
};

/** A message as the store remembers it. */
export const record = (
  deps: DeliverDeps,
  sending: Sending,
  message: MessageRef,
  card: string,
): PostedMessage => ({
  platform: message.platform,
  room: message.room,
  id: message.id,
  card,
  stream: sending.delivery.incident,
  postedAt: deps.clock.now(),
});

/** The newest message that shows the card in this place. */
export const findMessage = async (
  deps: DeliverDeps,
  sending: Sending,
  target: Target,
  card: string,
): Promise<MessageRef | undefined> => {
  const { platform } = sending.messenger;
  const place = placeOf(sending, target);
  const room = place.kind === 'room' ? place.room.id : undefined;
  const messages = await deps.storage.messagesOf(card);
  const here = messages.filter(
    (message) => message.platform === platform && (room === undefined || message.room === room),
  );
  const [newest] = here.toSorted((a, b) => b.postedAt - a.postedAt);
  return newest && { platform, room: newest.room, id: newest.id };
};
