import type { Seen, Sights, Where } from '../sights.ts';
import type { FakeSlack, SlackMessage } from './fake-slack.ts';

const STANDING: Readonly<Record<string, string>> = {
  duty: 'C_DUTY',
  command: 'C_COMMAND',
  feed: 'C_FEED',
  agents: 'C_AGENTS',
};

/** `lin` is U_LIN in the sample organisation. */
export const accountOf = (person: string): string => `U_${person.toUpperCase()}`;
export const personOf = (account: string): string => account.replace(/^U_/u, '').toLowerCase();

/** The channel behind a place: `room` is the newest war room, a key the room of that incident. */
export const channelOf = (slack: FakeSlack, where: Where): string => {
  const standing = STANDING[where];
  if (standing !== undefined) return standing;
  const rooms = slack.channels().filter(({ name }) => name.startsWith('inc-'));
  const room =
    where === 'room'
      ? rooms.at(-1)
      : rooms.findLast(({ name }) => name.startsWith(where.toLowerCase()));
  return room?.id ?? where;
};

export const seenOf = (message: SlackMessage): Seen => ({
  id: message.ts,
  author: personOf(message.user),
  text: message.shown,
  title: message.title,
  alarming: message.title.startsWith('🔴'),
  copies: message.copies,
  struck: JSON.stringify(message.blocks).includes('"strike":true'),
  pinned: message.pinned,
  ...(message.thread === undefined ? {} : { thread: message.thread }),
  ...(message.onlyFor === undefined ? {} : { onlyFor: personOf(message.onlyFor) }),
});

/** What people see in Slack. */
export const slackSights = (slack: FakeSlack): Sights => ({
  messages: (where) =>
    slack
      .messages(channelOf(slack, where))
      .filter(({ deleted, onlyFor }) => !deleted && onlyFor === undefined)
      .map(seenOf),
  dms: (person) => {
    const account = accountOf(person);
    const whispers = slack
      .channels()
      .filter(({ kind }) => kind !== 'im')
      .flatMap(({ id }) => slack.messages(id, account))
      .filter(({ onlyFor, answer }) => onlyFor === account && !answer);
    const direct = slack.direct(account).filter(({ user, answer }) => user !== account && !answer);
    return [...whispers, ...direct].toSorted((a, b) => Number(a.ts) - Number(b.ts)).map(seenOf);
  },
  room: (key) => {
    const { id, name, topic, members } = slack.channel(channelOf(slack, key ?? 'room'));
    return { id, name, topic, members: members.map(personOf) };
  },
});
