import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { callRaw, openSlackWithClient } from '../../support/slack/raw-app.ts';

const quiet = { unfurl_links: false, unfurl_media: false };
const content = (markdown: string) => ({ type: 'markdown' as const, markdown });
const errorOf = async (slack: FakeSlack, method: string, args: object): Promise<unknown> =>
  (await callRaw(slack, method, { ...args })).reply['error'];

describe.each(['own', 'emulate'] as const)('the workspace behind the front (%s)', (backend) => {
  let slack: FakeSlack;
  let web: WebClient;
  let room: string;
  let count = 0;
  beforeAll(async () => {
    ({ slack, web } = await openSlackWithClient({ backend, tiers: 'off' }));
  });
  afterAll(() => slack.close());
  beforeEach(async () => {
    count += 1;
    const made = await web.conversations.create({ name: `inc-${count}` });
    room = made.channel?.id ?? '';
    await web.conversations.invite({ channel: room, users: 'U_LIN,U_CHEN' });
  });
  const post = async (text: string, more: object = {}): Promise<string> => {
    const posted = await web.chat.postMessage({ channel: room, text, ...quiet, ...more });
    return posted.ts ?? '';
  };

  it('starts with the people and the standing channels of the sample organisation', () => {
    expect(slack.channel('C_DUTY').members).toContain('U_WANG');
    expect(slack.channel('C_DUTY').members).toContain(slack.bot.userId);
    expect(slack.channel('C_COMMAND')).toMatchObject({ kind: 'private', name: 'command' });
    expect(slack.channel('C_COMMAND').members.toSorted()).toEqual(
      [slack.bot.userId, 'U_CHEN', 'U_LIN', 'U_SU', 'U_ZHENG'].toSorted(),
    );
  });

  it('keeps the names of archived channels taken', async () => {
    await web.conversations.archive({ channel: room });
    expect(await errorOf(slack, 'conversations.create', { name: `inc-${count}` })).toBe(
      'name_taken',
    );
    expect(slack.channel(room).archived).toBe(true);
    const words = { channel: room, text: 'x', ...quiet };
    expect(await errorOf(slack, 'chat.postMessage', words)).toBe('is_archived');
  });

  it.each([
    ['Inc', 'invalid_name_specials'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
  ])('refuses the channel name %s', async (name, error) => {
    expect(await errorOf(slack, 'conversations.create', { name })).toBe(error);
  });

  it('brings in those who can come when forced, and lists the others', async () => {
    const users = 'U_QIAN,U_NOBODY,U_LIN';
    expect(await errorOf(slack, 'conversations.invite', { channel: room, users })).toBe(
      'user_not_found',
    );
    expect(slack.channel(room).members).not.toContain('U_QIAN');
    const { reply } = await callRaw(slack, 'conversations.invite', {
      channel: room,
      users,
      force: true,
    });
    expect(reply).toMatchObject({
      ok: true,
      errors: [
        { user: 'U_NOBODY', ok: false, error: 'user_not_found' },
        { user: 'U_LIN', ok: false, error: 'already_in_channel' },
      ],
    });
    expect(slack.channel(room).members).toContain('U_QIAN');
  });

  it('hides a private channel from a bot that is not in it', async () => {
    const made = await web.conversations.create({ name: `shut-${count}`, is_private: true });
    const channel = made.channel?.id ?? '';
    await web.conversations.invite({ channel, users: 'U_LIN' });
    await slack.remove('U_LIN', channel, slack.bot.userId);
    const words = { channel, text: 'x', ...quiet };
    expect(await errorOf(slack, 'chat.postMessage', words)).toBe('channel_not_found');
  });

  it('lets nobody write into a public channel that they are not in', async () => {
    await slack.remove('U_LIN', room, slack.bot.userId);
    const words = { channel: room, text: 'x', ...quiet };
    expect(await errorOf(slack, 'chat.postMessage', words)).toBe('not_in_channel');
  });

  it('shows a message, its edit and its end', async () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'Title' } }];
    const ts = await post('one', { blocks });
    expect(slack.messages(room).at(-1)).toMatchObject({ ts, title: 'Title', shown: 'Title' });
    await web.chat.update({ channel: room, ts, text: 'two' });
    expect(slack.messages(room).at(-1)).toMatchObject({ ts, shown: 'two', blocks: [], edited: 1 });
    await web.chat.delete({ channel: room, ts });
    expect(slack.messages(room).at(-1)).toMatchObject({ ts, deleted: true });
    expect(await errorOf(slack, 'chat.update', { channel: room, ts, text: 'x' })).toBe(
      'message_not_found',
    );
  });

  it('lets nobody edit the words of others', async () => {
    const { ts } = await slack.say('U_LIN', room, 'mine');
    expect(await errorOf(slack, 'chat.update', { channel: room, ts, text: 'x' })).toBe(
      'cant_update_message',
    );
  });

  it('keeps metadata to itself until it is asked for', async () => {
    const metadata = { event_type: 'op', event_payload: { id: 'a1' } };
    await post('one', { metadata });
    const bare = await web.conversations.history({ channel: room, limit: 1 });
    expect(bare.messages?.[0]?.metadata).toBeUndefined();
    const full = await web.conversations.history({
      channel: room,
      limit: 1,
      include_all_metadata: true,
    });
    expect(full.messages?.[0]).toMatchObject({ metadata, bot_id: slack.bot.botId });
  });

  it('keeps replies out of the history and in the thread', async () => {
    const ts = await post('parent');
    const reply = await slack.say('U_LIN', room, 'child', { thread: ts });
    const history = await web.conversations.history({ channel: room });
    expect(history.messages?.map((one) => one.ts)).not.toContain(reply.ts);
    const thread = await web.conversations.replies({ channel: room, ts });
    expect(thread.messages?.map((one) => one.text)).toEqual(['parent', 'child']);
    expect(slack.messages(room).at(-1)).toMatchObject({ text: 'child', thread: ts });
  });

  it('whispers to those who are there only, and shows it to them only', async () => {
    const words = { channel: room, text: 'psst' };
    await web.chat.postEphemeral({ ...words, user: 'U_LIN' });
    expect(slack.messages(room, 'U_LIN').at(-1)).toMatchObject({
      shown: 'psst',
      onlyFor: 'U_LIN',
      answer: false,
    });
    expect(slack.messages(room, 'U_CHEN').map(({ shown }) => shown)).not.toContain('psst');
    expect(slack.messages(room).map(({ shown }) => shown)).not.toContain('psst');
    expect(await errorOf(slack, 'chat.postEphemeral', { ...words, user: 'U_QIAN' })).toBe(
      'user_not_in_channel',
    );
  });

  it('pins once, and bookmarks as often as it is told', async () => {
    const ts = await post('one');
    const pin = { channel: room, timestamp: ts };
    await web.pins.add(pin);
    expect(slack.messages(room).at(-1)?.pinned).toBe(true);
    expect(await errorOf(slack, 'pins.add', pin)).toBe('already_pinned');
    const link = {
      channel_id: room,
      title: 'T',
      type: 'link',
      link: 'https://example.com',
    } as const;
    await web.bookmarks.add(link);
    await web.bookmarks.add(link);
    expect(slack.channel(room).bookmarks).toHaveLength(2);
  });

  it('takes a topic of 250 characters and no more', async () => {
    await web.conversations.setTopic({ channel: room, topic: 'x'.repeat(250) });
    expect(slack.channel(room).topic).toHaveLength(250);
    const topic = 'x'.repeat(251);
    expect(await errorOf(slack, 'conversations.setTopic', { channel: room, topic })).toBe(
      'too_long',
    );
  });

  it('makes one canvas a channel and writes it anew', async () => {
    const made = { channel_id: room, document_content: content('# One\n\ntext') };
    const { canvas_id } = await web.conversations.canvases.create(made);
    expect(await errorOf(slack, 'conversations.canvases.create', made)).toBe(
      'channel_canvas_already_exists',
    );
    await web.canvases.edit({
      canvas_id: canvas_id ?? '',
      changes: [{ operation: 'replace', document_content: content('# Two') }],
    });
    expect(slack.channel(room).canvas).toBe('# Two');
    const info = await web.conversations.info({ channel: room });
    expect(info.channel).toMatchObject({ properties: { canvas: { file_id: canvas_id } } });
  });

  it('takes a file in three steps and shows it in the channel', async () => {
    await web.filesUploadV2({ channel_id: room, filename: 'a.md', title: 'A', content: '时间线' });
    expect(slack.channel(room).files).toEqual([{ name: 'a.md', title: 'A', content: '时间线' }]);
    expect(slack.messages(room).at(-1)).toMatchObject({ user: slack.bot.userId, shown: 'A' });
  });

  it('knows people by id and e-mail', async () => {
    const found = await web.users.lookupByEmail({ email: 'lin@example.com' });
    expect(found.user).toMatchObject({ id: 'U_LIN', real_name: '林悦' });
    expect(await errorOf(slack, 'users.info', { user: 'U_NOBODY' })).toBe('user_not_found');
  });

  it('opens one direct conversation a person', async () => {
    const first = await web.conversations.open({ users: 'U_LIN' });
    expect(first.channel?.id).toBe(slack.directChannel('U_LIN'));
    await web.chat.postMessage({ channel: 'U_LIN', text: 'hello', ...quiet });
    expect(slack.direct('U_LIN').at(-1)?.shown).toBe('hello');
    await slack.deactivate('U_LI');
    expect(await errorOf(slack, 'conversations.open', { users: 'U_LI' })).toBe('user_disabled');
  });

  it('counts each person once a reaction', async () => {
    const ts = await post('one');
    await slack.react('U_LIN', room, ts, 'white_check_mark');
    await slack.react('U_CHEN', room, ts, 'white_check_mark');
    expect(slack.messages(room).at(-1)?.reactions).toEqual([
      { name: 'white_check_mark', users: ['U_LIN', 'U_CHEN'] },
    ]);
    await slack.react('U_LIN', room, ts, 'white_check_mark', false);
    const seen = await web.reactions.get({ channel: room, timestamp: ts, full: true });
    expect(seen.message?.reactions).toMatchObject([{ users: ['U_CHEN'] }]);
  });
});
