import type { Notice } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { DeliveryKey } from '#ports/messenger.ts';

/** Ways out that are not messengers: where announcements are published, and the pager of last resort. */
export interface Connectors {
  /** Throws DeliveryError. */
  publish(
    order: {
      readonly state: IncidentState;
      readonly announcement: string;
      readonly version: number;
      readonly channel: string;
    },
    key: DeliveryKey,
  ): Promise<{ readonly url?: string }>;
  /** Throws DeliveryError. */
  callFallback(
    order: { readonly state: IncidentState; readonly notice: Notice },
    key: DeliveryKey,
  ): Promise<void>;
}
