// The suites of Feishu in full.
import { crashOnFeishu } from '../support/feishu/crash-ground.ts';
import { FEISHU_ERRORS, FEISHU_FAULTS, feishuErrorCases } from '../support/feishu/errors.ts';
import { openFaultyFeishu } from '../support/feishu/faulty-stage.ts';
import { feishuFuzzGround } from '../support/feishu/fuzz-ground.ts';
import { stormOnFeishu } from '../support/feishu/storm.ts';
import {
  crashPoints,
  deliveryFaults,
  documentedErrors,
  fuzz,
  injections,
  storm,
} from './outside-suites.ts';

/** By each of the two transports. */
const FUZZ_EVENTS = 100_000;
const STORM_EVENTS = 5_000;
const NAME = 'Feishu';
const TRANSPORTS = ['webhook', 'websocket'] as const;
type Transport = (typeof TRANSPORTS)[number];

/** Each of them, whatever the one before it found. */
const onBoth = async (play: (transport: Transport) => Promise<boolean>): Promise<boolean> => {
  let clean = true;
  for (const transport of TRANSPORTS) clean = (await play(transport)) && clean;
  return clean;
};

const fuzzBy = async (transport: Transport): Promise<boolean> =>
  fuzz(`${NAME} by ${transport}`, await feishuFuzzGround(transport), FUZZ_EVENTS);

/** By the name under which each is run. */
export const FEISHU: Readonly<Record<string, () => Promise<boolean>>> = {
  'feishu-points': () => crashPoints(NAME, crashOnFeishu),
  'feishu-deliveries': async () => {
    const isHealed = await deliveryFaults(NAME, openFaultyFeishu, FEISHU_FAULTS);
    return (await documentedErrors(NAME, FEISHU_ERRORS, feishuErrorCases)) && isHealed;
  },
  // One after the other by `feishu-fuzz`, or each by itself.
  'feishu-fuzz-webhook': () => fuzzBy('webhook'),
  'feishu-fuzz-websocket': () => fuzzBy('websocket'),
  'feishu-events': () =>
    onBoth((transport) =>
      storm(
        `${NAME} by ${transport}`,
        (databaseUrl) => stormOnFeishu(transport, databaseUrl),
        STORM_EVENTS,
      ),
    ),
  'feishu-injections': () => injections(NAME, 'tests/adapters/feishu/injection.db.test.ts'),
};
