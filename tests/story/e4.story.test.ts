import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';

// E4: a false alarm, an alert that nobody verifies, an incident that is cancelled (2026-12-03).

let app: TestApp;
afterEach(() => app.close());

/** A sample that comes in now. */
const monitor = async (metric: string, value: number): Promise<void> => {
  const at = new Date(app.clock.now()).toISOString();
  const taken = await app.app.ingest.samples([{ metric, value, at }]);
  expect(taken).toEqual({ accepted: 1, rejected: [] });
  await app.settle();
};

const alertCards = (): readonly string[] =>
  app
    .messages('duty')
    .map(({ text }) => text)
    .filter((text) => text.includes('预警 ALT-'));
const card = (key: string): string => alertCards().find((text) => text.includes(key)) ?? '';
const textsFor = (person: string): readonly string[] => app.dms(person).map(({ text }) => text);
const inCommand = (): readonly string[] => app.messages('command').map(({ text }) => text);

describe('E4: false alarm, unverified alert, cancelled incident', () => {
  it('goes row by row as the script says', async () => {
    app = await createTestApp({ start: '2026-12-03T01:29:00Z' });

    await app.at('09:30');
    await monitor('ivrHealthy', 0);
    expect(alertCards()).toHaveLength(1);
    expect(card('ALT-20261203-01')).toContain('系统故障');
    expect(card('ALT-20261203-01')).toContain('09:40');

    await app.at('09:36');
    const dismissed = await app.say(
      'wang',
      'duty',
      'verify ALT-20261203-01 dismiss --reason "例行拨测"',
    );
    expect(dismissed.text).toContain('误报');
    expect(card('ALT-20261203-01')).toContain('例行拨测');
    expect(card('ALT-20261203-01')).toContain('王强');
    expect(app.sandbox.world.rooms().filter(({ incident }) => incident !== null)).toEqual([]);
    expect(inCommand()).toEqual([]);

    await app.at('09:37');
    const again = await app.say('wang', 'duty', 'verify ALT-20261203-01 dismiss again');
    expect(again.text).toContain('已由王强于');
    expect(again.text).toContain('09:36');

    await app.at('09:45');
    await monitor('ivrHealthy', 0);
    expect(alertCards()).toHaveLength(1);
    expect(card('ALT-20261203-01')).toContain('又触发 1 次');

    await app.at('10:07');
    await monitor('ivrHealthy', 0);
    expect(alertCards()).toHaveLength(2);
    await app.at('10:08');
    await app.say('wang', 'duty', '核实 ALT-20261203-02 误报 探针例行检查');

    await app.at('14:00');
    await monitor('connectRate', 78);
    await app.at('14:02');
    await app.say('wang', 'duty', 'verify ALT-20261203-03 dismiss "短时波动"');
    await app.at('14:10');
    await monitor('connectRate', 67);
    expect(card('ALT-20261203-04')).toContain('67%');
    await app.at('14:12');
    const refused = await app.say('wang', 'duty', 'verify ALT-20261203-04 dismiss');
    expect(refused.text).toContain('没有记录');
    expect(card('ALT-20261203-04')).toContain('待核实');
    await app.say('wang', 'duty', 'verify ALT-20261203-04 dismiss "探针抖动"');

    await app.at('21:00');
    await monitor('connectRate', 75);
    await app.at('21:07:30');
    expect(textsFor('wang').filter((text) => text.includes('ALT-20261203-05'))).toEqual([]);
    await app.at('21:08');
    expect(
      textsFor('wang').filter((text) => text.includes('请核实预警 ALT-20261203-05')),
    ).toHaveLength(1);
    await app.at('21:11');
    expect(inCommand().filter((text) => text.includes('ALT-20261203-05 无人核实'))).toHaveLength(1);
    expect(textsFor('zheng')).toEqual([]);
    await app.at('21:16');
    expect(textsFor('zheng').filter((text) => text.includes('ALT-20261203-05'))).toHaveLength(1);

    await app.at('21:18');
    const confirmed = await app.say(
      'lin',
      'duty',
      'verify ALT-20261203-05 confirm --regions 全国 --users 5000',
    );
    expect(confirmed.text).toContain('INC-20261203-01');
    expect(card('ALT-20261203-05')).toContain('INC-20261203-01');
    expect(card('ALT-20261203-05')).toContain('超时 8 分');
    const [opened] = await app.timeline('INC-20261203-01');
    expect(opened).toMatchObject({
      type: 'incident.opened',
      actor: { id: 'lin' },
      data: { alert: 'ALT-20261203-05', title: '系统故障' },
    });
    await app.at('21:20');
    expect(textsFor('zheng').filter((text) => text.includes('ALT-20261203-05'))).toHaveLength(1);

    await app.at('21:21');
    await app.say('lin', 'room', 'cancel "监控探针故障"');
    expect(card('ALT-20261203-05')).toContain('按误报统计');
    expect(await app.storage.verify()).toEqual([]);
  });
});

describe('an alert', () => {
  it('of a flapping metric is one card in two hours', async () => {
    app = await createTestApp({ start: '2026-12-01T01:59:00Z' });
    await app.at('10:00');
    for (let minute = 0; minute < 120; minute += 1) {
      await monitor('connectRate', minute % 2 === 0 ? 75 : 85);
      await app.at(
        `${10 + Math.floor((minute + 1) / 60)}:${String((minute + 1) % 60).padStart(2, '0')}`,
      );
    }
    expect(alertCards()).toHaveLength(1);
  });

  it('E8: of a scenario closed a short while ago offers to reopen it, and is settled by that', async () => {
    app = await createTestApp({ start: '2026-12-01T04:00:00Z' });
    await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 全国 --users 5000');
    await app.say('lin', 'room', 'grade 较大 "两地"');
    await app.say('lin', 'room', 'resolve "已恢复"');
    await app.say('lin', 'room', 'close --force "其余转日常"');
    await app.at('13:00');
    await monitor('connectRate', 74);
    expect(card('ALT-20261201-01')).toContain('INC-20261201-01');
    expect(card('ALT-20261201-01')).toContain('可以重开');
    await app.at('13:04');
    await app.say('wang', 'duty', 'reopen INC-20261201-01 "接通率再次跌至74%"');
    expect(card('ALT-20261201-01')).toContain('已重开事件 INC-20261201-01');
    await app.at('13:30');
    expect(inCommand().filter((text) => text.includes('无人核实'))).toEqual([]);
  });

  it('S0-31: a signal raises one, and proposes its playbook to an incident that runs (E3)', async () => {
    app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
    await app.say('li', 'duty', '信号 舆情 登上热搜第12位');
    expect(card('ALT-20261201-01')).toContain('热搜');
    await app.say('wang', 'duty', 'verify ALT-20261201-01 dismiss "旧闻"');
    await app.say('wang', 'duty', 'open 集中投诉 "表带断裂" --regions 华东,华南 --users 300');
    await app.at('11:00');
    await app.say('li', 'duty', '信号 舆情 登上热搜第3位');
    expect(alertCards()).toHaveLength(1);
    const room = app.messages(app.room().id).map(({ text }) => text);
    expect(room.filter((text) => text.includes('外部信号') && text.includes('第3位'))).toHaveLength(
      1,
    );
  });
});
