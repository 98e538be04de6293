import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '#ports/system.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

// Customer data is masked before it is stored, wherever it comes in. Each way in brings numbers of its
// own, so that what leaks says where.

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
  [
    'a complaint from the ticket system',
    async (raw) => {
      const topic = `投诉 ${raw}`;
      const more = { topic, contact: raw, tags: [raw], product: raw, batch: raw, region: raw };
      const complaint = { id: raw, text: `客户${raw}称要找媒体曝光`, ...more };
      tell(await app.app.ingest.complaints([complaint]));
    },
  ],
  [
    'a complaint that cannot be read',
    async (raw) => tell(await app.app.ingest.complaints([{ id: 'C-9', text: '', level: raw }])),
  ],
  [
    'a ticket that somebody registers',
    (raw) => say('sun', 'duty', `工单 新增 "客户${raw}要投诉" 联系=${raw} 客户=${raw} 标签=${raw}`),
  ],
  [
    'all that is said about a ticket',
    async (raw) => {
      const [newest] = await app.storage.subjects({ kind: 'ticket', open: true, limit: 1 });
      const n = newest?.key.replace('TKT-', '') ?? '';
      await say('sun', 'duty', `工单 进展 ${n} "已回电 ${raw}"`);
      await say('sun', 'duty', `工单 转办 ${n} 技术 "请联系 ${raw}"`);
      await say('qian', 'duty', `工单 结果 ${n} "已与 ${raw} 说明"`);
      await say('sun', 'duty', `工单 告知 ${n} "电话 ${raw}"`);
      await say('sun', 'duty', `工单 升级 ${n} "${raw} 情绪激动"`);
      await say('sun', 'duty', `工单 关闭 ${n} "退款给 ${raw}"`);
      await say('sun', 'duty', `工单 查看 ${n}`);
      await say('sun', 'duty', `工单 查看 ${raw}`);
      await say('sun', 'duty', '工单 列表 全部 导出=csv');
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
      ['', 'wang', 'li', 'zheng', 'lin', 'sun', 'zhao', 'qian', 'fang'].flatMap((person) =>
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
