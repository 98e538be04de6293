import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instant } from '#domain/time.ts';
import { createActs } from './acts.ts';
import { applicationHandlers } from './application-api.ts';
import { callingHandlers } from './calling-api.ts';
import { chatHandlers } from './chats-api.ts';
import { createDeliveries } from './deliveries.ts';
import type { Deliveries } from './deliveries.ts';
import { documentHandlers } from './documents-api.ts';
import { scopesOfImport } from './facts.ts';
import type { FakeFeishu, FeishuCall } from './fake-feishu.ts';
import { createFaults } from './faults.ts';
import { createGateway } from './gateway.ts';
import { createHttpServer } from './http-call.ts';
import type { HttpCall } from './http-call.ts';
import { createLongConnection } from './long-connection.ts';
import { messageHandlers } from './messages-api.ts';
import { peopleHandlers } from './people-api.ts';
import { permissionHandlers } from './permissions-api.ts';
import { createRates } from './rates.ts';
import { reactionHandlers } from './reactions-api.ts';
import { roomHandlers } from './room-api.ts';
import { newChat } from './stage.ts';
import type { Handlers, Stage } from './stage.ts';
import { createTokens } from './tokens.ts';
import { createViews } from './views.ts';
import { createWebhook } from './webhook.ts';
import { workHandlers } from './work-api.ts';
import type { FakePerson } from './world.ts';
import { createWorld } from './world.ts';

export interface FakeChat {
  /** `oc_…` */
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  /** Whether the bot is in it; it is unless said otherwise. */
  readonly bot?: boolean;
}

export interface FakeFeishuOptions {
  readonly people: readonly FakePerson[];
  readonly chats: readonly FakeChat[];
  readonly clock?: { now(): Instant };
  readonly transport: 'websocket' | 'webhook';
  /** Permissions granted; those of the shipped import unless given. */
  readonly scopes?: readonly string[];
  /** Whether the sensitive permission to hear all messages of a group is granted. */
  readonly groupMessages?: boolean;
  /** How much is allowed of what Feishu publishes; all of it unless given. */
  readonly limits?: number | 'off';
  /** Event types subscribed to; all that the fake can send unless given. */
  readonly events?: readonly string[];
  /** Paid urgent messages left. */
  readonly quota?: { readonly sms: number; readonly phone: number };
  /** Real milliseconds after which an event that was not acknowledged comes again; the platform's own are 15 s, 5 min, 1 h, 6 h. */
  readonly redeliverAfterMs?: readonly number[];
  /** Real milliseconds the platform waits for an acknowledgement. */
  readonly ackTimeoutMs?: number;
  /** When deliveries by webhook are signed, where that is not the clock's time: an app judges it by the time of day. */
  readonly signedAt?: () => Instant;
  /** Seconds between pings that the platform asks for. */
  readonly pingInterval?: number;
}

const GROUP_MESSAGES = 'im:message.group_msg';
const ALL_EVENTS: readonly string[] = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'im.message.reaction.created_v1',
  'im.message.reaction.deleted_v1',
  'im.chat.member.user.added_v1',
  'im.chat.member.bot.added_v1',
  'im.chat.member.bot.deleted_v1',
  'im.chat.disbanded_v1',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'application.bot.menu_v6',
];

const handlers: Handlers = {
  ...messageHandlers,
  ...chatHandlers,
  ...reactionHandlers,
  ...peopleHandlers,
  ...roomHandlers,
  ...callingHandlers,
  ...documentHandlers,
  ...permissionHandlers,
  ...workHandlers,
  ...applicationHandlers,
};

const scopesOf = ({ scopes = scopesOfImport, groupMessages = true }: FakeFeishuOptions) =>
  new Set(scopes.filter((scope) => groupMessages || scope !== GROUP_MESSAGES));

