import { afterEach, describe, expect, it } from 'vitest';
import type { FakeFeishuOptions } from '../../support/feishu/create-fake-feishu.ts';
import type { FakeFeishu } from '../../support/feishu/fake-feishu.ts';
import { text } from '../../support/feishu/json.ts';
import { createRawApp } from '../../support/feishu/raw-app.ts';
import type { RawApp } from '../../support/feishu/raw-app.ts';
import {
  CARD,
  DUTY,
  MESSAGES,
  said,
  shownCard,
  startByHand,
  TO_DUTY,
} from '../../support/feishu/samples.ts';

const open: FakeFeishu[] = [];
afterEach(async () => {
  for (const feishu of open.splice(0)) await feishu.close();
});

const start = async (options: Partial<FakeFeishuOptions> = {}) => {
  const started = await startByHand(options);
  open.push(started.feishu);
  return started;
};

const idOf = async (app: RawApp, body: unknown): Promise<string> =>
  text((await app.call('POST', TO_DUTY, body)).data, 'message_id');

describe('what happens to any app is refused without blame', () => {
  it('a token that has run out after two hours, by the clock', async () => {
    const { feishu, app, clock } = await start();
    clock.set(clock.now() + 2 * 60 * 60_000);
    const { status, code } = await app.call('GET', '/open-apis/bot/v3/info');
    expect([status, code]).toEqual([400, 99_991_663]);
    expect(feishu.violations).toEqual([]);
  });

  it('gives the same token while half an hour is left, and a new one after', async () => {
    const { feishu, app, clock } = await start();
    clock.set(clock.now() + 89 * 60_000);
    expect((await createRawApp(feishu)).token).toBe(app.token);
    clock.set(clock.now() + 2 * 60_000);
    expect((await createRawApp(feishu)).token).not.toBe(app.token);
  });

  it('a permission that was not granted, listed as denied', async () => {
    const { feishu, app } = await start({ scopes: ['im:message:readonly'] });
    const { status, code } = await app.call('POST', TO_DUTY, said('x'));
    expect([status, code]).toEqual([400, 99_991_672]);
    expect(feishu.denied).toEqual([`POST ${MESSAGES}`]);
    expect(feishu.violations).toEqual([]);
  });

  it('a group without the bot, and a dissolved one', async () => {
    const { feishu, app } = await start();
    const other = await app.call('POST', TO_DUTY, { ...said('x'), receive_id: 'oc_other' });
    expect(other.code).toBe(230_002);
    await feishu.dissolve('ou_lin', 'oc_duty');
    expect((await app.call('POST', TO_DUTY, said('x'))).code).toBe(232_009);
    expect((await app.call('PUT', DUTY, { name: 'y' })).code).toBe(232_009);
    expect(feishu.violations).toEqual([]);
  });

  it('a recalled message: 230011 for a change, 230110 for a reaction', async () => {
    const { feishu, app } = await start();
    const id = await idOf(app, shownCard(CARD));
    await app.call('DELETE', `${MESSAGES}/${id}`);
    const content = JSON.stringify(CARD);
    expect((await app.call('PATCH', `${MESSAGES}/${id}`, { content })).code).toBe(230_011);
    const reaction = { reaction_type: { emoji_type: 'OK' } };
    expect((await app.call('POST', `${MESSAGES}/${id}/reactions`, reaction)).code).toBe(230_110);
    expect(feishu.violations).toEqual([]);
  });

  it('a card older than 14 days', async () => {
    const { feishu, app, clock } = await start();
    const id = await idOf(app, shownCard(CARD));
    clock.set(clock.now() + 15 * 24 * 60 * 60_000);
    const fresh = await createRawApp(feishu);
    const content = JSON.stringify(CARD);
    expect((await fresh.call('PATCH', `${MESSAGES}/${id}`, { content })).code).toBe(230_031);
  });

  it('changes of members of one group at the same time', async () => {
    const { feishu, app } = await start();
    const add = async () => app.call('POST', `${DUTY}/members`, { id_list: ['ou_su'] });
    const codes = (await Promise.all([add(), add()])).map(({ code }) => code);
    expect(codes.toSorted((a, b) => a - b)).toEqual([0, 232_019]);
    expect((await add()).code).toBe(0);
    expect(feishu.limited).toEqual(['232019 /open-apis/im/v1/chats/oc_duty/members']);
  });

  it('paid urgent messages beyond the quota, and people who are not in the chat', async () => {
    const { feishu, app } = await start({
      scopes: ['im:message', 'im:message.urgent', 'im:message.urgent:sms'],
      quota: { sms: 1, phone: 0 },
    });
    const id = await idOf(app, said('来'));
    const sms = `${MESSAGES}/${id}/urgent_sms?user_id_type=open_id`;
    const first = await app.call('PATCH', sms, { user_id_list: ['ou_lin', 'ou_far'] });
    expect(first.data['invalid_user_id_list']).toEqual(['ou_far']);
    expect((await app.call('PATCH', sms, { user_id_list: ['ou_su'] })).code).toBe(230_024);
    expect(feishu.messages('oc_duty').at(-1)?.urgent.sms).toEqual(['ou_lin']);
  });
});

