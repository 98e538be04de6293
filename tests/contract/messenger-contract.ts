import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import type { AccountRef, DeliveryKey, Messenger, RoomPlan, RoomRef } from '#ports/messenger.ts';

/** A message as one account sees it: its id and every word of it. */
export interface SeenMessage {
  readonly id: string;
  readonly text: string;
}

/** One messenger with a platform behind it that the suite can look into. */
export interface MessengerHarness {
  readonly messenger: Messenger;
  /** Two accounts that exist and one that does not. */
  readonly accounts: {
    readonly first: AccountRef;
    readonly second: AccountRef;
    readonly unknown: AccountRef;
  };
  /** How the first account can be looked up; what the platform does not know is left out. */
  readonly known: { readonly id?: string; readonly email?: string; readonly name?: string };
  /** What an account sees in a room, oldest first. */
  seenBy(account: AccountRef, room: RoomRef): Promise<readonly SeenMessage[]>;
  /** What an account sees in its direct conversation with the bot, oldest first. */
  directOf(account: AccountRef): Promise<readonly SeenMessage[]>;
  membersOf(room: RoomRef): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const card = (text: string): Card => ({
  title: text,
  tone: 'info',
  fallback: text,
  elements: [{ kind: 'text', lines: [[text]] }],
});

const createKeys = () => {
  let n = 0;
  return (): DeliveryKey => {
    n += 1;
    return { key: `contract-${n}`, uncertain: false, since: 0 };
  };
};

/** The second attempt at a delivery whose first attempt may have taken effect. */
const again = (key: DeliveryKey): DeliveryKey => ({ ...key, uncertain: true });

const textsOf = (messages: readonly SeenMessage[]): readonly string[] =>
  messages.map((message) => message.text);

const holding = (messages: readonly SeenMessage[], text: string): readonly SeenMessage[] =>
  messages.filter((message) => message.text.includes(text));

/** What every messenger must keep, whatever is behind it. */
export const messengerContract = (name: string, make: () => Promise<MessengerHarness>): void => {
  describe(`${name} keeps the messenger contract`, () => {
    let harness: MessengerHarness;
    let key: () => DeliveryKey;
    const plan = (people: readonly AccountRef[]): RoomPlan => ({
      asciiName: 'inc-20261201-01-system-failure',
      displayName: '【待定级】INC-20261201-01 系统故障',
      topic: '接通率 68%',
      incident: 'INC-20261201-01',
      private: true,
      people,
    });
    const openRoom = async (people = [harness.accounts.first]): Promise<RoomRef> =>
      (await harness.messenger.openRoom(plan(people), key())).room;

    beforeEach(async () => {
      harness = await make();
      key = createKeys();
    });
    afterEach(async () => {
      await harness.stop();
    });

    it('opens a room once for the same key, even when the first reply was lost', async () => {
      const { messenger, accounts } = harness;
      const once = key();
      const first = await messenger.openRoom(plan([accounts.first]), once);
      const second = await messenger.openRoom(plan([accounts.first]), again(once));
      expect(second).toEqual(first);
    });

    it('gives two rooms of one name two names', async () => {
      const { messenger, accounts } = harness;
      const first = await messenger.openRoom(plan([accounts.first]), key());
      const second = await messenger.openRoom(plan([accounts.first]), key());
      expect(second.room.id).not.toBe(first.room.id);
      expect(second.name).not.toBe(first.name);
    });

    it('brings invited people in and reports accounts that do not exist', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom();
      const invited = await messenger.invite(room, [accounts.second, accounts.unknown], key());
      expect(invited.joined.map(({ id }) => id)).toEqual([accounts.second.id]);
      expect(invited.failed.map(({ account }) => account.id)).toEqual([accounts.unknown.id]);
      expect(await harness.membersOf(room)).toEqual(
        expect.arrayContaining([accounts.first.id, accounts.second.id]),
      );
    });

    it('takes an invitation of someone who is already inside as done', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom();
      await messenger.invite(room, [accounts.second], key());
      const invited = await messenger.invite(room, [accounts.second], key());
      expect(invited.failed).toEqual([]);
    });

    it('posts once for the same key, even when the first reply was lost', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom();
      const once = key();
      const first = await messenger.post({ kind: 'room', room }, card('接通率 68%'), once);
      const second = await messenger.post({ kind: 'room', room }, card('接通率 68%'), again(once));
      expect(second).toEqual(first);
      const seen = await harness.seenBy(accounts.first, room);
      expect(holding(seen, '接通率 68%')).toHaveLength(1);
    });

