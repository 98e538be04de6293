import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { openReceiver, openSlackWithClient, type RawAnswer } from '../../support/slack/raw-app.ts';

type Payload = Readonly<Record<string, unknown>>;

const quiet = { unfurl_links: false, unfurl_media: false };
const OK: RawAnswer = { status: 200 };
const SHAPES = JSON.parse(
  readFileSync(new URL('../../fixtures/slack/inbound-shapes.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

/** Key paths of a payload that the official samples of this kind do not have. */
const strangeKeys = (payload: Payload, shape: string): readonly string[] => {
  const known = new Set(SHAPES[shape]);
  const walk = (value: unknown, path: string): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap((one) => walk(one, `${path}[]`));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (!known.has(at)) return [at];
      return /(?:blocks|values|message|view|state)$/u.test(key) ? [] : walk(inner, at);
    });
  };
  return walk(payload, '');
};

describe('what Slack delivers over HTTP', () => {
  let slack: FakeSlack;
  let web: WebClient;
  let receiver: Awaited<ReturnType<typeof openReceiver>>;
  let answers: RawAnswer[];
  beforeEach(async () => {
    answers = [];
    ({ slack, web } = await openSlackWithClient());
    receiver = await openReceiver(slack, () => answers.shift() ?? OK);
  });
  afterEach(async () => {
    await slack.close();
    await receiver.close();
  });
  const events = (): readonly Payload[] =>
    receiver.payloads().flatMap(({ event }) => (event === undefined ? [] : [event as Payload]));

  it('is signed over the very bytes', async () => {
    await slack.say('U_LIN', 'C_DUTY', '热线打不通 & <x>');
    const [{ body, headers }] = receiver.heard as [(typeof receiver.heard)[number]];
    const at = String(headers['x-slack-request-timestamp']);
    expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(5);
    const hash = createHmac('sha256', slack.signingSecret).update(`v0:${at}:${body}`).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${hash}`);
  });

  it.each([
    ['a message', 'event:Message', (at: FakeSlack) => at.say('U_LIN', 'C_DUTY', 'x')],
    ['a home', 'event:AppHomeOpened', (at: FakeSlack) => at.openHome('U_LIN')],
    [
      'a leaving',
      'event:MemberLeftChannel',
      (at: FakeSlack) => at.remove('U_LIN', 'C_FEED', 'U_LIN'),
    ],
    ['an archiving', 'event:ChannelArchive', (at: FakeSlack) => at.archive('U_LIN', 'C_FEED')],
    [
      'a private archiving',
      'event:GroupArchive',
      (at: FakeSlack) => at.archive('U_LIN', 'C_COMMAND'),
    ],
    ['a revoked token', 'event:TokensRevoked', (at: FakeSlack) => at.revokeToken()],
    ['a command', 'in:slash', (at: FakeSlack) => at.slash('U_LIN', 'C_DUTY', 'help')],
  ])('has the official shape: %s', async (_, shape, act) => {
    await act(slack);
    const [first] = receiver.payloads();
    const strange = strangeKeys(first ?? {}, shape);
    // Newer than the samples of these events.
    const recent = ['context_team_id', 'context_enterprise_id'];
    expect(strange.filter((key) => !recent.includes(key))).toEqual([]);
    expect(first).toMatchObject(
      shape === 'in:slash'
        ? { command: '/incident', text: 'help', user_id: 'U_LIN' }
        : { type: 'event_callback', team_id: slack.bot.teamId, api_app_id: slack.bot.appId },
    );
  });

  it('tells of a mention twice: as a message and as a mention', async () => {
    await slack.say('U_LIN', 'C_DUTY', `<@${slack.bot.userId}> help`);
    expect(
      events()
        .map(({ type }) => type)
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(['app_mention', 'message']);
  });

  it('tells of edits and deletions with what was there before', async () => {
    const { ts } = await slack.say('U_LIN', 'C_DUTY', 'one');
    await slack.edit('U_LIN', 'C_DUTY', ts, 'two');
    await slack.erase('U_LIN', 'C_DUTY', ts);
    const [, changed, deleted] = events();
    expect(changed).toMatchObject({
      subtype: 'message_changed',
      message: { ts, text: 'two', user: 'U_LIN' },
      previous_message: { ts, text: 'one' },
    });
    expect(deleted).toMatchObject({
      subtype: 'message_deleted',
      deleted_ts: ts,
      previous_message: { text: 'two' },
    });
  });

  it('tells the app of its own messages, reactions to them, and who joins', async () => {
    const words = { channel: 'C_DUTY', text: 'card', ...quiet };
    const { ts = '' } = await web.chat.postMessage(words);
    await slack.react('U_LIN', 'C_DUTY', ts, 'white_check_mark');
    const { channel } = await web.conversations.create({ name: 'inc-1' });
    await web.conversations.invite({ channel: channel?.id ?? '', users: 'U_LIN' });
    await slack.idle();
    expect(events()).toMatchObject([
      { type: 'message', user: slack.bot.userId, bot_id: slack.bot.botId, ts },
      {
        type: 'reaction_added',
        user: 'U_LIN',
        reaction: 'white_check_mark',
        item: { type: 'message', channel: 'C_DUTY', ts },
        item_user: slack.bot.userId,
      },
      { type: 'member_joined_channel', user: 'U_LIN', inviter: slack.bot.userId },
      { type: 'message', subtype: 'channel_join' },
    ]);
  });

  it('says nothing of channels without the bot, but of its own removal', async () => {
    await slack.remove('U_LIN', 'C_COMMAND', slack.bot.userId);
    await slack.say('U_LIN', 'C_COMMAND', 'alone now');
    expect(events().map(({ type }) => type)).toEqual(['group_left', 'member_left_channel']);
  });

  it('comes again when it was not taken, at most three times, with the reason', async () => {
    answers = [{ status: 500 }, { status: 500 }, { status: 503 }, { status: 500 }, OK];
    await slack.say('U_LIN', 'C_DUTY', 'x');
    const retries = receiver.heard.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(receiver.payloads().map(({ event_id }) => event_id)).size).toBe(1);
  });

  it('does not come again when the app says so, nor do commands', async () => {
    answers = [{ status: 500, headers: { 'x-slack-no-retry': '1' } }];
    await slack.say('U_LIN', 'C_DUTY', 'x');
    expect(receiver.heard).toHaveLength(1);
    answers = [{ status: 500 }];
    expect((await slack.slash('U_LIN', 'C_DUTY', 'help')).status).toBe(500);
    expect(receiver.heard).toHaveLength(2);
  });

  it('can be replayed byte for byte', async () => {
    await slack.say('U_LIN', 'C_DUTY', 'x');
    expect((await slack.replay(0)).status).toBe(200);
    const [first, second] = receiver.heard;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['x-slack-signature']).toBe(first?.headers['x-slack-signature']);
  });

  it('shows an answer on the acknowledgement to the person alone', async () => {
    answers = [{ status: 200, body: { text: 'only you' } }];
    const acked = await slack.slash('U_LIN', 'C_DUTY', 'help');
    expect(acked).toMatchObject({ status: 200, body: { text: 'only you' } });
    expect(slack.messages('C_DUTY', 'U_LIN').at(-1)).toMatchObject({
      shown: 'only you',
      onlyFor: 'U_LIN',
      answer: true,
    });
    expect(slack.messages('C_DUTY')).toEqual([]);
  });

  it('takes five answers by a response_url', async () => {
    await slack.slash('U_LIN', 'C_DUTY', 'help');
    const url = String(receiver.payloads()[0]?.['response_url']);
    const answer = () => fetch(url, { method: 'POST', body: JSON.stringify({ text: 'later' }) });
    for (let use = 0; use < 5; use += 1) expect((await answer()).status).toBe(200);
    expect(slack.violations).toEqual([]);
    expect((await answer()).status).toBe(404);
    expect(slack.violations).toEqual(['response_url: used more than five times']);
    expect(slack.messages('C_DUTY', 'U_LIN').filter((one) => one.answer)).toHaveLength(5);
  });
});
