import { createDeliveries } from './deliveries.ts';
import { BOT_EVENTS, BOT_SCOPES } from './facts.ts';
import type { FakeSlack } from './fake-slack.ts';
import { prepareBlockChecks } from './front/block-checks.ts';
import { createFaults } from './front/faults.ts';
import type { Gate } from './front/gate.ts';
import { createJournal, type Journal } from './front/journal.ts';
import { createRates } from './front/rates.ts';
import { openServer } from './front/server.ts';
import { createSockets } from './front/sockets.ts';
import { createHooks } from './hooks.ts';
import { IDENTITY } from './identity.ts';
import { createEmulateBackend } from './emulate/emulate-backend.ts';
import { createOwnBackend } from './own-backend.ts';
import { createActs } from './people/acts.ts';
import { createModals } from './people/modals.ts';
import { createPresses } from './people/presses.ts';
import { eventPayload } from './payloads.ts';
import { createSights } from './sights.ts';
import { createWorkspace, type Publish } from './workspace.ts';
import type { Args } from './world/method.ts';
import type { ChannelRow } from './world/rows.ts';
import {
  type ChannelOption,
  createWorld,
  type PersonOption,
  type UserGroupOption,
  type World,
} from './world/world.ts';

export interface FakeSlackOptions {
  readonly people: readonly PersonOption[];
  readonly channels: readonly ChannelOption[];
  readonly userGroups?: readonly UserGroupOption[];
  /** Measures rates, message times and the life of response_urls; default the real one. */
  readonly clock?: { now(): number };
  readonly transport: 'http' | 'socket';
  /** Whose workspace stands behind the front; `emulate` was written by others. */
  readonly backend?: 'own' | 'emulate';
  /** What the app was granted; default what slack.md asks for. */
  readonly scopes?: readonly string[];
  /** What the app is told of. */
  readonly events?: readonly string[];
  /** Widens the published rates, or switches them off. */
  readonly tiers?: number | 'off';
  /** Any 429 is a violation. */
  readonly strictTiers?: boolean;
  /** The command that people type; default `/incident`. */
  readonly command?: string;
  /** How long the app may take to acknowledge, in real ms; default 3,000. */
  readonly ackTimeoutMs?: number;
  /** Pauses before each redelivery of an event, in real ms; default at once, then short. */
  readonly retryDelaysMs?: readonly number[];
}

const CHANNEL_EVENT = { public: 'message.channels', private: 'message.groups', im: 'message.im' };

/** The name under which an app asks for this event. */
const subscription = (event: Args, channel: ChannelRow | undefined): string =>
  event['type'] === 'message' ? CHANNEL_EVENT[channel?.kind ?? 'public'] : String(event['type']);

interface Told {
  readonly publish: Publish;
  /** Resolves when nothing is on its way to the app. */
  readonly idle: () => Promise<void>;
  readonly keep: () => void;
  readonly letGo: (times?: number) => Promise<void>;
}

const createTelling = (
  world: World,
  events: ReadonlySet<string>,
  deliver: (payload: Args) => Promise<unknown>,
): Told => {
  const underWay = new Set<Promise<void>>();
  let kept: Args[] | undefined;
  const tell = async (payload: Args): Promise<void> => {
    const told = deliver(payload).then(() => {
      underWay.delete(told);
    });
    underWay.add(told);
    await told;
  };
  const publish: Publish = async (event, channel) => {
    const isFar = channel !== undefined && !channel.members.includes(IDENTITY.botUserId);
    if (isFar || !events.has(subscription(event, channel))) return;
    const payload = eventPayload(world, event);
    if (kept === undefined) await tell(payload);
    else kept.push(payload);
  };
  const idle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    publish,
    idle,
    keep: () => {
      kept ??= [];
    },
    letGo: async (times = 1) => {
      const payloads = kept ?? [];
      kept = undefined;
      for (const payload of payloads) for (let nth = 0; nth < times; nth += 1) await tell(payload);
    },
  };
};

const bot = {
  userId: IDENTITY.botUserId,
  botId: IDENTITY.botId,
  appId: IDENTITY.appId,
  teamId: IDENTITY.teamId,
} as const;

