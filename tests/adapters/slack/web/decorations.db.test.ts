import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decoration, RoomRef } from '#ports/messenger.ts';
import { cardOf, createDesk, type Desk, LIN, LOST, PLAN } from './desk.ts';

let desk: Desk;
let room: RoomRef;
beforeEach(async () => {
  desk = await createDesk();
  ({ room } = await desk.outbound.openRoom(PLAN, desk.key()));
  await desk.outbound.invite(room, [LIN], desk.key());
  desk.asked();
});
afterEach(() => desk.close());

const decorate = (decoration: Decoration) => desk.outbound.decorate(room, decoration, desk.key());
const channel = () => desk.slack.channel(room.id);

describe('decorating a room', () => {
  const LINK = { kind: 'bookmark', label: '会议', url: 'https://meet.example.com/1' } as const;
  const PAGE = { kind: 'document', title: '5W1H', markdown: '# 系统故障' } as const;

  const cases: readonly (readonly [Decoration, string, () => unknown, unknown])[] = [
    [
      { kind: 'topic', text: '接通率 68%' },
      'conversations.setTopic',
      () => channel().topic,
      '接通率 68%',
    ],
    [
      { kind: 'purpose', text: PLAN.incident },
      'conversations.setPurpose',
      () => channel().purpose,
      PLAN.incident,
    ],
    [LINK, 'bookmarks.add', () => channel().bookmarks, [{ title: LINK.label, link: LINK.url }]],
    [PAGE, 'conversations.canvases.create', () => channel().canvas?.includes('系统故障'), true],
    [{ kind: 'archive' }, 'conversations.archive', () => channel().archived, true],
  ];

  it.each(cases)('has the effect of once: %j', async (decoration, _, effect, wanted) => {
    await decorate(decoration);
    await decorate(decoration);
    expect(effect()).toEqual(wanted);
  });

  it.each(cases)(
    'has it after a lost answer, too: %j (F-N1)',
    async (decoration, method, effect, wanted) => {
      desk.slack.fail(LOST, { method });
      await desk.deliver(async (outbound, key) => {
        try {
          await outbound.decorate(room, decoration, key);
        } finally {
          desk.restart();
        }
      });
      expect(effect()).toEqual(wanted);
    },
  );

  it('pins a card once, and says when it is gone', async () => {
    const message = await desk.outbound.post({ kind: 'room', room }, cardOf('x'), desk.key());
    await decorate({ kind: 'pin', message });
    await decorate({ kind: 'pin', message });
    expect(desk.slack.messages(room.id).filter(({ pinned }) => pinned)).toHaveLength(1);
    await desk.slack.erase(desk.slack.bot.userId, room.id, message.id);
    await expect(decorate({ kind: 'pin', message })).rejects.toMatchObject({ disposition: 'gone' });
  });

  it('opens an archived room again, and takes an open one as it is', async () => {
    await decorate({ kind: 'unarchive' });
    await decorate({ kind: 'archive' });
    await decorate({ kind: 'unarchive' });
    expect(channel().archived).toBe(false);
  });

  it('keeps a room’s name', async () => {
    await decorate({ kind: 'rename', asciiName: 'other', displayName: '【重大】' });
    expect(channel().name).toBe(PLAN.asciiName);
    expect(desk.asked()).toEqual([]);
  });

  it('shows markup in a topic as text, and cuts it to 250 characters (F-S3, F-S4)', async () => {
    await decorate({ kind: 'topic', text: '<!channel> & <@U_LIN>\nx' });
    expect(channel().topic).toBe('&lt;!channel&gt; &amp; &lt;@U_LIN&gt; x');
    await decorate({ kind: 'topic', text: '<'.repeat(300) });
    expect(channel().topic.length).toBeLessThanOrEqual(250);
    expect(channel().topic).toMatch(/^(?:&lt;)+…$/u);
  });

  it('gives two links two bookmarks', async () => {
    await decorate(LINK);
    await decorate({ ...LINK, url: 'https://meet.example.com/2' });
    expect(channel().bookmarks).toHaveLength(2);
  });
});

const write = (markdown: string) => decorate({ kind: 'document', title: '5W1H', markdown });

describe('the document of a room', () => {
  it('is made once and then written anew, one call each', async () => {
    await write('# 一');
    await write('# 二');
    expect(channel().canvas).toContain('二');
    expect(channel().canvas).not.toContain('一');
    expect(desk.asked()).toEqual(['conversations.canvases.create', 'canvases.edit']);
  });

  it('is found again by a new process', async () => {
    await write('# 一');
    desk.restart();
    await write('# 二');
    expect(channel().canvas).toContain('二');
    await write('# 三');
    expect(channel().canvas).toContain('三');
    expect(
      desk.asked().filter((method) => method === 'conversations.canvases.create'),
    ).toHaveLength(2);
  });

  it.each([
    'canvas_disabled_user_team',
    'team_tier_cannot_create_channel_canvases',
    'free_team_canvas_tab_already_exists',
    'restricted_action',
  ])('is given up quietly where Slack allows none: %s', async (error) => {
    desk.slack.fail({ kind: 'error', error }, { method: 'conversations.canvases.create' });
    await write('# 一');
    await write('# 二');
    const asked = desk.asked().filter((method) => method.includes('canvases'));
    expect(asked).toEqual(['conversations.canvases.create']);
    expect(desk.logged.filter(({ message }) => message.includes('canvas'))).toHaveLength(1);
  });

  it('is tried again when Slack failed', async () => {
    desk.slack.fail(
      { kind: 'error', error: 'canvas_creation_failed' },
      { method: 'conversations.canvases.create' },
    );
    await expect(write('# 一')).rejects.toMatchObject({ disposition: 'retry' });
    await write('# 一');
    expect(channel().canvas).toContain('一');
  });
});

describe('a file for a room', () => {
  const FILE = { name: 'INC-20261201-01-timeline-v1.md', title: '时间线', content: '# 时间线\n' };

  it('arrives with name, title and content', async () => {
    await desk.outbound.attach(room, FILE, desk.key());
    expect(channel().files).toEqual([FILE]);
  });

  it.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
    'is there once after a lost answer of %s (F-N1)',
    async (method) => {
      desk.slack.fail(LOST, { method });
      await desk.deliver((outbound, key) => outbound.attach(room, FILE, key));
      expect(channel().files).toEqual([FILE]);
    },
  );

  it('may be empty', async () => {
    await desk.outbound.attach(room, { ...FILE, content: '' }, desk.key());
    expect(channel().files).toHaveLength(1);
  });
});
