import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itLeadsBackFrom } from '../support/bad-addresses.ts';
import { openWebStage, type WebStage } from '../support/web-stage.ts';

// Four alerts of one day: a false one, one that nobody verified in time and that became an incident, and two
// that wait.

const EVIL = '<img src=x onerror=alert(1)>';

let stage: WebStage;
const DISMISSED = 'ALT-20261203-01';
const RUMOUR = 'ALT-20261203-02';
const LATE = 'ALT-20261203-03';
const WAITS = 'ALT-20261203-04';

const measure = async (metric: string, value: number, dims?: Readonly<Record<string, string>>) => {
  const { app } = stage;
  const at = new Date(app.clock.now()).toISOString();
  const taken = await app.app.ingest.samples([{ metric, value, at, ...(dims && { dims }) }]);
  expect(taken).toEqual({ accepted: 1, rejected: [] });
  await app.settle();
};

beforeAll(async () => {
  stage = await openWebStage({ sandbox: true, start: '2026-12-03T01:00:00Z' });
  const { app } = stage;
  await app.at('09:30');
  await measure('ivrHealthy', 0);
  await app.at('09:36');
  await app.say('wang', 'duty', `verify ${DISMISSED} dismiss --reason '例行拨测 ${EVIL}'`);
  await app.at('09:45');
  await measure('ivrHealthy', 0);
  await app.at('10:00');
  await app.say('wang', 'duty', `signal 热搜 '热搜 ${EVIL}' https://topic.example/12`);
  await app.settle();
  await app.at('14:00');
  await measure('connectRate', 91);
  for (const [minute, value] of [
    ['14:10', 78],
    ['14:11', 76],
    ['14:12', 74],
  ] as const) {
    await app.at(minute);
    await measure('connectRate', value);
  }
  await app.at('14:25');
  await app.say('wang', 'duty', `verify ${LATE} confirm --regions 华东`);
  await app.at('18:00');
  await measure('loadPct', 130);
});
afterAll(() => stage.close());

const incident = (): string => 'INC-20261203-01';
const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  stage.browser().get(path, headers);

describe('the list of alerts', () => {
  const keysFor = async (query: string): Promise<readonly string[]> => {
    const { status, text } = await get(`/alerts${query}`);
    expect(status).toBe(200);
    return [...text.matchAll(/href="\/alerts\/(?<key>ALT-[\d-]+)"/gu)].map(
      ({ groups }) => groups?.['key'] ?? '',
    );
  };

  it('has all of them, the newest first, with state, reason and verification', async () => {
    expect(await keysFor('')).toEqual([WAITS, LATE, RUMOUR, DISMISSED]);
    const { text } = await get('/alerts');
    for (const part of ['待核实', '属实', '已解除', '接通率 74%（&lt; 80%）', '核实超时', '王强'])
      expect(text).toContain(part);
  });

  it.each([
    ['?q=接通率', [LATE]],
    ['?q=系统故障', [LATE, DISMISSED]],
    ['?q=surge', [WAITS]],
    ['?q=王', [LATE, DISMISSED]],
    ['?q=例行', [DISMISSED]],
    [`?q=${LATE}`, [LATE]],
    ['?q=INC-20261203-01', [LATE]],
    ['?q=接通率+激增', []],
    ['?q=不存在的词', []],
    ['?q=热', [RUMOUR]],
    ['?state=raised', [WAITS, RUMOUR]],
    ['?state=dismissed&scenario=system-failure', [DISMISSED]],
    ['?scenario=call-surge', [WAITS]],
    ['?from=2026-12-03&to=2026-12-03', [WAITS, LATE, RUMOUR, DISMISSED]],
    ['?from=2026-12-04', []],
    ['?to=2026-12-02', []],
  ])('finds by %s', async (query, keys) => {
    expect(await keysFor(query)).toEqual(keys);
  });

  it('goes on after the last one shown, and gives no more than that', async () => {
    const { alerts } = stage.reading;
    const first = await alerts.list({ kind: 'open' }, { words: [] }, 3);
    expect(first.found.map(({ key }) => key)).toEqual([WAITS, LATE, RUMOUR]);
    const after = first.next;
    const rest = await alerts.list({ kind: 'open' }, { words: [], ...(after && { after }) }, 2);
    expect(rest.found.map(({ key }) => key)).toEqual([DISMISSED]);
    expect(rest.next).toBeUndefined();
  });
});