const openParts = async (options: FakeSlackOptions, journal: Journal) => {
  const clock = options.clock ?? { now: () => Date.now() };
  const violate = (what: string): void => {
    journal.violations.push(what);
  };
  const place = { baseUrl: '' };
  const baseUrl = () => place.baseUrl;
  const isEmulated = options.backend === 'emulate';
  // The emulator stamps its messages by the real clock; what the front adds must stand in the same order.
  const world = createWorld({ ...options, clock: isEmulated ? { now: () => Date.now() } : clock });
  const backend = isEmulated
    ? await createEmulateBackend(world, baseUrl)
    : createOwnBackend(world, baseUrl);
  const sockets = createSockets(violate);
  const deliveries = createDeliveries({
    transport: options.transport,
    ackTimeoutMs: options.ackTimeoutMs ?? 3_000,
    retryDelaysMs: options.retryDelaysMs ?? [0, 50, 250],
    sockets,
  });
  const telling = createTelling(world, new Set(options.events ?? BOT_EVENTS), (payload) =>
    deliveries.deliver('events_api', payload),
  );
  const workspace = createWorkspace(backend, telling.publish);
  const hooks = createHooks(world, baseUrl, violate);
  const token = { revoked: false };
  const gate: Gate = {
    workspace,
    clock,
    journal,
    rates: createRates(clock, options.tiers),
    scopes: new Set(options.scopes ?? BOT_SCOPES),
    strictTiers: options.strictTiers ?? false,
    isRevoked: () => token.revoked,
    connect: () => `${baseUrl().replace('http', 'ws')}/link/?ticket=${sockets.ticket()}`,
  };
  const faults = createFaults();
  const upload = async (id: string, content: Buffer): Promise<boolean> => {
    const file = world.files.get(id);
    if (file === undefined) return false;
    if (content.length !== file.length) {
      violate(`upload: ${content.length} bytes instead of the announced ${file.length}`);
    }
    file.content = content.toString('utf8');
    return (await backend.upload?.(id, content)) ?? true;
  };
  const server = await openServer({ gate, faults, sockets, hook: hooks.receive, upload });
  place.baseUrl = `http://127.0.0.1:${server.port}`;
  return {
    world,
    backend,
    sockets,
    deliveries,
    telling,
    workspace,
    hooks,
    token,
    faults,
    server,
    violate,
    place,
  };
};

/** Starts a strict Slack on loopback: it refuses and writes down what the real one would. */
export const createFakeSlack = async (options: FakeSlackOptions): Promise<FakeSlack> => {
  prepareBlockChecks();
  const journal = createJournal();
  const parts = await openParts(options, journal);
  const { world, deliveries, telling, workspace, hooks, faults, sockets } = parts;
  const { tellRevoked, ...acts } = createActs({
    workspace,
    deliveries,
    hooks,
    publish: telling.publish,
    command: options.command ?? '/incident',
  });
  return {
    apiUrl: `${parts.place.baseUrl}/api/`,
    botToken: IDENTITY.botToken,
    appToken: IDENTITY.appToken,
    signingSecret: IDENTITY.signingSecret,
    bot,
    calls: journal.calls,
    violations: journal.violations,
    limited: journal.limited,
    deliverTo: deliveries.deliverTo,
    ...acts,
    ...createModals(world, deliveries, parts.violate),
    ...createPresses(world, deliveries, hooks),
    revokeToken: async () => {
      parts.token.revoked = true;
      await tellRevoked();
    },
    replay: deliveries.replay,
    deliveries: deliveries.sent,
    idle: telling.idle,
    keep: telling.keep,
    letGo: telling.letGo,
    disconnect: (reason, close = true) => sockets.disconnect(reason, close),
    sever: sockets.sever,
    connections: sockets.count,
    ...createSights(world),
    fail: faults.plan,
    outage: faults.outage,
    latency: faults.latency,
    close: async () => {
      deliveries.close();
      await parts.server.close();
      await parts.backend.close();
    },
  };
};
