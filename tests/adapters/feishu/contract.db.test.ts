import type { AccountRef, RoomRef } from '#ports/messenger.ts';
import {
  messengerContract,
  type MessengerHarness,
  type SeenMessage,
} from '../../contract/messenger-contract.ts';
import type { FeishuMessage } from '../../support/feishu/fake-feishu.ts';
import { asMessenger, createDesk, LIN, NOBODY, QIAN } from './web/desk.ts';

const seen = (messages: readonly FeishuMessage[]): readonly SeenMessage[] =>
  messages.filter(({ recalled }) => !recalled).map(({ id, shown }) => ({ id, text: shown }));

/** The suite itself asks for a message that never was; an app never would. */
const ASKED_FOR = /230001 there is no message om_\w+000000009$/u;

// Looked at from the tenant's side: what counts is what a person can read there.
messengerContract('Feishu', async (): Promise<MessengerHarness> => {
  const desk = await createDesk();
  const { feishu } = desk;
  return {
    messenger: asMessenger(desk.outbound),
    accounts: { first: LIN, second: QIAN, unknown: NOBODY },
    known: { id: LIN.id, email: 'lin@example.com', name: '林悦' },
    seenBy: async (account: AccountRef, room: RoomRef) =>
      seen(feishu.messages(room.id, account.id)),
    directOf: async (account) => seen(feishu.direct(account.id)),
    membersOf: async (room) => feishu.chat(room.id).members,
    stop: async () => {
      await feishu.close();
      const violations = feishu.violations.filter((violation) => !ASKED_FOR.test(violation));
      if (violations.length > 0) throw new Error(violations.join('\n'));
    },
  };
});
