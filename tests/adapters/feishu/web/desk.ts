import { createOutbound, type Outbound } from '#adapters/feishu/outbound.ts';
import { createFeishuApi } from '#adapters/feishu/web/api.ts';
import type { Card } from '#cards/card.ts';
import type { AccountRef, DeliveryKey, Messenger, RoomPlan, RoomRef } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import {
  createFakeFeishu,
  type FakeFeishuOptions,
} from '../../../support/feishu/create-fake-feishu.ts';
import { scopesOfImport } from '../../../support/feishu/facts.ts';
import type { FakeFeishu } from '../../../support/feishu/fake-feishu.ts';
import { createHandClock, type HandClock } from '../../../support/hand-clock.ts';

export const START = Date.parse('2026-12-01T02:00:00Z');
export const HOUR = 60 * 60_000;

export const LIN: AccountRef = { platform: 'feishu', id: 'ou_lin' };
export const QIAN: AccountRef = { platform: 'feishu', id: 'ou_qian' };
/** Not in the app's availability. */
export const OUTSIDE: AccountRef = { platform: 'feishu', id: 'ou_outside' };
export const NOBODY: AccountRef = { platform: 'feishu', id: 'ou_nobody' };

const PEOPLE = [
  { openId: LIN.id, name: '林悦', email: 'lin@example.com' },
  { openId: QIAN.id, name: '钱进', email: 'qian@example.com' },
  { openId: OUTSIDE.id, name: '外人', outside: true },
];

export const DUTY: RoomRef = { platform: 'feishu', id: 'oc_duty' };

export const PLAN: RoomPlan = {
  asciiName: 'inc-20261201-01-system-failure',
  displayName: '【待定级】INC-20261201-01 系统故障',
  topic: '接通率 68%',
  incident: 'INC-20261201-01',
  private: true,
  people: [LIN],
};

export const cardOf = (text: string, more: Partial<Card> = {}): Card => ({
  title: text,
  tone: 'info',
  fallback: text,
  elements: [{ kind: 'text', lines: [[text]] }],
  ...more,
});

/** What goes out, in front of a strict Feishu on loopback and a clock moved by hand. */
export interface Desk {
  readonly feishu: FakeFeishu;
  readonly clock: HandClock;
  readonly outbound: Outbound;
  readonly logged: readonly { readonly level: string; readonly message: string }[];
  /** The same Feishu before a process that remembers nothing. */
  restart(): void;
  /** A delivery whose first attempt begins now. */
  key(name?: string): DeliveryKey;
  /** Requests since the last question, without those for a token: `POST im/v1/messages`. */
  asked(): readonly string[];
  /** Tries a delivery as the dispatcher does until it succeeds, looking first from the second attempt on. */
  deliver<T>(work: (outbound: Outbound, key: DeliveryKey) => Promise<T>, name?: string): Promise<T>;
  /** Fails the test when the app did anything that the platform would have refused as wrong. */
  close(): Promise<void>;
}

const MOST_TRIES = 60;
const BETWEEN_TRIES = 3_000;

export const LOST = { kind: 'lost-reply' } as const;

const TOKEN = '/open-apis/auth/v3/tenant_access_token/internal';

const createJournal = () => {
  const logged: { level: string; message: string }[] = [];
  const put = (level: string) => (_: unknown, message: string) =>
    void logged.push({ level, message });
  const log: Log = { info: put('info'), warn: put('warn'), error: put('error'), child: () => log };
  return { logged, log };
};

type DeskOptions = Pick<FakeFeishuOptions, 'scopes' | 'groupMessages' | 'quota' | 'limits'>;

export const createDesk = async (more: DeskOptions = {}): Promise<Desk> => {
  const clock = createHandClock(START);
  const feishu = await createFakeFeishu({
    people: PEOPLE,
    chats: [{ id: DUTY.id, name: '值守', members: [LIN.id, QIAN.id] }],
    clock,
    transport: 'webhook',
    // Nobody listens here.
    events: [],
    // Blocks of a document are only taken away with the whole permission for documents.
    scopes: [...new Set([...scopesOfImport, 'docx:document', 'space:document:retrieve'])],
    ...more,
  });
  const { logged, log } = createJournal();
  const options = {
    appId: feishu.appId,
    appSecret: { reveal: () => feishu.appSecret },
    domain: feishu.domain,
    transport: { kind: 'websocket' } as const,
    clock,
    log,
    accountOf: async (person: string) => (person === 'lin' ? LIN.id : undefined),
    timezone: () => 'Asia/Shanghai',
  };
  const make = (): Outbound => createOutbound(options, createFeishuApi(options));
  let outbound = make();
  let counter = 0;
  let seen = 0;
  const desk: Desk = {
    feishu,
    clock,
    get outbound() {
      return outbound;
    },
    logged,
    restart: () => {
      outbound = make();
    },
    key: (name) => {
      counter += 1;
      return { key: name ?? `desk-${counter}`, uncertain: false, since: clock.now() };
    },
    asked: () => {
      const calls = feishu.calls.slice(seen).filter(({ path }) => path !== TOKEN);
      seen = feishu.calls.length;
      return calls.map(({ method, path }) => `${method} ${path.replace('/open-apis/', '')}`);
    },
    deliver: async (work, name) => {
      const first = desk.key(name);
      for (let tries = 1; ; tries += 1) {
        try {
          return await work(outbound, { ...first, uncertain: tries > 1 });
        } catch (error) {
          if (tries === MOST_TRIES) throw error;
          clock.set(clock.now() + BETWEEN_TRIES);
        }
      }
    },
    close: async () => {
      await feishu.close();
      if (feishu.violations.length > 0) throw new Error(feishu.violations.join('\n'));
    },
  };
  return desk;
};

/** The outbound part as a whole messenger, for suites that never listen. */
export const asMessenger = (outbound: Outbound): Messenger => ({
  ...outbound,
  listen: async () => async () => {},
});
