import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playE1 } from '../../story/play-e1.ts';
import { storedIn } from '../../support/crash-dump.ts';
import { worldOf } from '../../support/feishu/crash-world.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import {
  createFeishuTestApp,
  type FeishuTestApp,
  openFakeFeishu,
} from '../../support/feishu/feishu-app.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import type { Acked } from '../../support/slack/fake-slack.ts';

const START = '2026-12-01T02:04:00Z';
const REPLAYED = 100;

/** How it was acknowledged, and what the person read; a form that was answered is one no longer, and gets no card. */
const said = (acked: Acked | undefined): string => {
  const { toast } = (acked?.body ?? {}) as { readonly toast?: unknown };
  return JSON.stringify([acked?.status, toast]);
};

describe.each(['webhook', 'websocket'] as const)(
  `F-E2: ${REPLAYED} deliveries of a whole incident by %s, brought again`,
  (transport) => {
    const clock = createHandClock(Date.parse(START));
    let dir: string;
    let feishu: FakeFeishu;
    let app: FeishuTestApp;

    const start = async (): Promise<void> => {
      app = await createFeishuTestApp({
        transport,
        manner: 'slash',
        dir,
        outside: { feishu, clock },
      });
    };

    /** What E1 does not need: mentions, direct messages, the menu, forms, messages that go, people who come. */
    const everyGesture = async (): Promise<void> => {
      const { id: room } = app.room();
      await feishu.say('ou_lin', room, 'note "由提及记下"', { mention: true });
      const { id: gone } = await feishu.say('ou_lin', room, 'note "会撤回"', { mention: true });
      await feishu.recall('ou_lin', room, gone);
      await app.say('lin', 'dm', 'note "私聊记下"');
      await feishu.menu('ou_lin', 'status');
      await feishu.enterDirect('ou_zhou');
      await app.press('lin', 'room', '报进展');
      const form = feishu
        .messages(room, 'ou_lin')
        .findLast(({ onlyFor, card }) => onlyFor === 'ou_lin' && card !== undefined);
      await feishu.submit('ou_lin', form?.id ?? '', { text: '由表单通报' });
      await feishu.join('ou_fang', room);
      await app.settle();
    };

    beforeAll(async () => {
      dir = mkdtempSync(path.join(tmpdir(), 'fenghuo-replays-'));
      feishu = await openFakeFeishu({ transport }, clock);
      await start();
      // All of it within the five minutes for which a signature holds.
      const at = async (time: string): Promise<void> => {
        await app.settle();
        if (time === '10:34') await everyGesture();
      };
      const react: typeof app.react = async (person, approval, emoji, added) => {
        const known = Object.values((await app.state()).approvals);
        const newest = known.findLast(({ ref }) => ref === approval);
        await app.react(person, newest?.id ?? approval, emoji, added);
      };
      await playE1.whole({ say: app.say, react, at });
      await app.settle();
    });
    afterAll(async () => {
      await app.close();
      await feishu.close();
      rmSync(dir, { recursive: true, force: true });
    });

    const worldNow = () => ({ stored: storedIn(dir), visible: worldOf(feishu).visible() });

    /** All of them, again and again; on the long connection in pieces, too. */
    const replayAll = async (): Promise<readonly unknown[]> => {
      const all = feishu.deliveries.slice();
      const otherwise: unknown[] = [];
      for (let n = 0; n < REPLAYED; n += 1) {
        const at = n % all.length;
        const again = await feishu.replay(
          at,
          transport === 'websocket' ? { parts: 1 + (n % 4) } : {},
        );
        const { kind, acked } = all[at] ?? {};
        if (said(again) !== said(acked))
          otherwise.push({ kind, was: said(acked), is: said(again) });
      }
      await app.settle();
      return otherwise;
    };

    it('are of every kind there is', () => {
      expect([...new Set(feishu.deliveries.map(({ kind }) => kind))].toSorted()).toEqual([
        'application.bot.menu_v6',
        'card.action.trigger',
        'im.chat.access_event.bot_p2p_chat_entered_v1',
        'im.chat.member.user.added_v1',
        'im.message.reaction.created_v1',
        'im.message.recalled_v1',
        'im.message.receive_v1',
      ]);
      expect(feishu.deliveries.every(({ acked }) => acked?.status === 200)).toBe(true);
      expect(feishu.violations).toEqual([]);
    });

    it('get the same answers, and have no effect', async () => {
      const before = worldNow();
      const calls = feishu.calls.length;
      expect(await replayAll()).toEqual([]);
      expect(worldNow()).toEqual(before);
      const changes = feishu.calls.slice(calls).filter(({ method }) => method !== 'GET');
      expect(changes).toEqual([]);
    });

    it('get the same answers from a process that never saw them, and have no effect', async () => {
      await app.close();
      await start();
      const before = worldNow();
      expect(await replayAll()).toEqual([]);
      expect(worldNow()).toEqual(before);
      expect(feishu.violations).toEqual([]);
    });
  },
);
