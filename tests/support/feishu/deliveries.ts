import { randomUUID } from 'node:crypto';
import type { Acked } from '../slack/fake-slack.ts';
import type { Json } from './json.ts';
import { isObject, textOf } from './json.ts';
import { TENANT_KEY } from './message-store.ts';
import type { Framing, Packet, Transport } from './transport.ts';
import type { World } from './world.ts';

export interface DeliveriesOptions {
  readonly world: World;
  readonly transport: Transport;
  readonly verificationToken: string;
  /** Event types the app has subscribed to. */
  readonly subscribed: ReadonlySet<string>;
  /** Real milliseconds after which an event that was not acknowledged comes again. */
  readonly redeliverAfterMs: readonly number[];
  readonly violation: (text: string) => void;
}

export interface Delivery {
  readonly kind: string;
  readonly body: string;
  /** What it was answered the first time. */
  readonly acked?: Acked;
}

export interface Deliveries {
  /** An event; undefined where the app has not subscribed to it. */
  event(type: string, event: Json): Promise<Acked | undefined>;
  /** A card callback, which waits for its answer. */
  callback(event: Json): Promise<Acked>;
  replay(nth: number, framing?: Framing): Promise<Acked>;
  readonly list: readonly Delivery[];
  /** Resolves when nothing is on its way to the app; what is to come again later is not waited for. */
  idle(): Promise<void>;
  /** Waits for what is under way; nothing comes again after it. */
  close(): Promise<void>;
}

const isUnhandled = (body: unknown): boolean =>
  typeof body === 'string' && /no .* event handle/u.test(body);

export const createDeliveries = (options: DeliveriesOptions): Deliveries => {
  const { world, transport } = options;
  const sent: (Packet & { acked?: Acked })[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  const packetOf = (kind: string, event: Json, callback: boolean): Packet => {
    const ms = world.now();
    const body = JSON.stringify({
      schema: '2.0',
      header: {
        event_id: randomUUID().replaceAll('-', ''),
        event_type: kind,
        create_time: callback ? `${ms}000` : String(ms),
        token: options.verificationToken,
        app_id: world.appId,
        tenant_key: TENANT_KEY,
      },
      event,
    });
    return { kind, callback, body, wire: transport.wire(body) };
  };
  const send = async (packet: Packet, framing?: Framing): Promise<Acked> => {
    const sending = transport.send(packet, framing);
    underWay.add(sending);
    const acked = await sending.finally(() => underWay.delete(sending));
    if (acked.status !== 200) return acked;
    if (isUnhandled(acked.body)) options.violation(`${packet.kind}: ${textOf(acked.body)}`);
    if (packet.callback && !isObject(acked.body)) {
      options.violation(`${packet.kind}: answered without an object`);
    }
    return acked;
  };
  const again = (packet: Packet, attempt: number): void => {
    const wait = options.redeliverAfterMs[attempt];
    if (wait === undefined || closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      // Signed anew: the platform's own redeliveries come hours later.
      void deliver({ ...packet, wire: transport.wire(packet.body) }, attempt + 1);
    }, wait).unref();
    timers.add(timer);
  };
  const deliver = async (packet: Packet, attempt: number): Promise<Acked> => {
    const acked = await send(packet);
    if (acked.status !== 200 && !packet.callback) again(packet, attempt);
    return acked;
  };
  const start = async (packet: Packet & { acked?: Acked }): Promise<Acked> => {
    sent.push(packet);
    const acked = await deliver(packet, 0);
    packet.acked = acked;
    return acked;
  };
  return {
    event: async (type, event) =>
      options.subscribed.has(type) && !closed ? start(packetOf(type, event, false)) : undefined,
    callback: async (event) => start(packetOf('card.action.trigger', event, true)),
    replay: async (nth, framing) => {
      const packet = sent[nth];
      if (packet === undefined) throw new Error(`there was no delivery ${nth}`);
      return send(packet, framing);
    },
    list: sent,
    idle: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    close: async () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(underWay);
    },
  };
};
