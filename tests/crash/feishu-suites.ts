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

/** By webhook and over the long connection, half each. */
const FUZZ_EVENTS = 100_000;
const STORM_EVENTS = 5_000;
const NAME = 'Feishu';
const TRANSPORTS = ['webhook', 'websocket'] as const;

/** Each of them, whatever the one before it found. */
const onBoth = async (
  play: (transport: (typeof TRANSPORTS)[number]) => Promise<boolean>,
): Promise<boolean> => {
  let clean = true;
  for (const transport of TRANSPORTS) clean = (await play(transport)) && clean;
  return clean;
};

/** By the name under which each is run. */
export const FEISHU: Readonly<Record<string, () => Promise<boolean>>> = {
  'feishu-points': () => crashPoints(NAME, crashOnFeishu),
  'feishu-deliveries': async () => {
    const isHealed = await deliveryFaults(NAME, openFaultyFeishu, FEISHU_FAULTS);
    return (await documentedErrors(NAME, FEISHU_ERRORS, feishuErrorCases)) && isHealed;
  },
  'feishu-fuzz': () =>
    onBoth(async (transport) =>
      fuzz(
        `${NAME} by ${transport}`,
        await feishuFuzzGround(transport),
        FUZZ_EVENTS / TRANSPORTS.length,
      ),
    ),
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
