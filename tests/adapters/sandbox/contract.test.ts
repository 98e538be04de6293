import type { AccountRef, RoomRef } from '#ports/messenger.ts';
import { accountOf } from '#adapters/sandbox/refs.ts';
import { directRoomId } from '#adapters/sandbox/standing.ts';
import { messengerContract, type SeenMessage } from '../../contract/messenger-contract.ts';
import {
  createListener,
  createTestSandbox,
  PEOPLE,
  serve,
} from '../../support/sandbox/test-sandbox.ts';
import { wordsOfCard } from '../../support/sandbox/card-words.ts';

const account = (id: string): AccountRef => {
  const person = PEOPLE.find((one) => one.id === id);
  if (person === undefined) throw new Error(`nobody is ${id}`);
  return accountOf(person);
};

interface State {
  readonly messages: readonly {
    readonly id: string;
    readonly room: string;
    readonly card: unknown;
    readonly text: string | null;
  }[];
}

// Looked at from the page's side: what counts is what a person can see.
messengerContract('the sandbox', async () => {
  const sandbox = createTestSandbox();
  await sandbox.listen(createListener().inbox);
  const served = await serve(sandbox);
  const seen = async (as: AccountRef, room: string): Promise<readonly SeenMessage[]> => {
    const response = await fetch(`${served.url}/api/state?as=${as.id}`);
    const state = (await response.json()) as State;
    return state.messages
      .filter((message) => message.room === room)
      .map((message) => ({ id: message.id, text: message.text ?? wordsOfCard(message.card) }));
  };
  return {
    messenger: sandbox,
    accounts: {
      first: account('lin'),
      second: account('qian'),
      unknown: { platform: 'sandbox', id: 'nobody' },
    },
    known: { id: 'lin', email: 'LIN@example.com', name: '林悦' },
    seenBy: (as, room: RoomRef) => seen(as, room.id),
    directOf: (as) => seen(as, directRoomId(as.id)),
    membersOf: async (room) => sandbox.world.members(room.id).map(({ person }) => person),
    stop: served.close,
  };
});
