import type { RoomLossReason } from '#domain/incident/event.ts';
import { isEnded } from '#domain/incident/fact.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Instant } from '#domain/time.ts';
import { DeliveryError, type Disposition } from '#ports/messenger.ts';
import { concernsRoom, type Delivery } from './delivery.ts';
import type { Delivered, DeliverDeps } from './sending.ts';

/** A room that a delivery found to be of no use. */
interface Loss {
  readonly reason: RoomLossReason;
  readonly code: string;
}

const REASONS: readonly RoomLossReason[] = ['archived', 'removed', 'deleted'];
const REFUSALS: readonly Disposition[] = ['give-up', 'gone', 'room-lost'];

/** What an error says of the incident's war room; undefined when it is about something else. */
export const lossOf = (delivery: Delivery, error: unknown): Loss | undefined => {
  if (!(error instanceof DeliveryError)) return undefined;
  const { code, disposition } = error;
  if (delivery.do === 'unarchive' && REFUSALS.includes(disposition))
    return { reason: 'stuck', code };
  if (disposition !== 'room-lost' || !concernsRoom(delivery)) return undefined;
  return { reason: REASONS.find((reason) => reason === code) ?? 'removed', code };
};

/**
 * The loss as a fact of the incident. While it runs, what was to be sent waits for the room that comes
 * back or takes its place; in the room of an ended one nobody waits for it.
 */
export const afterLoss = async (
  deps: DeliverDeps,
  delivery: Delivery,
  found: { readonly state: IncidentState; readonly loss: Loss; readonly begun: Instant },
): Promise<Delivered> => {
  const { state, loss, begun } = found;
  const { messenger } = delivery;
  const room = state.rooms[messenger]?.id;
  const again = !isEnded(state) && delivery.do !== 'unarchive';
  const lost = { code: loss.code, again };
  const newest = await deps.loadIncident(delivery.incident);
  const restoredAt = newest?.rooms[messenger]?.restoredAt;
  // It came back while this was on its way.
  const isOld = loss.reason === 'archived' && restoredAt !== undefined && restoredAt >= begun;
  const facts =
    room === undefined || isOld
      ? []
      : [{ type: 'recordRoomLost' as const, messenger, room, reason: loss.reason }];
  return { posted: [], facts, lost };
};
