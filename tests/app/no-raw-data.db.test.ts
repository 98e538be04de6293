import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '#ports/system.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

// Customer data is masked before it is stored, wherever it comes in. Each way in brings numbers of its
// own, so that what leaks says where. Complaints and tickets join the list with what they bring.

let app: TestApp;
const logged: string[] = [];
const answered: string[] = [];

const hear = (fields: object, message: string): void => {
  logged.push(`${message} ${JSON.stringify(fields)}`);
};
const log: Log = { info: hear, warn: hear, error: hear, child: () => log };

let count = 0;
/** A mobile number that nobody else has, as this run's customers have it. */
const phone = (): string => {
  count += 1;
  return `138${String(10_000_000 + count * 7_919)}`;
};
const CARD = '4111111111111111';
const IDENTITY = '11010519491231002X';

const tell = (answer: unknown): void => {
  answered.push(JSON.stringify(answer));
};
const say = async (person: string, where: string, line: string): Promise<void> => {
  tell((await app.say(person, where, line)).text);
};
const raised = async (): Promise<string> => {
  const [newest] = await app.storage.subjects({ kind: 'alert', open: true, limit: 1 });
  return newest?.key ?? '';
};
const fired = (name: string, more: object = {}): object => ({
  status: 'firing',
  labels: { alertname: 'Down', playbook: 'system-failure' },
  startsAt: '2026-12-01T02:00:00Z',
  fingerprint: name,
  ...more,
});

/** Every way in, with the number that it is given. */
const WAYS: readonly [string, (raw: string) => Promise<void>][] = [
  [
    'a dimension of a sample',
    async (raw) => {
      const dims = { region: `华东 ${raw}` };
      tell(await app.app.ingest.samples([{ metric: 'connectRate', value: 75, dims }]));
    },
  ],
  [
    'the name of a dimension',
    async (raw) => {
      const dims = { [`电话${raw}`]: '华东' };
      tell(await app.app.ingest.samples([{ metric: 'connectRate', value: 75, dims }]));
    },
  ],
  [
    'the id of a sample',
    async (raw) => {
      const sample = { id: raw, metric: 'connectRate', value: 75 };
      tell(await app.app.ingest.samples([sample]));
    },
  ],
  [
    'a metric that is not known',
    async (raw) => tell(await app.app.ingest.samples([{ metric: `m${raw}`, value: 1 }])),
  ],
  [
    'the text of a signal',
    async (raw) => {
      const text = `客户${raw}称将曝光，身份证${IDENTITY}，卡号${CARD}`;
      tell(await app.app.ingest.signals([{ kind: 'trendingTopic', text }]));
    },
  ],
  [
    'link, system and id of a signal',
    async (raw) => {
      const url = `https://example.com/?tel=${raw}`;
      const more = { url, system: `电话 ${raw}`, id: `来电 ${raw}` };
      tell(await app.app.ingest.signals([{ kind: 'mediaReport', text: '报道', ...more }]));
    },
  ],
  [
    'the kind of a signal',
    async (raw) => tell(await app.app.ingest.signals([{ kind: `k ${raw}`, text: '不明' }])),
  ],
  [
    'what Alertmanager annotates',
    async (raw) => {
      const annotations = { summary: `用户 ${raw} 打不通` };
      const generatorURL = `https://example.com/graph?tel=${raw}`;
      tell(await app.app.ingest.alertmanager([fired('f-1', { annotations, generatorURL })]));
    },
  ],
  [
    'labels and fingerprint of Alertmanager',
    async (raw) => {
      const labels = { alertname: `A${raw}`, kind: `k ${raw}`, system: raw, playbook: raw };
      tell(await app.app.ingest.alertmanager([fired(`f ${raw}`, { labels })]));
    },
  ],
  ['the command signal', (raw) => say('li', 'duty', `信号 舆情 "客户${raw}上热搜"`)],
  [
    'the reason of a false alarm',
    async (raw) => say('wang', 'duty', `verify ${await raised()} dismiss "来电 ${raw} 误拨"`),
  ],
  [
    'state and cause of a real alert',
    async (raw) => {
      await app.app.ingest.samples([{ metric: 'loadPct', value: 190 }]);
      await app.settle();
      const facts = `--status "客户 ${raw} 打不通" --cause "由 ${raw} 报告"`;
      await say('wang', 'duty', `verify ${await raised()} confirm --regions 全国 ${facts}`);
    },
  ],
  ['a verification that is not understood', (raw) => say('wang', 'duty', `verify ${raw} maybe`)],
];

const given = new Map<string, string>();
beforeAll(async () => {
  app = await createTestApp({ start: '2026-12-01T02:00:00Z', log });
  for (const [name, bring] of WAYS) {
    const raw = phone();
    given.set(name, raw);
    await bring(raw);
    await app.settle();
  }
  await app.at('10:30');
});
afterAll(() => app.close());

/** The bytes of the database, its journal included. */
const inDatabase = (): string =>
  readdirSync(app.dir)
    .filter((name) => name.startsWith('fenghuo.db'))
    .map((name) => readFileSync(path.join(app.dir, name)).toString('utf8'))
    .join('\n');

/** All that the bot said, whoever sees it. */
const messages = (): string => {
  const { world } = app.sandbox;
  return world
    .rooms()
    .flatMap(({ id }) =>
      ['', 'wang', 'li', 'zheng', 'lin'].flatMap((person) =>
        world.messages(id, person, { limit: 10_000 }),
      ),
    )
    .filter(({ card }) => card !== null)
    .map(({ card }) => card)
    .join('\n');
};

describe('S4-04, S4-19: no raw customer data', () => {
  it('is looked for where it would be found', () => {
    expect(inDatabase()).toContain('connectRate');
    expect(messages()).toContain('预警 ALT-');
    expect(answered.join('\n').length).toBeGreaterThan(100);
    expect([...given.values()].every((raw) => /^1\d{10}$/u.test(raw))).toBe(true);
  });

  it.each(WAYS)('is left by %s', (name) => {
    const raw = given.get(name) ?? 'nothing was given';
    const found = {
      database: inDatabase().includes(raw),
      log: logged.join('\n').includes(raw),
      messages: messages().includes(raw),
      answers: answered.join('\n').includes(raw),
    };
    expect(found).toEqual({ database: false, log: false, messages: false, answers: false });
  });

  it.each([CARD, IDENTITY])('is left of cards and papers either: %s', (raw) => {
    expect(inDatabase()).not.toContain(raw);
    expect(messages()).not.toContain(raw);
  });
});
