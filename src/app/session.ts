import type { View } from '#cards/view.ts';
import type { CommandMeta } from '#domain/incident/command.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import { LOCALES, type Locale } from '#domain/locale.ts';
import { mayRead } from '#domain/permission.ts';
import type { Actor } from '#domain/person.ts';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { AccountRef, Capabilities, Inbound, InboundBase, RoomRef } from '#ports/messenger.ts';
import type { AlertIntent } from '#domain/alert/command.ts';
import type { AlertEvent } from '#domain/alert/event.ts';
import type { AlertState } from '#domain/alert/state.ts';
import type { NewObservation } from '#domain/watch/observation.ts';
import type { IncidentRow, Storage } from '#ports/storage.ts';
import type { Checkpoint, Clock, Log } from '#ports/system.ts';
import type { Directory } from './directory.ts';
import type { CommandHandler, ReceiptId } from './handle-command.ts';
import type { StreamCache } from './incident-cache.ts';
import { createLru } from './lru.ts';
import type { Meters } from './meters.ts';
import type { OrganisationHandler } from './organisation-handler.ts';
import type { PageLinks } from './page-links.ts';
import type { Told } from './stream-commit.ts';
import type { StreamHandler } from './stream-handler.ts';
import type { TicketHandler } from './ticket-kind.ts';
import type { Views } from './views.ts';

export interface InboxDeps {
  readonly storage: Storage;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly meters: Meters;
  readonly checkpoint: Checkpoint;
  readonly incidents: StreamCache<IncidentState>;
  readonly handler: CommandHandler;
  readonly organisation: OrganisationHandler;
  readonly alerts: StreamHandler<AlertState, AlertIntent, AlertEvent>;
  readonly tickets: TicketHandler;
  /** Carries out at once what a stream tells another. Throws DeliveryError. */
  readonly carryOut: (told: Told) => Promise<string | undefined>;
  /** Keeps an observation for the rules, once for each id. */
  readonly observe: (one: NewObservation, id: string) => Promise<void>;
  readonly directory: Directory;
  readonly views: Views;
  readonly messengers: ReadonlyMap<string, Capabilities>;
  /** Messengers that fail now, and since when. */
  readonly failing: () => ReadonlyMap<string, Instant>;
  /** Somebody nobody knows acted; who that is may be found out meanwhile. */
  readonly noticed: (who: AccountRef) => void;
  /** Private ways to the pages; absent while there are none. */
  readonly pageLinks: PageLinks | undefined;
  /** Language of the organisation: of new war rooms, and of people who never chose one. */
  readonly defaultLocale: Locale;
}

/** Who acts, from where, and in which language they are answered. */
export interface Session {
  readonly deps: InboxDeps;
  readonly actor: Actor;
  readonly platform: string;
  readonly locale: Locale;
  readonly view: View;
  readonly meta: CommandMeta;
  readonly receipt: ReceiptId;
  /** The incident whose room this is. */
  readonly roomIncident?: string;
}

/** Which incident a room belongs to; a room keeps its incident for ever, so it is asked once. */
export type RoomIncidents = (room: RoomRef | undefined) => Promise<string | undefined>;

/** Remembers every room that has an incident; others are asked again, as they may become one. */
export const createRoomIncidents = (storage: Storage): RoomIncidents => {
  const known = createLru<string>(10_000);
  return async (room) => {
    if (room === undefined) return undefined;
    const key = JSON.stringify([room.platform, room.id]);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const incident = await storage.incidentOfRoom(room.platform, room.id);
    if (incident !== undefined) known.set(key, incident);
    return incident;
  };
};

/** Finds out who acts and where; notes the messenger as the one used last. */
export const openSession = async (
  deps: InboxDeps,
  rooms: RoomIncidents,
  inbound: InboundBase,
): Promise<Session> => {
  const { directory, clock, views } = deps;
  const { who } = inbound;
  const [actor, roomIncident] = await Promise.all([directory.actorFor(who), rooms(inbound.where)]);
  const now = clock.now();
  const isKnown = directory.knows(actor.id);
  if (!isKnown) deps.noticed(who);
  // Of a stranger nothing but the language matters later.
  if (isKnown || inbound.locale !== undefined)
    await directory.touch(actor.id, { platform: who.platform, locale: inbound.locale }, now);
  const locale = await directory.localeOf(actor.id);
  return {
    deps,
    actor,
    platform: who.platform,
    locale,
    view: views(locale, { id: actor.id, name: actor.name }),
    meta: { now, actor, via: who.platform },
    receipt: { platform: who.platform, id: inbound.receiptId },
    ...(roomIncident === undefined ? {} : { roomIncident }),
  };
};

/** The incident, unless there is none of that key. */
export const stateOf = async (
  { deps }: Session,
  key: string | undefined,
): Promise<IncidentState | undefined> =>
  key === undefined ? undefined : (await deps.incidents.load(key)).state;

/** Whether the person may see what is inside. */
export const maySee = ({ deps, actor }: Session, state: IncidentState): boolean =>
  mayRead(state, actor, deps.policy());

/** Open incidents the person may know of, newest first. */
export const openIncidents = async (
  session: Session,
  scenario?: string,
): Promise<readonly IncidentRow[]> => {
  const limit = 20;
  const rows = await session.deps.storage.incidents({
    open: true,
    limit,
    ...(scenario === undefined ? {} : { scenario }),
  });
  const seen = await Promise.all(
    rows.map(async (row) => {
      if (!row.confidential) return true;
      const state = await stateOf(session, row.key);
      return state !== undefined && maySee(session, state);
    }),
  );
  return rows.filter((_, index) => seen[index]);
};

/** The language to answer in when nothing else can be found out. */
export const fallbackLocale = (deps: InboxDeps, inbound: Inbound): Locale =>
  LOCALES.find((locale) => locale === inbound.locale) ?? deps.defaultLocale;
