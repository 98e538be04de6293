import { below, pick, type Rng } from '../fuzz/json.ts';
import { encodeFrame } from './frames.ts';

/** Bytes on the long connection that are no event: broken frames, frames of no sense, parts that never become one. */
export const spoiltFrame = (rng: Rng): Uint8Array => {
  const frame = encodeFrame({
    kind: pick(rng, ['control', 'data', 'data']),
    service: below(rng, 9),
    headers: {
      type: pick(rng, ['event', 'card', 'pong', 'ping', '']),
      message_id: `f${below(rng, 50)}`,
      sum: pick(rng, ['0', '-1', 'NaN', '1.5', '3', '70', '']),
      seq: pick(rng, ['0', '-1', 'x', '2', '99', '']),
    },
    payload: Buffer.from(pick(rng, ['', '{', 'null', '7', '[]', '{"header":null}', '\u0000'])),
  });
  switch (below(rng, 4)) {
    case 0:
      return frame.subarray(0, below(rng, frame.length));
    case 1: {
      const spoilt = Buffer.from(frame);
      for (let n = 0; n < 4; n += 1) spoilt[below(rng, spoilt.length)] = below(rng, 256);
      return spoilt;
    }
    case 2:
      return Buffer.from(Array.from({ length: below(rng, 200) }, () => below(rng, 256)));
    default:
      return frame;
  }
};
