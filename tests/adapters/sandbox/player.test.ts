import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import type { Inbound } from '#ports/messenger.ts';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import type { Script } from '#adapters/sandbox/script.ts';
import {
  createHandClock,
  createListener,
  createTestSandbox,
} from '../../support/sandbox/test-sandbox.ts';

const card = (title: string): Card => ({
  title,
  tone: 'info',
  fallback: title,
  elements: [],
  vote: true,
});
const key = (name: string) => ({ key: name, uncertain: false, since: 0 });
const both = (text: string) => ({ 'zh-CN': text, en: text });
const local = (time: string) => Date.parse(`2026-12-01T${time}+08:00`);

const first: Script = {
  id: 'first',
  names: both('一'),
  about: both('一'),
  date: '2026-12-01',
  steps: [
    { at: '10:04:00', as: 'wang', where: 'duty', line: 'open', caption: both('开启') },
    { at: '10:05:00', as: 'lin', where: 'room', line: 'close {incident}', caption: both('关闭') },
  ],
};
const second: Script = {
  id: 'second',
  names: both('二'),
  about: both('二'),
  date: '2026-12-01',
  continues: 'first',
  steps: [
    { at: '10:30:00', as: 'wang', where: 'duty', line: 'reopen {incident}', caption: both('重开') },
    { at: '10:31:00', as: 'su', react: { emoji: 'x', on: 'A1.v1' }, caption: both('驳回') },
    { at: '10:32:00', as: 'su', reply: { on: 'A1.v1', text: '没有确认' }, caption: both('原因') },
    { at: '10:40:00', watch: true, caption: both('提醒') },
  ],
};

describe('the player', () => {
  let sandbox: Sandbox;
  let received: Inbound[];
  const times: number[] = [];
  const swept: number[] = [];
  let due: number[];
  const clock = () => createHandClock(local('10:00:00'));

  const start = async (startsAt = clock()) => {
    due = [local('10:04:30')];
    times.length = 0;
    swept.length = 0;
    sandbox = createTestSandbox({
      clockControl: startsAt,
      scripts: [first, second],
      engine: {
        nextDue: async () => due[0],
        settled: async () => {
          while ((due[0] ?? Number.POSITIVE_INFINITY) <= startsAt.now()) {
            swept.push(startsAt.now());
            due.shift();
          }
        },
      },
    });
    const listener = createListener(async (inbound) => {
      times.push(startsAt.now());
      if (inbound.kind === 'command' && inbound.line === 'open') {
        const people = ['lin', 'su', 'wang'].map((id) => ({ platform: 'sandbox', id }));
        const plan = {
          asciiName: 'a',
          displayName: '作战室',
          topic: '',
          incident: 'INC-1',
          private: true,
          people,
        };
        const { room } = await sandbox.openRoom(plan, key(inbound.receiptId));
        await sandbox.post(
          { kind: 'room', room },
          card('公告 A1 v1'),
          key(`${inbound.receiptId}|p`),
        );
      }
      return {};
    });
    received = listener.received;
    await sandbox.listen(listener.inbox);
  };
  beforeEach(() => start());
  afterEach(() => sandbox.close());
  const play = async (script: string): Promise<void> => {
    sandbox.player.play(script, Number.POSITIVE_INFINITY);
    await sandbox.player.rested();
  };

  it('does at each time what the script says, through the same door as people', async () => {
    await play('first');
    expect(received).toMatchObject([
      { kind: 'command', line: 'open', who: { id: 'wang' }, where: { id: 'duty' } },
      {
        kind: 'command',
        line: 'close INC-1',
        who: { id: 'lin' },
        where: { id: sandbox.world.roomOfIncident('INC-1')?.id },
      },
    ]);
    expect(times).toEqual([local('10:04:00'), local('10:05:00')]);
    expect(sandbox.player.view()).toMatchObject({
      status: 'finished',
      index: 1,
      incident: 'INC-1',
      shiftDays: 0,
    });
  });

  it('stops on the way wherever a deadline falls due', async () => {
    await play('first');
    expect(swept).toEqual([local('10:04:30')]);
  });

  it('reaches its first step in one go, whatever another incident still owes on the way', async () => {
    due.unshift(local('10:01:00'), local('10:02:00'));
    await play('first');
    expect(swept).toEqual([local('10:04:00'), local('10:04:00'), local('10:04:30')]);
  });

  it('goes on in the incident of the script it continues, with reactions and replies on its approvals', async () => {
    await play('first');
    received.length = 0;
    await play('second');
    expect(sandbox.player.view()).toMatchObject({ status: 'finished', lead: 0, total: 4 });
    expect(received).toMatchObject([
      { kind: 'command', line: 'reopen INC-1' },
      { kind: 'reaction', emoji: 'x', added: true, message: { id: 'm1' } },
      { kind: 'reply', text: '没有确认', to: { id: 'm1' } },
    ]);
  });

  it('plays the earlier script first when it was not played yet, or lies too far back', async () => {
    await play('second');
    expect(sandbox.player.view()).toMatchObject({
      status: 'finished',
      lead: 2,
      total: 6,
      index: 5,
    });
    await play('second');
    expect(sandbox.player.view()).toMatchObject({ status: 'finished', lead: 2, shiftDays: 1 });
  });

  it('never turns time back: a script whose hour has passed plays tomorrow', async () => {
    await play('first');
    await play('first');
    expect(times.slice(2)).toEqual(
      [local('10:04:00'), local('10:05:00')].map((at) => at + 86_400_000),
    );
  });

  it('shows one step at a time on request, and stays paused', async () => {
    sandbox.player.play('first', Number.POSITIVE_INFINITY);
    sandbox.player.pause();
    await sandbox.player.rested();
    const after = async (index: number): Promise<void> => {
      sandbox.player.step();
      await new Promise<void>((resolve) => {
        const stop = sandbox.player.onChange(() => {
          if (sandbox.player.view().index !== index) return;
          stop();
          resolve();
        });
      });
    };
    const { index } = sandbox.player.view();
    await after(index + 1);
    expect(sandbox.player.view().status).toBe('paused');
    expect(received).toHaveLength(index + 2);
  });

  it('ends when told, and lets time run again', async () => {
    const hands = clock();
    sandbox.close();
    await start(hands);
    sandbox.player.play('first', Number.POSITIVE_INFINITY);
    expect(hands.rate()).toBe(0);
    sandbox.player.stop();
    await sandbox.player.rested();
    expect(sandbox.player.view()).toMatchObject({ status: 'idle', script: null });
    expect(hands.rate()).toBe(1);
    expect(received.length).toBeLessThan(2);
  });

  it('says where it stopped when a step cannot be done', async () => {
    sandbox.faults.fail('openRoom', 1, new Error('no room') as never);
    await play('first');
    expect(sandbox.player.view()).toMatchObject({ status: 'failed', index: -1, error: 'no room' });
  });
});
