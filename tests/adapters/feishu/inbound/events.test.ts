import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Inbound } from '#ports/messenger.ts';
import { openSocketHearing, type SocketHearing } from '../../../support/feishu/inbound-hearing.ts';
import { PERSON, ROOM, roomCard, sampleCard } from '../../../support/feishu/inbound-samples.ts';
import { createRawApp } from '../../../support/feishu/raw-app.ts';
import { until } from '../../../support/feishu/sdk-app.ts';

const MESSAGES = '/open-apis/im/v1/messages';

let hearing: SocketHearing;
const start = async (options: Parameters<typeof openSocketHearing>[0] = {}): Promise<void> => {
  hearing = await openSocketHearing(options);
  await hearing.listen();
  await hearing.connected();
};
beforeEach(() => start());
afterEach(async () => {
  const { violations } = hearing.feishu;
  await hearing.close();
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

const room = { platform: 'feishu', id: ROOM };
const eventually = (holds: () => void | Promise<void>): Promise<void> => vi.waitFor(holds, 10_000);
let keys = 0;
const key = () => ({ key: `card ${(keys += 1)}`, uncertain: false, since: Date.now() });
const postCard = () => hearing.adapter.post({ kind: 'room', room }, roomCard, key());
const asked = (id: string) =>
  hearing.feishu.calls.filter(
    ({ method, path }) => method === 'GET' && path === `${MESSAGES}/${id}`,
  );
const heard = <K extends Inbound['kind']>(kind: K) =>
  hearing.inbox.received.filter(
    (inbound): inbound is Extract<Inbound, { kind: K }> => inbound.kind === kind,
  );

describe('a reaction', () => {
  it('names the message with its group, which Feishu does not tell', async () => {
    const { id } = await postCard();
    await hearing.feishu.react(PERSON, id, 'THUMBSUP');
    await hearing.feishu.react(PERSON, id, 'THUMBSUP', false);
    expect(heard('reaction')).toMatchObject([
      { message: { room: ROOM, id }, emoji: 'THUMBSUP', added: true, where: room },
      { message: { room: ROOM, id }, emoji: 'THUMBSUP', added: false },
    ]);
    expect(heard('reaction')[0]?.at).toBeGreaterThan(0);
    expect(asked(id)).toEqual([]);
  });

  it('is found its group without asking Feishu, after a restart and while Feishu answers nobody', async () => {
    const { id } = await postCard();
    await hearing.restart();
    hearing.feishu.fail({ kind: 'status', status: 500 }, { path: MESSAGES, times: 9 });
    await Promise.all([
      hearing.feishu.react(PERSON, id, 'DONE'),
      hearing.feishu.react('ou_su', id, 'CrossMark'),
    ]);
    await hearing.feishu.react(PERSON, id, 'OK');
    expect(heard('reaction').map(({ message }) => message.room)).toEqual([ROOM, ROOM, ROOM]);
    expect(asked(id)).toEqual([]);
  });

  it('of an app is no vote', async () => {
    const { feishu } = hearing;
    const { id } = await postCard();
    const app = await createRawApp(feishu);
    const reaction = { reaction_type: { emoji_type: 'OK' } };
    await app.call('POST', `${MESSAGES}/${id}/reactions`, reaction);
    await until(() => feishu.deliveries.some(({ body }) => body.includes('"operator_type":"app"')));
    await feishu.react(PERSON, id, 'OK');
    expect(heard('reaction').map(({ who }) => who.id)).toEqual([PERSON]);
  });

  it('comes again where it could not be recorded now', async () => {
    await hearing.close();
    await start({ redeliverAfterMs: [50] });
    const { id } = await postCard();
    const answers = [{ again: true }, {}] as const;
    hearing.inbox.answerWith(() => answers[heard('reaction').length - 1] ?? {});
    await hearing.feishu.react(PERSON, id, 'OK');
    await eventually(() => expect(heard('reaction')).toHaveLength(2));
    expect(new Set(heard('reaction').map(({ receiptId }) => receiptId)).size).toBe(1);
  });

  it('to a message that is not ours is left alone', async () => {
    const { id } = await hearing.feishu.say(PERSON, ROOM, '恢复了', { mention: true });
    await hearing.restart();
    await hearing.feishu.react(PERSON, id, 'OK');
    expect(heard('reaction')).toEqual([]);
    expect(asked(id)).toEqual([]);
  });
});

describe('a message that was recalled', () => {
  it('is deleted, by its author', async () => {
    const { id } = await hearing.feishu.say(PERSON, ROOM, '恢复了', { mention: true });
    await hearing.feishu.recall(PERSON, ROOM, id);
    expect(heard('deleted')).toMatchObject([
      { message: { room: ROOM, id }, who: { id: PERSON }, where: room },
    ]);
  });

  it('is deleted by its author after a restart, too', async () => {
    const { id } = await hearing.feishu.say(PERSON, ROOM, '恢复了', { mention: true });
    await hearing.restart();
    await hearing.feishu.recall(PERSON, ROOM, id);
    expect(heard('deleted')).toMatchObject([{ who: { id: PERSON } }]);
  });

  it('is deleted by the bot where nobody can tell the author', async () => {
    const { id } = await hearing.feishu.say(PERSON, ROOM, '恢复了', { mention: true });
    await hearing.restart();
    hearing.feishu.fail({ kind: 'status', status: 500 }, { path: `${MESSAGES}/${id}` });
    await eventually(() =>
      expect(
        hearing.feishu.calls.filter(({ path }) => path.endsWith('/bot/v3/info')).length,
      ).toBeGreaterThan(1),
    );
    await hearing.feishu.recall(PERSON, ROOM, id);
    expect(heard('deleted')).toMatchObject([{ who: { id: hearing.feishu.botOpenId } }]);
  });
});

describe('a group', () => {
  it('that somebody joins is told for each of them', async () => {
    await hearing.feishu.join('ou_far', ROOM);
    expect(heard('joined')).toMatchObject([
      { room, who: { id: 'ou_far', name: '外人' }, where: room },
    ]);
    expect(heard('joined')[0]?.receiptId).toContain('ou_far');
  });

  it('that the bot is taken out of, or that is dissolved, is lost', async () => {
    await hearing.feishu.removeBot(PERSON, ROOM);
    await hearing.feishu.addBot(PERSON, ROOM);
    await hearing.feishu.dissolve(PERSON, ROOM);
    expect(heard('lost')).toMatchObject([
      { room, reason: 'removed', who: { id: PERSON } },
      { room, reason: 'deleted', who: { id: PERSON } },
    ]);
  });
});

const greetings = () =>
  hearing.feishu.direct(PERSON).filter(({ title }) => title === sampleCard.title);

describe('first contact', () => {
  it('is greeted once, however often the conversation is opened', async () => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hearing.feishu.enterDirect(PERSON);
    await eventually(() => expect(greetings()).toHaveLength(1));
    await hearing.feishu.enterDirect(PERSON);
    await hearing.restart();
    await hearing.feishu.enterDirect(PERSON);
    await hearing.close();
    expect(heard('hello')).toHaveLength(3);
    expect(greetings()).toHaveLength(1);
  });

  it('is greeted where others than the bot have written there before', async () => {
    hearing.inbox.answerWith(({ kind }) => (kind === 'hello' ? { card: sampleCard } : {}));
    await hearing.feishu.say(PERSON, hearing.feishu.directChat(PERSON), '你好');
    await hearing.feishu.enterDirect(PERSON);
    await eventually(() => expect(greetings()).toHaveLength(1));
  });

  it('is greeted later where Feishu can’t tell what was said before', async () => {
    hearing.inbox.answerWith(({ kind }) => (kind === 'hello' ? { card: sampleCard } : {}));
    await hearing.feishu.say(PERSON, hearing.feishu.directChat(PERSON), '你好');
    hearing.feishu.fail({ kind: 'status', status: 500 }, { path: MESSAGES, times: 1 });
    await hearing.feishu.enterDirect(PERSON);
    await eventually(() =>
      expect(hearing.feishu.calls.filter(({ method }) => method === 'GET').at(-1)?.outcome).toBe(
        '500',
      ),
    );
    await eventually(async () => {
      await hearing.feishu.enterDirect(PERSON);
      expect(greetings()).toHaveLength(1);
    });
  });
});

describe('the menu of the bot', () => {
  it.each([
    ['status', 'status'],
    ['/应急 帮助', '帮助'],
  ])('%s is a command, answered directly', async (eventKey, line) => {
    hearing.inbox.answerWith(() => ({ card: sampleCard }));
    await hearing.feishu.menu(PERSON, eventKey);
    expect(heard('command')).toMatchObject([{ line, who: { id: PERSON, name: '林悦' } }]);
    expect(heard('command')[0]?.where).toBeUndefined();
    await eventually(() =>
      expect(hearing.feishu.direct(PERSON)).toMatchObject([{ title: sampleCard.title }]),
    );
  });
});
