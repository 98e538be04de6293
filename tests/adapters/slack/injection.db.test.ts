import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quote } from '#commands/quotes.ts';
import { escapeEntities } from '#adapters/slack/blocks/escape.ts';
import { keepsTextText, visible } from '../../contract/injection-rules.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from '../../support/slack/cast.ts';
import { closeClean } from '../../support/slack/close-clean.ts';
import { createFakeSlack } from '../../support/slack/create-fake-slack.ts';
import { slashOf } from '../../support/slack/inbound-samples.ts';
import { INJECTIONS } from '../../support/slack/injections.ts';
import { liveInMarkdown } from '../../support/injections/live-markdown.ts';
import { liveIn, liveInSlack } from '../../support/slack/live-entities.ts';
import { commandRequest, sendSigned } from '../../support/slack/requests.ts';
import { createSlackTestApp, type SlackTestApp } from '../../support/slack/slack-app.ts';
import { accountOf } from '../../support/slack/slack-sights.ts';

/** The fault suite tries them all. */
const TEXTS =
  process.env['INJECTIONS'] === 'all' ? INJECTIONS : INJECTIONS.filter((_, n) => n % 3 === 0);

/** Slack keeps these as entities, in topics and canvases too, and shows them as they were. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

keepsTextText({
  texts: TEXTS,
  open: async () => {
    const app = await createSlackTestApp({ transport: 'http', tiers: 'off' });
    const said = (place: string) => app.messages(place).map(({ text }) => text);
    return {
      app,
      // Slack's own marks are entities when they are typed.
      say: (as, where, line) => app.say(as, where, escapeEntities(line)),
      look: (key) => {
        const { id } = app.room(key);
        const { topic, purpose, canvas = '', files } = app.slack.channel(id);
        return {
          room: said(id),
          topic: [unescaped(topic)],
          purpose: [unescaped(purpose)],
          canvas: [unescaped(canvas)],
          file: files.map(({ content }) => content),
          command: said('command'),
          feed: said('feed'),
          agents: said('agents'),
        };
      },
      afterwards: () => app.slack.openHome(accountOf('lin')),
      live: () => liveInSlack(app.slack),
      close: () => closeClean(app),
    };
  },
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
