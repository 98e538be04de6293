import type { IncidentState } from '#domain/incident/state.ts';
import type { DeliveryKey } from '#ports/messenger.ts';
import type { PublishOrder } from './connectors.ts';
import type { DeliveryOf } from './delivery.ts';
import { call, type Delivered, type DeliverDeps, NOTHING } from './sending.ts';

type Outside = DeliveryOf<'publish' | 'callFallback'>;

/** Withdrawn, replaced, or published by hand while it waited for the other side to answer. */
const isOutdated = ({ state, announcement: id, version, channel }: PublishOrder): boolean => {
  const found = state.announcements.find((announcement) => announcement.id === id);
  return (
    found === undefined ||
    found.status === 'withdrawn' ||
    found.status === 'superseded' ||
    found.versions.at(-1)?.version !== version ||
    found.published.some((done) => done.channel === channel)
  );
};

/** Hands an approved text to its channel, or calls the pager; without a connector people do it by hand. */
export const deliverOutside = async (
  deps: DeliverDeps,
  delivery: Outside,
  state: IncidentState,
  key: DeliveryKey,
): Promise<Delivered> => {
  const { connectors } = deps;
  if (connectors === undefined) return NOTHING;
  if (delivery.do === 'callFallback') {
    const { notice } = delivery;
    await call(deps, 'callFallback', () => connectors.callFallback({ state, notice }, key));
    return NOTHING;
  }
  const { announcement, version, channel } = delivery;
  const order = { state, announcement, version, channel };
  if (isOutdated(order)) return NOTHING;
  const { url } = await call(deps, 'publish', () => connectors.publish(order, key));
  const sent = { type: 'announceSent', id: announcement, channel } as const;
  return { posted: [], facts: [url === undefined ? sent : { ...sent, url }] };
};
