import type { Acked } from '../slack/fake-slack.ts';

/** One event or callback on its way to the app. */
export interface Packet {
  /** `im.message.receive_v1`, `card.action.trigger`. */
  readonly kind: string;
  /** Callbacks are answered with an object and never sent again. */
  readonly callback: boolean;
  /** The whole envelope as JSON text. */
  readonly body: string;
  /** Id of the frame, or the sealed bytes with their signature; a replay sends the same. */
  readonly wire: Wire;
}

export interface Wire {
  readonly id: string;
  /** Webhook only: what goes over HTTP. */
  readonly sealed?: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
}

/** How packets get to the app. `status` 0: no acknowledgement. */
export interface Transport {
  send(packet: Packet, parts?: number): Promise<Acked>;
  wire(body: string): Wire;
  close(): Promise<void>;
}