/** Secrets and ids of the one app; new ones each time, for the SDK keeps tokens by app id. */
const newApp = () => ({
  appId: `cli_${randomBytes(8).toString('hex')}`,
  appSecret: randomBytes(16).toString('hex'),
  encryptKey: randomBytes(16).toString('hex'),
  verificationToken: randomBytes(16).toString('hex'),
});

interface Lists {
  readonly calls: FeishuCall[];
  readonly violations: string[];
  readonly limited: string[];
  readonly denied: string[];
}

const createStage = (
  options: FakeFeishuOptions,
  appId: string,
  lists: Lists,
  late: { deliveries?: Deliveries },
): Stage => {
  const clock = options.clock ?? { now: () => Date.now() };
  const world = createWorld(appId, options.people, () => clock.now());
  const stage: Stage = {
    world,
    scopes: scopesOf(options),
    emit: (type, event) => void late.deliveries?.event(type, event),
    violation: (text) => lists.violations.push(text),
    uuids: new Map(),
    replies: new Map(),
    waiting: new Map(),
    quota: { sms: options.quota?.sms ?? 100, phone: options.quota?.phone ?? 100 },
    cardTokens: new Map(),
  };
  for (const { id, name, members, bot = true } of options.chats) {
    const [owner = appId] = members;
    newChat(world, { id, name, kind: 'group', owner, members, botInside: bot });
  }
  return stage;
};

const closing = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
};

/** A strict Feishu on loopback; see FakeFeishu. Close it after use. */
export const createFakeFeishu = async (options: FakeFeishuOptions): Promise<FakeFeishu> => {
  const app = newApp();
  const lists: Lists = { calls: [], violations: [], limited: [], denied: [] };
  const late: { deliveries?: Deliveries; serve?: (call: HttpCall) => Promise<void> } = {};
  const stage = createStage(options, app.appId, lists, late);
  const { ackTimeoutMs = 3000 } = options;
  const server = createHttpServer(async (call) => late.serve?.(call));
  const { violation } = stage;
  const connection = createLongConnection({
    server,
    ...app,
    pingInterval: options.pingInterval ?? 2,
    ackTimeoutMs,
    violation,
  });
  const webhook = createWebhook({
    encryptKey: app.encryptKey,
    ackTimeoutMs,
    now: options.signedAt ?? stage.world.now,
  });
  const transport = options.transport === 'websocket' ? connection : webhook;
  const deliveries = createDeliveries({
    world: stage.world,
    transport,
    verificationToken: app.verificationToken,
    subscribed: new Set(options.events ?? ALL_EVENTS),
    redeliverAfterMs: options.redeliverAfterMs ?? [300, 1000, 3000, 6000],
    violation,
  });
  late.deliveries = deliveries;
  const tokens = createTokens(stage.world.now);
  const faults = createFaults();
  let latencyMs = 0;
  late.serve = createGateway({
    stage,
    handlers,
    tokens,
    faults,
    rates: options.limits === 'off' ? undefined : createRates(stage.world.now, options.limits ?? 1),
    ...lists,
    latencyMs: () => latencyMs,
    appSecret: app.appSecret,
    discover: connection.discover,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...app,
    ...lists,
    domain: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    botOpenId: stage.world.botOpenId,
    get connections() {
      return { opened: connection.opened(), open: connection.open() };
    },
    deliverTo: webhook.deliverTo,
    challenge: async () => webhook.challenge(app.verificationToken),
    ...createActs(stage, deliveries),
    ...createViews(stage),
    replay: deliveries.replay,
    push: async (body, id, framing) =>
      transport.send(
        { kind: 'pushed', callback: false, body, wire: { ...transport.wire(body), id } },
        framing,
      ),
    pushBytes: transport.sendBytes,
    deliveries: deliveries.list,
    idle: deliveries.idle,
    playDead: connection.playDead,
    cut: connection.cut,
    revokeTokens: tokens.revoke,
    fail: faults.fail,
    outage: faults.outage,
    latency: (ms) => {
      latencyMs = ms;
    },
    close: async () => {
      await deliveries.close();
      await connection.close();
      await closing(server);
    },
  };
};
