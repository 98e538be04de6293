import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quote } from '#commands/quotes.ts';
import { escapeEntities } from '#adapters/slack/blocks/escape.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from '../../support/slack/cast.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { createFakeSlack } from '../../support/slack/create-fake-slack.ts';
import { slashOf } from '../../support/slack/inbound-samples.ts';
import { INJECTIONS } from '../../support/slack/injections.ts';
import { liveIn, liveInMarkdown, liveInSlack } from '../../support/slack/live-entities.ts';
import { commandRequest, sendSigned } from '../../support/slack/requests.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { accountOf } from '../../support/slack/slack-sights.ts';
import { DECLARED, FIELDS, type Sight, type UserField } from '../../support/slack/user-fields.ts';

/** The fault suite tries them all. */
const TEXTS =
  process.env['INJECTIONS'] === 'all' ? INJECTIONS : INJECTIONS.filter((_, n) => n % 3 === 0);
const ALL = [...DECLARED, ...FIELDS];
const INCIDENTS = Math.ceil(TEXTS.length / ALL.length);

/** What can be seen of a text; how it is escaped in Markdown is checked by a reader of Markdown. */
const visible = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}\\]/gu, '');

/** Slack keeps these as entities, in topics and canvases too, and shows them as they were. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

interface Written {
  readonly field: UserField;
  readonly text: string;
  readonly incident: string;
}

let app: SlackTestApp;
beforeAll(async () => {
  app = await createSlackTestApp({ transport: 'http', tiers: 'off' });
});
afterAll(() => closeClean(app));

/** As a client sends what was typed: Slack's own marks are entities. */
const say = (as: string, where: string, line: string) => app.say(as, where, escapeEntities(line));

/** All that is seen somewhere, gathered while it stands there. */
const createSeen = () => {
  const seen = new Map<Sight, Map<string, string>>();
  return {
    note: (sight: Sight, texts: readonly string[]): void => {
      const known = seen.get(sight) ?? new Map<string, string>();
      for (const text of texts) if (!known.has(text)) known.set(text, visible(text));
      seen.set(sight, known);
    },
    has: (sight: Sight, text: string): boolean =>
      [...(seen.get(sight)?.values() ?? [])].some((shown) => shown.includes(visible(text))),
  };
};
type Seen = ReturnType<typeof createSeen>;

const lookAround = (seen: Seen, key: string): void => {
  const { id } = app.room(key);
  const { topic, purpose, canvas = '', files } = app.slack.channel(id);
  seen.note(
    'room',
    app.messages(id).map(({ text }) => text),
  );
  seen.note('topic', [unescaped(topic)]);
  seen.note('purpose', [unescaped(purpose)]);
  seen.note('canvas', [unescaped(canvas)]);
  seen.note(
    'file',
    files.map(({ content }) => content),
  );
  for (const place of ['command', 'feed', 'agents'] as const)
    seen.note(
      place,
      app.messages(place).map(({ text }) => text),
    );
};

/** Writes a text of its own into every field of one incident, and looks everywhere after each. */
const writeAll = async (incident: number, seen: Seen): Promise<readonly Written[]> => {
  const key = `INC-20261201-${String(incident + 1).padStart(2, '0')}`;
  const textFor = (n: number): string => TEXTS[(incident * ALL.length + n) % TEXTS.length] ?? '';
  const line = DECLARED.map((field, n) => field.line(textFor(n))).join(' ');
  await say('wang', 'duty', `open 系统故障 ${line} --regions 全国 --users 5000`);
  lookAround(seen, key);
  for (const [n, field] of FIELDS.entries()) {
    const typed = field.line(textFor(n + DECLARED.length)).replace('reopen INC', `reopen ${key}`);
    await say(field.as, app.room(key).id, typed);
    lookAround(seen, key);
  }
  const shown = [
    await say('lin', app.room(key).id, 'postmortem show'),
    await say('lin', app.room(key).id, 'action list'),
    await say('lin', app.room(key).id, 'timeline export md'),
  ];
  seen.note(
    'answer',
    shown.map(({ text }) => text),
  );
  await app.slack.openHome(accountOf('lin'));
  await app.at(new Date(app.clock.now() + 8 * 3_600_000 + 90_000).toISOString().slice(11, 19));
  lookAround(seen, key);
  return ALL.map((field, n) => ({ field, text: textFor(n), incident: key }));
};

