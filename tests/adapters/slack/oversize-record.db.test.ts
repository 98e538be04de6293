import { afterEach, describe, expect, it } from 'vitest';
import { CARD_LIMITS, LIMITS } from '#adapters/slack/blocks/limits.ts';
import type { Card, CardElement } from '#cards/card.ts';
import type { NewEvent } from '#ports/storage.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { createDesk, type Desk, DUTY, LIN } from './web/desk.ts';

const KEY = 'INC-20261201-01';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';
const MANY = 10_000;
const AT_ONCE = 1_000;

let app: SlackTestApp | undefined;
let desk: Desk | undefined;
afterEach(async () => {
  if (app !== undefined) await closeClean(app);
  await desk?.close();
  app = undefined;
  desk = undefined;
});

const QIAN = { id: 'qian', name: '钱多' };

/** Notes straight into the store, where 10,000 commands would take a minute. */
const fill = async ({ storage, clock }: SlackTestApp): Promise<void> => {
  const now = clock.now();
  for (let from = 1; from <= MANY; from += AT_ONCE) {
    const events = Array.from({ length: AT_ONCE }, (_, n): NewEvent => {
      const id = `N${from + n}`;
      const data = { id, text: `第 ${from + n} 条记录` };
      const when = { occurredAt: now, recordedAt: now };
      return { type: 'note.added', data, ...when, actor: QIAN, via: 'slack', cause: 'slack:many' };
    });
    const { head } = await storage.load(KEY);
    const rest = { outbox: [], timers: { set: [], clear: [] } };
    expect(await storage.commit({ stream: KEY, expected: head, events, ...rest })).toMatchObject({
      ok: true,
    });
  }
};

describe('F-S4: an incident of 10,000 events', () => {
  it('goes on, is read page by page, and is whole in the file of its timeline', async () => {
    app = await createSlackTestApp({ transport: 'http' });
    await app.say('wang', 'duty', OPEN);
    await fill(app);

    await app.say('qian', 'room', 'note "再记一条"');
    expect((await app.timeline(KEY)).at(-1)?.data).toMatchObject({ id: `N${MANY + 1}` });
    expect((await app.say('lin', 'room', 'status')).text).toContain('热线打不通');
    expect((await app.say('lin', 'room', 'timeline')).text).toContain('再记一条');

    await app.say('lin', 'room', 'grade 一般 "单区域"');
    await app.say('lin', 'room', 'resolve');
    await app.say('lin', 'room', 'close --force "演练结束"');
    const { canvas = '', files } = app.slack.channel(app.room(KEY).id);
    const timeline = files.find(({ content }) => content.includes('第 1 条记录'))?.content ?? '';
    for (const n of [1, MANY / 2, MANY]) expect(timeline).toContain(`第 ${n} 条记录`);
    expect(canvas).toContain('热线打不通');
  });
});

const elementsOf = (count: number): readonly CardElement[] =>
  Array.from({ length: count }, (_, n): CardElement => {
    const kinds: readonly CardElement[] = [
      { kind: 'heading', text: `标题 ${n}` },
      { kind: 'text', lines: [[`正文 ${n}`]] },
      { kind: 'divider' },
      { kind: 'note', line: [`注 ${n}`] },
    ];
    return kinds[n % kinds.length] ?? { kind: 'divider' };
  });

describe('F-S4: a card of more blocks than Slack takes', () => {
  const cardOf = (count: number): Card => ({
    title: '很长的卡片',
    tone: 'info',
    fallback: '很长的卡片',
    elements: elementsOf(count),
  });

  it.each([
    [CARD_LIMITS.elements, false],
    [60, false],
    [200, true],
  ])(
    'given %i elements, then it is posted and edited within 50 blocks, and says so where words are left out: %s',
    async (count, isCut) => {
      desk = await createDesk();
      const { outbound, slack } = desk;
      const room = { kind: 'room', room: DUTY } as const;
      const message = await outbound.post(room, cardOf(count), desk.key('long'));
      await outbound.update(message, cardOf(count), desk.key('longer'));
      await outbound.post({ kind: 'direct', account: LIN }, cardOf(count), desk.key('direct'));
      const posted = slack.messages(DUTY.id).find(({ ts }) => ts === message.id);
      expect(posted?.blocks.length).toBeLessThanOrEqual(LIMITS.messageBlocks);
      expect(posted?.shown).toContain('正文 1');
      // Lines between sections go first.
      expect(posted?.shown.includes(`注 ${count - 1}`)).toBe(!isCut);
      expect(posted?.shown.includes('已截短')).toBe(isCut);
    },
  );
});
