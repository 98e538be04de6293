import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import {
  buttonOf,
  PERSON,
  pressOf,
  ROOM,
  sampleCard,
  sampleForm,
  shortcutOf,
  submitOf,
  viewOf,
} from '../../../support/slack/inbound-samples.ts';

let hearing: HttpHearing;
beforeEach(async () => {
  hearing = await openHttpHearing();
});
afterEach(() => hearing.close());

const send = async (payload: Readonly<Record<string, unknown>>) => {
  const answer = await hearing.interaction({ response_url: hearing.slack.responseUrl, ...payload });
  expect(answer.status).toBe(200);
  return answer.body;
};
const called = async (count: number) => {
  await vi.waitFor(() => expect(hearing.slack.calls.length).toBeGreaterThanOrEqual(count));
  return hearing.slack.calls;
};

describe('a pressed button', () => {
  const button = buttonOf({ line: 'task done 1', incident: 'INC-20261201-01' });

  it('is told with its line, its incident and the message that carries it', async () => {
    await send(pressOf(button, { trigger_id: '5.5.abc' }));
    expect(hearing.inbox.received).toEqual([
      {
        kind: 'press',
        receiptId: 'press:5.5.abc',
        who: { platform: 'slack', id: PERSON, name: 'person' },
        where: { platform: 'slack', id: ROOM },
        line: 'task done 1',
        form: false,
        incident: 'INC-20261201-01',
        message: { platform: 'slack', room: ROOM, id: '1733018400.000100' },
        trigger: '5.5.abc',
      },
    ]);
  });

  it('twice is two presses', async () => {
    await send(pressOf(button));
    await send(pressOf(button));
    expect(new Set(hearing.inbox.received.map(({ receiptId }) => receiptId)).size).toBe(2);
  });

  it('on a private answer names no message', async () => {
    const container = { type: 'message', message_ts: '1.1', channel_id: ROOM, is_ephemeral: true };
    await send(pressOf(button, { container }));
    expect(hearing.inbox.received[0]).not.toHaveProperty('message');
  });

  it('without a trigger has the receipt of its moment', async () => {
    await send(pressOf(button, { trigger_id: null }));
    expect(hearing.inbox.received).toMatchObject([
      { receiptId: `press:1733018400.000300:${PERSON}:fenghuo:press:0` },
    ]);
  });

  it.each([
    ['a link', { type: 'button', action_id: 'x', url: 'https://example.com' }],
    ['a field of a form', { type: 'static_select', action_id: 'value', selected_option: {} }],
    ['a button that can not be read', { ...button, value: '{' }],
  ])('is acknowledged and no more where it is %s', async (_name, action) => {
    expect(await send(pressOf(action))).toBeUndefined();
    expect(hearing.inbox.received).toEqual([]);
  });

  it('is answered for the person alone, below the card and not in its place', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    expect(await send(pressOf(button))).toBeUndefined();
    expect((await called(1))[0]).toMatchObject({
      method: 'response',
      args: { response_type: 'ephemeral', replace_original: false },
    });
  });

  it('opens a form', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    await send(pressOf(buttonOf({ line: 'open', form: true }), { trigger_id: '6.6.abc' }));
    expect(hearing.inbox.received).toMatchObject([{ kind: 'press', form: true }]);
    expect((await called(1))[0]).toMatchObject({
      method: 'views.open',
      args: { trigger_id: '6.6.abc' },
    });
  });
});

const inWindow = (more = {}) =>
  pressOf(buttonOf({ line: 'join' }), {
    response_url: undefined,
    channel: undefined,
    message: undefined,
    container: { type: 'view', view_id: 'V0WINDOW' },
    view: viewOf(sampleForm),
    ...more,
  });

describe('a button in a window', () => {
  it('is told where the window was opened', async () => {
    await send(inWindow());
    expect(hearing.inbox.received).toMatchObject([{ where: { platform: 'slack', id: ROOM } }]);
    expect(hearing.inbox.received[0]).not.toHaveProperty('message');
  });

  it('is answered in the window', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await send(inWindow());
    expect((await called(1))[0]).toMatchObject({
      method: 'views.update',
      args: { view_id: 'V0WINDOW', view: { callback_id: 'fenghuo:answer' } },
    });
  });

  it('opens a form above it, or in its place where there is no room', async () => {
    hearing.slack.refuse('views.push', 'push_limit_reached');
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    await send(inWindow());
    expect(await called(2)).toMatchObject([
      { method: 'views.push' },
      { method: 'views.update', args: { view_id: 'V0WINDOW' } },
    ]);
  });

  it('on the home tab is answered in a window', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const view = { id: 'V0HOME', type: 'home', blocks: [] };
    await send(inWindow({ view, trigger_id: '7.7.abc' }));
    expect((await called(1))[0]).toMatchObject({
      method: 'views.open',
      args: { trigger_id: '7.7.abc', view: { type: 'modal' } },
    });
  });
});

