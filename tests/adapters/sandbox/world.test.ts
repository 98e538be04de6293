import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { BOT } from '#adapters/sandbox/world-schema.ts';
import { openWorld } from '#adapters/sandbox/world.ts';

const clock = { now: () => Date.parse('2026-12-01T10:04:00+08:00') };
const card = (title: string, vote = false): Card => ({
  title,
  tone: 'info',
  fallback: title,
  elements: [],
  vote,
});

describe('the world of the sandbox', () => {
  let folder: string;
  const file = (): string => join(folder, 'world.db');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'world-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is as it was after the process died, because it lies in a file of its own', () => {
    const before = openWorld(file(), clock);
    const room = before.addRoom({ name: '作战室', kind: 'war', incident: 'INC-1', private: true });
    before.addMembers(room.id, ['lin']);
    const message = before.addMessage({ room: room.id, author: BOT, card: card('状态') });
    before.pin(message.n);
    before.react(message.n, 'lin', 'white_check_mark', true);
    before.addBookmark(room.id, { label: '页面', url: '/incidents/INC-1' });
    before.setSetting('clock', '42');
    // Not closed: a killed process does not close anything either.
    const after = openWorld(file(), clock);
    expect(after.roomOfIncident('INC-1')).toEqual(room);
    expect(after.members(room.id).map(({ person }) => person)).toEqual(['lin']);
    expect(after.message(message.n)?.pinned_at).not.toBeNull();
    expect(after.reactions(message.n)).toEqual([{ emoji: 'white_check_mark', person: 'lin' }]);
    expect(after.bookmarks(room.id)).toEqual([{ label: '页面', url: '/incidents/INC-1' }]);
    expect(after.setting('clock')).toBe('42');
    expect(after.lastChange()).toBe(before.lastChange());
    before.close();
    after.close();
  });

  it('remembers across a restart which deliveries took effect', () => {
    const before = openWorld(file(), clock);
    before.once('post', 'k', () => 'first');
    before.close();
    const after = openWorld(file(), clock);
    expect(after.once('post', 'k', () => 'second')).toBe('first');
    expect(after.once('whisper', 'k', () => 'other method')).toBe('other method');
    after.close();
  });

  it('keeps nothing of a delivery that failed half-way', () => {
    const world = openWorld(':memory:', clock);
    const room = world.addRoom({ name: '群', kind: 'war', private: false });
    const post = (fail: boolean) =>
      world.once('post', 'k', () => {
        world.addMessage({ room: room.id, author: BOT, text: '一' });
        if (fail) throw new Error('died here');
        return 'done';
      });
    expect(() => post(true)).toThrow('died here');
    expect(world.messages(room.id, 'lin', { limit: 9 })).toHaveLength(0);
    post(false);
    expect(world.messages(room.id, 'lin', { limit: 9 })).toHaveLength(1);
    world.close();
  });

  it('refuses a file that a newer program wrote', () => {
    openWorld(file(), clock).close();
    const db = new Database(file());
    db.pragma('user_version = 99');
    db.close();
    expect(() => openWorld(file(), clock)).toThrow(/version 99/);
  });

  it('gives clashing names a number and leaves a room its own name on rename', () => {
    const world = openWorld(':memory:', clock);
    const names = [1, 2, 3].map(
      () => world.addRoom({ name: '群', kind: 'war', private: true }).name,
    );
    expect(names).toEqual(['群', '群-2', '群-3']);
    world.changeRoom('room-1', { name: '群' });
    expect(world.room('room-1')?.name).toBe('群');
    world.changeRoom('room-1', { name: '群-2' });
    expect(world.room('room-1')?.name).toBe('群-2-2');
    world.close();
  });

  it('counts as unread what others said since one last looked', () => {
    const world = openWorld(':memory:', clock);
    const { id } = world.addRoom({ name: '群', kind: 'war', private: true });
    const first = world.addMessage({ room: id, author: BOT, text: '一' });
    world.addMessage({ room: id, author: 'lin', text: '二' });
    world.addMessage({ room: id, author: BOT, text: '给钱多', onlyFor: 'qian' });
    world.addMessage({ room: id, author: BOT, text: '回答', onlyFor: 'lin', command: '/status' });
    expect([world.unread(id, 'lin'), world.unread(id, 'qian')]).toEqual([1, 3]);
    world.markSeen(id, 'qian', first.n);
    expect(world.unread(id, 'qian')).toBe(2);
    world.markSeen(id, 'qian', 0);
    expect(world.unread(id, 'qian')).toBe(2);
    world.close();
  });

  it('numbers every change without holes, and says whom a private one concerns', () => {
    const world = openWorld(':memory:', clock);
    const { id } = world.addRoom({ name: '群', kind: 'war', private: true });
    world.addMessage({ room: id, author: BOT, text: '给林悦', onlyFor: 'lin' });
    world.addMessage({ room: id, author: BOT, text: '给大家' });
    const changes = world.changesAfter(0, 99);
    expect(changes.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(changes.map(({ person }) => person)).toEqual([null, 'lin', null]);
    expect(world.changesAfter(2, 99)).toHaveLength(1);
    world.close();
  });

  it('remembers that a card once asked for votes, whatever it says now', () => {
    const world = openWorld(':memory:', clock);
    const { id } = world.addRoom({ name: '群', kind: 'war', private: true });
    const { n } = world.addMessage({ room: id, author: BOT, card: card('A1 v1 待审批', true) });
    world.replaceCard(n, card('A1 v1 已被v2取代'));
    expect(world.votes(id).map((row) => row.n)).toEqual([n]);
    world.close();
  });
});
