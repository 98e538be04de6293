import type { Seen, Sights, Where } from '../sights.ts';
import { accountOf, personOf } from './cast.ts';
import type { FakeFeishu, FeishuMessage } from './fake-feishu.ts';

const STANDING: Readonly<Record<string, string>> = {
  duty: 'oc_duty',
  command: 'oc_command',
  feed: 'oc_feed',
  agents: 'oc_agents',
};
/** War rooms carry their incident's key in their name, whatever its level and state. */
const WAR_ROOM = /(?:INC|DRL)-\d{8}-\d{2,}/u;

/** The group behind a place: `room` is the newest war room, a key the room of that incident. */
export const chatOf = (feishu: FakeFeishu, where: Where): string => {
  const standing = STANDING[where];
  if (standing !== undefined) return standing;
  const rooms = feishu.chats().filter(({ name, dissolved }) => !dissolved && WAR_ROOM.test(name));
  const room = where === 'room' ? rooms.at(-1) : rooms.findLast(({ name }) => name.includes(where));
  return room?.id ?? where;
};

export const seenOf = (message: FeishuMessage): Seen => ({
  id: message.id,
  author: personOf(message.sender),
  text: message.shown,
  title: message.title,
  alarming: message.colour === 'red',
  copies: message.copies,
  struck: JSON.stringify(message.card ?? {}).includes('~~'),
  pinned: message.pinned,
  ...(message.parent === undefined ? {} : { thread: message.parent }),
  ...(message.onlyFor === undefined ? {} : { onlyFor: personOf(message.onlyFor) }),
});

/** What people see in Feishu. */
export const feishuSights = (feishu: FakeFeishu): Sights => ({
  messages: (where) =>
    feishu
      .messages(chatOf(feishu, where))
      .filter(({ recalled, onlyFor }) => !recalled && onlyFor === undefined)
      .map(seenOf),
  dms: (person) => {
    const account = accountOf(person);
    const alone = feishu
      .chats()
      .filter(({ kind }) => kind === 'group')
      .flatMap(({ id }) => feishu.messages(id, account))
      .filter(({ onlyFor, answer }) => onlyFor === account && !answer);
    const direct = feishu
      .direct(account)
      .filter(({ sender, answer, recalled }) => sender !== account && !answer && !recalled);
    return [...alone, ...direct].toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(seenOf);
  },
  room: (key) => {
    const { id, name, description, members } = feishu.chat(chatOf(feishu, key ?? 'room'));
    return { id, name, topic: description, members: members.map(personOf) };
  },
});