describe('repeats by uuid', () => {
  it('one message within the hour, a second after it', async () => {
    const { feishu, app, clock } = await start();
    const first = await idOf(app, said('一', 'u1'));
    expect(await idOf(app, said('一', 'u1'))).toBe(first);
    expect(feishu.messages('oc_duty')).toHaveLength(1);
    clock.set(clock.now() + 60 * 60_000);
    expect(await idOf(app, said('一', 'u1'))).not.toBe(first);
  });

  it('one group within ten hours', async () => {
    const { feishu, app } = await start();
    const create = async () =>
      text(
        (await app.call('POST', '/open-apis/im/v1/chats?uuid=u1', { name: '【重大】' })).data,
        'chat_id',
      );
    expect(await create()).toBe(await create());
    expect(feishu.chats().filter(({ name }) => name === '【重大】')).toHaveLength(1);
  });
});

describe('limits, measured on the clock of the test', () => {
  it('takes five messages a second to one chat, and says 230020 to the sixth', async () => {
    const { feishu, app, clock } = await start();
    const send = async (words: string) => (await app.call('POST', TO_DUTY, said(words))).code;
    const codes: number[] = [];
    for (const words of ['1', '2', '3', '4', '5', '6']) codes.push(await send(words));
    expect(codes).toEqual([0, 0, 0, 0, 0, 230_020]);
    expect(feishu.limited).toEqual(['230020 messages to oc_duty']);
    expect(feishu.violations).toEqual([]);
    clock.set(clock.now() + 1000);
    expect(await send('6')).toBe(0);
  });

  it('holds coming again before the reset against the app', async () => {
    const { feishu, app } = await start();
    for (let at = 0; at < 6; at += 1) await app.call('POST', TO_DUTY, said(String(at)));
    await app.call('POST', TO_DUTY, said('5'));
    expect(feishu.violations).toEqual(['messages to oc_duty: came again before the reset']);
  });

  it('says 99991400 with the seconds until the reset, for documents at the fourth change', async () => {
    const { app } = await start();
    const path = '/open-apis/docx/v1/documents';
    const answers = [];
    for (const title of ['1', '2', '3', '4']) answers.push(await app.call('POST', path, { title }));
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 99_991_400]);
    expect(answers.at(-1)?.reset).toBe('1');
  });

  it('keeps none where they are off', async () => {
    const { app } = await start({ limits: 'off' });
    for (let at = 0; at < 9; at += 1) {
      expect((await app.call('POST', TO_DUTY, said(String(at)))).code).toBe(0);
    }
  });
});

describe('faults', () => {
  it('a lost reply takes effect, a dropped call does not', async () => {
    const { feishu, app } = await start();
    feishu.fail({ kind: 'lost-reply' }, { path: MESSAGES });
    await expect(app.call('POST', TO_DUTY, said('一'))).rejects.toThrow('fetch failed');
    feishu.fail({ kind: 'drop' }, { path: MESSAGES });
    await expect(app.call('POST', TO_DUTY, said('二'))).rejects.toThrow('fetch failed');
    expect(feishu.messages('oc_duty').map(({ shown }) => shown)).toEqual(['一']);
    expect(feishu.calls.slice(-2).map(({ outcome }) => outcome)).toEqual(['lost-reply', 'drop']);
  });

  it('the nth call, so many times, with the code and HTTP status of the method', async () => {
    const { feishu, app } = await start();
    feishu.fail({ kind: 'error', error: '230049' }, { path: MESSAGES, nth: 1, times: 2 });
    const answers: string[] = [];
    for (const words of ['1', '2', '3', '4']) {
      const { status, code } = await app.call('POST', TO_DUTY, said(words));
      answers.push(`${status} ${code}`);
    }
    expect(answers).toEqual(['200 0', '400 230049', '400 230049', '200 0']);
    feishu.fail({ kind: 'error', error: '1770032' }, { path: '/open-apis/docx' });
    const document = await app.call('POST', '/open-apis/docx/v1/documents', { title: '复盘' });
    expect([document.status, document.code]).toEqual([403, 1_770_032]);
  });

  it('an outage until it is over, limits with a reset, and slow answers', async () => {
    const { feishu, app, clock } = await start();
    feishu.outage({ kind: 'status', status: 503 });
    expect((await app.call('POST', TO_DUTY, said('1'))).status).toBe(503);
    feishu.outage(undefined);
    feishu.fail({ kind: 'limited', retryAfterS: 7 }, { path: MESSAGES });
    const limited = await app.call('POST', TO_DUTY, said('1'));
    expect([limited.status, limited.code, limited.reset]).toEqual([429, 99_991_400, '7']);
    clock.set(clock.now() + 7000);
    feishu.fail({ kind: 'slow', ms: 40 }, { path: MESSAGES });
    const since = performance.now();
    expect((await app.call('POST', TO_DUTY, said('1'))).code).toBe(0);
    expect(performance.now() - since).toBeGreaterThanOrEqual(39);
    expect(feishu.violations).toEqual([]);
  });
});
