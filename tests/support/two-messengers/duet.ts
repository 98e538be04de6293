import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { Policy } from '#domain/policy.ts';
import type { Instant } from '#domain/time.ts';
import type { Storage } from '#ports/storage.ts';
import { feishuActs } from '../feishu/feishu-acts.ts';
import {
  type FeishuTransport,
  type Heard,
  hearFeishu,
  openFakeFeishu,
} from '../feishu/feishu-app.ts';
import type { FakeFeishu } from '../feishu/fake-feishu.ts';
import { feishuSights } from '../feishu/feishu-sights.ts';
import type { HandClock } from '../hand-clock.ts';
import { shippedPolicy } from '../policy.ts';
import { type Acts, type Seen, type Sights, withoutSign } from '../sights.ts';
import type { ApiFault, FakeSlack } from '../slack/fake-slack.ts';
import { slackActs } from '../slack/slack-acts.ts';
import { hearSlack, openFake, type SlackTransport } from '../slack/slack-app.ts';
import { accountOf, channelOf, slackSights } from '../slack/slack-sights.ts';
import { createProgram, type Inside, type Outside } from './program.ts';
import type { EditingSide, Name, Side, Sides, Stage, StageOptions } from './side.ts';

/** How each of the two delivers. */
export interface Transports {
  readonly slack: SlackTransport;
  readonly feishu: FeishuTransport;
}

const AWAY: ApiFault = { kind: 'status', status: 503 };

/** The organisation as it is shipped: some are in one messenger only. */
const policyFor = ({ warRooms, people = (all) => all }: StageOptions): Policy => {
  const { organisation } = shippedPolicy;
  return {
    ...shippedPolicy,
    organisation: {
      ...organisation,
      people: people(organisation.people),
      ...(warRooms === undefined ? {} : { warRooms }),
    },
  };
};

const unsigned = (seen: Seen): Seen => ({ ...seen, title: withoutSign(seen.title) });

const plainSights = (sights: Sights): Sights => ({
  messages: (where) => sights.messages(where).map(unsigned),
  dms: (person) => sights.dms(person).map(unsigned),
  room: (key) => {
    try {
      return sights.room(key);
    } catch (error) {
      throw new Error('no war room', { cause: error });
    }
  },
});

const newestKeyIn = async (storage: Storage): Promise<string> => {
  const [newest] = await storage.incidents({ limit: 1 });
  return newest?.key ?? '';
};

/** What acts need to know of the program, whichever process it is. */
const lookups = ({ running, settle }: Inside) => ({
  settle,
  storage: { messagesOf: (card: string) => running().storage.messagesOf(card) },
  newestKey: () => newestKeyIn(running().storage),
});

const slackSide = (slack: FakeSlack, inside: Inside, network: Side['network']): EditingSide => {
  const acts: Acts = slackActs({ slack, ...lookups(inside) });
  const naming = (line: string): string => `<@${slack.bot.userId}> ${line}`;
  return {
    name: 'slack',
    network,
    ...acts,
    ...plainSights(slackSights(slack)),
    sayTwice: async (person, where, line) => {
      await acts.say(person, where, line);
      await slack.slash(accountOf(person), channelOf(slack, where), line, { again: true });
      await inside.settle();
    },
    reactUnheard: async (person, approval, emoji) => {
      slack.keep();
      await acts.react(person, approval, emoji);
      return async () => {
        await slack.letGo(2);
        await inside.settle();
      };
    },
    mention: (person, where, line) => acts.chat(person, where, naming(line)),
    editMention: async (person, where, { id }, line) => {
      await slack.edit(accountOf(person), channelOf(slack, where), id, naming(line));
      await inside.settle();
    },
  };
};

