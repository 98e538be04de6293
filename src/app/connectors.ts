import type { Notice } from '#domain/incident/notice.ts';
import type { IncidentState } from '#domain/incident/state.ts';
import type { Localised } from '#domain/locale.ts';
import type { DeliveryKey } from '#ports/messenger.ts';
import type { Page } from './stream-kind.ts';

/** An approved text for one channel. */
export interface PublishOrder {
  readonly state: IncidentState;
  readonly announcement: string;
  readonly version: number;
  readonly channel: string;
}

/** What the pager of last resort is called for. */
export interface FallbackOrder {
  readonly state: IncidentState;
  readonly notice: Notice;
}

/** The same for a stream without rooms, an alert that nobody verifies. */
export interface PagerOrder {
  readonly subject: string;
  /** Kind of the stream: `alert`. */
  readonly kind: string;
  readonly page: Page;
  readonly text: Localised;
}

/** Ways out that are not messengers: where announcements are published, and the pager of last resort. */
export interface Connectors {
  /** `url`: where the text can be read now, if the other side says. Throws DeliveryError. */
  publish(order: PublishOrder, key: DeliveryKey): Promise<{ readonly url?: string }>;
  /** Throws DeliveryError. */
  callFallback(order: FallbackOrder, key: DeliveryKey): Promise<void>;
  /** Throws DeliveryError. */
  callPager(order: PagerOrder, key: DeliveryKey): Promise<void>;
}
