import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({ start: '2026-12-04T01:10:00Z' });
});
afterEach(() => app.close());

const say = async (person: string, line: string, where = 'duty'): Promise<string> =>
  (await app.say(person, where, line)).text;

describe('tickets in chat', () => {
  it('S0-56: registers one whatever is missing, and names that', async () => {
    const text = await say('sun', '工单 新增 "充不上电"');
    expect(text).toContain('工单 20261201 已登记');
    expect(text).toContain('待补：主题、客户、联系方式');
  });

  it('S4-17: counts on within the month, two digits at least', async () => {
    await say('sun', 'ticket add "一"');
    expect(await say('sun', 'ticket add "二"')).toContain('20261202');
  });

  it('S2-25: an agent sees their own, a department its own, who handles complaints all', async () => {
    await say('li', 'ticket add "李娜登记的"');
    await say('sun', 'ticket add "孙悦登记的"');
    await say('sun', 'ticket transfer 20261202 技术');
    const mine = await say('li', '工单');
    expect(mine).toContain('李娜登记的');
    expect(mine).not.toContain('孙悦登记的');
    expect(await say('qian', 'ticket list', 'dm')).toContain('孙悦登记的');
    expect(await say('qian', 'ticket list', 'dm')).not.toContain('李娜登记的');
    const all = await say('sun', 'ticket list');
    expect(all).toContain('李娜登记的');
    expect(all).toContain('孙悦登记的');
    expect(await say('li', 'ticket show 20261202')).toContain('没有找到工单 20261202');
  });

  it('S4-16: exports exactly the eleven columns of the record table', async () => {
    await say('sun', '工单 新增 "=1+1，电话13812345678" 客户=王小明 联系=13812345678');
    await say('sun', 'ticket close 20261201 "已换新" satisfaction=5');
    const text = await say('sun', '工单 列表 导出=csv');
    const [header, row] = text.split('\n').filter((one) => one.includes(','));
    expect(header?.replace(/^.*记录编号/u, '记录编号').trim()).toBe(
      '记录编号,来电时间,客户姓名(脱敏),联系方式(后四位),问题类型,问题描述,处理人员,处理状态(处理中/已解决/需跟进),处理结果,客户满意度(1-5),备注',
    );
    expect(row).toContain('20261201,');
    expect(row).toContain('王**,*******5678,投诉');
    expect(row).toContain('已解决,已换新,5');
    // A spreadsheet would run it.
    expect(row).toContain("'=1+1");
  });

  it('tells the corrected line of a department, a number or a step that is wrong', async () => {
    await say('sun', 'ticket add "充不上电"');
    expect(await say('sun', 'ticket transfer 20261201 外星部')).toContain(
      'ticket transfer 20261201 客服',
    );
    expect(await say('sun', 'ticket inform 20261209')).toContain('没有找到工单 20261209');
    expect(await say('sun', 'ticket progress 20261201')).toContain('没有');
    expect(await say('sun', 'ticket progress --all')).not.toContain('undefined');
  });
});

describe('from a ticket to an incident', () => {
  it('S4-21: in one step, linked, with the head of its department in the room', async () => {
    await say('sun', 'ticket add "收银系统打不开" 主题=收银');
    await say('sun', 'ticket transfer 20261201 物流');
    expect(await say('sun', 'open 系统故障 "收银系统中断" --from 20261201')).toContain(
      'INC-20261204-01',
    );
    const state = await app.state('INC-20261204-01');
    expect(state.fromTicket).toBe('TKT-20261201');
    expect(Object.keys(state.tickets ?? {})).toEqual(['TKT-20261201']);
    // 物流 is headed by 方晴; the heads of other departments are not called for it.
    expect(app.room('INC-20261204-01').members).toContain('fang');
    expect(app.room('INC-20261204-01').members).not.toContain('he');
    expect(await say('sun', 'ticket show 20261201')).toContain('INC-20261204-01');
  });

  it('answers a ticket that there is not, and opens nothing', async () => {
    expect(await say('sun', 'open 系统故障 "x" --from 20261299')).toContain(
      '没有找到工单 20261299',
    );
    expect(await app.storage.incidents({ limit: 5 })).toEqual([]);
  });

  it('S3-07: what is registered in a war room belongs to its incident, and so do others of its topic', async () => {
    await say('wang', 'open 集中投诉 "表带断裂"');
    await say('sun', '工单 新增 "断了" 主题=表带断裂', 'room');
    const complaint = { id: 'C-1', text: '又断了', topic: '表带断裂' };
    await app.app.ingest.complaints([complaint, { ...complaint, id: 'C-2', topic: '充电' }]);
    await app.settle();
    const state = await app.state();
    expect(Object.keys(state.tickets ?? {})).toEqual(['TKT-20261201', 'TKT-20261202']);
    expect(await say('sun', 'status', 'room')).toContain('2 张，已答复 0 张');
  });

  it('what names an incident belongs to it, unless it is nobody’s business who registers it', async () => {
    await say('wang', 'open 集中投诉 "表带断裂"');
    await say('wang', 'open 系统故障 "热线打不通"');
    await say('wang', 'open 舆情事件 "登上热搜"');
    await say('sun', '工单 新增 INC-20261204-02 "打了一小时"');
    expect(Object.keys((await app.state('INC-20261204-02')).tickets ?? {})).toEqual([
      'TKT-20261201',
    ]);
    const refused = await say('standby01', '工单 新增 INC-20261204-03 "听说了"', 'dm');
    expect(refused).toContain('保密');
    expect((await app.state('INC-20261204-03')).tickets).toBeUndefined();
  });

  it('S0-52: a breach of the 24 hours names the one who heard nothing', async () => {
    await say('wang', 'open 集中投诉 "表带断裂" --level 较大');
    for (const n of [1, 2, 3]) await say('sun', `工单 新增 "断了${n}"`, 'room');
    for (const n of ['20261201', '20261203']) await say('sun', `工单 进展 ${n} 已致电`, 'room');
    app.skipTo('2026-12-05 09:10');
    await app.at('2026-12-05 09:10:30');
    const texts = app.messages('room').map(({ text }) => text);
    const breach = texts.findLast((text) => text.includes('24 小时内') && text.includes('逾期'));
    expect(breach).toContain('还差工单：20261202');
    await say('sun', '工单 进展 20261202 已致电', 'room');
    const state = await app.state();
    expect(state.tasks.find(({ item }) => item === 'progress-24h')?.status).toBe('done');
  });
});
