import { createOutbound, type Outbound } from '#adapters/slack/outbound.ts';
import { createSlackApi } from '#adapters/slack/web/api.ts';
import type { Card } from '#cards/card.ts';
import type { AccountRef, DeliveryKey, Messenger, RoomPlan, RoomRef } from '#ports/messenger.ts';
import type { Log } from '#ports/system.ts';
import { createHandClock, type HandClock } from '../../../support/hand-clock.ts';
import { createFakeSlack } from '../../../support/slack/create-fake-slack.ts';
import type { ApiFault, FakeSlack } from '../../../support/slack/fake-slack.ts';

export const START = Date.parse('2026-12-01T02:00:00Z');

export const LIN: AccountRef = { platform: 'slack', id: 'U0LIN' };
export const QIAN: AccountRef = { platform: 'slack', id: 'U0QIAN' };
export const GUEST: AccountRef = { platform: 'slack', id: 'U0GUEST' };
export const LEFT: AccountRef = { platform: 'slack', id: 'U0LEFT' };
export const NOBODY: AccountRef = { platform: 'slack', id: 'U0NOBODY' };

const PEOPLE = [
  { id: LIN.id, name: '林悦', email: 'lin@example.com', locale: 'zh-CN' },
  { id: QIAN.id, name: '钱进', email: 'qian@example.com', locale: 'en-GB' },
  { id: GUEST.id, name: '来宾', guest: true },
  { id: LEFT.id, name: '已离职', deactivated: true },
];

export const DUTY: RoomRef = { platform: 'slack', id: 'C_DUTY' };

export const PLAN: RoomPlan = {
  asciiName: 'inc-20261201-01-system-failure',
  displayName: '【待定级】INC-20261201-01 系统故障',
  topic: '接通率 68%',
  incident: 'INC-20261201-01',
  private: true,
  people: [],
};

export const cardOf = (text: string, more: Partial<Card> = {}): Card => ({
  title: text,
  tone: 'info',
  fallback: text,
  elements: [{ kind: 'text', lines: [[text]] }],
  ...more,
});

/** What goes out, in front of a strict Slack on loopback and a clock moved by hand. */
export interface Desk {
  readonly slack: FakeSlack;
  readonly clock: HandClock;
  readonly outbound: Outbound;
  readonly logged: readonly { readonly level: string; readonly message: string }[];
  /** The same Slack before a process that remembers nothing. */
  restart(): void;
  /** A delivery whose first attempt begins now. */
  key(name?: string): DeliveryKey;
  /** Methods asked for since the last question. */
  asked(): readonly string[];
  /** Tries a delivery as the dispatcher does until it succeeds, looking first from the second attempt on. */
  deliver<T>(work: (outbound: Outbound, key: DeliveryKey) => Promise<T>, name?: string): Promise<T>;
  /** Fails the test when the app did anything that Slack would have refused or warned of. */
  close(): Promise<void>;
}

const MOST_TRIES = 6;
/** Slower than the dispatcher's first repetition, so that nothing is unsettled any more. */
const BETWEEN_TRIES = 3_000;

export const LOST: ApiFault = { kind: 'lost-reply' };

const createJournal = () => {
  const logged: { level: string; message: string }[] = [];
  const put = (level: string) => (_: unknown, message: string) =>
    void logged.push({ level, message });
  const log: Log = { info: put('info'), warn: put('warn'), error: put('error'), child: () => log };
  return { logged, log };
};

interface DeskOptions {
  readonly channels?: readonly {
    readonly id: string;
    readonly name: string;
    readonly private?: boolean;
    readonly members: readonly string[];
  }[];
}

export const createDesk = async ({ channels = [] }: DeskOptions = {}): Promise<Desk> => {
  const clock = createHandClock(START);
  const slack = await createFakeSlack({
    people: PEOPLE,
    channels: [{ id: DUTY.id, name: 'duty', members: [LIN.id, QIAN.id] }, ...channels],
    userGroups: [
      { id: 'S_ONCALL', handle: 'oncall', users: [LIN.id, QIAN.id] },
      { id: 'S_EMPTY', handle: 'empty', users: [] },
    ],
    clock,
    transport: 'http',
    // Nobody listens here.
    events: [],
  });
  const { logged, log } = createJournal();
  const options = {
    botToken: { reveal: () => slack.botToken },
    transport: { kind: 'http', signingSecret: { reveal: () => slack.signingSecret } } as const,
    apiUrl: slack.apiUrl,
    command: '/incident',
    clock,
    log,
    accountOf: async (person: string) => (person === 'lin' ? LIN.id : undefined),
    timezone: () => 'Asia/Shanghai',
  };
  const make = (): Outbound => createOutbound(options, createSlackApi(options));
  let outbound = make();
  let counter = 0;
  let seen = 0;
  const desk: Desk = {
    slack,
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
      const methods = slack.calls.slice(seen).map(({ method }) => method);
      seen = slack.calls.length;
      return methods;
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
      await slack.close();
      if (slack.violations.length > 0) throw new Error(slack.violations.join('\n'));
    },
  };
  return desk;
};

/** The outbound part as a whole messenger, for suites that never listen. */
export const asMessenger = (outbound: Outbound): Messenger => ({
  ...outbound,
  listen: async () => async () => {},
});
