import { describe, expect, it } from 'vitest';
import { post } from '../../support/slack/mistakes.ts';
import { callRaw, openSlackWithClient } from '../../support/slack/raw-app.ts';

const open = async (strictTiers = false) => {
  const clock = { at: Date.parse('2026-12-01T02:00:00Z'), now: () => clock.at };
  const { slack } = await openSlackWithClient({ clock, strictTiers });
  return { clock, slack };
};

describe('the published rates', () => {
  it('let a tier-2 method through twenty times, then ask to wait as long as it takes', async () => {
    const { clock, slack } = await open();
    for (let call = 0; call < 20; call += 1) {
      expect((await callRaw(slack, 'conversations.list', {})).status).toBe(200);
    }
    const over = await callRaw(slack, 'conversations.list', {});
    expect(over).toMatchObject({ status: 429, retryAfter: '3', reply: { error: 'ratelimited' } });
    expect(slack.limited).toEqual(['conversations.list']);
    expect(slack.violations).toEqual([]);
    clock.at += 3_000;
    expect((await callRaw(slack, 'conversations.list', {})).status).toBe(200);
    await slack.close();
  });

  it('note who does not wait', async () => {
    const { clock, slack } = await open();
    for (let call = 0; call < 21; call += 1) await callRaw(slack, 'conversations.list', {});
    clock.at += 2_999;
    expect((await callRaw(slack, 'conversations.list', {})).status).toBe(429);
    expect(slack.violations).toEqual(['conversations.list: called before Retry-After']);
    await slack.close();
  });

  it('allow a burst of five messages a channel, then one a second; other channels are free', async () => {
    const { clock, slack } = await open(true);
    for (let call = 0; call < 5; call += 1) {
      expect((await callRaw(slack, 'chat.postMessage', post({}))).status).toBe(200);
    }
    expect((await callRaw(slack, 'chat.postMessage', post({ channel: 'C_FEED' }))).status).toBe(
      200,
    );
    expect(slack.violations).toEqual([]);
    expect(await callRaw(slack, 'chat.postMessage', post({}))).toMatchObject({
      status: 429,
      retryAfter: '1',
    });
    expect(slack.violations).toEqual(['chat.postMessage: over its tier']);
    clock.at += 1_000;
    expect((await callRaw(slack, 'chat.postMessage', post({}))).status).toBe(200);
    await slack.close();
  });
});