const feishuSide = (
  feishu: FakeFeishu,
  inside: Inside,
  network: Side['network'],
  hearing: { readonly transport: FeishuTransport; readonly heard: () => Heard },
): Side => {
  const { transport, heard } = hearing;
  const acts = feishuActs({
    feishu,
    ...lookups(inside),
    answering: { told: (account, act) => heard().answering.told(account, act) },
    manner: transport === 'websocket' ? 'mention' : 'slash',
  });
  return {
    name: 'feishu',
    network,
    ...acts,
    ...plainSights(feishuSights(feishu)),
    sayTwice: async (person, where, line) => {
      await acts.say(person, where, line);
      const nth = feishu.deliveries.findLastIndex(({ kind }) => kind === 'im.message.receive_v1');
      await feishu.replay(nth);
      await inside.settle();
    },
    reactUnheard: async () => {
      throw new Error('nothing is kept back here');
    },
  };
};

interface Fakes {
  readonly slack: FakeSlack;
  readonly feishu: FakeFeishu;
}

/** Which of the two are away. */
const createNetworks = ({ slack, feishu }: Fakes) => {
  const away = new Set<Name>();
  const network = (name: Name, outage: (fault: ApiFault | undefined) => void) => ({
    fall: () => {
      away.add(name);
      outage(AWAY);
    },
    rise: () => {
      away.delete(name);
      outage(undefined);
    },
  });
  return {
    away,
    slack: network('slack', slack.outage),
    feishu: network('feishu', feishu.outage),
  };
};

/** The next delivery after this that is for none of these messengers. */
const dueAfter = (file: string, now: Instant, away: ReadonlySet<Name>): Instant | undefined => {
  const db = new BetterSqlite(file, { readonly: true });
  try {
    const text = `SELECT min(due_at) FROM outbox WHERE NOT abandoned AND due_at > ?
      AND json_extract(intent, '$.messenger') NOT IN (SELECT value FROM json_each(?))`;
    const due: unknown = db
      .prepare(text)
      .pluck()
      .get(new Date(now).toISOString(), JSON.stringify([...away]));
    return typeof due === 'string' ? Date.parse(due) : undefined;
  } finally {
    db.close();
  }
};

/** Puts both adapters together for one process. */
const mounting =
  (
    { slack, feishu }: Fakes,
    transports: Transports,
    clock: HandClock,
    late: { heard?: Heard },
  ): Outside<Sides>['mount'] =>
  async (program) => {
    const overSlack = await hearSlack(slack, { transport: transports.slack }, clock, program);
    const overFeishu = await hearFeishu(feishu, {
      transport: transports.feishu,
      clock,
      app: () => program.app,
    });
    late.heard = overFeishu;
    return {
      messengers: [overSlack.messenger, overFeishu.messenger],
      connected: overFeishu.connected,
      stop: async () => {
        await Promise.all([overSlack.stop(), overFeishu.stop()]);
      },
    };
  };

const openBoth = async (
  options: StageOptions,
  transports: Transports,
  inside: Inside,
): Promise<Outside<Sides>> => {
  const { clock, dir } = inside;
  const policy = policyFor(options);
  const slack = await openFake({ transport: transports.slack }, clock);
  const feishu = await openFakeFeishu({ transport: transports.feishu }, clock, policy);
  const { away, ...networks } = createNetworks({ slack, feishu });
  const late: { heard?: Heard } = {};
  const heard = (): Heard => {
    if (late.heard === undefined) throw new Error('nobody listens yet');
    return late.heard;
  };
  const hearing = { transport: transports.feishu, heard };
  return {
    policy,
    sides: {
      slack: slackSide(slack, inside, networks.slack),
      feishu: feishuSide(feishu, inside, networks.feishu, hearing),
    },
    mount: mounting({ slack, feishu }, transports, clock, late),
    idle: async () => {
      await Promise.all([slack.idle(), feishu.idle()]);
    },
    nextDue: () => dueAfter(path.join(dir, 'fenghuo.db'), clock.now(), away),
    close: async () => {
      await Promise.all([slack.close(), feishu.close()]);
      const found = [...slack.violations, ...feishu.violations, ...feishu.denied];
      if (found.length > 0) throw new Error(`refused by a messenger:\n${found.join('\n')}`);
    },
  };
};

/** The whole program on a strict Slack and a strict Feishu at once, through both real SDKs. */
export const createDuet = (options: StageOptions, transports: Transports): Promise<Stage> =>
  createProgram(options, (inside) => openBoth(options, transports, inside));
