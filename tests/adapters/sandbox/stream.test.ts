import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import type { RoomRef } from '#ports/messenger.ts';
import type { Sandbox } from '#adapters/sandbox/sandbox.ts';
import { followStream, type SentEvent } from '../../support/sandbox/event-stream.ts';
import {
  createListener,
  createTestSandbox,
  serve,
  type Served,
} from '../../support/sandbox/test-sandbox.ts';

const card = (title: string): Card => ({ title, tone: 'info', fallback: title, elements: [] });
let n = 0;
const key = () => {
  n += 1;
  return { key: `k${n}`, uncertain: false, since: 0 };
};
const account = (id: string) => ({ platform: 'sandbox', id });
const says = (text: string) => (event: SentEvent) =>
  event.event.startsWith('message') && JSON.stringify(event.data).includes(text);

describe('the stream of the sandbox', () => {
  let sandbox: Sandbox;
  let served: Served;
  let room: RoomRef;
  const streams: { close: () => Promise<void> }[] = [];
  const follow = async (as: string, after: number, headers: Record<string, string> = {}) => {
    const stream = await followStream(`${served.url}/api/stream?as=${as}&after=${after}`, headers);
    streams.push(stream);
    return stream;
  };
  const now = (): number => sandbox.world.lastChange();

  beforeEach(async () => {
    sandbox = createTestSandbox();
    await sandbox.listen(createListener().inbox);
    served = await serve(sandbox);
    const people = ['lin', 'qian'].map(account);
    room = (
      await sandbox.openRoom(
        {
          asciiName: 'a',
          displayName: '作战室',
          topic: '',
          incident: 'INC-1',
          private: true,
          people,
        },
        key(),
      )
    ).room;
  });
  afterEach(async () => {
    for (const stream of streams.splice(0)) await stream.close();
    await served.close();
  });

  it('tells members what is posted, edited and taken away, and outsiders nothing of it', async () => {
    const inside = await follow('lin', now());
    const outside = await follow('zhou', now());
    const message = await sandbox.post({ kind: 'room', room }, card('处理中 10%'), key());
    await inside.next(says('10%'));
    await sandbox.update(message, card('处理中 50%'), key());
    expect(await inside.next(says('50%'))).toMatchObject({
      event: 'message',
      data: { message: { id: message.id, room: room.id }, unread: 1 },
    });
    sandbox.world.removeMessage(1);
    await inside.next((event) => event.event === 'message-gone');
    // Everyone hears the feed; when this arrives, everything before it has been sent.
    await sandbox.post(
      { kind: 'room', room: { platform: 'sandbox', id: 'feed' } },
      card('状态'),
      key(),
    );
    await outside.next(says('状态'));
    expect(outside.events.filter(({ event }) => event.startsWith('message'))).toHaveLength(1);
    expect(JSON.stringify(outside.events)).not.toContain('处理中');
  });

  it('brings a private message to its one reader and to nobody else', async () => {
    const reader = await follow('lin', now());
    const other = await follow('qian', now());
    await sandbox.whisper(account('lin'), room, card('只给林悦'), key());
    await sandbox.post({ kind: 'direct', account: account('lin') }, card('私信林悦'), key());
    await sandbox.post({ kind: 'room', room }, card('给大家'), key());
    await reader.next(says('只给林悦'));
    await reader.next(says('私信林悦'));
    await other.next(says('给大家'));
    expect(JSON.stringify(other.events)).not.toContain('林悦');
    const state = await (await fetch(`${served.url}/api/state?as=qian`)).text();
    expect(state).not.toContain('只给林悦');
    expect(state).not.toContain('私信林悦');
  });

  it('goes on where a browser stopped hearing', async () => {
    await sandbox.post({ kind: 'room', room }, card('听到了'), key());
    const heard = now();
    await sandbox.post({ kind: 'room', room }, card('错过了'), key());
    const stream = await follow('lin', 0, { 'Last-Event-ID': String(heard) });
    const missed = await stream.next(says('错过了'));
    expect(Number(missed.id)).toBe(now());
    expect(stream.events.some(says('听到了'))).toBe(false);
  });

  it('tells of a thing that changed often only once, as it is now', async () => {
    const message = await sandbox.post({ kind: 'room', room }, card('0%'), key());
    const before = now();
    for (const percent of [10, 20, 30]) await sandbox.update(message, card(`${percent}%`), key());
    const stream = await follow('lin', before);
    await stream.next(says('30%'));
    expect(stream.events.filter(({ event }) => event === 'message')).toHaveLength(1);
  });

  it('tells a browser to load everything anew when it missed too much, or the world began again', async () => {
    for (let one = 0; one < 510; one += 1)
      sandbox.world.addMessage({ room: 'feed', author: 'lin', text: 'x' });
    const late = await follow('lin', 0);
    await late.next(({ event }) => event === 'reload');
    expect(late.events.some(({ event }) => event === 'message')).toBe(false);
    const older = await follow('lin', now() + 1_000);
    await older.next(({ event }) => event === 'reload');
  });

  it('shows a room to whom it was opened later, and hides it from whoever leaves', async () => {
    const stream = await follow('zhou', now());
    await sandbox.invite(room, [account('zhou')], key());
    expect(await stream.next(({ event }) => event === 'room')).toMatchObject({
      data: { id: room.id, joined: true },
    });
    sandbox.world.removeMembers(room.id, ['zhou']);
    expect(await stream.next(({ event }) => event === 'room-gone')).toMatchObject({
      data: { id: room.id },
    });
  });

  it('keeps what one person read to that person', async () => {
    const lin = await follow('lin', now());
    const qian = await follow('qian', now());
    await sandbox.post({ kind: 'room', room }, card('读我'), key());
    await lin.next(says('读我'));
    sandbox.actions.read('lin', { room: room.id, upto: 1 });
    expect(await lin.next(({ event }) => event === 'seen')).toMatchObject({
      data: { room: room.id, unread: 0 },
    });
    await sandbox.post({ kind: 'room', room }, card('再来'), key());
    await qian.next(says('再来'));
    expect(qian.events.some(({ event }) => event === 'seen')).toBe(false);
  });

  it('tells every browser that the clock was moved', async () => {
    const stream = await follow('zhou', now());
    await fetch(`${served.url}/api/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ rate: 10 }),
    });
    expect(await stream.next(({ event }) => event === 'clock')).toMatchObject({
      data: { rate: 10 },
    });
  });

  it('is for people of the organisation only', async () => {
    const stream = await follow('nobody', 0);
    expect(stream.status).toBe(404);
  });
});