    it('posts twice for two keys', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom();
      await messenger.post({ kind: 'room', room }, card('同样的话'), key());
      await messenger.post({ kind: 'room', room }, card('同样的话'), key());
      expect(holding(await harness.seenBy(accounts.first, room), '同样的话')).toHaveLength(2);
    });

    it('edits a message in place', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom();
      const message = await messenger.post({ kind: 'room', room }, card('处理中 10%'), key());
      await messenger.post({ kind: 'room', room }, card('后来的消息'), key());
      await messenger.update(message, card('处理中 50%'), key());
      const seen = await harness.seenBy(accounts.first, room);
      const texts = textsOf(seen).join('\n');
      expect(texts).not.toContain('10%');
      const [edited] = holding(seen, '50%');
      expect(edited?.id).toBe(message.id);
      expect(seen.findIndex(({ id }) => id === message.id)).toBeLessThan(
        seen.findIndex(({ text }) => text.includes('后来的消息')),
      );
    });

    it('says that a message is gone instead of posting it anew', async () => {
      const { messenger } = harness;
      const room = await openRoom();
      const message = await messenger.post({ kind: 'room', room }, card('在'), key());
      const lost = { ...message, id: `${message.id.slice(0, -1)}000000009` };
      await expect(messenger.update(lost, card('不在'), key())).rejects.toMatchObject({
        name: 'DeliveryError',
        disposition: 'gone',
      });
    });

    it('whispers to one person and nobody else sees it', async () => {
      const { messenger, accounts } = harness;
      if (!messenger.can.whisper) return;
      const room = await openRoom([accounts.first, accounts.second]);
      const once = key();
      await messenger.whisper(accounts.first, room, card('只给你看'), once);
      await messenger.whisper(accounts.first, room, card('只给你看'), again(once));
      expect(holding(await harness.seenBy(accounts.first, room), '只给你看').length).toBe(1);
      expect(textsOf(await harness.seenBy(accounts.second, room)).join()).not.toContain('只给你看');
    });

    it('posts to a person directly, and only there', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom([accounts.first, accounts.second]);
      await messenger.post({ kind: 'direct', account: accounts.first }, card('请关注'), key());
      expect(holding(await harness.directOf(accounts.first), '请关注')).toHaveLength(1);
      expect(holding(await harness.directOf(accounts.second), '请关注')).toHaveLength(0);
      expect(holding(await harness.seenBy(accounts.second, room), '请关注')).toHaveLength(0);
    });

    it('shows what users wrote as text, whatever markup it looks like', async () => {
      const { messenger, accounts } = harness;
      const room = await openRoom();
      const evil = '<!channel> <at id=all></at> *粗* [x](https://example.com) <b>&amp;';
      await messenger.post({ kind: 'room', room }, card(evil), key());
      const seen = await harness.seenBy(accounts.first, room);
      expect(textsOf(seen).join()).toContain(evil);
    });

    it('finds an account by everything the platform knows it by', async () => {
      const { messenger, accounts, known } = harness;
      for (const [by, value] of Object.entries(known)) {
        const found = await messenger.lookup({ [by]: value });
        expect([by, found?.id]).toEqual([by, accounts.first.id]);
      }
      expect(Object.keys(known)).not.toHaveLength(0);
    });

    it('finds nobody for an address that nobody has', async () => {
      expect(await harness.messenger.lookup({ email: 'nobody@example.com' })).toBeUndefined();
    });
  });
};
