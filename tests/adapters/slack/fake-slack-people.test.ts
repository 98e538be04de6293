import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeSlack } from '../../support/slack/fake-slack.ts';
import { modal } from '../../support/slack/mistakes.ts';
import { openReceiver, openSlackWithClient, type RawAnswer } from '../../support/slack/raw-app.ts';

type Payload = Readonly<Record<string, unknown>>;

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const input = (id: string, element: Payload, more: Payload = {}): Payload => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: 'value', ...element },
  ...more,
});
const form = (...blocks: readonly Payload[]): Payload => ({
  ...modal(...blocks),
  submit: plain('Send'),
  callback_id: 'form',
  private_metadata: '{"command":"open"}',
});
const button = (label: string, line: string) => ({
  type: 'button' as const,
  action_id: `fenghuo:${line}`,
  text: plain(label),
  value: JSON.stringify({ line, form: false }),
});
const TITLE = input('title', { type: 'plain_text_input', max_length: 10 });

describe('people in a fake Slack', () => {
  let slack: FakeSlack;
  let web: WebClient;
  let receiver: Awaited<ReturnType<typeof openReceiver>>;
  let answers: RawAnswer[];
  beforeEach(async () => {
    answers = [];
    ({ slack, web } = await openSlackWithClient());
    receiver = await openReceiver(slack, () => answers.shift() ?? { status: 200 });
  });
  afterEach(async () => {
    await slack.close();
    await receiver.close();
  });
  const last = (): Payload => receiver.payloads().at(-1) ?? {};
  const openForm = async (view: Payload): Promise<void> => {
    await slack.slash('U_LIN', 'C_DUTY', 'open');
    await web.views.open({ trigger_id: String(last()['trigger_id']), view: view as never });
  };

  it('fill in a modal field by field and send it', async () => {
    const people = input('people', { type: 'multi_users_select' });
    const when = input('when', { type: 'datetimepicker' });
    const options = [{ text: plain('重大'), value: 'major' }];
    const level = input('level', { type: 'static_select', options });
    const note = input('note', { type: 'plain_text_input' }, { optional: true });
    await openForm(form(TITLE, people, when, level, note));
    const given = {
      title: '热线',
      people: ['U_LIN', 'U_CHEN'],
      when: '2026-12-01 10:15',
      level: '重大',
    };
    expect((await slack.submit('U_LIN', given)).status).toBe(200);
    expect(last()).toMatchObject({
      type: 'view_submission',
      user: { id: 'U_LIN' },
      view: {
        callback_id: 'form',
        private_metadata: '{"command":"open"}',
        state: {
          values: {
            title: { value: { type: 'plain_text_input', value: '热线' } },
            people: { value: { selected_users: ['U_LIN', 'U_CHEN'] } },
            when: { value: { selected_date_time: Date.parse('2026-12-01T02:15:00Z') / 1000 } },
            level: { value: { selected_option: options[0] } },
            note: { value: { type: 'plain_text_input', value: null } },
          },
        },
      },
    });
    expect(slack.modalOf('U_LIN')).toBeUndefined();
    expect(slack.violations).toEqual([]);
  });

  it.each([
    ['what is required is missing', {}, 'required'],
    ['a text is too long', { title: 'x'.repeat(11) }, 'too long'],
  ])('cannot send it while %s', async (_, given, says) => {
    await openForm(form(TITLE));
    const before = receiver.heard.length;
    expect(await slack.submit('U_LIN', given)).toMatchObject({
      status: 0,
      body: { notSent: { title: says } },
    });
    expect(receiver.heard).toHaveLength(before);
    expect(slack.modalOf('U_LIN')?.errors).toEqual({ title: says });
  });

  it('see errors beside the fields, with the modal still open', async () => {
    await openForm(form(TITLE));
    answers = [{ status: 200, body: { response_action: 'errors', errors: { title: '太短' } } }];
    await slack.submit('U_LIN', { title: 'x' });
    expect(slack.modalOf('U_LIN')?.errors).toEqual({ title: '太短' });
    expect(slack.violations).toEqual([]);
    answers = [{ status: 200, body: { response_action: 'errors', errors: { other: 'x' } } }];
    await slack.submit('U_LIN', { title: 'x' });
    expect(slack.violations).toEqual(['response_action: errors for other, which is no field']);
  });

  it('see a modal replaced, another on top, and all closed, as the app answers', async () => {
    await openForm(form(TITLE));
    const titleNow = () => slack.modalOf('U_LIN')?.view['title'];
    const answer = async (body: unknown): Promise<void> => {
      answers = [{ status: 200, body }];
      await slack.submit('U_LIN', { title: 'x' });
    };
    await answer({ response_action: 'update', view: { ...form(TITLE), title: plain('Two') } });
    expect(titleNow()).toEqual(plain('Two'));
    await answer({ response_action: 'push', view: { ...form(TITLE), title: plain('Three') } });
    expect(titleNow()).toEqual(plain('Three'));
    await slack.dismiss('U_LIN');
    expect(titleNow()).toEqual(plain('Two'));
    await answer({ response_action: 'clear' });
    expect(titleNow()).toBeUndefined();
  });

  it('keep a modal that the app did not take', async () => {
    await openForm(form(TITLE));
    answers = [{ status: 500 }];
    expect((await slack.submit('U_LIN', { title: 'x' })).status).toBe(500);
    expect(slack.modalOf('U_LIN')).toBeDefined();
  });

  it('lend a trigger for one modal only', async () => {
    await slack.slash('U_LIN', 'C_DUTY', 'open');
    const trigger_id = String(last()['trigger_id']);
    const view = form(TITLE) as never;
    await web.views.open({ trigger_id, view });
    await expect(web.views.open({ trigger_id, view })).rejects.toThrow('exchanged_trigger_id');
    expect(slack.violations).toEqual(['views.open: exchanged_trigger_id']);
  });

  it('press buttons by label or by what is inside their value', async () => {
    const blocks = [
      {
        type: 'actions' as const,
        elements: [button('接手', 'take lead'), button('关闭', 'close')],
      },
    ];
    const { ts = '' } = await web.chat.postMessage({
      channel: 'C_DUTY',
      text: 'card',
      unfurl_links: false,
      unfurl_media: false,
      blocks,
    });
    await slack.press('U_LIN', { channel: 'C_DUTY', ts }, '接手');
    expect(last()).toMatchObject({
      type: 'block_actions',
      user: { id: 'U_LIN' },
      container: { type: 'message', message_ts: ts, channel_id: 'C_DUTY', is_ephemeral: false },
      actions: [{ action_id: 'fenghuo:take lead', value: '{"line":"take lead","form":false}' }],
    });
    await slack.press('U_LIN', { channel: 'C_DUTY', ts }, 'close');
    expect(last()['actions']).toMatchObject([{ action_id: 'fenghuo:close' }]);
    expect(() => slack.press('U_LIN', { channel: 'C_DUTY', ts }, 'nothing')).toThrow('no button');
  });

  it('hand a message over by a shortcut', async () => {
    const { ts } = await slack.say('U_CHEN', 'C_DUTY', '话务突增');
    await slack.shortcut('U_LIN', 'record', 'C_DUTY', ts);
    expect(last()).toMatchObject({
      type: 'message_action',
      callback_id: 'record',
      message_ts: ts,
      message: { text: '话务突增', user: 'U_CHEN' },
      channel: { id: 'C_DUTY' },
    });
  });

  it('see their home as the app published it', async () => {
    expect(slack.homeOf('U_LIN')).toBeUndefined();
    const section = {
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: '*2* open' },
    };
    await web.views.publish({ user_id: 'U_LIN', view: { type: 'home', blocks: [section] } });
    expect(slack.homeOf('U_LIN')).toBe('2 open');
  });

  it('may send a command twice with the very same bytes', async () => {
    await slack.slash('U_LIN', 'C_DUTY', 'open');
    await slack.slash('U_LIN', 'C_DUTY', 'open', { again: true });
    const [first, second] = receiver.heard;
    expect(second?.body).toBe(first?.body);
  });
});
