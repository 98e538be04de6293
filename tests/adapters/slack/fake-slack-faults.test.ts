import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiFault, FakeSlack } from '../../support/slack/fake-slack.ts';
import { post } from '../../support/slack/mistakes.ts';
import { callRaw, openSlackWithClient } from '../../support/slack/raw-app.ts';

describe('what goes wrong at a fake Slack', () => {
  let slack: FakeSlack;
  const clock = { at: Date.parse('2026-12-01T02:00:00Z'), now: () => clock.at };
  beforeEach(async () => {
    ({ slack } = await openSlackWithClient({ clock }));
  });
  afterEach(() => slack.close());
  const send = (text: string) => callRaw(slack, 'chat.postMessage', post({ text }));
  const said = (): readonly string[] => slack.messages('C_DUTY').map(({ text }) => text);

  it('a lost reply: the message is there, the app does not know', async () => {
    slack.fail({ kind: 'lost-reply' });
    await expect(send('one')).rejects.toThrow('fetch failed');
    expect(said()).toEqual(['one']);
    expect(slack.calls.at(-1)?.outcome).toBe('lost-reply');
  });

  it('a dropped call: the message is not there', async () => {
    slack.fail({ kind: 'drop' });
    await expect(send('one')).rejects.toThrow('fetch failed');
    expect(said()).toEqual([]);
  });

  it.each<[ApiFault, number, string]>([
    [{ kind: 'status', status: 503 }, 503, 'http 503'],
    [{ kind: 'limited', retryAfterS: 30 }, 429, 'ratelimited'],
    [{ kind: 'error', error: 'is_archived' }, 200, 'is_archived'],
  ])('%o: no effect', async (fault, status, outcome) => {
    slack.fail(fault);
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` },
      body: JSON.stringify(post({ text: 'one' })),
    });
    expect(response.status).toBe(status);
    expect(slack.calls.at(-1)?.outcome).toBe(outcome);
    expect(said()).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  it('a limit holds until its time is over', async () => {
    slack.fail({ kind: 'limited', retryAfterS: 30 });
    await send('one');
    clock.at += 29_000;
    expect((await send('two')).status).toBe(429);
    expect(slack.violations).toEqual(['chat.postMessage: called before Retry-After']);
    clock.at += 1_000;
    expect((await send('three')).status).toBe(200);
  });

  it('silence: no answer until the app gives up', async () => {
    slack.fail({ kind: 'hang' });
    const abort = new AbortController();
    const hanging = fetch(`${slack.apiUrl}auth.test`, {
      method: 'POST',
      signal: abort.signal,
      headers: { authorization: `Bearer ${slack.botToken}` },
    });
    await expect.poll(() => slack.calls.at(-1)?.outcome, { timeout: 5_000 }).toBe('hang');
    abort.abort();
    await expect(hanging).rejects.toThrow('aborted');
  });

  it('slowness: the answer is right, and late', async () => {
    slack.fail({ kind: 'slow', ms: 60 });
    const began = performance.now();
    expect((await send('one')).reply['ok']).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(55);
  });

  it('befalls the nth call of a method from now, as often as told', async () => {
    slack.fail(
      { kind: 'error', error: 'fatal_error' },
      { method: 'chat.postMessage', nth: 1, times: 2 },
    );
    await callRaw(slack, 'auth.test', {});
    const outcomes: unknown[] = [];
    for (const text of ['a', 'b', 'c', 'd']) outcomes.push((await send(text)).reply['ok']);
    expect(outcomes).toEqual([true, false, false, true]);
    expect(said()).toEqual(['a', 'd']);
  });

  it('befalls every call in an outage, until it is over', async () => {
    slack.outage({ kind: 'status', status: 500 });
    await expect(send('one')).rejects.toThrow('not valid JSON');
    await expect(callRaw(slack, 'auth.test', {})).rejects.toThrow('not valid JSON');
    slack.outage(undefined);
    expect((await send('two')).reply['ok']).toBe(true);
  });

  it('a revoked token: every call is refused', async () => {
    await slack.revokeToken();
    expect((await send('one')).reply['error']).toBe('token_revoked');
  });
});
