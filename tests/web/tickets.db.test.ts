import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itLeadsBackFrom } from '../support/bad-addresses.ts';
import { openWebStage, type WebStage } from '../support/web-stage.ts';

// Four tickets of one day: one that went through a department and its limits, one with an escalation keyword
// that waits, one that somebody registered for themselves, and one of an incident.

const EVIL = '<img src=x onerror=alert(1)>';

let stage: WebStage;
const SOLVED = '20261201';
const WAITS = '20261202';
const OWN = '20261203';
const JOINED = '20261204';
const INCIDENT = 'INC-20261204-01';

const solve = async (): Promise<void> => {
  const { at, say } = stage.app;
  await say(
    'sun',
    'duty',
    `工单 新增 "手环无法充电，要求退货 ${EVIL}" 级别=二级 主题=手环充电 联系=13812345678 客户=王小明`,
  );
  await at('09:20');
  await say('sun', 'duty', `ticket transfer ${SOLVED} 技术`);
  await at('09:35');
  await say('sun', 'duty', `工单 进展 ${SOLVED} "已致电安抚 ${EVIL}"`);
  await at('11:25');
  await say('chen', 'dm', `ticket accept ${SOLVED}`);
  await at('14:00');
  await say('qian', 'duty', `ticket result ${SOLVED} "充电模块故障，免费更换"`);
  await at('14:40');
  await say('sun', 'duty', `ticket inform ${SOLVED}`);
  await say('sun', 'duty', `ticket close ${SOLVED} 满意度=4`);
  await say('chen', 'duty', `ticket close ${SOLVED} cause=人员`);
};

beforeAll(async () => {
  stage = await openWebStage({ start: '2026-12-04T01:10:00Z' });
  const { at, say } = stage.app;
  await solve();
  await at('15:00');
  await say('sun', 'duty', '工单 新增 "再不处理就去消协"');
  await at('15:05');
  await say('li', 'dm', `工单 新增 "想知道保修多久 ${EVIL}" 类型=咨询`);
  await at('15:10');
  await say('wang', 'duty', 'open 集中投诉 "表带断裂"');
  await say('sun', 'room', '工单 新增 "表带断了" 主题=表带断裂');
});
afterAll(() => stage.close());

const ask = async (person: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
  (await stage.signedIn(person)).get(path, headers);
const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  ask('sun', path, headers);

const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(/href="\/tickets\/(?<number>\d+)"/gu)].map(
    ({ groups }) => groups?.['number'] ?? '',
  );

describe('the list of tickets', () => {
  const numbersFor = async (query: string, person = 'sun'): Promise<readonly string[]> => {
    const { status, text } = await ask(person, `/tickets${query}`);
    expect(status).toBe(200);
    return numbersIn(text);
  };

  it('has all of them, the newest first, with level, state and what is due next', async () => {
    expect(await numbersFor('')).toEqual([JOINED, OWN, WAITS, SOLVED]);
    const { text } = await get('/tickets');
    for (const part of ['二级客诉', '处理中', '已解决', '曾超时', '首次响应：', '待接手'])
      expect(text).toContain(part);
  });

  it.each([
    ['?q=手环', [SOLVED]],
    ['?q=消协', [WAITS]],
    ['?q=免费更换', [SOLVED]],
    [`?q=${OWN}`, [OWN]],
    ['?q=李娜', [OWN]],
    [`?q=${INCIDENT}`, [JOINED]],
    ['?q=手环+消协', []],
    ['?q=王小明', []],
    ['?state=resolved', [SOLVED]],
    ['?state=processing&level=sev2', [WAITS]],
    ['?department=tech', [SOLVED]],
    ['?category=inquiry', [OWN]],
    ['?category=complaint&state=processing', [JOINED, WAITS]],
    [`?incident=${INCIDENT}`, [JOINED]],
    ['?from=2026-12-04&to=2026-12-04', [JOINED, OWN, WAITS, SOLVED]],
    ['?from=2026-12-05', []],
    ['?to=2026-12-03', []],
  ])('finds by %s', async (query, numbers) => {
    expect(await numbersFor(query)).toEqual(numbers);
  });

  it('S2-25: has for each what is theirs, their department’s, or all for who handles complaints', async () => {
    expect(await numbersFor('', 'li')).toEqual([OWN]);
    expect(await numbersFor('', 'qian')).toEqual([SOLVED]);
    expect(await numbersFor('', 'zheng')).toEqual([JOINED, OWN, WAITS, SOLVED]);
    expect(await numbersFor('', 'zhou')).toEqual([]);
    expect(await numbersFor('?q=手环', 'li')).toEqual([]);
  });

  it('goes on after the last one shown, and gives no more than that', async () => {
    const { tickets } = stage.reading;
    const first = await tickets.list({ kind: 'open' }, { words: [] }, 3);
    expect(first.found.map(({ key }) => key)).toEqual([JOINED, OWN, WAITS].map((n) => `TKT-${n}`));
    const after = first.next;
    const rest = await tickets.list({ kind: 'open' }, { words: [], ...(after && { after }) }, 2);
    expect(rest.found.map(({ key }) => key)).toEqual([`TKT-${SOLVED}`]);
    expect(rest.next).toBeUndefined();
  });

  it('S4-16: comes as the record table of what the reader may see, with eleven columns', async () => {
    const { text, headers } = await get('/tickets.csv');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toContain('tickets.csv');
    const [header = '', ...rows] = text.trim().split('\r\n');
    expect(header.split(',')).toHaveLength(11);
    expect(rows.map((row) => row.slice(0, 8))).toEqual([SOLVED, WAITS, OWN, JOINED]);
    expect(rows[0]).toContain('王**,*******5678,投诉');
    expect(text).not.toContain('13812345678');
    const mine = (await ask('li', '/tickets.csv')).text.trim().split('\r\n').slice(1);
    expect(mine.map((row) => row.slice(0, 8))).toEqual([OWN]);
    const chosen = (await get('/tickets.csv?state=resolved')).text.trim().split('\r\n').slice(1);
    expect(chosen).toHaveLength(1);
  });
});

