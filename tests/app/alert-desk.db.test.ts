import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({ start: '2026-12-01T02:00:00Z' });
});
afterEach(() => app.close());

/** A complaint in whose text this word of a keyword group was found. */
const complaint = async (ticket: string, group = 'media', word = '媒体曝光'): Promise<void> => {
  const at = app.clock.now();
  const keywords = [{ group, word }];
  await app.storage.observe([
    { observation: { kind: 'complaint', ticket, keywords, at }, receivedAt: at },
  ]);
  await app.settle();
};

const alerts = async () => {
  const rows = await app.storage.subjects({ kind: 'alert', limit: 9 });
  return rows.map(({ key, scenario, state }) => `${key} ${scenario} ${state}`);
};
const cards = (): readonly string[] =>
  app
    .messages('duty')
    .map(({ text }) => text)
    .filter((text) => text.includes('预警 ALT-'));

describe('S0-30: a word in a complaint', () => {
  it('is one alert and one card, though two scenarios have a rule on it', async () => {
    await complaint('TKT-1');
    expect(await alerts()).toEqual(['ALT-20261201-01 complaint-cluster raised']);
    expect(cards()).toHaveLength(1);
    expect(cards()[0]?.match(/媒体曝光/gu)).toHaveLength(1);
    const state = await app.storage.events('ALT-20261201-01', 1, 9);
    expect(state.map(({ data }) => (data as { rule?: string }).rule)).toEqual([
      'cc-keyword',
      'po-keyword',
    ]);
  });

  it('is added to that alert when the next complaint has it, too', async () => {
    await complaint('TKT-1');
    await complaint('TKT-2');
    expect(await alerts()).toHaveLength(1);
  });

  it('stays quiet for both scenarios after it was dismissed', async () => {
    await complaint('TKT-1');
    await app.say('wang', 'duty', 'verify ALT-20261201-01 dismiss "已安抚"');
    await app.at('10:10');
    await complaint('TKT-2');
    expect(await alerts()).toEqual(['ALT-20261201-01 complaint-cluster dismissed']);
    expect(cards()).toHaveLength(1);
  });

  it('is told to an alert of its own scenario that waits already', async () => {
    await app.say('li', 'duty', '信号 舆情 登上热搜第12位');
    await complaint('TKT-1');
    expect(await alerts()).toEqual([
      'ALT-20261201-02 complaint-cluster raised',
      'ALT-20261201-01 public-opinion raised',
    ]);
    expect(cards().filter((text) => text.includes('媒体曝光'))).toHaveLength(2);
  });

  it('raises another alert when another ticket has another word after that', async () => {
    await complaint('TKT-1');
    await app.say('wang', 'duty', 'verify ALT-20261201-01 dismiss "已安抚"');
    await app.at('10:31');
    await complaint('TKT-2', 'regulator', '12315');
    expect(await alerts()).toHaveLength(2);
  });
});

describe('S3-16: an alert of a surge that is real', () => {
  it('has the button that calls the standby list, which its incident then has', async () => {
    await app.app.ingest.samples([{ metric: 'loadPct', value: 126 }]);
    await app.settle();
    expect(cards()[0]).not.toContain('呼叫备班');
    await app.say('wang', 'duty', 'verify ALT-20261201-01 confirm --regions 华东');
    expect(cards()[0]).toContain('呼叫备班');
    await app.press('lin', 'duty', '呼叫备班');
    const called = await app.timeline('INC-20261201-01');
    expect(called.filter(({ type }) => type === 'standby.called')).toHaveLength(1);
  });

  it('of another scenario has none, and neither has a false alarm', async () => {
    await app.app.ingest.samples([{ metric: 'ivrHealthy', value: 0 }]);
    await app.settle();
    await app.say('wang', 'duty', 'verify ALT-20261201-01 dismiss "例行拨测"');
    expect(cards()[0]).not.toContain('呼叫备班');
  });
});
