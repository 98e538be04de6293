import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Policy } from '#domain/policy.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { policyWith, shippedPolicy } from '../../support/policy.ts';
import { warRooms } from '../../support/slack/burst.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from '../../support/slack/cast.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { createFakeSlack } from '../../support/slack/create-fake-slack.ts';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';

const KEY = 'INC-20261201-01';
const OPEN = 'open 系统故障 "热线打不通" --regions 全国 --users 5000';

let app: SlackTestApp;
let slack: FakeSlack;
const start = async (people = SLACK_PEOPLE, policy?: Policy): Promise<void> => {
  const clock = createHandClock(Date.parse('2026-12-01T02:00:00Z'));
  slack = await createFakeSlack({ people, channels: SLACK_CHANNELS, clock, transport: 'http' });
  const rules = policy === undefined ? {} : { policy };
  app = await createSlackTestApp({ transport: 'http', outside: { slack, clock }, ...rules });
};
afterEach(async () => {
  try {
    await closeClean(app);
  } finally {
    await slack.close();
  }
});

const of = async (type: string): Promise<readonly unknown[]> =>
  (await app.timeline(KEY)).filter((event) => event.type === type).map(({ data }) => data);
/** All that anybody can see in the room, and what hangs on it. */
const seenInRoom = (): string => {
  const { canvas = '', files } = slack.channel(app.room(KEY).id);
  const said = app.messages(app.room(KEY).id).map(({ text }) => text);
  return [...said, canvas, ...files.map(({ content }) => content)].join('\n');
};

describe('F-S4: what is longer than anybody reads', () => {
  it('a title of 5,000 or 100,000 characters opens nothing, and the limit is told', async () => {
    await start();
    const long = await app.say('wang', 'duty', `open 系统故障 "${'题'.repeat(5_000)}"`);
    expect(long.text).toMatch(/有 5000 字，最多 200 字/u);
    const endless = await app.say('wang', 'duty', `open 系统故障 "${'题'.repeat(100_000)}"`);
    expect(endless.text).toMatch(/有 1000\d\d 字，最多 12000 字/u);
    expect(warRooms(app)).toEqual([]);
    expect(await app.storage.incidents({ limit: 1 })).toEqual([]);
  });

  it('the longest title is kept whole, and shortened with an ellipsis where Slack has less room', async () => {
    await start();
    const title = `${'<&>'.repeat(66)}终点`;
    await app.say('wang', 'duty', `open 系统故障 "${title}"`);
    expect(await of('incident.opened')).toMatchObject([{ title }]);
    const { topic, purpose, name } = slack.channel(app.room(KEY).id);
    for (const text of [topic, purpose]) {
      expect(text.length).toBeLessThanOrEqual(250);
      expect(text).toContain('…');
    }
    expect(name).toBe('inc-20261201-01-system-failure');
    expect(seenInRoom()).toContain(title);
  });

  const WRITTEN: readonly (readonly [string, string, string, (text: string) => string])[] = [
    ['a note', 'qian', 'note.added', (text) => `note "${text}"`],
    ['an update', 'qian', 'update.posted', (text) => `update "${text}"`],
    ['a wording', 'sun', 'wording.proposed', (text) => `wording set "${text}"`],
    [
      'a plan',
      'lin',
      'plan.proposed',
      (text) => `plan propose "${text}" steps=停售 resources=20人 due=18:00 owner=方晴`,
    ],
  ];

  it('notes, updates, wordings and plans of 4,001 characters are recorded whole and read', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    for (const [what, as, type, line] of WRITTEN) {
      const text = `起点${what}`.padEnd(3_999, '长').concat('终点');
      expect(text).toHaveLength(4_001);
      await app.say(as, 'room', line(text));
      expect(JSON.stringify(await of(type))).toContain(text);
    }
    await app.say('lin', 'room', 'timeline export md');
    for (const [what] of WRITTEN) expect(seenInRoom()).toContain(`起点${what}长长`);
    expect(seenInRoom()).toContain('长长长终点');
  });

  it.each([5_001, 100_000])(
    '%i characters change nothing, and the limit is told',
    async (length) => {
      await start();
      await app.say('wang', 'duty', OPEN);
      for (const [, as, type, line] of WRITTEN) {
        const before = (await of(type)).length;
        const { text } = await app.say(as, 'room', line('长'.repeat(length)));
        expect(text).toMatch(/有 (?:5001 字，最多 5000|1000\d\d 字，最多 12000) 字/u);
        expect(await of(type)).toHaveLength(before);
      }
    },
  );

  it('announcement texts made of the longest variables are kept whole, and all can be copied', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    await app.say('lin', 'room', 'grade 重大 "全国不可用"');
    const impact = `起点${'长'.repeat(996)}终点`;
    await app.say(
      'li',
      'room',
      `announce draft initial impact=${impact} cause=${'因'.repeat(1_000)} eta=11:15 workaround=${'道'.repeat(1_000)} nextUpdate=11:00`,
    );
    expect(JSON.stringify(await of('announcement.drafted'))).toContain(impact);
    expect(seenInRoom()).toContain(impact);
  });

  it('a message of 40,000 that is picked is shortened in the form, which says so, and is not lost', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    const room = app.room(KEY).id;
    const text = `起点${'长'.repeat(39_996)}终点`;
    const { ts } = await slack.say('U_QIAN', room, text);
    await slack.shortcut('U_LIN', 'record_message', room, ts);
    await vi.waitFor(() => expect(slack.modalOf('U_LIN')).toBeDefined());
    expect(JSON.stringify(slack.modalOf('U_LIN')?.view)).toContain('40000');
    expect(await slack.submit('U_LIN', {})).toMatchObject({ status: 200 });
    expect(JSON.stringify(await of('note.added'))).toContain('起点长长');
    expect(slack.messages(room).some((message) => message.text === text)).toBe(true);
  });

  it('a checklist of 80 long items is shown as far as Slack takes it, and says how much is missing', async () => {
    await start();
    await app.say('wang', 'duty', OPEN);
    for (let n = 0; n < 80; n += 1)
      await slack.slash(
        'U_LIN',
        app.room(KEY).id,
        `task add "${`第${n}项`.padEnd(200, '事')}" --due 1h --role techSupport`,
      );
    await app.settle();
    const { text } = await app.say('lin', 'room', 'task list');
    expect(text).toMatch(/另有 \d+ 项/u);
    const added = (await app.state()).tasks.filter(({ title }) => title['zh-CN'].includes('事事'));
    expect(added).toHaveLength(80);
  });
});

