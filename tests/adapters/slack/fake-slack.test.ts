import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeSlack } from '../../support/slack/create-fake-slack.ts';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { SLACK_CHANNELS, SLACK_PEOPLE } from '../../support/slack/cast.ts';
import { actions, button, header, MISTAKES, post, section } from '../../support/slack/mistakes.ts';
import { callRaw, openSlackWithClient } from '../../support/slack/raw-app.ts';

describe('a strict Slack', () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    ({ slack } = await openSlackWithClient());
  });
  afterEach(() => slack.close());

  it.each(MISTAKES)('refuses or notes %s', async (_, method, args, error, says) => {
    const { reply } = await callRaw(slack, method, args);
    expect(reply['error']).toBe(error);
    expect(slack.violations.join('\n')).toMatch(says);
    expect(slack.violations[0]).toContain(method);
    expect(slack.calls.at(-1)).toMatchObject({ method, outcome: error ?? 'ok' });
  });

  it.each([
    ['no token', '', 'not_authed'],
    ['an unknown token', 'xoxb-other', 'invalid_auth'],
    ['the app token', 'xapp-fake-app-token', 'not_allowed_token_type'],
  ])('refuses %s', async (_, token, error) => {
    expect((await callRaw(slack, 'auth.test', {}, token)).reply['error']).toBe(error);
    expect(slack.violations).toHaveLength(1);
  });

  it('says which scope is missing, by the kind of channel', async () => {
    const granted = ['channels:manage', 'channels:read'];
    const other = await createFakeSlack({
      people: SLACK_PEOPLE,
      channels: SLACK_CHANNELS,
      transport: 'http',
      scopes: granted,
    });
    expect((await callRaw(other, 'conversations.create', { name: 'open' })).reply['ok']).toBe(true);
    const { reply } = await callRaw(other, 'conversations.create', {
      name: 'shut',
      is_private: true,
    });
    expect(reply).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:write',
      provided: granted.join(','),
    });
    expect(
      (await callRaw(other, 'conversations.info', { channel: 'C_COMMAND' })).reply,
    ).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
    await other.close();
  });

  it('takes what is right without a word', async () => {
    const blocks = [
      header('事故 <通报>'),
      section('a &lt;!channel&gt; <https://example.com|link>'),
      actions(button('a'), button('b')),
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U_LIN' }] }],
      },
    ];
    const metadata = { event_type: 'x', event_payload: { a: 1 } };
    const { reply } = await callRaw(slack, 'chat.postMessage', post({ blocks, metadata }));
    expect(reply['ok']).toBe(true);
    expect(slack.violations).toEqual([]);
    expect(slack.messages('C_DUTY').at(-1)).toMatchObject({
      title: '事故 <通报>',
      shown: '事故 <通报>\na <!channel> link (https://example.com)\n@林悦',
      buttons: [
        { label: 'Press', actionId: 'a' },
        { label: 'Press', actionId: 'b' },
      ],
    });
  });
});