describe('the page of an alert', () => {
  it('gives the reason with its figures against the threshold, and the metric over time', async () => {
    const { text } = await get(`/alerts/${LATE}`);
    for (const part of ['接通率', '74%', '&lt; 80%', '14:10 – 14:12', 'n=4'])
      expect(text).toContain(part);
    const charts = /data-charts="(?<json>[^"]+)"/u.exec(text)?.groups?.['json'] ?? '';
    const drawn = JSON.parse(charts.replaceAll('&quot;', '"'));
    expect(drawn.metrics[0].points.map(([, value]: [number, number]) => value)).toEqual([
      91, 78, 76, 74,
    ]);
    expect(drawn.metrics[0].limits).toEqual([
      { value: 80, kind: 'trigger' },
      { value: 90, kind: 'recovery' },
    ]);
    expect(drawn.marks.length).toBeGreaterThanOrEqual(3);
  });

  it('says until when it had to be verified, who did, how late, and what it led to', async () => {
    const { text } = await get(`/alerts/${LATE}`);
    for (const part of [
      '核实时限',
      '14:20',
      '王强',
      '超时 5 分',
      `href="/incidents/${incident()}"`,
      '已通知指挥组',
      '自 14:11 起又满足触发条件 2 次',
    ])
      expect(text).toContain(part);
  });

  it('counts down while it waits, and says how to check', async () => {
    const { text } = await get(`/alerts/${WAITS}`);
    expect(text).toMatch(/data-due="\d+"/u);
    expect(text).toContain('技术对接人');
  });

  it('tells of what went on after a dismissal, and shows what people wrote as text', async () => {
    const { text } = await get(`/alerts/${DISMISSED}`);
    expect(text).toContain('没有再预警');
    expect(text).toContain('例行拨测 &lt;img');
    expect(text).not.toContain('<img');
    const rumour = (await get(`/alerts/${RUMOUR}`)).text;
    expect(rumour).toContain('热搜 &lt;img');
    expect(rumour).not.toContain('<img');
    expect(rumour).toContain('href="https://topic.example/12"');
    expect((await get('/alerts')).text).not.toContain('<img');
  });

  it('is led to from its incident', async () => {
    expect((await get(`/incidents/${incident()}`)).text).toContain(`href="/alerts/${LATE}"`);
  });

  it('speaks English throughout', async () => {
    for (const path of ['/alerts', `/alerts/${LATE}`, `/alerts/${WAITS}`, `/alerts/${DISMISSED}`]) {
      const { text } = await get(path, { 'accept-language': 'en' });
      const said = text
        .replaceAll(/<[^>]+>/gu, ' ')
        .replaceAll(/王强|钱多|烽火|中文|晨星|例行拨测|热搜/gu, '');
      expect(`${path} ${/\p{Script=Han}+/u.exec(said)?.[0]}`).toBe(`${path} undefined`);
    }
  });

  it('comes as a file with everything that happened', async () => {
    const answer = await get(`/alerts/${LATE}.json`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    const file = JSON.parse(answer.text);
    expect(file).toMatchObject({
      alert: LATE,
      scenario: 'system-failure',
      state: 'confirmed',
      incident: incident(),
      how: 'opened',
      verification: { due: '2026-12-03T06:20:00.000Z', by: { name: '王强' }, lateMs: 300_000 },
    });
    expect(file.fired[0].reason).toMatchObject({ metric: 'connectRate', value: 74, limit: 80 });
    expect(file.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'alert.raised',
      'alert.appended',
      'alert.appended',
      'alert.warned',
      'alert.breached',
      'alert.escalated',
      'alert.confirmed',
      'alert.linked',
    ]);
  });
});

describe('an open page of an alert', () => {
  it('is told what happens, as the parts that look different now', async () => {
    const ending = new AbortController();
    const { signal } = ending;
    const response = await fetch(`${stage.address}/alerts/${WAITS}/stream`, { signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    stage.app.clock.set(stage.app.clock.now() + 60_000);
    await measure('loadPct', 145);
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (/event: change\ndata: .*\n\n/u.test(text)) break;
    }
    ending.abort();
    const data = JSON.parse(
      /event: change\ndata: (?<json>.*)\n/u.exec(text)?.groups?.['json'] ?? '',
    );
    expect(data.sections['reasons']).toContain('145%');
    expect(data.sections['story']).toContain('再次满足触发条件');
    expect(data.version).toBeGreaterThan(1);
  });
});

describe('bad input', () => {
  itLeadsBackFrom(
    get,
    [
      ['/alerts/ALT-20200101-01', 404, '这里没有内容', 'There is nothing here'],
      ['/alerts/INC-20261203-01', 404, '这里没有内容', 'There is nothing here'],
      ['/alerts/__proto__', 404, '这里没有内容', 'There is nothing here'],
      ['/alerts?after=%21%21', 400, '找不到列表的这个位置', 'cannot be found'],
      ['/alerts?state=<b>', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/alerts?scenario=constructor', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/alerts?from=2026-13-99', 400, '看不懂这个筛选条件', 'cannot be understood'],
    ],
    /^\/alerts$/u,
  );
});
