import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { DeliveryError, type RoomRef } from '#ports/messenger.ts';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { accountOf } from '#adapters/sandbox/refs.ts';
import { createTestSandbox, ORGANISATION, PEOPLE } from '../../support/sandbox/test-sandbox.ts';

const card = (title: string): Card => ({ title, tone: 'info', fallback: title, elements: [] });
const key = (name: string) => ({ key: name, uncertain: false, since: 0 });
const account = (id: string) => ({ platform: 'sandbox', id });
const plan = (people: readonly string[] = ['lin']) => ({
  asciiName: 'inc-1',
  displayName: '【待定级】INC-1',
  topic: '话题',
  incident: 'INC-1',
  private: true,
  people: people.map(account),
});

describe('the sandbox as a messenger', () => {
  let sandbox: Sandbox;
  let room: RoomRef;
  const titles = (id = room.id, person = 'lin'): readonly string[] =>
    sandbox.world
      .messages(id, person, { limit: 99 })
      .map((row) => JSON.parse(row.card ?? '{}').title);
  beforeEach(async () => {
    sandbox = createTestSandbox();
    room = (await sandbox.openRoom(plan(), key('open'))).room;
  });
  afterEach(() => sandbox.close());

  it('has its standing channels from the start, with those who belong there', () => {
    const members = (id: string) =>
      sandbox.world
        .members(id)
        .map(({ person }) => person)
        .toSorted();
    expect(members('duty')).toEqual(['chen', 'li', 'lin', 'qian', 'su', 'sun', 'wang']);
    expect(members('command')).toEqual(['chen', 'lin', 'su', 'wang', 'zheng']);
    expect(members('feed')).toHaveLength(PEOPLE.length);
    expect(members('agents')).toHaveLength(PEOPLE.length);
  });

  it('takes whoever leaves the organisation file out of every channel at once', () => {
    let organisation = ORGANISATION;
    const other = createTestSandbox({ organisation: () => organisation });
    organisation = { ...ORGANISATION, people: PEOPLE.filter(({ id }) => id !== 'chen') };
    expect(() => other.actions.person('chen')).toThrow('unknown-person');
    expect(other.world.isMember('command', 'chen')).toBe(false);
    expect(other.world.isMember('feed', 'chen')).toBe(false);
    other.close();
  });

  it('uses the channel ids of the organisation file where it has some', () => {
    const other = createTestSandbox({
      organisation: () => ({
        ...ORGANISATION,
        rooms: { sandbox: { duty: 'night', agents: ['a1', 'a2'] } },
      }),
    });
    expect(
      other.world
        .rooms()
        .filter(({ kind }) => kind === 'standing')
        .map(({ id }) => id),
    ).toEqual(['night', 'command', 'feed', 'a1', 'a2']);
    other.close();
  });

  it('refuses to post into an archived room until it is opened again', async () => {
    await sandbox.decorate(room, { kind: 'archive' }, key('d1'));
    await expect(sandbox.post({ kind: 'room', room }, card('一'), key('p1'))).rejects.toMatchObject(
      {
        disposition: 'gone',
        code: 'room-is-archived',
      },
    );
    await sandbox.decorate(room, { kind: 'unarchive' }, key('d2'));
    await sandbox.post({ kind: 'room', room }, card('一'), key('p1'));
    expect(titles()).toEqual(['一']);
  });

  it('lets a whisper wait for someone who is still being invited', async () => {
    const whisper = () => sandbox.whisper(account('qian'), room, card('你的职责'), key('w'));
    await expect(whisper()).rejects.toMatchObject({ disposition: 'retry', code: 'not-in-room' });
    await sandbox.invite(room, [account('qian')], key('i'));
    await whisper();
    expect(titles(room.id, 'qian')).toEqual(['你的职责']);
    expect(titles(room.id, 'lin')).toEqual([]);
  });

  it('pins, renames, sets the topic and keeps bookmarks', async () => {
    const message = await sandbox.post({ kind: 'room', room }, card('状态'), key('p'));
    await sandbox.decorate(room, { kind: 'pin', message }, key('d1'));
    await sandbox.decorate(room, { kind: 'topic', text: '新话题'.repeat(200) }, key('d2'));
    await sandbox.decorate(
      room,
      { kind: 'rename', asciiName: 'x', displayName: '【重大】INC-1' },
      key('d3'),
    );
    await sandbox.decorate(room, { kind: 'bookmark', label: '旧', url: '/a' }, key('d4'));
    await sandbox.decorate(room, { kind: 'bookmark', label: '新', url: '/a' }, key('d5'));
    const row = sandbox.world.room(room.id);
    expect(row?.name).toBe('【重大】INC-1');
    expect(row?.topic).toHaveLength(250);
    expect(sandbox.world.pinned(room.id)).toHaveLength(1);
    expect(sandbox.world.bookmarks(room.id)).toEqual([{ label: '新', url: '/a' }]);
  });

  it('invites only accounts it knows, also while the room is opened', async () => {
    const opened = await sandbox.openRoom(plan(['lin', 'nobody']), key('open-2'));
    expect(sandbox.world.members(opened.room.id).map(({ person }) => person)).toEqual(['lin']);
  });

  it('answers a place that does not exist with gone, and a stranger with give-up', async () => {
    const nowhere = { platform: 'sandbox', id: 'nowhere' };
    await expect(
      sandbox.post({ kind: 'room', room: nowhere }, card('x'), key('a')),
    ).rejects.toMatchObject({ disposition: 'gone' });
    await expect(
      sandbox.post({ kind: 'direct', account: account('nobody') }, card('x'), key('b')),
    ).rejects.toMatchObject({ disposition: 'give-up' });
  });

  it('posts into the thread of a message', async () => {
    const root = await sandbox.post({ kind: 'room', room }, card('审批'), key('p'));
    await sandbox.post({ kind: 'room', room, thread: root }, card('请说明原因'), key('t'));
    const rows = sandbox.world.messages(room.id, 'lin', { limit: 9 });
    expect(rows[1]?.thread).toBe(rows[0]?.n);
  });

  it('finds nobody when two people have the name', async () => {
    const twins = [...PEOPLE, { ...PEOPLE[0], id: 'lin2', accounts: {} }].filter(
      (one) => one.name !== undefined,
    );
    const other = createTestSandbox({
      organisation: () => ({ ...ORGANISATION, people: twins as typeof PEOPLE }),
    });
    expect(await other.lookup({ name: '林悦' })).toBeUndefined();
    expect(await other.lookup({ id: 'lin2' })).toMatchObject({ person: 'lin2' });
    other.close();
  });

  it('shortens a card the way it was given', async () => {
    const other = createTestSandbox({
      fit: (whole) => ({ ...whole, title: whole.title.slice(0, 2) }),
    });
    await other.post({ kind: 'direct', account: account('lin') }, card('很长的标题'), key('p'));
    const [row] = other.world.messages('dm-lin', 'lin', { limit: 1 });
    expect(JSON.parse(row?.card ?? '{}').title).toBe('很长');
    other.close();
  });
});