const sent = (values: Readonly<Record<string, string>>) =>
  submitOf(viewOf({ ...sampleForm, incident: 'INC-20261201-01', about: 'a1' }, values));

describe('a form that is sent', () => {
  it('is told with everything that was filled in', async () => {
    await send(sent({ scenario: '系统故障', title: 'x' }));
    expect(hearing.inbox.received).toMatchObject([
      {
        kind: 'submit',
        receiptId: expect.stringMatching(/^submit:V0WINDOW:[0-9a-f]{64}$/u),
        who: { platform: 'slack', id: PERSON, name: 'person' },
        where: { platform: 'slack', id: ROOM },
        command: 'open',
        values: { scenario: '系统故障', title: 'x' },
        incident: 'INC-20261201-01',
        about: 'a1',
      },
    ]);
  });

  it('has another receipt once something in it is mended', async () => {
    await send(sent({ title: 'x', scenario: 'y' }));
    await send(sent({ scenario: 'y', title: 'x' }));
    await send(sent({ scenario: 'y', title: 'z' }));
    const [first, same, mended] = hearing.inbox.received.map(({ receiptId }) => receiptId);
    expect(same).toBe(first);
    expect(mended).not.toBe(first);
  });

  it('stays open with its mistakes on the fields', async () => {
    hearing.inbox.answerWith(() => ({ fieldErrors: { title: '写一句话就够' } }));
    expect(await send(sent({ scenario: 'x', title: 'y' }))).toEqual({
      response_action: 'errors',
      errors: { title: '写一句话就够' },
    });
  });

  it('shows a mistake that belongs to no field on the first one, for Slack would show nothing', async () => {
    hearing.inbox.answerWith(() => ({ fieldErrors: { elsewhere: '现在不行' } }));
    expect(await send(sent({ scenario: 'x', title: 'y' }))).toEqual({
      response_action: 'errors',
      errors: { scenario: '现在不行' },
    });
  });

  it('shows the answer in its place', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    expect(await send(sent({ title: 'x' }))).toMatchObject({
      response_action: 'update',
      view: { type: 'modal', callback_id: 'fenghuo:answer' },
    });
  });

  it('goes on with the next form', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    expect(await send(sent({ title: 'x' }))).toMatchObject({
      response_action: 'update',
      view: { callback_id: 'fenghuo:form' },
    });
  });

  it('closes where there is nothing to say', async () => {
    expect(await send(sent({ title: 'x' }))).toEqual({ response_action: 'clear' });
    expect(hearing.slack.calls).toEqual([]);
  });

  it('of another app is acknowledged and no more', async () => {
    const view = { ...viewOf(sampleForm), callback_id: 'other' };
    expect(await send(submitOf(view))).toBeUndefined();
    expect(hearing.inbox.received).toEqual([]);
  });
});

describe('the message shortcut', () => {
  it('tells which message, what it says and when it was said', async () => {
    await send(shortcutOf('record_message', '恢复了 &gt; 50%', { trigger_id: '8.8.abc' }));
    expect(hearing.inbox.received).toEqual([
      {
        kind: 'record',
        receiptId: 'record:8.8.abc',
        who: { platform: 'slack', id: PERSON, name: 'person' },
        where: { platform: 'slack', id: ROOM },
        message: { platform: 'slack', room: ROOM, id: '1733018399.000100' },
        text: '恢复了 > 50%',
        at: 1_733_018_399_000,
        trigger: '8.8.abc',
      },
    ]);
  });

  it('opens a form', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    await send(shortcutOf('record_message', 'x', { trigger_id: '8.9.abc' }));
    expect((await called(1))[0]).toMatchObject({
      method: 'views.open',
      args: { trigger_id: '8.9.abc' },
    });
  });

  it('opens no window where an earlier one did, maybe for a process that is no more', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm, repeated: true }));
    await send(shortcutOf('record_message', 'x', { trigger_id: '8.10.abc' }));
    await send(pressOf(buttonOf({ line: 'open', form: true }), { trigger_id: '8.11.abc' }));
    await hearing.stop();
    expect(hearing.slack.calls).toEqual([]);
  });

  it('of another name is acknowledged and no more', async () => {
    expect(await send(shortcutOf('other', 'x'))).toBeUndefined();
    expect(hearing.inbox.received).toEqual([]);
  });
});

it('a window that is closed is acknowledged', async () => {
  const closed = { ...submitOf(viewOf(sampleForm)), type: 'view_closed', is_cleared: false };
  expect(await send(closed)).toBeUndefined();
  expect(hearing.inbox.received).toEqual([]);
});