describe('the page of a ticket', () => {
  it('has one address, the number as people say it', async () => {
    const { status, headers } = await get(`/tickets/TKT-${SOLVED}`);
    expect([status, headers.get('location')]).toEqual([303, `/tickets/${SOLVED}`]);
    expect((await get(`/tickets/TKT-${SOLVED}.json`)).status).toBe(200);
  });

  it('says what it is, who had it, how it ended, and whether in time', async () => {
    const { text } = await get(`/tickets/${SOLVED}`);
    const said = text.replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ');
    for (const part of [
      '级别 二级客诉',
      '王**',
      '*******5678',
      '技术',
      '充电模块故障，免费更换',
      '4 分（满意）',
      '部门接收 11:25 完成，逾期 5 分',
      '首次响应 09:35 完成，用时 25 分',
      '超时原因 人员',
    ])
      expect(said).toContain(part);
  });

  it('S4-20: splits what the department took by step', async () => {
    const { text } = await get(`/tickets/${SOLVED}`);
    const said = text.replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ');
    expect(said).toContain('2 小时 5 分 2 小时 35 分 40 分 5 小时 20 分');
  });

  it('tells all that happened, a sentence each', async () => {
    const { text } = await get(`/tickets/${SOLVED}`);
    for (const sentence of [
      '孙悦登记工单。',
      '孙悦转给技术。',
      '已通知钱多。',
      '孙悦首次响应客户。',
      '部门接收需在 11:20 前完成，已提醒钱多。',
      '部门接收没有在 11:20 前完成，已通知陈波。',
      '陈波代表技术接收。',
      '比时限晚 5 分。',
      '钱多填写处理结果。',
      '孙悦把结果告知客户。',
      '孙悦解决工单。',
      '客户满意度：4 分（满意）。',
      '陈波说明超时原因：人员。',
    ])
      expect(text).toContain(sentence);
    const waits = (await get(`/tickets/${WAITS}`)).text;
    expect(waits).toContain('客户提到“消协”，需要升级处理。');
    expect(waits).toContain('二级客诉（出现“消协”）');
  });

  it('counts down what is due, and marks what is overdue, in the list too', async () => {
    const page = (await get(`/tickets/${JOINED}`)).text;
    expect(page).toMatch(/data-due="\d+"/u);
    expect(page).not.toContain('已超时');
    const late = (await get(`/tickets/${WAITS}`)).text;
    for (const part of ['已超时', 'class="deadline overdue"', 'class="left late"'])
      expect(late).toContain(part);
    const list = (await get('/tickets')).text;
    for (const part of ['已超时', '资深客服接手：超时 5 分', 'class="incident edge-danger"'])
      expect(list).toContain(part);
  });

  it('shows what people wrote as text', async () => {
    for (const path of ['/tickets', `/tickets/${SOLVED}`, `/tickets/${OWN}`]) {
      const { text } = await get(path);
      expect(text).toContain('&lt;img');
      expect(text).not.toContain('<img');
    }
  });

  it('leads to its incident, which leads to those that the reader may see', async () => {
    expect((await get(`/tickets/${JOINED}`)).text).toContain(`href="/incidents/${INCIDENT}"`);
    const link = `href="/tickets?incident=${INCIDENT}"`;
    const incident = (await get(`/incidents/${INCIDENT}`)).text;
    expect(incident).toContain(link);
    expect(incident).toContain('1 张工单');
    const other = await ask('zhou', `/incidents/${INCIDENT}`);
    expect(other.status).toBe(200);
    expect(other.text).not.toContain(link);
  });

  it('is led to from its card in chat', async () => {
    const { app } = stage;
    const card = app.dms('qian').find(({ text }) => text.includes(SOLVED));
    expect(JSON.stringify(card)).toContain(`/tickets/${SOLVED}`);
  });

  it('speaks English throughout', async () => {
    for (const path of ['/tickets', ...[SOLVED, WAITS, OWN, JOINED].map((n) => `/tickets/${n}`)]) {
      const { text } = await get(path, { 'accept-language': 'en' });
      const said = text
        .replaceAll(/<[^>]+>/gu, ' ')
        .replaceAll(
          /孙悦|钱多|陈波|李娜|方晴|赵磊|林悦|苏敏|王强|王\*\*|烽火|中文|晨星|手环充电|手环无法充电，要求退货|已致电安抚|充电模块故障，免费更换|再不处理就去消协|消协|想知道保修多久|表带断了|表带断裂/gu,
          '',
        );
      expect(`${path} ${/.{0,20}\p{Script=Han}+/u.exec(said)?.[0]}`).toBe(`${path} undefined`);
    }
  });

  it('comes as a file with everything that happened', async () => {
    const answer = await get(`/tickets/${SOLVED}.json`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    const file = JSON.parse(answer.text);
    expect(file).toMatchObject({
      ticket: SOLVED,
      state: 'resolved',
      category: 'complaint',
      level: { severity: 'sev2', because: 'given', name: '二级客诉' },
      customer: '王**',
      result: '充电模块故障，免费更换',
      satisfaction: 4,
      lateCause: 'people',
      late: { accept: 300_000 },
    });
    expect(file.transfers).toMatchObject([
      { department: 'tech', acceptMs: 7_500_000, processingMs: 9_300_000, feedbackMs: 2_400_000 },
    ]);
    expect(file.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'ticket.added',
      'ticket.transferred',
      'ticket.warned',
      'ticket.progressed',
      'ticket.warned',
      'ticket.breached',
      'ticket.accepted',
      'ticket.resultGiven',
      'ticket.informed',
      'ticket.resolved',
      'ticket.explained',
    ]);
  });
});