/** Every text on a timeline. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [visible(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe(`F-S3: ${TEXTS.length} texts that look like something else, in ${ALL.length} fields`, () => {
  const seen = createSeen();
  const written: Written[] = [];

  it('are all there is to try, and each is tried', { timeout: 120_000 }, async () => {
    for (let n = 0; n < INCIDENTS; n += 1) written.push(...(await writeAll(n, seen)));
    expect(new Set(written.map(({ text }) => text)).size).toBe(TEXTS.length);
  });

  it('are recorded as they were typed', async () => {
    const lost: unknown[] = [];
    for (const [key, some] of Map.groupBy(written, ({ incident }) => incident)) {
      const stored = textsIn((await app.timeline(key)).map(({ data }) => data));
      for (const { field, text } of some)
        for (const part of field.parts(text))
          if (!stored.some((one) => one.includes(visible(part)))) lost.push([field.name, part]);
    }
    expect(lost).toEqual([]);
  });

  it('are read everywhere as they were typed', () => {
    const missing = written.flatMap(({ field, text }) =>
      field
        .parts(text)
        .flatMap((part) =>
          field.seen
            .filter((sight) => !seen.has(sight, part))
            .map((sight) => [field.name, sight, part]),
        ),
    );
    expect(missing).toEqual([]);
  });

  it('come alive nowhere: no mention, no link, no markup', () => {
    expect([...new Set(liveInSlack(app.slack))]).toEqual([]);
  });

  it('decide nothing: each incident is where its last command left it', async () => {
    const rows = await app.storage.incidents({ limit: 100 });
    expect(rows).toHaveLength(INCIDENTS);
    expect(new Set(rows.map(({ phase }) => phase))).toEqual(new Set(['active']));
  });
});

describe('F-S3: where nobody fills in a field', () => {
  const NAMES = ['<!channel> *总监*', '<@U_LIN>', '[x](https://evil.example)'];
  const strangers = NAMES.map((name, n) => ({ id: `U_STRANGER${n}`, name }));
  let small: SlackTestApp;
  beforeAll(async () => {
    const clock = createHandClock(Date.parse('2026-12-01T02:00:00Z'));
    const people = [...SLACK_PEOPLE, ...strangers];
    const channels = SLACK_CHANNELS.map((channel) => ({
      ...channel,
      members: [...channel.members, ...strangers.map(({ id }) => id)],
    }));
    const slack = await createFakeSlack({ people, channels, clock, transport: 'http' });
    small = await createSlackTestApp({ transport: 'http', outside: { slack, clock } });
    await small.say('wang', 'duty', 'open 系统故障 "热线打不通"');
  });
  afterAll(async () => {
    await closeClean(small);
    await small.slack.close();
  });

  it.each(strangers)('a person called $name is named as that', async ({ id, name }) => {
    const { slack } = small;
    const who = { user_id: id, user_name: name, channel_id: 'C_DUTY' };
    const request = commandRequest(slashOf('open 系统故障 "有人报告"', who));
    expect(await sendSigned(small.address, request)).toMatchObject({ status: 200 });
    await small.settle();
    expect(small.messages('room').some(({ text }) => text.includes(name))).toBe(true);
    expect(liveInSlack(slack)).toEqual([]);
  });

  it.each(INJECTIONS.slice(0, 12))(
    'a line that is none comes back to be mended: %j',
    async (text) => {
      const line = `frobnicate ${quote(text)}`;
      const { text: told } = await small.say('lin', 'duty', escapeEntities(line));
      expect(visible(told)).toContain(visible(quote(text)));
      expect(liveInSlack(small.slack)).toEqual([]);
    },
  );

  it.each(INJECTIONS.slice(0, 12))(
    'a message that is recorded fills in the form, and is recorded, as it stands: %j',
    async (text) => {
      const { slack } = small;
      const room = small.room('INC-20261201-01').id;
      const { ts } = await slack.say('U_QIAN', room, escapeEntities(text));
      await slack.shortcut('U_LIN', 'record_message', room, ts);
      await expect.poll(() => slack.modalOf('U_LIN')).toBeDefined();
      const view = JSON.stringify(slack.modalOf('U_LIN')?.view);
      expect(view).toContain(`"initial_value":${JSON.stringify(text.trim())}`);
      expect(await slack.submit('U_LIN', {})).toMatchObject({ status: 200 });
      await slack.dismiss('U_LIN');
      const noted = (await small.timeline('INC-20261201-01')).findLast(
        ({ type }) => type === 'note.added',
      );
      expect(noted?.data).toMatchObject({ text: text.trim() });
      await small.settle();
      expect(liveInSlack(slack)).toEqual([]);
    },
  );
});

describe('what looks for live entities', () => {
  it.each([
    { text: 'x <!channel>' },
    { topic: '<@U1>' },
    { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<https://evil.example|x>' } }] },
    { blocks: [{ type: 'rich_text', elements: [{ type: 'broadcast', range: 'here' }] }] },
    { blocks: [{ type: 'link', url: 'https://evil.example' }] },
    { blocks: [{ type: 'user', user_id: 'U123' }] },
    { view: { title: { type: 'plain_text', text: ':tada:', emoji: true } } },
  ])('finds what is planted: %j', (planted) => {
    expect(liveIn(planted)).toHaveLength(1);
  });

  it.each(['<!channel>', '![](@U123)', '[x](https://evil.example)', '<b>x</b>'])(
    'finds what is planted in Markdown: %s',
    (planted) => {
      expect(liveInMarkdown(`# A\n\n- ${planted}`)).not.toEqual([]);
    },
  );
});
