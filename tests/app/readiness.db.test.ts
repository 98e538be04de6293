import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reader } from '#app/reading/reader.ts';
import { actorOf } from '#domain/incident/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.close());

const readerOf = (person: string): Reader => {
  const actor = actorOf(app.app.views('en').policy, person);
  if (actor === undefined) throw new Error(`nobody is ${person}`);
  return { kind: 'person', actor };
};

const read = (person = 'lin') => app.app.reading.readiness(readerOf(person), app.clock.now());

describe('readiness', () => {
  it('names roles that playbooks count on and that nobody, or only one person, holds', async () => {
    const { roster } = await read();
    const tech = roster.find(({ role }) => role === 'techSupport');
    expect(tech?.people.map(({ id }) => id)).toEqual(['qian']);
    expect(tech?.playbooks).toContain('system-failure');
    expect(roster.some(({ role }) => role === 'commandGroup')).toBe(false);
  });

  it('names running incidents without a wording after half an hour, or with one of four hours ago', async () => {
    await app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
    await app.at('10:29');
    expect((await read()).wordings).toEqual([]);
    await app.at('10:31');
    expect((await read()).wordings).toMatchObject([{ title: '热线接不通' }]);
    await app.say('sun', 'room', 'wording set eta=11:15 workaround=微信公众号');
    expect((await read()).wordings).toEqual([]);
    await app.at('14:40');
    expect((await read()).wordings).toMatchObject([{ wording: 'W1' }]);
  });

  it('counts what is overdue, and says nothing of incidents the reader may not see', async () => {
    await app.say('zhao', 'duty', 'open 安全隐患 "手环电池爆炸伤人" --level 一级 --users 1');
    await app.at('11:30');
    expect((await read()).deadlines[0]?.count).toBeGreaterThan(0);
    const stranger = await read('standby12');
    expect([stranger.deadlines, stranger.wordings, stranger.actions]).toEqual([[], [], []]);
  });

  it('names actions past their day', async () => {
    await app.say('wang', 'duty', 'open 系统故障 "热线接不通"');
    await app.say('lin', 'room', 'action add "固件升级" @钱多 --due 2h');
    expect((await read()).actions).toEqual([]);
    await app.at('13:00');
    expect((await read()).actions).toMatchObject([{ action: { id: 'AI-1', text: '固件升级' } }]);
  });
});
