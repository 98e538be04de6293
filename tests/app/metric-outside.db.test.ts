import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

const alerts = (): readonly string[] =>
  app
    .messages('duty')
    .map(({ text }) => text)
    .filter((text) => text.includes('预警 ALT-'));

describe('figures where no incident is open', () => {
  it.each(['duty', 'dm'])('S0-73: are samples that the rules see, in %s', async (where) => {
    app = await createTestApp();
    const { text } = await app.say('wang', where, 'metric connectRate=68 waitSeconds=150');
    expect(text).toContain('接通率 68%');
    expect(text).toContain('等待时间 150 秒');
    expect(text).toContain('现在没有进行中的事件');
    expect(await app.storage.observations(0, 9)).toMatchObject([
      { kind: 'sample', metric: 'connectRate', value: 68, at: app.clock.now() },
      { kind: 'sample', metric: 'waitSeconds', value: 150 },
    ]);
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toContain('150 秒');
  });

  it('keep their time and place, and come in once however often they are delivered', async () => {
    app = await createTestApp();
    const line = '指标 接通率=85% 地区=华东 时间=09:55';
    await app.say('wang', 'duty', line, 'M-1');
    await app.say('wang', 'duty', line, 'M-1');
    expect(await app.storage.observations(0, 9)).toMatchObject([
      { value: 85, at: Date.parse('2026-12-01T01:55:00Z'), dims: { region: '华东' } },
    ]);
    expect(alerts()).toEqual([]);
  });

  it('are taken from the operators on duty alone; an unknown one is answered with the line to copy', async () => {
    app = await createTestApp();
    expect((await app.say('sun', 'dm', 'metric connectRate=68')).text).toContain('值守');
    expect((await app.say('wang', 'dm', 'metric conectRate=68')).text).toContain(
      'metric connectRate=68',
    );
    expect(
      (await app.say('wang', 'dm', 'metric connectRate=68 --at "2026-12-02 09:00"')).text,
    ).not.toContain('指标已记录');
    expect(await app.storage.observations(0, 9)).toEqual([]);
  });

  it('open the form when nothing is given', async () => {
    app = await createTestApp();
    const { form } = await app.say('wang', 'duty', 'metric');
    expect(form?.command).toBe('metric');
  });

  it('are recorded in the incident where one is open', async () => {
    app = await createTestApp();
    await app.say('wang', 'duty', 'open 系统故障 "热线打不通" --regions 华东 --users 50');
    await app.say('wang', 'duty', 'metric connectRate=85');
    expect((await app.state()).metrics['connectRate']?.last).toBe(85);
    expect(await app.storage.observations(0, 9)).toEqual([]);
  });
});
