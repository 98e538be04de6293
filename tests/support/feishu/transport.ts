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

/** In how many frames a packet goes over the long connection; `order`: which of them, one after the other (all, unless given). */
export interface Framing {
  readonly parts?: number;
  readonly order?: readonly number[];
}

/** How packets get to the app. `status` 0: no acknowledgement. */
export interface Transport {
  send(packet: Packet, framing?: Framing): Promise<Acked>;
  /** Any bytes at all over the long connection; nobody acknowledges them. */
  sendBytes(bytes: Uint8Array): void;
  wire(body: string): Wire;
  close(): Promise<void>;
}
