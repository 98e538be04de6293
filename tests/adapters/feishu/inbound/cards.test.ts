import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '#ports/messenger.ts';
import { openSocketHearing, type SocketHearing } from '../../../support/feishu/inbound-hearing.ts';
import {
  PERSON,
  ROOM,
  roomCard,
  sampleCard,
  sampleForm,
} from '../../../support/feishu/inbound-samples.ts';

let hearing: SocketHearing;
let card = '';
beforeEach(async () => {
  hearing = await openSocketHearing();
  await hearing.listen();
  await hearing.connected();
  ({ id: card } = await hearing.adapter.post({ kind: 'room', room }, roomCard, key));
});
afterEach(async () => {
  const { violations } = hearing.feishu;
  await hearing.close();
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

const room = { platform: 'feishu', id: ROOM };
const key = { key: 'card', uncertain: false, since: Date.now() };
const eventually = (holds: () => void): Promise<void> => vi.waitFor(holds, 10_000);
const privately = (chat = ROOM) =>
  hearing.feishu
    .messages(chat, PERSON)
    .filter(({ onlyFor, card: shown }) => onlyFor === PERSON && shown !== undefined);
const answerWith = (answer: Answer): void => hearing.inbox.answerWith(() => answer);
const replies = () =>
  hearing.feishu.deliveries.filter(({ kind }) => kind === 'card.action.trigger').length;

/** A form in the group that only the person sees. */
const askForForm = async (): Promise<string> => {
  answerWith({ form: sampleForm });
  await hearing.feishu.press(PERSON, card, '定级');
  await eventually(() => expect(privately()).toHaveLength(1));
  return privately()[0]?.id ?? '';
};

describe('a press', () => {
  it('says what was pressed, where, and by whom', async () => {
    await hearing.feishu.press(PERSON, card, '我来');
    expect(hearing.inbox.received).toMatchObject([
      {
        kind: 'press',
        line: 'join',
        form: false,
        incident: 'INC-20261201-01',
        who: { id: PERSON },
        where: room,
        message: { room: ROOM, id: card },
      },
    ]);
  });

  it('is answered with an object where there is nothing to say', async () => {
    expect(await hearing.feishu.press(PERSON, card, '我来')).toMatchObject({
      status: 200,
      body: {},
    });
    expect(replies()).toBe(1);
  });

  it('is answered by a toast, and by a card that only that person sees', async () => {
    answerWith({ card: sampleCard });
    const { body } = await hearing.feishu.press(PERSON, card, '我来');
    expect(body).toEqual({ toast: { type: 'success', content: sampleCard.title } });
    await eventually(() => expect(privately()).toMatchObject([{ title: sampleCard.title }]));
    // What all see stays as it was.
    const seen = hearing.feishu.messages(ROOM, 'ou_su');
    expect(seen.map(({ title }) => title)).toEqual([roomCard.title]);
  });

  it.each([
    ['danger', 'error'],
    ['warning', 'warning'],
    ['muted', 'info'],
  ] as const)('of a %s answer is a toast of the type %s', async (tone, type) => {
    answerWith({ card: { ...sampleCard, tone } });
    const { body } = await hearing.feishu.press(PERSON, card, '我来');
    expect(body).toMatchObject({ toast: { type } });
  });

  it('that asks for a form has it sent to that person', async () => {
    const form = await askForForm();
    expect(hearing.inbox.received).toMatchObject([{ kind: 'press', line: 'grade', form: true }]);
    expect(form).not.toBe('');
    expect(hearing.feishu.messages(ROOM, 'ou_su')).toHaveLength(1);
  });

  it('that comes twice is answered twice and told once', async () => {
    answerWith({ card: sampleCard });
    await hearing.feishu.press(PERSON, card, '我来');
    const again = await hearing.feishu.replay(hearing.feishu.deliveries.length - 1);
    expect(again.body).toMatchObject({ toast: { content: sampleCard.title } });
    const [first, second] = hearing.inbox.received;
    expect(second?.receiptId).toBe(first?.receiptId);
    await eventually(() => expect(privately()).toHaveLength(1));
    await hearing.close();
    expect(privately()).toHaveLength(1);
  });

  it('on a direct card is answered below it', async () => {
    const account = { platform: 'feishu', id: PERSON };
    const sent = await hearing.adapter.post({ kind: 'direct', account }, roomCard, {
      ...key,
      key: 'direct',
    });
    answerWith({ card: sampleCard });
    for (const restarted of [false, true]) {
      if (restarted) await hearing.restart();
      await hearing.feishu.press(PERSON, sent.id, '我来');
      const wanted = restarted ? 2 : 1;
      await eventually(() =>
        expect(
          hearing.feishu.direct(PERSON).filter(({ title }) => title === sampleCard.title),
        ).toHaveLength(wanted),
      );
    }
  });

  it('is answered in time where storing takes long, and told when it is done', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    hearing.inbox.answerWith(() => promise);
    const { status, body, ms } = await hearing.feishu.press(PERSON, card, '我来');
    expect(status).toBe(200);
    expect(body).toMatchObject({ toast: { type: 'info', i18n: { en_us: /still being/u } } });
    expect(ms).toBeLessThan(3_000);
    resolve({ card: sampleCard });
    await eventually(() => expect(privately()).toMatchObject([{ title: sampleCard.title }]));
  });

  it('is answered where the inbox fails', async () => {
    hearing.inbox.answerWith(() => {
      throw new Error('broken');
    });
    const { status, body } = await hearing.feishu.press(PERSON, card, '我来');
    expect(status).toBe(200);
    expect(body).toMatchObject({ toast: { type: 'error' } });
  });
});

describe('a form', () => {
  it('says what was filled in, and where it was asked for', async () => {
    const form = await askForForm();
    answerWith({});
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage', title: '网页打不开' });
    expect(hearing.inbox.received[1]).toMatchObject({
      kind: 'submit',
      command: 'open',
      values: { scenario: 'outage', title: '网页打不开' },
      where: room,
    });
  });

  it('gives way to the answer', async () => {
    const form = await askForForm();
    answerWith({ card: sampleCard });
    const { body } = await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    expect(body).toMatchObject({ toast: { type: 'success' }, card: { type: 'raw' } });
    expect(privately()).toMatchObject([{ id: form, title: sampleCard.title }]);
  });

  it('F-E1: brought again after its answer, is answered again and shows nothing more', async () => {
    const form = await askForForm();
    answerWith({ card: sampleCard });
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    const again = await hearing.feishu.replay(hearing.feishu.deliveries.length - 1);
    expect(again.body).toMatchObject({ toast: { type: 'success', content: sampleCard.title } });
    await hearing.close();
    expect(privately()).toMatchObject([{ id: form, title: sampleCard.title }]);
  });

  it('stays with what was typed and what is wrong with it', async () => {
    const form = await askForForm();
    answerWith({ fieldErrors: { scenario: '没有这个场景' } });
    const { body } = await hearing.feishu.submit(PERSON, form, {
      scenario: 'x',
      title: '网页打不开',
    });
    expect(body).toMatchObject({ toast: { type: 'error', content: '没有这个场景' } });
    expect(JSON.stringify(privately()[0]?.card)).toContain('网页打不开');
    expect(privately()[0]?.shown).toContain('没有这个场景');
    answerWith({ card: sampleCard });
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage', title: '网页打不开' });
    expect(privately()).toMatchObject([{ title: sampleCard.title }]);
  });

  it('says what is wrong after a restart as well, and stays', async () => {
    const form = await askForForm();
    await hearing.restart();
    answerWith({ fieldErrors: { scenario: '没有这个场景', title: '太长' } });
    const { body } = await hearing.feishu.submit(PERSON, form, { scenario: 'x' });
    expect(body).toEqual({ toast: { type: 'error', content: '没有这个场景 太长' } });
  });

  it('is answered apart after a restart, for then it could be anybody’s', async () => {
    const form = await askForForm();
    await hearing.restart();
    answerWith({ card: sampleCard });
    const { body } = await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    expect(body).toEqual({ toast: { type: 'success', content: sampleCard.title } });
    await eventually(() =>
      expect(privately().map(({ title }) => title)).toEqual([sampleForm.title, sampleCard.title]),
    );
  });

  it('gives way to the next one', async () => {
    const form = await askForForm();
    answerWith({ form: { ...sampleForm, command: 'grade', title: '定级' } });
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    expect(privately()).toMatchObject([{ id: form, title: '定级' }]);
    answerWith({ card: sampleCard });
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    expect(hearing.inbox.received[2]).toMatchObject({ kind: 'submit', command: 'grade' });
    expect(privately()).toMatchObject([{ title: sampleCard.title }]);
  });

  it('sent twice with the same in it has one receipt; mended, another', async () => {
    const form = await askForForm();
    answerWith({});
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    await hearing.feishu.submit(PERSON, form, { scenario: 'outage' });
    await hearing.feishu.submit(PERSON, form, { scenario: 'other' });
    const [, first, second, third] = hearing.inbox.received.map(({ receiptId }) => receiptId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('that was checked too late is sent again with what is wrong', async () => {
    const form = await askForForm();
    const { promise, resolve } = Promise.withResolvers<Answer>();
    hearing.inbox.answerWith(() => promise);
    await hearing.feishu.submit(PERSON, form, { scenario: 'x', title: '网页打不开' });
    resolve({ fieldErrors: { scenario: '没有这个场景' } });
    await eventually(() => expect(privately()).toHaveLength(2));
    expect(privately()[1]?.shown).toContain('没有这个场景');
  });
});
