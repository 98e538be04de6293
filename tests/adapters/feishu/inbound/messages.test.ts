import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSocketHearing, type SocketHearing } from '../../../support/feishu/inbound-hearing.ts';
import {
  PERSON,
  ROOM,
  roomCard,
  sampleCard,
  sampleForm,
} from '../../../support/feishu/inbound-samples.ts';
import { until } from '../../../support/feishu/sdk-app.ts';

let hearing: SocketHearing;
beforeEach(async () => {
  hearing = await openSocketHearing();
  await hearing.listen();
  await hearing.connected();
  // The bot's own id is asked for in the background.
  await until(() => hearing.feishu.calls.some(({ path }) => path.endsWith('/bot/v3/info')));
});
afterEach(async () => {
  const { violations } = hearing.feishu;
  await hearing.close();
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

const room = { platform: 'feishu', id: ROOM };
const who = { platform: 'feishu', id: PERSON };
const direct = () => hearing.feishu.directChat(PERSON);
const privately = (chat: string) =>
  hearing.feishu.messages(chat, PERSON).filter(({ onlyFor }) => onlyFor === PERSON);
const eventually = (holds: () => void): Promise<void> => vi.waitFor(holds, 10_000);
const postCard = () =>
  hearing.adapter.post({ kind: 'room', room }, roomCard, {
    key: 'card',
    uncertain: false,
    since: Date.now(),
  });

describe('a message in a group', () => {
  it('that names the bot is a command, with the message it came in', async () => {
    const { id } = await hearing.feishu.say(PERSON, ROOM, 'assign 技术 @ou_su', { mention: true });
    expect(hearing.inbox.received).toEqual([
      {
        kind: 'command',
        receiptId: `message:${id}`,
        who,
        where: room,
        locale: 'zh-CN',
        line: 'assign 技术 <@ou_su>',
        message: { platform: 'feishu', room: ROOM, id },
      },
    ]);
  });

  it.each([
    ['/incident status', 'status'],
    ['／应急 状态', '状态'],
    ['/进展：恢复了', '进展：恢复了'],
    ['/status', 'status'],
  ])('%s is a command without naming the bot', async (text, line) => {
    await hearing.feishu.say(PERSON, ROOM, text);
    expect(hearing.inbox.received).toMatchObject([{ kind: 'command', line }]);
  });

  it.each(['/deploy web', '/weather', '大家好', '状态', '@ou_su 看一下'])(
    '%s is left alone: it may be meant for others',
    async (text) => {
      await hearing.feishu.say(PERSON, ROOM, text);
      expect(hearing.inbox.received).toEqual([]);
    },
  );

  it('/deploy is a command where the bot is named', async () => {
    await hearing.feishu.say(PERSON, ROOM, '/deploy web', { mention: true });
    expect(hearing.inbox.received).toMatchObject([{ kind: 'command', line: 'deploy web' }]);
  });

  it('below the bot’s card is a reply to it', async () => {
    const { id: card } = await postCard();
    const { id } = await hearing.feishu.say(PERSON, ROOM, '因为还没验证', { parent: card });
    expect(hearing.inbox.received).toMatchObject([
      {
        kind: 'reply',
        receiptId: `message:${id}`,
        to: { room: ROOM, id: card },
        text: '因为还没验证',
        message: { room: ROOM, id },
      },
    ]);
  });

  it('below what somebody said to the bot’s card is about the card, too', async () => {
    const { id: card } = await postCard();
    const { id: first } = await hearing.feishu.say(PERSON, ROOM, '为什么？', { parent: card });
    await hearing.feishu.say('ou_su', ROOM, '因为', { parent: first });
    expect(hearing.inbox.received[1]).toMatchObject({ kind: 'reply', to: { id: card } });
  });

  it('that answers a card and names the bot is a command', async () => {
    const { id: card } = await postCard();
    await hearing.feishu.say(PERSON, ROOM, 'status', { parent: card, mention: true });
    expect(hearing.inbox.received).toMatchObject([{ kind: 'command', line: 'status' }]);
  });

  it('recalled before it was delivered is nothing', async () => {
    const { id } = await hearing.feishu.say(PERSON, ROOM, 'status', { mention: true });
    await hearing.feishu.recall(PERSON, ROOM, id);
    expect(hearing.inbox.received[1]).toMatchObject({ kind: 'deleted', message: { id } });
  });
});

describe('a direct message', () => {
  it.each([
    ['状态', '状态'],
    ['/status', 'status'],
    ['/incident open', 'open'],
    ['随便说说', '随便说说'],
  ])('%s is a command', async (text, line) => {
    await hearing.feishu.say(PERSON, direct(), text);
    expect(hearing.inbox.received).toMatchObject([
      { kind: 'command', line, where: { id: direct() } },
    ]);
  });

  it('is answered there, with an ordinary card', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hearing.feishu.say(PERSON, direct(), 'status');
    await eventually(() =>
      expect(hearing.feishu.direct(PERSON).at(-1)).toMatchObject({ title: sampleCard.title }),
    );
    expect(privately(direct())).toEqual([]);
  });
});

describe('an answer in a group', () => {
  it('is seen by the one who asked alone', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hearing.feishu.say(PERSON, ROOM, 'status', { mention: true });
    await eventually(() => expect(privately(ROOM)).toMatchObject([{ title: sampleCard.title }]));
    expect(hearing.feishu.messages(ROOM, 'ou_su').map(({ title }) => title)).not.toContain(
      sampleCard.title,
    );
  });

  it('goes to them directly where Feishu does not show it there', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    hearing.feishu.fail({ kind: 'error', error: '18054' }, { path: '/open-apis/ephemeral' });
    await hearing.feishu.say(PERSON, ROOM, 'status', { mention: true });
    await eventually(() =>
      expect(hearing.feishu.direct(PERSON)).toMatchObject([{ title: sampleCard.title }]),
    );
  });

  it('goes to them directly where the permission for the group is lacking', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    hearing.feishu.fail({ kind: 'error', error: '99991672' }, { path: '/open-apis/ephemeral' });
    await hearing.feishu.say(PERSON, ROOM, 'status', { mention: true });
    await eventually(() =>
      expect(hearing.feishu.direct(PERSON)).toMatchObject([{ title: sampleCard.title }]),
    );
  });

  it('waits a moment where Feishu says that it is too early', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    hearing.feishu.fail({ kind: 'limited', retryAfterS: 1 }, { path: '/open-apis/ephemeral' });
    hearing.feishu.fail(
      { kind: 'limited', retryAfterS: 1 },
      { path: '/open-apis/im/v1/messages', times: 1 },
    );
    await hearing.feishu.say(PERSON, ROOM, 'status', { mention: true });
    await eventually(() =>
      expect([...privately(ROOM), ...hearing.feishu.direct(PERSON)]).toMatchObject([
        { title: sampleCard.title },
      ]),
    );
  });

  it('that Feishu refuses is logged and lost, for no state rides on it', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    hearing.feishu.outage({ kind: 'status', status: 500 });
    await hearing.feishu.say(PERSON, ROOM, 'status', { mention: true });
    await eventually(() =>
      expect(hearing.logged).toContainEqual(
        expect.objectContaining({ message: 'could not answer in private' }),
      ),
    );
    hearing.feishu.outage(undefined);
  });

  it('that is a form can be filled in there, and comes back with the group', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    await hearing.feishu.say(PERSON, ROOM, 'open', { mention: true });
    await eventually(() => expect(privately(ROOM)).toMatchObject([{ title: '开启事件' }]));
    await hearing.feishu.submit(PERSON, privately(ROOM)[0]?.id ?? '', { scenario: 'outage' });
    expect(hearing.inbox.received[1]).toMatchObject({
      kind: 'submit',
      command: 'open',
      values: { scenario: 'outage' },
      where: room,
    });
  });

  it('that is a form and had to go directly comes back with the group, too', async () => {
    hearing.inbox.answerWith(() => ({ form: sampleForm }));
    hearing.feishu.fail({ kind: 'error', error: '18054' }, { path: '/open-apis/ephemeral' });
    await hearing.feishu.say(PERSON, ROOM, 'open', { mention: true });
    await eventually(() => expect(hearing.feishu.direct(PERSON)).toHaveLength(1));
    const [form] = hearing.feishu.direct(PERSON);
    await hearing.feishu.submit(PERSON, form?.id ?? '', { scenario: 'outage' });
    expect(hearing.inbox.received[1]).toMatchObject({ kind: 'submit', where: room });
  });
});
