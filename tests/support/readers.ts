import { actorOf } from '#domain/incident/people.ts';
import type { SignIn } from '#ports/sign-in.ts';
import { type Browser, openWebStage, type WebStage } from './web-stage.ts';

/** Everyone who may come to the pages, by what is known of them. */
export const READERS = [
  'stranger',
  'auditor',
  'colleague',
  'participant',
  'commander',
  'open',
  'player',
] as const;
export type ReaderName = (typeof READERS)[number];
export const INCIDENTS = ['ordinary', 'confidential', 'unknown'] as const;
/** Incidents, alerts and tickets, by who may see them. */
type IncidentName = (typeof INCIDENTS)[number];

export type Keys = Readonly<Record<IncidentName, string>>;

const PEOPLE: Partial<Record<ReaderName, string>> = {
  colleague: 'standby12',
  participant: 'qian',
  commander: 'lin',
  player: 'qian',
};

/** A messenger that says of every code whose it is. */
const VOUCHING: SignIn = {
  platform: 'feishu',
  address: ({ state }) => `https://accounts.example/?state=${state}`,
  account: async () => 'ou_zhao',
};

interface Known {
  readonly incidents: Keys;
  readonly alerts: Keys;
  /** By their numbers. */
  readonly tickets: Keys;
}

/** Two alerts that wait to be verified: of an ordinary scenario, and of one that is confidential. */
const raiseAlerts = async ({ app, say, settle, storage }: WebStage['app']): Promise<Keys> => {
  await app.ingest.samples([{ metric: 'loadPct', value: 130 }]);
  await say('wang', 'duty', 'signal 热搜 "手环登上热搜"');
  await settle();
  const rows = await storage.subjects({ kind: 'alert', limit: 9 });
  const of = (scenario: string): string => rows.find((row) => row.scenario === scenario)?.key ?? '';
  return {
    ordinary: of('call-surge'),
    confidential: of('public-opinion'),
    unknown: 'ALT-20200101-07',
  };
};

/** One that whoever registered it and the department see, and one that only those who handle complaints see. */
const addTickets = async ({ say }: WebStage['app']): Promise<Keys> => {
  await say('standby12', 'dm', '工单 新增 "热线接不通，要求回电" 主题=回电');
  await say('wang', 'duty', 'ticket transfer 20261201 技术');
  await say('sun', 'duty', '工单 新增 "手环过敏，要求退款" 主题=手环过敏');
  return { ordinary: '20261201', confidential: '20261202', unknown: '20200107' };
};

const openIncidents = async (stage: WebStage): Promise<Known> => {
  const { app } = stage;
  // While nothing runs: beside an open incident nothing is raised.
  const alerts = await raiseAlerts(app);
  const tickets = await addTickets(app);
  await app.say('wang', 'duty', 'open 系统故障 "热线接不通" --regions 华东 --users 300');
  await app.say('zhao', 'duty', 'open 安全隐患 "手环电池爆炸伤人" --level 一级 --users 1');
  const found = await app.storage.incidents({ limit: 9 });
  const of = (confidential: boolean): string =>
    found.find((row) => row.confidential === confidential)?.key ?? '';
  const incidents = { ordinary: of(false), confidential: of(true), unknown: 'INC-20200101-07' };
  return { incidents, alerts, tickets };
};

const shareToken = async (stage: WebStage, incident: string): Promise<string> => {
  const actor = actorOf(stage.app.app.views('en').policy, 'lin');
  if (actor === undefined) throw new Error('nobody leads');
  const until = stage.app.clock.now() + 3_600_000;
  const id = crypto.randomUUID();
  await stage.reading.access.record({ type: 'share', id, incident, until }, actor, id);
  return stage.tokens.share(id, incident, until);
};

/** The program as it is in an organisation and in a sandbox, each with incidents, alerts and tickets that are there to be seen. */
export interface Readers {
  readonly closed: WebStage;
  stageOf(reader: ReaderName): WebStage;
  /** A new browser of such a reader. */
  browserOf(reader: ReaderName): Promise<Browser>;
  incidentsOf(stage: WebStage): Keys;
  alertsOf(stage: WebStage): Keys;
  ticketsOf(stage: WebStage): Keys;
  /** What a route is about is told by its path. */
  keysFor(path: string, stage: WebStage): Keys;
  /** The address with everything in it that makes it whole for this incident, alert or ticket. */
  addressFor(path: string, key: string, stage: WebStage): Promise<string>;
  close(): Promise<void>;
}

/** What is sent with the forms that want something. */
export const FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/incidents/:key/postmortem': { act: 'why', text: '因为' },
  '/incidents/:key/shares': { days: '1' },
};

const isOfSandbox = (reader: ReaderName): boolean => reader === 'open' || reader === 'player';

export const openReaders = async (): Promise<Readers> => {
  const closed = await openWebStage({ signIns: [VOUCHING] });
  const sandbox = await openWebStage({ sandbox: true, signIns: [VOUCHING] });
  const known = new Map([
    [closed, await openIncidents(closed)],
    [sandbox, await openIncidents(sandbox)],
  ]);
  const knownOf = (stage: WebStage): Known => {
    const found = known.get(stage);
    if (found === undefined) throw new Error('no incidents were opened');
    return found;
  };
  const incidentsOf = (stage: WebStage): Keys => knownOf(stage).incidents;
  const alertsOf = (stage: WebStage): Keys => knownOf(stage).alerts;
  const ticketsOf = (stage: WebStage): Keys => knownOf(stage).tickets;
  const token = (stage: WebStage): Promise<string> =>
    shareToken(stage, incidentsOf(stage).ordinary);
  const stageOf = (reader: ReaderName): WebStage => (isOfSandbox(reader) ? sandbox : closed);
  return {
    closed,
    stageOf,
    incidentsOf,
    alertsOf,
    ticketsOf,
    keysFor: (path, stage) => {
      if (path.startsWith('/alerts')) return alertsOf(stage);
      return path.startsWith('/tickets') ? ticketsOf(stage) : incidentsOf(stage);
    },
    browserOf: async (reader) => {
      const stage = stageOf(reader);
      const person = PEOPLE[reader];
      if (person !== undefined) return stage.signedIn(person);
      const browser = stage.browser();
      if (reader === 'auditor') await browser.get(`/share/${await token(stage)}`);
      return browser;
    },
    addressFor: async (path, key, stage) =>
      path
        .replace(':key', key)
        .replace(':token', path.includes(':token') ? await token(stage) : '')
        .replace(':id', 'system-failure')
        .replace(':messenger', 'feishu'),
    close: async () => {
      await closed.close();
      await sandbox.close();
    },
  };
};
