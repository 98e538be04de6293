import type { AccountRef, RoomRef } from '#ports/messenger.ts';
import {
  messengerContract,
  type MessengerHarness,
  type SeenMessage,
} from '../../contract/messenger-contract.ts';
import type { SlackMessage } from '../../support/slack/fake-slack.ts';
import { asMessenger, createDesk, LIN, NOBODY, QIAN } from './web/desk.ts';

const seen = (messages: readonly SlackMessage[]): readonly SeenMessage[] =>
  messages.filter(({ deleted }) => !deleted).map(({ ts, shown }) => ({ id: ts, text: shown }));

// Looked at from the workspace's side: what counts is what a person can read there.
messengerContract('Slack', async (): Promise<MessengerHarness> => {
  const desk = await createDesk();
  const { slack } = desk;
  const messenger = asMessenger(desk.outbound);
  return {
    messenger: {
      ...messenger,
      // Slack creates rooms without people; the app's invitation, which follows in any case, brings them.
      openRoom: async (plan, key) => {
        const opened = await messenger.openRoom(plan, key);
        await messenger.invite(opened.room, plan.people, { ...key, key: `${key.key} invite` });
        return opened;
      },
    },
    accounts: { first: LIN, second: QIAN, unknown: NOBODY },
    known: { id: LIN.id, email: 'LIN@example.com', name: '林悦' },
    seenBy: async (account: AccountRef, room: RoomRef) => seen(slack.messages(room.id, account.id)),
    directOf: async (account) => seen(slack.direct(account.id)),
    membersOf: async (room) => slack.channel(room.id).members,
    stop: desk.close,
  };
});
