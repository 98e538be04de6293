import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError, type Messenger } from '#ports/messenger.ts';
import { createTestApp } from '../support/test-app.ts';
import type { Side } from '../support/two-messengers/side.ts';
import { createStage, type SandboxStage } from '../support/two-messengers/stage.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

let stage: SandboxStage;

const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

const start = async (warRooms: readonly string[] = ['slack', 'feishu']): Promise<SandboxStage> => {
  stage = await createStage({ start: '2026-12-01T02:00:00Z', warRooms });
  open.push(() => stage.close());
  return stage;
};
const titles = (side: Side): readonly string[] => side.messages('room').map(({ title }) => title);

describe('a messenger that fails', () => {
  it('for less than the rules allow is no outage: what waited is sent', async () => {
    const { slack, feishu, at } = await start();
    await slack.say('wang', 'duty', OPEN);
    slack.network.fall();
    await feishu.say('sun', 'room', 'note "备用线路已拨通"');
    await at('10:00:30');
    slack.network.rise();
    await at('10:02');
    expect(await stage.of('platform.down')).toEqual([]);
    expect(titles(slack)).toContain('记录');
  });

  it('again and again, but never for so long, is no outage either', async () => {
    const { slack, at, beat } = await start();
    await slack.say('wang', 'duty', OPEN);
    for (const minute of ['10:00:50', '10:01:40', '10:02:30', '10:03:20']) {
      slack.network.fall();
      await beat();
      await at(minute);
      slack.network.rise();
      await beat();
    }
    expect(await stage.of('platform.down')).toEqual([]);
  });

  it('is told in the room that is left, and no room opens', async () => {
    const { slack, feishu, at, beat, fallback } = await start();
    await slack.say('wang', 'duty', OPEN);
    slack.network.fall();
    await beat();
    await at('10:02');
    expect(titles(feishu)).toContain('Slack 无法连接');
    expect(await stage.of('platform.substituted')).toEqual([]);
    expect(feishu.sandbox.world.rooms().filter(({ incident }) => incident !== null)).toHaveLength(
      1,
    );
    expect(fallback).toHaveLength(1);
  });

  it('does not hold up what one person must hear who is elsewhere too', async () => {
    const { slack, feishu, at, beat } = await start();
    await slack.say('wang', 'duty', OPEN);
    await slack.say('su', 'room', 'status');
    slack.network.fall();
    await beat();
    await at('10:02');
    await feishu.say('lin', 'room', 'assign brandPr 苏敏');
    expect(feishu.dms('su').some(({ text }) => text.includes('您的职责'))).toBe(true);
  });

  it('keeps what only one person was to hear, who is nowhere else', async () => {
    const { slack, feishu, at, beat } = await start();
    await slack.say('wang', 'duty', OPEN);
    slack.network.fall();
    await beat();
    await at('10:02');
    await feishu.say('lin', 'room', 'assign techSupport 钱多');
    slack.network.rise();
    await at('10:04');
    expect(slack.dms('qian').some(({ text }) => text.includes('您的职责'))).toBe(true);
  });

  it('with an incident that opens meanwhile has that one told too, and its room opens when it is back', async () => {
    const { slack, feishu, at, beat } = await start(['slack']);
    slack.network.fall();
    await beat();
    await at('10:02');
    await feishu.say('wang', 'duty', OPEN);
    await at('10:02:30');
    expect(await stage.of('platform.substituted')).toHaveLength(1);
    expect(titles(feishu)).toContain('Slack 无法连接');
    slack.network.rise();
    await at('10:05');
    expect(slack.room().name).toContain('INC-20261201-01');
    expect(titles(slack)).toContain('清单 1/7');
    expect(titles(slack).filter((title) => title.includes('要点'))).toHaveLength(1);
    expect((await stage.storage().outboxDepth()).pending).toBe(0);
  });

  it('for every incident that is open, each told once', async () => {
    const { slack, feishu, at, beat, fallback } = await start();
    await slack.say('wang', 'duty', OPEN);
    await slack.say('wang', 'duty', 'open 话务量激增 "大促" --regions 华东 --users 80');
    slack.network.fall();
    await beat();
    await at('10:03');
    expect(fallback.map(({ state }) => state.key).toSorted()).toEqual([
      'INC-20261201-01',
      'INC-20261201-02',
    ]);
    for (const key of ['INC-20261201-01', 'INC-20261201-02'])
      expect(feishu.messages(key).filter(({ title }) => title === 'Slack 无法连接')).toHaveLength(
        1,
      );
  });

  it('is back only after two good answers', async () => {
    const { slack, at, beat } = await start();
    await slack.say('wang', 'duty', OPEN);
    slack.network.fall();
    await beat();
    await at('10:02');
    slack.network.rise();
    await at('10:02:30');
    expect(await stage.of('platform.up')).toEqual([]);
    slack.network.fall();
    await at('10:03');
    slack.network.rise();
    await at('10:03:30');
    expect(await stage.of('platform.up')).toEqual([]);
    await at('10:04');
    expect(await stage.of('platform.up')).toHaveLength(1);
  });

  it('and an incident that closes meanwhile: its end is told when the messenger is back', async () => {
    const { slack, feishu, at, beat } = await start();
    await slack.say('wang', 'duty', OPEN);
    await slack.say('lin', 'room', 'grade 重大 "全国不可用"');
    slack.network.fall();
    await beat();
    await at('10:02');
    await feishu.say('lin', 'room', 'resolve "已恢复"');
    await feishu.say('lin', 'room', 'close "稳定" --force "其余转日常"');
    slack.network.rise();
    await at('10:08');
    expect(titles(slack)).toContain('事件已关闭');
    expect((await stage.storage().outboxDepth()).pending).toBe(0);
  });
});

describe('the only messenger there is', () => {
  it('says all that waited once it is back, in order, as nobody heard it elsewhere (F-N2)', async () => {
    let isDown = false;
    const cut = (messenger: Messenger): Messenger =>
      new Proxy(messenger, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function' || name === 'listen') return member;
          return async (...args: unknown[]) => {
            if (isDown) throw new DeliveryError('http-503', 'retry');
            return Reflect.apply(member, target, args) as unknown;
          };
        },
      });
    const app = await createTestApp({ through: cut });
    open.push(() => app.close());
    await app.say('wang', 'duty', OPEN);
    isDown = true;
    const steps = Array.from({ length: 12 }, (_, n) => `第${n + 1}步`);
    for (const [n, step] of steps.entries()) {
      await app.say('qian', 'room', `update "${step}"`);
      app.skipTo(`10:${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '30' : '59'}`);
      await app.settle();
      await app.app.outages.tick();
    }
    isDown = false;
    for (const time of ['10:07', '10:07:30', '10:08']) {
      app.skipTo(time);
      await app.app.outages.tick();
      await app.settle();
    }
    const kinds = (await app.timeline()).map(({ type }) => type);
    expect(kinds.filter((type) => type.startsWith('platform.'))).toEqual([
      'platform.down',
      'platform.up',
    ]);
    const said = app
      .messages('room')
      .flatMap(({ text, pinned }) => (pinned ? [] : (/第\d+步/u.exec(text)?.[0] ?? [])));
    expect(said).toEqual(steps);
    expect(app.messages('room').some(({ title }) => title.includes('要点'))).toBe(false);
    expect(app.messages('room').find(({ pinned }) => pinned)?.text).toContain('第12步');
  });
});
