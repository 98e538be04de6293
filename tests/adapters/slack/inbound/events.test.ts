import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import { IDENTITY } from '../../../support/slack/identity.ts';
import { eventOf, PERSON, ROOM, sampleCard } from '../../../support/slack/inbound-samples.ts';

const BOT = IDENTITY.botUserId;
const TS = '1733018400.000700';

let hearing: HttpHearing;
beforeEach(async () => {
  hearing = await openHttpHearing();
});
afterEach(() => hearing.close());

const hear = async (event: Readonly<Record<string, unknown>>, more = {}) => {
  expect(await hearing.event(eventOf(event, more))).toMatchObject({ status: 200 });
  expect(hearing.logged.filter(({ message }) => message.startsWith('could not'))).toEqual([]);
  return hearing.inbox.received;
};

describe('a reaction', () => {
  const reaction = (more: object = {}) => ({
    type: 'reaction_added',
    user: PERSON,
    reaction: '+1::skin-tone-4',
    item: { type: 'message', channel: ROOM, ts: TS },
    item_user: BOT,
    event_ts: '1733018410.500000',
    ...more,
  });

  it('is told without its skin tone, with when it was given', async () => {
    expect(await hear(reaction(), { event_id: 'Ev90' })).toEqual([
      {
        kind: 'reaction',
        receiptId: 'Ev90',
        who: { platform: 'slack', id: PERSON },
        where: { platform: 'slack', id: ROOM },
        message: { platform: 'slack', room: ROOM, id: TS },
        emoji: '+1',
        added: true,
        at: 1_733_018_410_500,
      },
    ]);
  });

  it('that is taken back is told, too', async () => {
    const removed = reaction({ type: 'reaction_removed', item_user: undefined });
    expect(await hear(removed)).toMatchObject([{ kind: 'reaction', added: false }]);
  });

  it.each([
    ['to a file', { item: { type: 'file', file: 'F1' } }],
    ['of ours', { user: BOT }],
  ])('%s is left alone', async (_name, more) => {
    expect(await hear(reaction(more))).toEqual([]);
  });

  it('that does not count is explained to the one who gave it', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hear(reaction());
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(1));
    expect(hearing.slack.calls[0]).toMatchObject({
      method: 'chat.postEphemeral',
      args: { channel: ROOM, user: PERSON },
    });
  });
});

describe('a room', () => {
  it('that somebody joins', async () => {
    const event = { type: 'member_joined_channel', user: PERSON, channel: ROOM, channel_type: 'G' };
    expect(await hear(event)).toMatchObject([
      { kind: 'joined', who: { id: PERSON }, room: { platform: 'slack', id: ROOM } },
    ]);
  });

  it('that the bot joins is no news', async () => {
    expect(await hear({ type: 'member_joined_channel', user: BOT, channel: ROOM })).toEqual([]);
  });

  it('that somebody leaves is none either', async () => {
    expect(await hear({ type: 'member_left_channel', user: PERSON, channel: ROOM })).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['archived by hand', { type: 'channel_archive', user: PERSON }, 'archived', PERSON],
    [
      'archived by hand, a private one',
      { type: 'group_archive', user: PERSON },
      'archived',
      PERSON,
    ],
    ['deleted', { type: 'channel_deleted' }, 'deleted', BOT],
    ['deleted, a private one', { type: 'group_deleted' }, 'deleted', BOT],
    ['that the bot had to leave', { type: 'member_left_channel', user: BOT }, 'removed', BOT],
    [
      'that the bot was taken out of',
      { type: 'channel_left', actor_id: PERSON },
      'removed',
      PERSON,
    ],
    ['private, that the bot was taken out of', { type: 'group_left' }, 'removed', BOT],
  ])('%s is lost', async (_name, event, reason, who) => {
    expect(await hear({ ...event, channel: ROOM })).toMatchObject([
      { kind: 'lost', reason, who: { id: who }, room: { platform: 'slack', id: ROOM } },
    ]);
  });
});

describe('the home tab', () => {
  it('shows what the inbox says to a hello, each time it is opened', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const event = { type: 'app_home_opened', user: PERSON, channel: 'D0PERSON', tab: 'home' };
    expect(await hear(event)).toMatchObject([{ kind: 'hello', who: { id: PERSON } }]);
    await hear(event);
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(2));
    expect(hearing.slack.calls[0]).toMatchObject({
      method: 'views.publish',
      args: { user_id: PERSON, view: { type: 'home' } },
    });
  });

  it('is another one than that of messages', async () => {
    const event = { type: 'app_home_opened', user: PERSON, channel: 'D0PERSON', tab: 'messages' };
    expect(await hear(event)).toEqual([]);
  });
});

it.each(['tokens_revoked', 'app_uninstalled'])('%s is an error in the log', async (type) => {
  expect(await hear({ type, tokens: { bot: [BOT] } })).toEqual([]);
  expect(hearing.logged).toContainEqual(
    expect.objectContaining({ level: 'error', fields: { event: type } }),
  );
});
