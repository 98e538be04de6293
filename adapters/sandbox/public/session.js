import { browserLocale, chosenLocale, languageFor, setLocale, setTheme } from './appearance.js';
import { follow, get, post } from './api.js';
import { go, homeRoom, isNarrow, openRoom, readRoute } from './navigation.js';
import { flush, resumePending } from './pending.js';
import { recall, remember } from './storage.js';
import { byId, change, current, personOf, setRoom } from './store.js';
import { wordsOf } from './words.js';

let stopFollowing = () => {};

const withClock = (clock) => (clock === null ? null : { ...clock, at: performance.now() });

/** What a screen reader should say of a message. */
const heardOf = ({ author, card, text }) => {
  const from = author === null ? wordsOf(current().locale).bot : personOf(author)?.name;
  return `${from}: ${card === null ? text : card.fallback}`;
};

const takeRoom = async (room) => {
  const known = current().rooms[room.id];
  change((state) => ({ rooms: { ...state.rooms, [room.id]: room } }));
  if (known !== undefined) return;
  const { messages } = await get('/messages', { as: current().me, room: room.id });
  change((state) => ({ messages: { ...state.messages, ...byId(messages) } }));
};

const without = (things, id) =>
  Object.fromEntries(Object.entries(things).filter(([key]) => key !== id));

const SETTLE = 500;
let settling = 0;

/** What was just posted may have started or ended a deadline: asks once it is quiet for the next. */
const askNextDue = () => {
  if (current().clock === null) return;
  clearTimeout(settling);
  settling = setTimeout(async () => {
    // Without an answer the next message asks again.
    const { clock } = await get('/clock').catch(() => ({}));
    if (clock) change({ clock: withClock(clock) });
  }, SETTLE);
};

const takeMessage = ({ message, unread }) => {
  const { messages, route, me } = current();
  const isNew = messages[message.id] === undefined;
  const heard = isNew && message.room === route.room && message.author !== me;
  change({
    messages: { ...messages, [message.id]: message },
    ...(heard ? { heard: heardOf(message) } : {}),
  });
  setRoom(message.room, { unread });
  askNextDue();
};

const EVENTS = {
  room: (room) => void takeRoom(room),
  'room-gone': ({ id }) => change(({ rooms }) => ({ rooms: without(rooms, id) })),
  message: takeMessage,
  'message-gone': ({ id, room, unread }) => {
    change(({ messages }) => ({ messages: without(messages, id) }));
    setRoom(room, { unread });
  },
  seen: ({ room, upto, unread }) => setRoom(room, { seenUpto: upto, unread }),
  clock: (clock) => change({ clock: withClock(clock) }),
  player: (player) => change({ player }),
  reload: () => void load(current().me),
};

const listen = (me, seq) => {
  const hear = (event, data) => current().me === me && EVENTS[event]?.(data);
  return follow(me, seq, hear, (connection) => {
    change({ connection: connection === 'open' ? 'open' : 'lost' });
    if (connection === 'open') void flush();
    if (connection === 'closed') retryLoad(me);
  });
};

const RETRY = 2_000;

const retryLoad = (me) => {
  setTimeout(() => {
    if (current().me === me) load(me).catch(() => retryLoad(me));
  }, RETRY);
};

/** Shows everything as `me` sees it, in one go, and follows from there. */
async function load(me) {
  const { seq, clock, rooms: list, messages, ...state } = await get('/state', { as: me });
  const { route } = current();
  const rooms = byId(list);
  const gone = route.room !== null && rooms[route.room] === undefined;
  stopFollowing();
  remember('me', me);
  change({
    ...state,
    rooms,
    ready: true,
    messages: byId(messages),
    clock: withClock(clock),
    connection: 'open',
    route: gone ? { room: null, thread: null } : route,
  });
  if (chosenLocale() === null) setLocale(languageFor(me), false);
  stopFollowing = listen(me, seq);
}

/** Becomes another person. Whoever does so by hand leaves the demo's lead. */
export const actAs = async (id, byDemo = false) => {
  if (!byDemo) change({ follow: false });
  if (id === current().me) return;
  await load(id);
  if (current().route.room === null && !isNarrow()) openRoom(homeRoom(), byDemo);
};

const chooseFirst = (people) => {
  const last = recall('me', null);
  if (people.some(({ id }) => id === last)) return last;
  return (people.find(({ groups }) => groups.includes('dutyOps')) ?? people[0]).id;
};

/** Opens the page: who, where, which language. */
export const boot = async () => {
  setTheme(recall('theme', 'auto'));
  setLocale(chosenLocale() ?? browserLocale(), false);
  change({ welcome: recall('welcome', true), route: readRoute() });
  const { people } = await get('/people');
  await load(chooseFirst(people));
  // On a phone a newcomer lands in a room too, because that is where the welcome is.
  const { route, welcome } = current();
  if (route.room === null && (!isNarrow() || welcome)) go({ room: homeRoom(), thread: null }, true);
  addEventListener('popstate', () => change({ route: readRoute() }));
  resumePending();
};

export const dismissWelcome = () => {
  remember('welcome', false);
  change({ welcome: false });
};

/** Moves the hands of the clock. */
export const setClock = async (body) => {
  const { clock } = await post('/clock', body);
  change({ clock: withClock(clock) });
};
