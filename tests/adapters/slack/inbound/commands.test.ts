import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HttpHearing, openHttpHearing } from '../../../support/slack/hearing.ts';
import {
  PERSON,
  ROOM,
  sampleCard,
  sampleForm,
  slashOf,
} from '../../../support/slack/inbound-samples.ts';

let hearing: HttpHearing;
beforeEach(async () => {
  hearing = await openHttpHearing();
});
afterEach(() => hearing.close());

const withUrl = (text: string, more: Readonly<Record<string, string>> = {}) =>
  slashOf(text, { response_url: hearing.slack.responseUrl, ...more });

describe('a slash command', () => {
  it('is told as it was typed, with who, where and its trigger', async () => {
    await hearing.slash(withUrl('open 系统故障 "a &amp; b"', { trigger_id: '1.2.abc' }));
    expect(hearing.inbox.received).toEqual([
      {
        kind: 'command',
        receiptId: 'slash:1.2.abc',
        who: { platform: 'slack', id: PERSON, name: 'person' },
        where: { platform: 'slack', id: ROOM },
        line: 'open 系统故障 "a & b"',
        trigger: '1.2.abc',
      },
    ]);
  });

  it('of another name is taken the same way', async () => {
    await hearing.slash(withUrl('status', { command: '/yingji' }));
    expect(hearing.inbox.received).toMatchObject([{ kind: 'command', line: 'status' }]);
  });

  it('alone is an empty line', async () => {
    await hearing.slash(withUrl(''));
    expect(hearing.inbox.received).toMatchObject([{ kind: 'command', line: '' }]);
  });

  it('speaks the language the person set in Slack, once that is known', async () => {
    await hearing.slash(withUrl('status'));
    await vi.waitFor(async () => {
      await hearing.slash(withUrl('status'));
      expect(hearing.inbox.received.at(-1)).toMatchObject({ locale: 'zh-CN' });
    });
  });

  it('names everyone in a user group', async () => {
    await vi.waitFor(async () => {
      await hearing.slash(withUrl('page <!subteam^S1|@oncall>'));
      expect(hearing.inbox.received.at(-1)).toMatchObject({ line: 'page <@U0ONE> <@U0TWO>' });
    });
  });

  it('is answered on its acknowledgement, without a call', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    const { status, body } = await hearing.slash(withUrl('status'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      response_type: 'ephemeral',
      text: '作战室已就位，已邀请 10 人',
      blocks: expect.arrayContaining([expect.objectContaining({ type: 'header' })]),
    });
    expect(hearing.slack.calls).toEqual([]);
  });

  it('opens its form after the acknowledgement', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    const { status, body } = await hearing.slash(withUrl('open', { trigger_id: '9.9.abc' }));
    expect({ status, body }).toEqual({ status: 200, body: undefined });
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(1));
    const [call] = hearing.slack.calls;
    expect(call).toMatchObject({ method: 'views.open', args: { trigger_id: '9.9.abc' } });
    const view = call?.args['view'] as { callback_id: string; private_metadata: string };
    expect(view.callback_id).toBe('fenghuo:form');
    expect(JSON.parse(view.private_metadata)).toEqual({ command: 'open', room: ROOM });
  });

  it.each(['expired_trigger_id', 'exchanged_trigger_id', 'internal_error'])(
    'is told what to do where its form can not be opened: %s',
    async (error) => {
      hearing.slack.refuse('views.open', error);
      hearing.inbox.answerWith(() => ({ form: sampleForm }));
      await hearing.slash(withUrl('open'));
      await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(2));
      expect(hearing.slack.calls[1]).toMatchObject({
        method: 'response',
        args: { response_type: 'ephemeral', replace_original: false },
      });
      const said = JSON.stringify(hearing.slack.calls[1]?.args);
      expect(said).toContain('Slack 没有及时打开表单');
      expect(said).toContain('/incident help open');
    },
  );

  it('in English is told so in English', async () => {
    hearing.slack.refuse('views.open', 'expired_trigger_id');
    hearing.inbox.answerWith(() => ({ form: { ...sampleForm, submit: 'Open' } }));
    await hearing.slash(withUrl('open'));
    await vi.waitFor(() => expect(hearing.slack.calls).toHaveLength(2));
    expect(JSON.stringify(hearing.slack.calls[1]?.args)).toContain('did not open the form in time');
  });

  it('that comes again opens its form once', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    const payload = withUrl('open');
    await hearing.slash(payload);
    await hearing.slash({ ...payload, text: 'open ' });
    await hearing.stop();
    expect(hearing.inbox.received).toHaveLength(2);
    expect(hearing.slack.calls).toHaveLength(1);
  });
});