describe('F-S4: what is hardly there', () => {
  it('titles of nothing but emoji or marks open incidents, each with a room', async () => {
    await start();
    const titles = ['👨‍👩‍👧‍👦', '🔥🔥🔥', '？', '٣'];
    for (const title of titles) await app.say('wang', 'duty', `open 系统故障 "${title}"`);
    const rows = await app.storage.incidents({ limit: 10 });
    expect(rows.map(({ title }) => title).toReversed()).toEqual(titles);
    for (const [n, title] of titles.entries()) {
      const { name, topic } = app.room(`INC-20261201-0${n + 1}`);
      expect(name).toBe(`inc-20261201-0${n + 1}-system-failure`);
      expect(topic).toContain(title);
    }
  });

  it.each([
    '',
    ' ',
    '\u3000',
    '\u200B',
    '\uFEFF\u2060',
    '\u202E\u200F',
    '\u3164',
    '\u2800',
    '\uFE0F',
  ])('a title of %j opens nothing, and what is missing is told', async (title) => {
    await start();
    const { text } = await app.say('wang', 'duty', `open 系统故障 "${title}"`);
    expect(text).toContain('标题');
    expect(text).toContain('open 系统故障 "标题…"');
    expect(await app.storage.incidents({ limit: 1 })).toEqual([]);
  });
});

describe('F-S4: 200 people', () => {
  const many = Array.from({ length: 200 }, (_, n) => ({ id: `extra${n}`, name: `值班${n}` }));

  it('are all in the room, and the status card is what they see', async () => {
    const people = [
      ...shippedPolicy.organisation.people,
      ...many.map(({ id, name }) => ({
        id,
        name,
        groups: ['techSupport'],
        accounts: { slack: `U_${id.toUpperCase()}` },
      })),
    ];
    const accounts = many.map(({ id, name }) => ({ id: `U_${id.toUpperCase()}`, name }));
    await start([...SLACK_PEOPLE, ...accounts], policyWith({ people }));
    await app.say('wang', 'duty', OPEN);
    const { members } = app.room(KEY);
    expect(many.filter(({ id }) => !members.includes(id))).toEqual([]);
    expect(app.messages('room').filter(({ pinned }) => pinned)).toHaveLength(1);
    const joined = (await of('room.joined')) as readonly { readonly people: readonly unknown[] }[];
    expect(joined.flatMap(({ people: some }) => some).length).toBeGreaterThanOrEqual(200);
  });
});
