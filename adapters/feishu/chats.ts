import { head } from '#cards/cut.ts';
import { type DurationMs, HOUR, MINUTE } from '#domain/time.ts';
import type { DeliveryKey, Messenger, RoomPlan } from '#ports/messenger.ts';
import type { Clock } from '#ports/system.ts';
import { chatDescription, chatName, NAME_LIMIT } from './decorations.ts';
import { chatPage, createdChat, type ListedChat, read } from './web/answers.ts';
import type { FeishuApi } from './web/api.ts';
import { refusedWith } from './web/errors.ts';
import { idOf, isId, uuidOf } from './web/ids.ts';
import { PLATFORM } from './web/platform.ts';
import { createRecent, type Recent } from './web/recent.ts';

interface ChatDeps {
  readonly api: FeishuApi;
  readonly clock: Clock;
}

interface Opened {
  readonly id: string;
  readonly name: string;
}

const REMEMBERED = 5_000;
/** chat/create takes 50 people; the invitation that follows brings the rest. */
const MOST_PEOPLE = 50;
const MOST_SUFFIXES = 99;
const PAGE = 100;
const MOST_PAGES = 50;

/** A `uuid` is remembered for ten hours (chat/create); the rest is for clocks that do not agree. */
const UUID_LIFE: DurationMs = 10 * HOUR - 10 * MINUTE;

/**
 * Somebody on the list is not there, has left, or is not in the app's availability: then the whole group is
 * refused. It is made without people, and the invitation names those who could not come.
 */
const SOMEBODY = [
  232_022, 232_024, 232_028, 232_030, 232_043, 99_992_351, 99_992_360, 99_992_361, 99_992_364,
] as const;

/** The platform gives two groups the same name without a word; here the second is told apart. */
const createNames = () => {
  const taken: Recent<string> = createRecent(REMEMBERED);
  return (plan: RoomPlan, { key }: DeliveryKey): string => {
    const base = chatName(plan.displayName);
    const suffixes = Array.from({ length: MOST_SUFFIXES - 1 }, (_, n) => ` ${n + 2}`);
    const names = ['', ...suffixes].map(
      (suffix) => `${head(base, NAME_LIMIT - suffix.length)}${suffix}`,
    );
    const free = names.find((name) => [undefined, key].includes(taken.get(name))) ?? base;
    taken.set(free, key);
    return free;
  };
};

const create = async (
  { api }: ChatDeps,
  name: string,
  plan: RoomPlan,
  people: readonly string[],
  key: DeliveryKey,
): Promise<Opened> => {
  const answer = await api.call({
    method: 'POST',
    path: '/open-apis/im/v1/chats',
    query: { user_id_type: 'open_id', set_bot_manager: true, uuid: uuidOf(key) },
    body: {
      name,
      description: chatDescription(plan.topic),
      chat_mode: 'group',
      // Whoever is to see it is invited; a public group would be found and entered by everybody.
      chat_type: 'private',
      ...(people.length === 0 ? {} : { user_id_list: people }),
    },
    ticket: key.key,
  });
  const { chat_id: id, name: given } = read(createdChat, answer);
  // A repeat gives the group that is there, under the name it has.
  return { id: idOf('chat', id), name: given ?? name };
};

const createWithPeople = async (
  deps: ChatDeps,
  name: string,
  plan: RoomPlan,
  key: DeliveryKey,
): Promise<Opened> => {
  const ids = new Set(plan.people.map(({ id }) => id).filter((id) => isId('person', id)));
  const people = [...ids].slice(0, MOST_PEOPLE);
  try {
    return await create(deps, name, plan, people, key);
  } catch (error) {
    if (people.length === 0 || !refusedWith(error, SOMEBODY)) throw error;
    return create(deps, name, plan, [], key);
  }
};

/** All groups the bot is in that it owns: of those the platform names no owner. */
const ownChats = async (
  { api }: ChatDeps,
  { key }: DeliveryKey,
): Promise<readonly ListedChat[]> => {
  const chats: ListedChat[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const more = token === undefined ? {} : { page_token: token };
    const query = { page_size: PAGE, ...more };
    const answer = await api.call({
      method: 'GET',
      path: '/open-apis/im/v1/chats',
      query,
      ticket: key,
    });
    const { items, next } = read(chatPage, answer);
    chats.push(...items.filter(({ owner_id: owner }) => owner === undefined || owner === ''));
    token = next;
    if (token === undefined) break;
  }
  return chats;
};

/**
 * The group that an attempt of unknown fate may have left, once its `uuid` is forgotten: made by the bot, with
 * this name, or, as names change with the level, with the incident's key in it. Groups that this process opened
 * for other deliveries are left out. Lost groups of the incident are not on the list.
 */
const findLeft = async (
  deps: ChatDeps,
  plan: RoomPlan,
  key: DeliveryKey,
  opened: Recent<Opened>,
): Promise<Opened | undefined> => {
  const others = new Set([...opened.values()].map(({ id }) => id));
  const chats = (await ownChats(deps, key)).filter(({ chat_id: id }) => !others.has(id));
  const wanted = chatName(plan.displayName);
  const found =
    chats.find(({ name }) => name === wanted) ??
    chats.find(({ name = '' }) => name.includes(plan.incident));
  return found && { id: idOf('chat', found.chat_id), name: found.name ?? wanted };
};

/** Opens groups, with the people in them: one call, so that whoever declares is in it at once. */
export const createChats = (deps: ChatDeps): Pick<Messenger, 'openRoom'> => {
  const opened = createRecent<Opened>(REMEMBERED);
  const nameFor = createNames();
  const open = async (plan: RoomPlan, key: DeliveryKey): Promise<Opened> => {
    const isForgotten = key.uncertain && deps.clock.now() - key.since > UUID_LIFE;
    const left = isForgotten ? await findLeft(deps, plan, key, opened) : undefined;
    return left ?? createWithPeople(deps, nameFor(plan, key), plan, key);
  };
  return {
    openRoom: async (plan, key) => {
      const room = opened.get(key.key) ?? (await open(plan, key));
      opened.set(key.key, room);
      return { room: { platform: PLATFORM, id: room.id }, name: room.name };
    },
  };
};
