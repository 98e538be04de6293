import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import type { Answer, Inbound, RoomRef } from '#ports/messenger.ts';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { createListener, createTestSandbox } from '../../support/sandbox/test-sandbox.ts';

const card = (title: string): Card => ({ title, tone: 'info', fallback: title, elements: [] });
const key = (name: string) => ({ key: name, uncertain: false, since: 0 });
let n = 0;
const by = (as: string) => {
  n += 1;
  return { as, receiptId: `receipt-${n}` };
};

describe('what people do in the sandbox', () => {
  let sandbox: Sandbox;
  let room: RoomRef;
  let received: Inbound[];
  let answer: (inbound: Inbound) => Answer | Promise<Answer>;
  const texts = (person: string, id = room.id) =>
    sandbox.world
      .messages(id, person, { limit: 99 })
      .map((row) => row.text ?? JSON.parse(row.card ?? '{}').title);

  beforeEach(async () => {
    sandbox = createTestSandbox();
    answer = () => ({});
    const listener = createListener((inbound) => answer(inbound));
    received = listener.received;
    await sandbox.listen(listener.inbox);
    const people = ['lin', 'qian'].map((id) => ({ platform: 'sandbox', id }));
    const plan = {
      asciiName: 'a',
      displayName: '作战室',
      topic: '',
      incident: 'INC-1',
      private: true,
      people,
    };
    room = (await sandbox.openRoom(plan, key('open'))).room;
  });
  afterEach(() => sandbox.close());

  it('hands a command on without its prefix, and says who, where and in which language', async () => {
    const act = { ...by('lin'), locale: 'en' } as const;
    await sandbox.actions.say(act, { room: room.id, text: '/task done x' });
    expect(received).toEqual([
      {
        kind: 'command',
        line: 'task done x',
        receiptId: act.receiptId,
        trigger: act.receiptId,
        who: { platform: 'sandbox', id: 'lin', person: 'lin', name: '林悦' },
        where: room,
        locale: 'en',
      },
    ]);
  });

  it('shows the answer to a command to the one who asked, and keeps it', async () => {
    answer = () => ({ card: card('已完成') });
    const { message } = await sandbox.actions.say(by('lin'), {
      room: room.id,
      text: '/task done x',
    });
    expect(message).toMatchObject({ private: true, command: '/task done x', author: null });
    expect(texts('lin')).toEqual(['已完成']);
    expect(texts('qian')).toEqual([]);
  });

  it('keeps one answer when the same receipt comes twice', async () => {
    answer = () => ({ card: card('已完成') });
    const act = by('lin');
    const first = await sandbox.actions.say(act, { room: room.id, text: '/x' });
    const second = await sandbox.actions.say(act, { room: room.id, text: '/x' });
    expect(second).toEqual(first);
    expect(texts('lin')).toEqual(['已完成']);
  });

  it('keeps a chat line to itself and away from Fenghuo', async () => {
    await sandbox.actions.say(by('lin'), { room: room.id, text: '先喝口水' });
    expect(texts('qian')).toEqual(['先喝口水']);
    expect(received).toEqual([]);
  });

  it('posts a mention for everyone and hands it on with its message', async () => {
    await sandbox.actions.say(by('lin'), { room: room.id, text: '@烽火 update "一半"' });
    expect(texts('qian')).toEqual(['@烽火 update "一半"']);
    expect(received).toMatchObject([
      { kind: 'command', line: 'update "一半"', message: { id: 'm1' } },
    ]);
  });

  it('says a chat line once although its receipt came twice', async () => {
    const act = by('lin');
    await sandbox.actions.say(act, { room: room.id, text: '一次' });
    await sandbox.actions.say(act, { room: room.id, text: '一次' });
    expect(texts('lin')).toEqual(['一次']);
  });

  it('reports a reply under a message of Fenghuo, but not under one of a colleague', async () => {
    const root = await sandbox.post({ kind: 'room', room }, card('审批'), key('p'));
    const own = await sandbox.actions.say(by('qian'), { room: room.id, text: '看看' });
    await sandbox.actions.say(by('lin'), { room: room.id, text: '没有技术确认', thread: root.id });
    await sandbox.actions.say(by('lin'), {
      room: room.id,
      text: '好',
      thread: own.message?.id ?? '',
    });
    expect(received).toMatchObject([{ kind: 'reply', to: root, text: '没有技术确认' }]);
  });

  it('takes every line as a command where one is alone with Fenghuo', async () => {
    await sandbox.actions.say(by('zhou'), { room: 'dm-zhou', text: 'help' });
    expect(received).toMatchObject([{ kind: 'command', line: 'help' }]);
    expect(texts('zhou', 'dm-zhou')).toEqual(['help']);
  });

  it('passes presses, forms and reactions on as they are', async () => {
    const message = await sandbox.post({ kind: 'room', room }, card('审批'), key('p'));
    await sandbox.actions.press(by('lin'), {
      room: room.id,
      line: 'grade',
      form: true,
      incident: 'INC-1',
      message: message.id,
    });
    await sandbox.actions.submit(by('lin'), {
      room: room.id,
      command: 'grade',
      values: { level: 'sev1' },
      incident: 'INC-1',
    });
    await sandbox.actions.react(by('qian'), {
      message: message.id,
      emoji: '+1::skin-tone-4',
      added: true,
    });
    await sandbox.actions.react(by('qian'), {
      message: message.id,
      emoji: '+1::skin-tone-4',
      added: false,
    });
    expect(received).toMatchObject([
      { kind: 'press', line: 'grade', form: true, incident: 'INC-1', message },
      { kind: 'submit', command: 'grade', values: { level: 'sev1' }, incident: 'INC-1' },
      { kind: 'reaction', emoji: '+1::skin-tone-4', added: true, message },
      { kind: 'reaction', added: false },
    ]);
    expect(sandbox.world.reactions(1)).toEqual([]);
  });

  it('gives a form and what is wrong with it back untouched', async () => {
    answer = () => ({ fieldErrors: { title: '缺标题' } });
    expect(
      await sandbox.actions.submit(by('lin'), { room: room.id, command: 'open', values: {} }),
    ).toEqual({
      fieldErrors: { title: '缺标题' },
    });
  });

  it('reports that an author edited or deleted, and lets nobody else do so', async () => {
    const said = await sandbox.actions.say(by('lin'), { room: room.id, text: '@烽火 note "一"' });
    const id = said.message?.id ?? 'm1';
    await expect(sandbox.actions.edit(by('qian'), { message: id, text: '二' })).rejects.toThrow(
      'not-yours',
    );
    await sandbox.actions.edit(by('lin'), { message: id, text: '@烽火 note "二"' });
    await expect(sandbox.actions.remove(by('qian'), { message: id })).rejects.toThrow('not-yours');
    await sandbox.actions.remove(by('lin'), { message: id });
    expect(received.slice(1)).toMatchObject([
      { kind: 'edited', text: '@烽火 note "二"' },
      { kind: 'deleted' },
    ]);
    expect(texts('lin')).toEqual([]);
  });

  it('lets one put a private answer away without telling Fenghuo', async () => {
    answer = () => ({ card: card('只给你') });
    const { message } = await sandbox.actions.say(by('lin'), { room: room.id, text: '/status' });
    await expect(
      sandbox.actions.remove(by('qian'), { message: message?.id ?? '' }),
    ).rejects.toThrow('unknown-message');
    await sandbox.actions.remove(by('lin'), { message: message?.id ?? '' });
    expect(texts('lin')).toEqual([]);
    expect(received).toHaveLength(1);
  });

  it('hides a private room from those outside, whatever they try', async () => {
    const message = await sandbox.post({ kind: 'room', room }, card('审批'), key('p'));
    const act = by('zhou');
    await expect(sandbox.actions.say(act, { room: room.id, text: '/status' })).rejects.toThrow(
      'unknown-room',
    );
    await expect(
      sandbox.actions.react(act, { message: message.id, emoji: 'x', added: true }),
    ).rejects.toThrow('unknown-room');
    await expect(sandbox.actions.join(act, { room: room.id })).rejects.toThrow('unknown-room');
    await expect(sandbox.actions.complete('zhou', { line: '/o', room: room.id })).rejects.toThrow(
      'unknown-room',
    );
    expect(received).toEqual([]);
  });

  it('lets anyone join an open room, and tells Fenghuo', async () => {
    const plan = {
      asciiName: 'b',
      displayName: '公开',
      topic: '',
      incident: 'INC-2',
      private: false,
      people: [],
    };
    const open = await sandbox.openRoom(plan, key('open-2'));
    await expect(
      sandbox.actions.say(by('zhou'), { room: open.room.id, text: '在' }),
    ).rejects.toThrow('not-a-member');
    await sandbox.actions.join(by('zhou'), { room: open.room.id });
    await sandbox.actions.say(by('zhou'), { room: open.room.id, text: '在' });
    expect(received).toMatchObject([{ kind: 'joined', room: open.room, who: { id: 'zhou' } }]);
  });

  it('takes nothing in an archived room', async () => {
    await sandbox.decorate(room, { kind: 'archive' }, key('d'));
    await expect(sandbox.actions.say(by('lin'), { room: room.id, text: '在' })).rejects.toThrow(
      'archived',
    );
  });

  it('completes commands only', async () => {
    expect(await sandbox.actions.complete('lin', { line: '/ope', room: room.id })).toMatchObject([
      { line: 'open' },
    ]);
    expect(await sandbox.actions.complete('lin', { line: '你好', room: room.id })).toEqual([]);
  });

  it('says that Fenghuo is not ready before it listens and after it stopped', async () => {
    const fresh = createTestSandbox();
    await expect(fresh.actions.say(by('lin'), { room: 'duty', text: '/x' })).rejects.toThrow(
      'not-listening',
    );
    const stop = await fresh.listen(createListener().inbox);
    await fresh.actions.say(by('lin'), { room: 'duty', text: '/x' });
    await stop();
    await expect(fresh.actions.say(by('lin'), { room: 'duty', text: '/x' })).rejects.toThrow(
      'not-listening',
    );
    fresh.close();
  });
});
