import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

const { root } = protobuf.parse(
  readFileSync(new URL('../../fixtures/feishu/pbbp2.proto', import.meta.url), 'utf8'),
);
const frameType = root.lookupType('pbbp2.Frame');

const CONTROL = 0;
const DATA = 1;

/** One frame of the long connection. */
export interface Frame {
  readonly kind: 'control' | 'data';
  readonly service: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

export const encodeFrame = ({ kind, service, headers, payload }: Frame): Buffer =>
  Buffer.from(
    frameType
      .encode(
        frameType.create({
          SeqID: 1,
          LogID: 1,
          service,
          method: kind === 'control' ? CONTROL : DATA,
          headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
          payload,
        }),
      )
      .finish(),
  );

interface Decoded {
  readonly service: number;
  readonly method: number;
  readonly headers?: readonly { readonly key: string; readonly value: string }[];
  readonly payload?: Uint8Array;
}

/** Throws on bytes that are no frame. */
export const decodeFrame = (bytes: Uint8Array): Frame => {
  const decoded = frameType.decode(bytes) as unknown as Decoded;
  return {
    kind: decoded.method === CONTROL ? 'control' : 'data',
    service: decoded.service,
    headers: Object.fromEntries((decoded.headers ?? []).map(({ key, value }) => [key, value])),
    payload: Buffer.from(decoded.payload ?? []),
  };
};
