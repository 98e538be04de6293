import type { AccountRef, Invited, Messenger } from '#ports/messenger.ts';
import { inviteErrors, read } from './web/answers.ts';
import type { SlackApi } from './web/api.ts';
import { answerOf } from './web/errors.ts';
import { createRecent, type Recent } from './web/recent.ts';

/** Most people one call of conversations.invite takes (docs). */
const AT_ONCE = 100;
const REMEMBERED = 200;

const INSIDE = 'already_in_channel';
const ITSELF = 'cant_invite_self';

/** Errors that are about a person, not about the room or the app. */
const OF_A_PERSON: ReadonlySet<string> = new Set([
  INSIDE,
  ITSELF,
  'cant_invite',
  'invitee_cant_see_channel',
  'no_external_invite_permission',
  'no_user',
  'org_user_not_in_team',
  'ura_max_channels',
  'user_disabled',
  'user_is_restricted',
  'user_is_ultra_restricted',
  'user_not_found',
  'user_not_visible',
]);

/** What became of each account; `undefined` for one that is in the room. */
type Outcomes = Map<string, string | undefined>;

const note = (outcomes: Outcomes, account: string, error: string): void => {
  outcomes.set(account, error === INSIDE ? undefined : error);
};

const noteAll = (
  outcomes: Outcomes,
  accounts: readonly string[],
  { errors }: ReturnType<typeof readErrors>,
): void => {
  const refused = errors.filter(({ user }) => accounts.includes(user));
  for (const { user, error } of refused) note(outcomes, user, error);
};

const readErrors = (answer: unknown) => read(inviteErrors, answer);

interface Inviting {
  readonly api: SlackApi;
  readonly room: string;
  readonly ticket: string;
  readonly outcomes: Outcomes;
}

/** Everyone in halves, so that one person who can't come costs few calls. */
const inviteApart = async (inviting: Inviting, accounts: readonly string[]): Promise<void> => {
  const half = Math.ceil(accounts.length / 2);
  await inviteTogether(inviting, accounts.slice(0, half));
  await inviteTogether(inviting, accounts.slice(half));
};

/**
 * One call for all. `force` has Slack pass over those who can't come, but whether it honours that depends on the
 * error, so a refusal of the whole call is taken apart: those it names are left out, or the rest is halved.
 */
const inviteTogether = async (inviting: Inviting, accounts: readonly string[]): Promise<void> => {
  const { api, room, ticket, outcomes } = inviting;
  const [first] = accounts;
  if (first === undefined) return;
  try {
    const args = { channel: room, users: accounts.join(','), force: true };
    const answer = readErrors(await api.call('conversations.invite', args, ticket));
    for (const account of accounts) outcomes.set(account, undefined);
    noteAll(outcomes, accounts, answer);
  } catch (error) {
    const refusal = answerOf(error);
    if (refusal === undefined) throw error;
    noteAll(outcomes, accounts, readErrors(refusal.data));
    const rest = accounts.filter((account) => !outcomes.has(account));
    if (rest.length < accounts.length) return inviteTogether(inviting, rest);
    if (!OF_A_PERSON.has(refusal.code)) throw error;
    if (accounts.length > 1) return inviteApart(inviting, accounts);
    note(outcomes, first, refusal.code);
  }
};

const invitedOf = (people: readonly AccountRef[], outcomes: Outcomes): Invited => {
  const failed = people.flatMap((account) => {
    const reason = outcomes.get(account.id);
    // The bot itself is neither to be reached nor missing.
    return reason === undefined || reason === ITSELF ? [] : [{ account, reason }];
  });
  const joined = people.filter(({ id }) => outcomes.has(id) && outcomes.get(id) === undefined);
  return { joined, failed };
};

/** Brings people into rooms. Repeating it is harmless: who is inside already counts as joined. */
export const createInvite = (api: SlackApi): Messenger['invite'] => {
  // Taken apart, an invitation may need more calls than a minute allows; it goes on where it stopped.
  const begun: Recent<Outcomes> = createRecent(REMEMBERED);
  return async (room, people, key) => {
    const outcomes: Outcomes = begun.get(key.key) ?? new Map();
    begun.set(key.key, outcomes);
    const inviting = { api, room: room.id, ticket: key.key, outcomes };
    const left = [...new Set(people.map(({ id }) => id))].filter((id) => !outcomes.has(id));
    for (let from = 0; from < left.length; from += AT_ONCE)
      await inviteTogether(inviting, left.slice(from, from + AT_ONCE));
    begun.delete(key.key);
    return invitedOf(people, outcomes);
  };
};