describe('an open page of a ticket', () => {
  it('is told what happens, as the parts that look different now', async () => {
    const browser = await stage.signedIn('sun');
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const ending = new AbortController();
    const init = { signal: ending.signal, headers: { cookie } };
    const response = await fetch(`${stage.address}/tickets/${OWN}/stream`, init);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await stage.app.say('sun', 'duty', `工单 进展 ${OWN} "已说明保修一年"`);
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
    expect(data.sections['progress']).toContain('已说明保修一年');
    expect(data.sections['story']).toContain('孙悦首次响应客户。');
    expect(data.sections['matter']).toBeUndefined();
  });
});

describe('bad input', () => {
  itLeadsBackFrom(
    get,
    [
      ['/tickets/20200101', 404, '这里没有内容', 'There is nothing here'],
      ['/tickets/INC-20261204-01', 404, '这里没有内容', 'There is nothing here'],
      ['/tickets/__proto__', 404, '这里没有内容', 'There is nothing here'],
      ['/tickets?after=%21%21', 400, '找不到列表的这个位置', 'cannot be found'],
      ['/tickets?state=<b>', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/tickets?level=sev9', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/tickets?department=constructor', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/tickets?category=toString', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/tickets?incident=1', 400, '看不懂这个筛选条件', 'cannot be understood'],
      ['/tickets.csv?from=2026-13-99', 400, '看不懂这个筛选条件', 'cannot be understood'],
    ],
    /^\/tickets$/u,
  );
});
