import type { AccountRef, DeliveryKey, Invited, Messenger, RoomRef } from '#ports/messenger.ts';
import { addedMembers, read } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { codeOf } from './web/errors.ts';
import { idOf, isId } from './web/ids.ts';
import { createRecent, type Recent } from './web/recent.ts';

/** chatMembers/create takes 50 people a call. */
const AT_ONCE = 50;
const REMEMBERED = 200;

/** Refusals of a whole call that are about people: not there, left, not visible, of another tenant or app. */
const OF_A_PERSON: ReadonlySet<number> = new Set([
  232_022, 232_024, 232_027, 232_028, 232_030, 232_043, 99_992_351, 99_992_360, 99_992_361,
  99_992_364,
]);

/** What became of each account; `undefined` for one that is in the group. */
type Outcomes = Map<string, string | undefined>;

interface Inviting {
  readonly api: FeishuApi;
  readonly chat: string;
  readonly ticket: string;
  readonly outcomes: Outcomes;
}

/** Who is inside already counts as added; whoever can't be is on one of three lists (`succeed_type` 1). */
const addMembers = async (
  { api, chat, ticket, outcomes }: Inviting,
  accounts: readonly string[],
): Promise<void> => {
  const answer = await api.call({
    method: 'POST',
    path: `/open-apis/im/v1/chats/${chat}/members`,
    query: { member_id_type: 'open_id', succeed_type: 1 },
    body: { id_list: accounts },
    ticket,
  });
  const added = read(addedMembers, answer);
  for (const account of accounts) outcomes.set(account, undefined);
  for (const account of added.invalid_id_list) outcomes.set(account, 'not-available');
  for (const account of added.not_existed_id_list) outcomes.set(account, 'not-existed');
  for (const account of added.pending_approval_id_list) outcomes.set(account, 'pending-approval');
};

/** One call for all; one that is refused because of somebody is taken apart in halves. */
const inviteTogether = async (inviting: Inviting, accounts: readonly string[]): Promise<void> => {
  const [first] = accounts;
  if (first === undefined) return;
  try {
    await addMembers(inviting, accounts);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !OF_A_PERSON.has(code)) throw error;
    if (accounts.length === 1) {
      inviting.outcomes.set(first, String(code));
      return;
    }
    const half = Math.ceil(accounts.length / 2);
    await inviteTogether(inviting, accounts.slice(0, half));
    await inviteTogether(inviting, accounts.slice(half));
  }
};

const invitedOf = (people: readonly AccountRef[], outcomes: Outcomes): Invited => ({
  joined: people.filter(({ id }) => outcomes.has(id) && outcomes.get(id) === undefined),
  failed: people.flatMap((account) => {
    const reason = outcomes.get(account.id);
    return reason === undefined ? [] : [{ account, reason }];
  }),
});

/** Work on one group after the other: changes of its members at the same time are refused (232019). */
const createQueues = () => {
  const running = new Map<string, Promise<unknown>>();
  return async <T>(chat: string, work: () => Promise<T>): Promise<T> => {
    const before = running.get(chat) ?? Promise.resolve();
    const mine = before.then(work, work);
    running.set(chat, mine);
    try {
      return await mine;
    } finally {
      if (running.get(chat) === mine) running.delete(chat);
    }
  };
};

/** Brings people into groups. Repeating it is harmless. */
export const createInvite = (api: FeishuApi): Messenger['invite'] => {
  // Taken apart, an invitation may need more calls than are allowed at once; it goes on where it stopped.
  const begun: Recent<Outcomes> = createRecent(REMEMBERED);
  const inTurn = createQueues();
  const invite = async (
    { id }: RoomRef,
    people: readonly AccountRef[],
    { key }: DeliveryKey,
  ): Promise<Invited> => {
    const chat = idOf('chat', id);
    const outcomes: Outcomes = begun.get(key) ?? new Map();
    begun.set(key, outcomes);
    for (const account of people)
      if (!isId('person', account.id)) outcomes.set(account.id, 'invalid-id');
    const inviting = { api, chat, ticket: key, outcomes };
    const left = [...new Set(people.map((account) => account.id))].filter(
      (account) => !outcomes.has(account),
    );
    for (let from = 0; from < left.length; from += AT_ONCE)
      await inviteTogether(inviting, left.slice(from, from + AT_ONCE));
    begun.delete(key);
    return invitedOf(people, outcomes);
  };
  return (room, people, key) => inTurn(room.id, () => invite(room, people, key));
};
