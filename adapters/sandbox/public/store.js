import { useEffect, useState } from './lib.js';

/** One immutable state, replaced on each change; everything on the page is drawn from it. */
let state = {
  ready: false,
  locale: 'zh-CN',
  defaultLocale: null,
  theme: 'auto',
  company: '',
  timezone: 'Asia/Shanghai',
  me: null,
  people: [],
  rooms: {},
  messages: {},
  clock: null,
  player: { status: 'idle', index: -1, total: 0, speed: 1, script: null },
  scripts: [],
  follow: false,
  route: { room: null, thread: null },
  panel: null,
  connection: 'open',
  pending: [],
  dialog: null,
  welcome: true,
  heard: '',
};

const listeners = new Set();
let scheduled = false;

const tell = () => {
  scheduled = false;
  for (const listener of listeners) listener(state);
};

export const current = () => state;

export const change = (patch) => {
  state = { ...state, ...(typeof patch === 'function' ? patch(state) : patch) };
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(tell);
};

/** Draws the component again whenever `select` gives something else. */
export const useStore = (select) => {
  const [value, setValue] = useState(() => select(state));
  useEffect(() => {
    const listener = (next) => setValue(() => select(next));
    listener(state);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return value;
};

export const onChange = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const byId = (list) => Object.fromEntries(list.map((one) => [one.id, one]));

/** Changes something of a room that is there. */
export const setRoom = (id, patch) =>
  change(({ rooms }) =>
    rooms[id] === undefined ? {} : { rooms: { ...rooms, [id]: { ...rooms[id], ...patch } } },
  );

export const personOf = (id) => state.people.find((person) => person.id === id);

/** Messages of a room outside threads, oldest first. */
export const messagesOf = (messages, room) =>
  Object.values(messages)
    .filter((message) => message.room === room && message.thread === null)
    .toSorted((a, b) => a.n - b.n);

export const repliesOf = (messages, thread) =>
  Object.values(messages)
    .filter((message) => message.thread === thread)
    .toSorted((a, b) => a.n - b.n);