describe('faults of the sandbox', () => {
  let sandbox: Sandbox;
  const to = {
    kind: 'direct',
    account: accountOf(PEOPLE[0] ?? { id: '', name: '', groups: [], accounts: {} }),
  } as const;
  const posted = (): number => sandbox.world.messages('dm-lin', 'lin', { limit: 9 }).length;
  beforeEach(() => {
    sandbox = createTestSandbox();
  });
  afterEach(() => sandbox.close());

  it('fails as often as told, without any effect', async () => {
    const error = new DeliveryError('rate-limited', 'retry', { retryAfterMs: 3_000 });
    sandbox.faults.fail('post', 2, error);
    await expect(sandbox.post(to, card('一'), key('k'))).rejects.toBe(error);
    await expect(sandbox.post(to, card('一'), key('k'))).rejects.toBe(error);
    expect(posted()).toBe(0);
    await sandbox.post(to, card('一'), key('k'));
    expect(posted()).toBe(1);
  });

  it('loses a reply after the effect, and the repeat finds it done', async () => {
    sandbox.faults.loseReply('post', 1);
    await expect(sandbox.post(to, card('一'), key('k'))).rejects.toMatchObject({
      disposition: 'retry',
    });
    expect(posted()).toBe(1);
    await sandbox.post(to, card('一'), { ...key('k'), uncertain: true });
    expect(posted()).toBe(1);
  });

  it('is slow only in the method it was told to', async () => {
    sandbox.faults.delay('post', 30);
    const before = performance.now();
    await sandbox.lookup({ id: 'lin' });
    expect(performance.now() - before).toBeLessThan(25);
    await sandbox.post(to, card('一'), key('k'));
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });
});
